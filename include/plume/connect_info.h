// ConnectInfo: how a view was reached.
#pragma once

#include <string>

#include "plume/http.h"

namespace plume {

/// The other end of a connection.
struct PeerData {
  std::string address{};
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
