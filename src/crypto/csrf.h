// Tokens against forged requests of other sites (server-api 13.4).
#pragma once

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

}  // namespace plume::crypto
