// Tokens: signed messages that expire.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace plume::crypto {

using Clock = std::chrono::system_clock;

/// A token for `payload`, dated `now`. Anyone can read it. It is safe in URLs, HTML and JSON.
std::string sign_token(std::string_view key, std::string_view payload, Clock::time_point now = Clock::now());

struct VerifiedToken {
  enum class Status {
    ok,
    missing,  ///< the token was empty
    invalid,  ///< malformed, signed with another key, or dated more than a minute in the future
    expired,  ///< older than the maximal age
  };
  Status status = Status::missing;
  std::string payload;  ///< "" unless ok

  explicit operator bool() const { return status == Status::ok; }
  const std::string& operator*() const { return payload; }
};

/// Reads a token of sign_token that must not be older than `max_age`.
VerifiedToken verify_token(std::string_view key, std::string_view token, std::chrono::seconds max_age,
                           Clock::time_point now = Clock::now());

}  // namespace plume::crypto
