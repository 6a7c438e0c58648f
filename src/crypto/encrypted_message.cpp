#include "crypto/encrypted_message.h"

#include <openssl/evp.h>

#include <memory>
#include <new>
#include <stdexcept>

#include "crypto/base64.h"
#include "crypto/openssl.h"
#include "crypto/random.h"

namespace plume::crypto {
namespace {

constexpr std::string_view prefix = "A256GCM.";
constexpr std::size_t key_size = 32;
constexpr std::size_t iv_size = 12;
constexpr std::size_t tag_size = 16;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

/// A context that has authenticated the prefix, so that no ciphertext can be moved to another format.
Context begin(std::string_view key, const char* iv, bool encrypts) {
  if (key.size() != key_size) throw std::invalid_argument("AES-256-GCM needs a key of 32 bytes");
  Context context(EVP_CIPHER_CTX_new());
  if (!context) throw std::bad_alloc();
  require(EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, as_bytes(key.data()), as_bytes(iv), encrypts),
          "AES-256-GCM");
  int length = 0;
  require(EVP_CipherUpdate(context.get(), nullptr, &length, as_bytes(prefix.data()), static_cast<int>(prefix.size())),
          "AES-256-GCM");
  return context;
}

std::string run(EVP_CIPHER_CTX* context, std::string_view input) {
  std::string output(input.size(), '\0');
  int length = 0;
  if (!input.empty()) {
    require(EVP_CipherUpdate(context, as_bytes(output.data()), &length, as_bytes(input.data()),
                             static_cast<int>(input.size())),
            "AES-256-GCM");
  }
  return output;
}

/// For decryption: whether the tag fits.
bool finish(EVP_CIPHER_CTX* context) {
  unsigned char unused[tag_size];
  int length = 0;
  return EVP_CipherFinal_ex(context, unused, &length) == 1;
}

}  // namespace

std::string encrypt_message(std::string_view key, std::string_view plaintext) {
  const std::string iv = random_bytes(iv_size);
  const Context context = begin(key, iv.data(), true);
  const std::string ciphertext = run(context.get(), plaintext);
  require(finish(context.get()), "AES-256-GCM");
  std::string tag(tag_size, '\0');
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, tag.data()), "AES-256-GCM");
  return std::string(prefix) + base64url_encode(iv + tag + ciphertext);
}

std::optional<std::string> decrypt_message(std::string_view key, std::string_view message) {
  if (!message.starts_with(prefix)) return std::nullopt;
  auto bytes = base64url_decode(message.substr(prefix.size()));
  if (!bytes || bytes->size() < iv_size + tag_size) return std::nullopt;
  const Context context = begin(key, bytes->data(), false);
  std::string plaintext = run(context.get(), std::string_view(*bytes).substr(iv_size + tag_size));
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, bytes->data() + iv_size), "AES-256-GCM");
  if (!finish(context.get())) return std::nullopt;
  return plaintext;
}

}  // namespace plume::crypto
