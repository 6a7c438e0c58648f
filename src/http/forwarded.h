// Forwarded: what a proxy in front of the server says of the request that it passes on (server-api 13.8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/peer.h"
#include "plume/http.h"

namespace plume::http {

/// Where a request comes from, and where it was sent to.
struct Approach {
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< lower case; "" where it names none
  int port = 0;        ///< 0: that of the scheme
  Peer peer;
};

class Forwarded {
 public:
  /// `names` is EndpointOptions::rewrite_on. Throws std::invalid_argument for a field that is none of those.
  explicit Forwarded(const std::vector<std::string>& names);

  /// `seen`, how the connection sees it, with what the trusted fields say instead. Values that cannot be are passed
  /// over; of several the last counts, which is that of the nearest proxy. A client that a proxy names has a port only
  /// where that stands behind its address, and no certificate: that of the connection is the proxy's.
  Approach rewritten(const Headers& headers, Approach seen) const;
  /// The address of the client alone; `seen` is that of the connection.
  std::string client(const Headers& headers, std::string_view seen) const;

 private:
  bool scheme_ = false, host_ = false, port_ = false, peer_ = false;
};

}  // namespace plume::http
