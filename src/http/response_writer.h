// Responses as bytes (RFC 9112).
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "plume/http.h"

namespace plume::http {

/// What of a response depends on its request.
struct ResponseContext {
  bool is_head_request = false;  ///< the body is left out, its length is told
  bool keeps_alive = true;
  int minor_version = 1;   ///< of the request; a client of HTTP/1.0 is told where the connection is kept
  bool is_secure = false;  ///< cookies that do not say otherwise are marked "secure"
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
};

/// Appends the whole response, but for Response::file, which belongs behind it. Adds the fields `date`,
/// `content-length` (not for 1xx, 204 and 304, which have no body), `connection` where the connection is closed, or
/// kept for a client of HTTP/1.0, and one `set-cookie` for each cookie. Throws std::invalid_argument, and appends
/// nothing, where the status is not 100 to 599, a field's name is no token or its value holds a line break or another
/// control character, where the response sets `content-length`, `transfer-encoding` or `connection` itself, or a cookie
/// cannot be.
void append_response(std::string& out, const Response& response, const ResponseContext& context = {});

/// Appends all of it but the body: for one that is not to be copied. Returns whether Response::body follows.
bool append_head(std::string& out, const Response& response, const ResponseContext& context = {});

/// Appends the answer to a WebSocket handshake. `subprotocol` and `extensions` are left out where they are empty.
void append_switching_protocols(std::string& out, std::string_view accept_key, std::string_view subprotocol,
                                std::string_view extensions = {});

/// "OK" for 200, …; "" for statuses without a usual phrase.
std::string_view reason_phrase(int status);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::chrono::system_clock::time_point time);

}  // namespace plume::http
