#include "channel/tokens.h"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>

#include "base/json.h"
#include "crypto/key_derivation.h"
#include "crypto/token.h"

namespace plume::channel {
namespace {

using namespace std::chrono_literals;

const std::string secret(64, 's');
constexpr std::string_view salt = "signing salt";
const SessionToken page{"phx-V", "app::Counter", "default", {{"user", 7}}};

// A token as Tokens would have made it at another time, or with another content.
std::string signed_at(crypto::Clock::time_point time, const Value& content) {
  return crypto::sign_token(crypto::derive_key(secret, salt), content.json(), time);
}
Value content_of(const SessionToken& token) {
  return {{"id", token.id}, {"view", token.view}, {"ls", token.live_session}, {"session", token.session}, {"v", 1}};
}

TEST(TokensTest, ASessionTokenNamesItsPage) {
  const Tokens tokens(secret, salt);
  const auto read = tokens.verify_session(tokens.sign_session(page));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->id, "phx-V");
  EXPECT_EQ(read->view, "app::Counter");
  EXPECT_EQ(read->live_session, "default");
  EXPECT_EQ(read->session, page.session);
}

TEST(TokensTest, R3_2_EveryChangedByteIsNoticed) {
  const Tokens tokens(secret, salt);
  const std::string good = tokens.sign_session(page);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string forged = good;
    forged[i] = forged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(tokens.verify_session(forged)) << "byte " << i;
    EXPECT_FALSE(tokens.verify_session(good.substr(0, i))) << "cut at " << i;
  }
  EXPECT_FALSE(tokens.verify_session(good + "A"));
}

TEST(TokensTest, R3_2_AnotherSecretOrSaltIsNoticed) {
  const std::string token = Tokens(secret, salt).sign_session(page);
  EXPECT_FALSE(Tokens(std::string(64, 'x'), salt).verify_session(token));
  EXPECT_FALSE(Tokens(secret, "other salt").verify_session(token));
}

TEST(TokensTest, TokensLastTwoWeeks) {
  const Tokens tokens(secret, salt);
  const auto now = crypto::Clock::now();
  EXPECT_TRUE(tokens.verify_session(signed_at(now - 14 * 24h + 1h, content_of(page))));
  EXPECT_FALSE(tokens.verify_session(signed_at(now - 14 * 24h - 1h, content_of(page))));
}

TEST(TokensTest, AnotherVersionOfTheContentIsOutdated) {
  Value content = content_of(page);
  content.set("v", 2);
  EXPECT_FALSE(Tokens(secret, salt).verify_session(signed_at(crypto::Clock::now(), content)));
}

TEST(TokensTest, OneKindIsNotTakenForAnother) {
  const Tokens tokens(secret, salt);
  const std::string session = tokens.sign_session(page);
  const std::string fixed = tokens.sign_static({"phx-V"});
  const std::string reload = tokens.sign_reload({404});
  EXPECT_FALSE(tokens.verify_session(fixed));
  EXPECT_FALSE(tokens.verify_session(reload));
  EXPECT_FALSE(tokens.verify_static(session));
  EXPECT_FALSE(tokens.verify_static(reload));
  EXPECT_FALSE(tokens.verify_reload(session));
  EXPECT_FALSE(tokens.verify_reload(fixed));
  EXPECT_EQ(tokens.verify_static(fixed)->id, "phx-V");
  EXPECT_EQ(tokens.verify_reload(reload).value().status, 404);
}

TEST(TokensTest, AReloadTokenCarriesErrorsOnly) {
  const Tokens tokens(secret, salt);
  for (const int status : {0, 200, 302, 399, 600, 100000})
    EXPECT_FALSE(tokens.verify_reload(tokens.sign_reload({status}))) << status;
}

// R10.1: they are put into cookies and attributes as they are.
TEST(TokensTest, R10_1_TokensHoldSafeCharactersOnly) {
  const Tokens tokens(secret, salt);
  for (const std::string& token :
       {tokens.sign_session({"phx-\"ü", "a<b>", ";", {{"k", ", \n"}}}), tokens.sign_reload({404})})
    EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.="),
              std::string::npos)
        << token;
}

TEST(TokensTest, AShortSaltIsRefused) { EXPECT_THROW(Tokens(secret, "short"), std::invalid_argument); }

}  // namespace
}  // namespace plume::channel
