#include "crypto/key_derivation.h"

#include <openssl/evp.h>

#include <stdexcept>

#include "crypto/openssl.h"

namespace plume::crypto {
namespace {

constexpr std::size_t shortest_secret = 20;
constexpr std::size_t key_size = 32;
constexpr int rounds = 1000;

}  // namespace

std::string derive_key(std::string_view secret_key_base, std::string_view salt) {
  if (secret_key_base.size() < shortest_secret) {
    throw std::invalid_argument("secret_key_base has " + std::to_string(secret_key_base.size()) +
                                " bytes; it needs at least 20, better 64, random ones");
  }
  std::string key(key_size, '\0');
  require(PKCS5_PBKDF2_HMAC(secret_key_base.data(), static_cast<int>(secret_key_base.size()), as_bytes(salt.data()),
                            static_cast<int>(salt.size()), rounds, EVP_sha256(), static_cast<int>(key.size()),
                            as_bytes(key.data())),
          "PBKDF2");
  return key;
}

}  // namespace plume::crypto
