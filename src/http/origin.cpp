#include "http/origin.h"

#include <algorithm>
#include <stdexcept>

#include "base/ascii.h"
#include "base/url.h"

namespace plume::http {
namespace {

/// Compared by whole labels: "example.com" is below "com", and "badexample.com" is not below "example.com".
bool is_host_or_below(std::string_view host, std::string_view above) {
  if (host == above) return true;
  return host.size() > above.size() && host.ends_with(above) && host[host.size() - above.size() - 1] == '.';
}

}  // namespace

OriginCheck::OriginCheck(const CheckOrigin& options, std::string_view public_host)
    : mode_(options.mode), function_(options.accepts), public_host_(public_host) {
  if (mode_ == CheckOrigin::Mode::function && !function_)
    throw std::invalid_argument("check_origin: the mode is `function`, but CheckOrigin::accepts is empty");
  for (const std::string& text : options.allowed) entries_.push_back(parse_entry(text));
}

OriginCheck::Entry OriginCheck::parse_entry(std::string_view text) {
  const auto refuse = [text]() {
    throw std::invalid_argument("check_origin: \"" + std::string(text) +
                                "\" is none of //host, //*.host and https://host:port");
  };
  Entry entry;
  std::string_view rest = text;
  const std::size_t slashes = rest.find("//");
  if (slashes == rest.npos) refuse();
  if (slashes > 0) {
    entry.scheme = rest.substr(0, slashes - 1);
    if (rest[slashes - 1] != ':' || default_port(entry.scheme) == 0) refuse();
  }
  rest.remove_prefix(slashes + 2);
  if (rest.starts_with("*.")) {
    entry.has_wildcard = true;
    rest.remove_prefix(2);
  }
  const auto authority = parse_authority(rest);
  if (!authority) refuse();
  entry.host = authority->host;
  entry.port = authority->port ? authority->port : default_port(entry.scheme);
  return entry;
}

bool OriginCheck::accepts(std::optional<std::string_view> origin, const RequestOrigin& request) const {
  if (!origin || mode_ == CheckOrigin::Mode::none) return true;
  const auto url = parse_url(*origin);  // not "null", and no scheme but http and https
  if (!url) return false;
  switch (mode_) {
    case CheckOrigin::Mode::host:
      return public_host_.empty() || equal_without_case(url->host, public_host_);
    case CheckOrigin::Mode::function:
      return function_(url->origin());
    case CheckOrigin::Mode::connection: {
      const int port = request.port ? request.port : default_port(request.scheme);
      return url->scheme == request.scheme && url->host == request.host && url->port == port;
    }
    default:
      return std::any_of(entries_.begin(), entries_.end(), [&url](const Entry& entry) {
        const bool fits_host = entry.has_wildcard ? is_host_or_below(url->host, entry.host) : url->host == entry.host;
        return fits_host && (entry.scheme.empty() || entry.scheme == url->scheme) &&
               (entry.port == 0 || entry.port == url->port);
      });
  }
}

}  // namespace plume::http
