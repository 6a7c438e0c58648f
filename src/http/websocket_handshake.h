// The request that turns an HTTP connection into a WebSocket (RFC 6455, section 4.2).
#pragma once

#include <string>
#include <string_view>

#include "http/request_parser.h"

namespace plume::http {

/// Whether the client asks for a WebSocket, rightly or wrongly.
bool wants_websocket(const RawRequest& request);

/// What is wrong with the handshake, or "" where it may be answered with 101. Wrong ones are answered with 400.
std::string_view websocket_handshake_fault(const RawRequest& request);

/// The answer to the client's `sec-websocket-key`.
std::string websocket_accept_key(std::string_view client_key);

}  // namespace plume::http
