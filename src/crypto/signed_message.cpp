#include "crypto/signed_message.h"

#include "crypto/base64.h"
#include "crypto/digest.h"

namespace plume::crypto {
namespace {

constexpr std::string_view prefix = "SFMyNTY.";  // base64 of "HS256", the one method that is accepted

}  // namespace

std::string sign_message(std::string_view key, std::string_view payload) {
  std::string message(prefix);
  message += base64url_encode(payload);
  const std::string mac = hmac_sha256(key, message);
  return message + '.' + base64url_encode(mac);
}

std::optional<std::string> verify_message(std::string_view key, std::string_view message) {
  const std::size_t dot = message.rfind('.');
  if (!message.starts_with(prefix) || dot < prefix.size()) return std::nullopt;
  const std::string_view content = message.substr(0, dot);
  const auto mac = base64url_decode(message.substr(dot + 1));
  if (!mac || !equal_in_constant_time(*mac, hmac_sha256(key, content))) return std::nullopt;
  return base64url_decode(content.substr(prefix.size()));
}

}  // namespace plume::crypto
