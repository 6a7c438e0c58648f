// What is said of a first message that is too large, which an application may be the cause of.
#pragma once

#include <string_view>

#include "base/log.h"
#include "plume/endpoint.h"

namespace plume::http {

/// Tells the developer which limit a client met before it joined a view: a page whose session or connect parameters
/// are large meets it every time.
inline void warn_of_large_first_message(std::string_view peer, const Limits& limits) {
  log_warning("a client's message was too large before it joined a view (EndpointOptions::limits)",
              {{"peer", peer}, {"message_bytes_before_join", limits.message_bytes_before_join}});
}

}  // namespace plume::http
