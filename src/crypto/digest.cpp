#include "crypto/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "crypto/openssl.h"

namespace plume::crypto {

std::string sha1(std::string_view bytes) {
  std::string out(20, '\0');
  require(EVP_Digest(bytes.data(), bytes.size(), as_bytes(out.data()), nullptr, EVP_sha1(), nullptr), "digest");
  return out;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  std::string out(32, '\0');
  const auto* mac = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), as_bytes(bytes.data()), bytes.size(),
                         as_bytes(out.data()), nullptr);
  require(mac != nullptr, "HMAC");
  return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace plume::crypto
