// Peer: the other end of a connection.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace plume::http {

struct Peer {
  std::string address;
  std::uint16_t port = 0;                            ///< 0: not known
  bool is_secure = false;                            ///< the connection is TLS
  std::shared_ptr<const std::string> certificate{};  ///< of a TLS client, DER; null: none
};

}  // namespace plume::http
