#include "http/forwarded.h"

#include <algorithm>
#include <stdexcept>

#include "base/ascii.h"
#include "base/url.h"
#include "foundation/numbers.h"
#include "http/text.h"

namespace plume::http {
namespace {

constexpr std::string_view scheme_field = "x-forwarded-proto";
constexpr std::string_view host_field = "x-forwarded-host";
constexpr std::string_view port_field = "x-forwarded-port";
constexpr std::string_view peer_field = "x-forwarded-for";

// "" where there is none.
std::string_view last_value(const Headers& headers, std::string_view name) {
  const auto values = list_elements(headers.get(name));
  return values.empty() ? std::string_view() : values.back();
}

std::uint16_t port_of(std::string_view text) { return read_number<std::uint16_t>(text).value_or(0); }

// "1.2.3.4", "::1", and with a port "1.2.3.4:5678", "[::1]:5678".
void set_client(Peer& peer, std::string_view client) {
  const auto colon = client.find(':', client.starts_with('[') ? std::min(client.find(']'), client.size()) : 0);
  const bool is_bare_ipv6 = colon != client.npos && client.find(':', colon + 1) != client.npos;
  const std::string_view port = colon == client.npos || is_bare_ipv6 ? "" : client.substr(colon + 1);
  std::string_view address = port.empty() ? client : client.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  peer.address = address;
  peer.port = port_of(port);
  peer.certificate = nullptr;
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

std::string Forwarded::client(const Headers& headers, std::string_view seen) const {
  Peer peer;
  peer.address = seen;
  if (peer_)
    if (const auto client = last_value(headers, peer_field); !client.empty()) set_client(peer, client);
  return peer.address;
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
    if (const auto client = last_value(headers, peer_field); !client.empty()) set_client(seen.peer, client);
  return seen;
}

}  // namespace plume::http
