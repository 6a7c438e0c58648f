#include "http/csrf_check.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/ascii.h"
#include "base/url.h"
#include "crypto/csrf.h"

namespace plume::http {
namespace {

// "": there is none.
std::string_view token_of(const Request& request) {
  const auto in_body = request.body_params["_csrf_token"].text();
  return in_body.empty() ? request.headers.get("x-csrf-token") : in_body;
}

}  // namespace

CsrfCheck::CsrfCheck(const CsrfOptions& options, std::string_view own_host) : hosts_{to_lower(own_host)} {
  for (const std::string& entry : options.allow_hosts) {
    const auto host = parse_authority(std::string_view(entry).substr(entry.starts_with('.')));
    if (!host || host->port)
      throw std::invalid_argument("EndpointOptions::csrf.allow_hosts: \"" + entry +
                                  "\" is no host; write \"shop.example.com\", or \".example.com\" for those below it");
    hosts_.push_back(to_lower(entry));
  }
}

bool CsrfCheck::allows(std::string_view host) const {
  return std::any_of(hosts_.begin(), hosts_.end(), [host](const std::string& allowed) {
    return allowed.starts_with('.') ? host.ends_with(allowed) : host == allowed;
  });
}

std::string CsrfCheck::fault(const Request& request) const {
  const std::string& secret = request.internals.csrf_secret;
  const std::string_view token = token_of(request);
  if (crypto::csrf_token_fits(secret, token)) return {};
  const std::string host = to_lower(request.host);
  if (!crypto::bound_csrf_token_fits(secret, token, host))
    return "the CSRF token is missing or wrong: a form needs a hidden field _csrf_token of the same session";
  if (allows(host)) return {};
  return "the CSRF token is of a form on another host's page, which may post to " + host +
         " only where EndpointOptions::csrf.allow_hosts names that";
}

}  // namespace plume::http
