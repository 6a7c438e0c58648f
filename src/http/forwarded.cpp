#include "http/forwarded.h"

#include <charconv>
#include <stdexcept>

#include "base/ascii.h"
#include "base/url.h"
#include "http/text.h"

namespace plume::http {
namespace {

constexpr std::string_view scheme_field = "x-forwarded-proto";
constexpr std::string_view host_field = "x-forwarded-host";
constexpr std::string_view port_field = "x-forwarded-port";
constexpr std::string_view peer_field = "x-forwarded-for";

// "" where there is none.
std::string_view last_value(const Headers& headers, std::string_view name) {
  std::string_view last;
  for (const auto& [field, value] : headers)
    if (equal_without_case(field, name))
      for (const std::string_view element : list_elements(value)) last = element;
  return last;
}

int port_of(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port > 0 && port <= 65535 ? port : 0;
}

}  // namespace

Forwarded::Forwarded(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    bool* const field = name == scheme_field ? &scheme_
                        : name == host_field ? &host_
                        : name == port_field ? &port_
                        : name == peer_field ? &peer_
                                             : nullptr;
    if (!field)
      throw std::invalid_argument("EndpointOptions::rewrite_on: \"" + name +
                                  "\" is none of x-forwarded-proto, x-forwarded-host, x-forwarded-port and "
                                  "x-forwarded-for");
    *field = true;
  }
}

Approach Forwarded::rewritten(const Headers& headers, Approach seen) const {
  if (scheme_) {
    const std::string scheme = to_lower(last_value(headers, scheme_field));
    if (default_port(scheme) && scheme != seen.scheme) {
      seen.scheme = scheme;
      seen.port = 0;  // that which the proxy reached us by
    }
  }
  if (host_)
    if (const auto authority = parse_authority(last_value(headers, host_field))) {
      seen.host = authority->host;
      seen.port = authority->port;
    }
  if (port_)
    if (const int port = port_of(last_value(headers, port_field))) seen.port = port;
  if (peer_)
    if (const auto peer = last_value(headers, peer_field); !peer.empty()) seen.peer = peer;
  return seen;
}

}  // namespace plume::http
