// ConnectInfo: how a view was reached.
#pragma once

#include <cstdint>
#include <string>

#include "plume/http.h"

namespace plume {

/// The other end of a connection, which may be a proxy (see EndpointOptions::rewrite_on).
struct PeerData {
  std::string address{};
  std::uint16_t port = 0;  ///< 0: not known, where a proxy gives only the address
  /// The client's TLS certificate, DER; "" where it has none, or EndpointOptions::client_authorities asks for none, and
  /// where a proxy gives the address, since the connection is then not the client's.
  std::string ssl_cert{};
};

/// What LiveView::connect_info() tells (the seed's `get_connect_info/2`): of the HTTP request where the page is
/// rendered, of the one that opened the connection once it is connected. Everything in it comes from the client, or
/// from a proxy before the server.
struct ConnectInfo {
  PeerData peer_data{};
  Headers trace_context_headers{};  ///< `traceparent` and `tracestate`
  Headers x_headers{};              ///< those whose names begin with "x-", in lower case
  std::string uri{};                ///< absolute
  std::string user_agent{};
};

}  // namespace plume
