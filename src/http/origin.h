// Which pages may open a socket (wire-protocol 1.3, server-api 13.5).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/endpoint.h"

namespace plume::http {

/// The connection's side of the comparison that CheckOrigin::Mode::connection makes.
struct RequestOrigin {
  std::string_view scheme;  ///< "http" or "https", of the transport
  std::string_view host;    ///< of the Host header, lower case
  int port = 0;             ///< of the Host header; 0: that of the scheme
};

class OriginCheck {
 public:
  /// `public_host` is EndpointOptions::host. Throws std::invalid_argument where the function is missing, or an entry of
  /// the list is none of
  /// `//host`, `//host:port`, `scheme://host`, `scheme://host:port`, each with `*.` in front of the host or without.
  OriginCheck(const CheckOrigin& options, std::string_view public_host);

  /// Whether a request with this Origin header may have a socket. A request without one (nullopt) comes from no page,
  /// and may.
  bool accepts(std::optional<std::string_view> origin, const RequestOrigin& request) const;

 private:
  struct Entry {
    std::string scheme;  // "": any
    std::string host;
    int port = 0;               // 0: any
    bool has_wildcard = false;  // the host itself and all hosts below it
  };
  static Entry parse_entry(std::string_view text);

  CheckOrigin::Mode mode_;
  std::function<bool(std::string_view)> function_;
  std::string public_host_;
  std::vector<Entry> entries_;
};

}  // namespace plume::http
