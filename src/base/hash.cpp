#include "plume/hash.h"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <span>
#include <system_error>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace plume::detail {
namespace {

void fill_with_random(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const auto count = ::getrandom(bytes.data(), bytes.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::system_error(errno, std::generic_category(), "random bytes for the secret of hashes");
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

std::array<unsigned char, 64> random_seed() {
  std::array<unsigned char, 64> seed;
  fill_with_random(seed);
  return seed;
}

// For texts of every length: XXH3 takes short ones, too, with bytes of the secret.
struct TextSecret {
  TextSecret() {
    const auto seed = random_seed();
    if (XXH3_generateSecret(bytes.data(), bytes.size(), seed.data(), seed.size()) == XXH_ERROR)
      throw std::system_error(std::make_error_code(std::errc::invalid_argument), "the secret of hashes");
  }
  alignas(64) std::array<unsigned char, XXH3_SECRET_DEFAULT_SIZE> bytes;
};

NumberSecret new_number_secret() {
  NumberSecret secret;
  const auto seed = random_seed();
  std::memcpy(&secret, seed.data(), sizeof secret);
  secret.first |= 1;
  secret.second |= 1;
  return secret;
}

// 101 is the first priority that is free: constructors of other static objects may hash.
[[gnu::init_priority(101)]] const TextSecret text_secret;

}  // namespace

[[gnu::init_priority(101)]] const NumberSecret number_secret = new_number_secret();

std::uint64_t hash_bytes(std::string_view bytes) noexcept {
  return XXH3_64bits_withSecret(bytes.data(), bytes.size(), text_secret.bytes.data(), text_secret.bytes.size());
}

}  // namespace plume::detail
