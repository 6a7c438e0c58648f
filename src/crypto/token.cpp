#include "crypto/token.h"

#include <cstdint>

#include "crypto/signed_message.h"

namespace plume::crypto {
namespace {

// The signed content is the format's version, the time in milliseconds since 1970 (8 bytes, big-endian), the payload.
constexpr char version = 1;
constexpr std::size_t time_bytes = 8;
constexpr std::chrono::seconds tolerance{60};  // between the clocks of two nodes

std::int64_t milliseconds(Clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

}  // namespace

std::string sign_token(std::string_view key, std::string_view payload, Clock::time_point now) {
  std::string content(1, version);
  const auto time = static_cast<std::uint64_t>(milliseconds(now));
  for (int shift = 56; shift >= 0; shift -= 8) content += static_cast<char>(time >> shift & 0xFF);
  content += payload;
  return sign_message(key, content);
}

VerifiedToken verify_token(std::string_view key, std::string_view token, std::chrono::seconds max_age,
                           Clock::time_point now) {
  using Status = VerifiedToken::Status;
  if (token.empty()) return {Status::missing, {}};
  const auto content = verify_message(key, token);
  if (!content || content->size() < 1 + time_bytes || content->front() != version) return {Status::invalid, {}};
  std::uint64_t time = 0;
  for (std::size_t i = 1; i <= time_bytes; ++i) time = time << 8 | static_cast<unsigned char>((*content)[i]);
  const auto age = std::chrono::milliseconds(milliseconds(now) - static_cast<std::int64_t>(time));
  if (age < -tolerance) return {Status::invalid, {}};
  if (age > max_age) return {Status::expired, {}};
  return {Status::ok, content->substr(1 + time_bytes)};
}

}  // namespace plume::crypto
