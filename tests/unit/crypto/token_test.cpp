#include "crypto/token.h"

#include <gtest/gtest.h>

#include "crypto/signed_message.h"

namespace plume::crypto {
namespace {

using namespace std::chrono_literals;
using Status = VerifiedToken::Status;

const Clock::time_point now = Clock::time_point(1'700'000'000s);
const std::string key(32, 'k');

TEST(Token, GivesItsPayloadBackUntilItExpires) {
  const std::string token = sign_token(key, "payload", now);
  EXPECT_EQ(*verify_token(key, token, 60s, now), "payload");
  EXPECT_EQ(verify_token(key, token, 60s, now + 60s).status, Status::ok);
  const auto late = verify_token(key, token, 60s, now + 61s);
  EXPECT_EQ(late.status, Status::expired);
  EXPECT_EQ(late.payload, "");
  EXPECT_FALSE(late);
}

TEST(Token, MayComeFromAClockThatIsAheadByAMinute) {
  EXPECT_TRUE(verify_token(key, sign_token(key, "x", now + 60s), 10s, now));
  EXPECT_EQ(verify_token(key, sign_token(key, "x", now + 61s), 10s, now).status, Status::invalid);
  EXPECT_EQ(verify_token(key, sign_token(key, "x", now + 24h * 365), 10s, now).status, Status::invalid);
}

TEST(Token, SaysWhatIsWrong) {
  const std::string token = sign_token(key, "x", now);
  EXPECT_EQ(verify_token(key, "", 60s, now).status, Status::missing);
  EXPECT_EQ(verify_token(key, "junk", 60s, now).status, Status::invalid);
  EXPECT_EQ(verify_token("other key", token, 60s, now).status, Status::invalid);
  EXPECT_EQ(verify_token(key, token + "A", 60s, now).status, Status::invalid);
}

TEST(Token, IsNoOtherSignedMessage) {
  for (const std::string& content : {std::string(), std::string("short"), std::string(20, '\x02')}) {
    EXPECT_EQ(verify_token(key, sign_message(key, content), 60s, now).status, Status::invalid);
  }
  const std::string far_future = '\x01' + std::string(8, '\x7F');
  EXPECT_EQ(verify_token(key, sign_message(key, far_future), 60s, now).status, Status::invalid);
}

TEST(Token, HoldsAnyBytes) {
  const std::string payload("\0\xFF\x80 text", 8);
  EXPECT_EQ(*verify_token(key, sign_token(key, payload), 60s), payload);
}

}  // namespace
}  // namespace plume::crypto
