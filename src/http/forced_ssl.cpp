#include "http/forced_ssl.h"

#include <algorithm>

#include "base/ascii.h"

namespace plume::http {

ForcedSsl::ForcedSsl(const std::optional<ForceSsl>& options) : options_(options) {
  if (!options || options->max_age <= 0) return;
  field_ = "max-age=" + std::to_string(options->max_age);
  if (options->include_subdomains) field_ += "; includeSubDomains";
  if (options->preload) field_ += "; preload";
}

bool ForcedSsl::is_excluded(std::string_view host) const {
  return std::any_of(options_->exclude.begin(), options_->exclude.end(),
                     [host](std::string_view excluded) { return equal_without_case(host, excluded); });
}

bool ForcedSsl::forbids(std::string_view scheme, std::string_view host) const {
  return options_ && scheme != "https" && !is_excluded(host);
}

Response ForcedSsl::redirect(const Request& request) const {
  std::string url = "https://" + (options_->host.empty() ? request.host : options_->host) + request.path;
  if (!request.query.empty()) url += "?" + request.query;
  const bool reads = request.method == "GET" || request.method == "HEAD";
  return Response::redirect_external(url, reads ? 301 : 307);
}

void ForcedSsl::mark(const Request& request, Response& response) const {
  if (!field_.empty() && request.scheme == "https" && !is_excluded(request.host))
    response.headers.set("strict-transport-security", field_);
}

}  // namespace plume::http
