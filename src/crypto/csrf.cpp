#include "crypto/csrf.h"

#include <algorithm>
#include <stdexcept>

#include "base/url.h"
#include "crypto/base64.h"
#include "crypto/digest.h"
#include "crypto/random.h"

namespace plume::crypto {
namespace {

constexpr std::size_t secret_bytes = 18;
constexpr std::size_t secret_size = 24;  // in base64
constexpr std::size_t token_size = 56;
constexpr std::size_t bound_token_size = 67;  // the mask, and 32 bytes in base64

std::string exclusive_or(std::string_view a, std::string_view b) {
  std::string out(a);
  std::transform(out.begin(), out.end(), b.begin(), out.begin(),
                 [](char x, char y) { return static_cast<char>(x ^ y); });
  return out;
}

// The mask of a token, of which there is one.
std::string_view mask_of(std::string_view token) { return token.substr(token_size - secret_size); }

std::optional<std::string> unmasked(std::string_view token) {
  if (token.size() != token_size) return std::nullopt;
  const auto masked = base64url_decode(token.substr(0, token_size - secret_size));
  return masked ? std::optional(exclusive_or(*masked, mask_of(token))) : std::nullopt;
}

std::string bound_token(std::string_view secret, std::string_view mask, std::string_view host) {
  return std::string(mask) + base64url_encode(hmac_sha256(secret, std::string(mask).append(host)));
}

}  // namespace

std::string new_csrf_secret() { return base64url_encode(random_bytes(secret_bytes)); }

std::string mask_csrf_secret(std::string_view secret) { return mask_csrf_secret(secret, new_csrf_secret()); }

std::string mask_csrf_secret(std::string_view secret, std::string_view mask) {
  if (secret.size() != secret_size || mask.size() != secret_size) {
    throw std::invalid_argument("a CSRF secret and its mask have 24 characters");
  }
  return base64url_encode(exclusive_or(secret, mask)).append(mask);
}

bool csrf_token_fits(std::string_view secret, std::string_view token) {
  const auto named = secret.size() == secret_size ? unmasked(token) : std::nullopt;
  return named && equal_in_constant_time(*named, secret);
}

std::optional<std::string> bind_csrf_token(std::string_view token, std::string_view host) {
  const auto secret = unmasked(token);
  return secret ? std::optional(bound_token(*secret, mask_of(token), host)) : std::nullopt;
}

bool bound_csrf_token_fits(std::string_view secret, std::string_view token, std::string_view host) {
  if (secret.size() != secret_size || token.size() != bound_token_size) return false;
  return equal_in_constant_time(token, bound_token(secret, token.substr(0, secret_size), host));
}

std::string csrf_token_for(std::string_view token, std::string_view url) {
  if (!names_host(url)) return std::string(token);
  const auto host = named_host(url);
  if (!host)
    throw std::invalid_argument("a CSRF token is for forms that post to a path or an http(s) URL, and not to \"" +
                                std::string(url) + "\"");
  return bind_csrf_token(token, *host).value_or("");
}

}  // namespace plume::crypto
