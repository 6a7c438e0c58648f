#include "crypto/csrf.h"

#include <algorithm>
#include <stdexcept>

#include "crypto/base64.h"
#include "crypto/digest.h"
#include "crypto/random.h"

namespace plume::crypto {
namespace {

constexpr std::size_t secret_bytes = 18;
constexpr std::size_t secret_size = 24;  // in base64
constexpr std::size_t token_size = 56;

std::string exclusive_or(std::string_view a, std::string_view b) {
  std::string out(a);
  std::transform(out.begin(), out.end(), b.begin(), out.begin(),
                 [](char x, char y) { return static_cast<char>(x ^ y); });
  return out;
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
  if (secret.size() != secret_size || token.size() != token_size) return false;
  const auto masked = base64url_decode(token.substr(0, token_size - secret_size));
  const std::string_view mask = token.substr(token_size - secret_size);
  return masked && equal_in_constant_time(exclusive_or(*masked, mask), secret);
}

}  // namespace plume::crypto
