// Cookies (RFC 6265): reading the client's, and the field that sets one.
#pragma once

#include <string>
#include <string_view>

#include "plume/http.h"

namespace plume::http {

/// The cookies of a Cookie header as an object of strings. Of cookies with equal names the first wins, which is that of
/// the longest path. Malformed ones are left out, as are those beyond the 300th.
Params parse_cookies(std::string_view header);

/// The value of a Set-Cookie field. `is_secure` stands in for an unset CookieOptions::secure.
/// Throws std::invalid_argument where the name is no token, where the value, path or domain holds a character that may
/// not stand there, where `same_site` is none of "Strict", "Lax", "None" and "", or where name and value together
/// exceed 4096 bytes.
std::string set_cookie(const Response::Cookie& cookie, bool is_secure);

}  // namespace plume::http
