// Tokens against forged requests of other sites (server-api 13.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plume::crypto {

/// The secret that a session keeps under "_csrf_token": 24 characters.
std::string new_csrf_secret();

/// A token for a page: 56 characters, other ones each time, so that compression gives nothing away. Throws
/// std::invalid_argument where `secret` has not the length of one.
std::string mask_csrf_secret(std::string_view secret);
/// The same with a given mask of 24 characters of URL-safe base64.
std::string mask_csrf_secret(std::string_view secret, std::string_view mask);

/// Whether `token` is the masked form of `secret`. Never throws on what a client sends; false where the secret is no
/// secret.
bool csrf_token_fits(std::string_view secret, std::string_view token);

/// A token for a form that posts to another host, in lower case: 67 characters, which hold the secret only as the key
/// of a MAC over the host. It is made of a token of the page, so that it is the same text as long as the page is there.
/// Nothing where `token` is none.
std::optional<std::string> bind_csrf_token(std::string_view token, std::string_view host);
/// Whether `token` is one of those for `host` and this secret. Never throws on what a client sends.
bool bound_csrf_token_fits(std::string_view secret, std::string_view token, std::string_view host);
/// What a form that posts to `url` carries on a page with `token`: that, or a bound one where the URL names a host; ""
/// where `token` is none. Throws std::invalid_argument where `url` leads away, but is no http(s) URL.
std::string csrf_token_for(std::string_view token, std::string_view url);

}  // namespace plume::crypto
