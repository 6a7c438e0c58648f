#include "crypto/random.h"

#include <openssl/rand.h>

#include "crypto/openssl.h"

namespace plume::crypto {

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  require(RAND_bytes(as_bytes(bytes.data()), static_cast<int>(count)), "random bytes");
  return bytes;
}

}  // namespace plume::crypto
