#include <gtest/gtest.h>

#include <set>
#include <string>

#include "crypto/base64.h"
#include "crypto/csrf.h"
#include "crypto/digest.h"
#include "crypto/encrypted_message.h"
#include "crypto/key_derivation.h"
#include "crypto/random.h"
#include "crypto/signed_message.h"

namespace plume::crypto {
namespace {

const std::string secret_key_base = [] {
  std::string text;
  for (int i = 0; i < 4; ++i) text += "0123456789abcdef";
  return text;
}();

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    for (const int digit : {byte >> 4 & 15, byte & 15}) text += "0123456789abcdef"[digit];
  }
  return text;
}

/// The text with one bit of the character at `at` changed.
std::string flipped(std::string text, std::size_t at) {
  text[at] ^= 1;
  return text;
}

TEST(Random, IsAsLongAsAskedForAndNeverTheSame) {
  EXPECT_EQ(random_bytes(0), "");
  EXPECT_EQ(random_bytes(33).size(), 33u);
  EXPECT_NE(random_bytes(16), random_bytes(16));
}

TEST(Base64, EncodesTheVectorsOfRfc4648) {
  EXPECT_EQ(base64_encode(""), "");
  EXPECT_EQ(base64_encode("f"), "Zg==");
  EXPECT_EQ(base64_encode("fo"), "Zm8=");
  EXPECT_EQ(base64_encode("foo"), "Zm9v");
  EXPECT_EQ(base64_encode("foob"), "Zm9vYg==");
  EXPECT_EQ(base64url_encode("foob"), "Zm9vYg");
  EXPECT_EQ(base64_encode("\xFB\xFF"), "+/8=");
  EXPECT_EQ(base64url_encode("\xFB\xFF"), "-_8");
}

TEST(Base64, DecodesWhatItEncodes) {
  std::string bytes;
  for (int length = 0; length < 300; ++length) {
    EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
    EXPECT_EQ(base64url_decode(base64url_encode(bytes)), bytes);
    bytes += static_cast<char>(length * 37);
  }
}

TEST(Base64, RefusesEverythingElse) {
  for (const char* text : {"Z", "Zg==", "Zm9v!", "Zm9v\n", " Zm9v", "Zh", "Zm+v", "Zm/v", "Z_"}) {
    EXPECT_EQ(base64url_decode(text), std::nullopt) << text;
  }
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zg==Zg==", "====", "Zm-v", "Z===", "Zm9v\n"}) {
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
  }
}

TEST(Digest, KnowsThePublishedVectors) {
  EXPECT_EQ(hex(sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(ConstantTimeEqual, IsEquality) {
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

TEST(DeriveKey, S13_2_Vectors) {
  EXPECT_EQ(hex(derive_key(secret_key_base, "demo-sign")),
            "c540d3801b44245417bada6ca450cb34a7800c797491a52ce45401cebc6622bc");
  EXPECT_EQ(hex(derive_key(secret_key_base, "demo-encrypt")),
            "ed4529df2336ed41d09757a1e42bd16a3011ebac68677a5b55c6caf5525ad6d3");
}

TEST(DeriveKey, RefusesShortSecrets) {
  EXPECT_THROW(derive_key("0123456789abcdef012", "salt"), std::invalid_argument);
  EXPECT_NO_THROW(derive_key("0123456789abcdef0123", "salt"));
}

TEST(SignedMessage, S13_2_Vector) {
  const std::string key = derive_key(secret_key_base, "demo-sign");
  const std::string message = "SFMyNTY.aGVsbG8.dLCAowOvWdkf_awl4ZuRi_tqZLboMLM_I801AVsUEmw";
  EXPECT_EQ(sign_message(key, "hello"), message);
  EXPECT_EQ(verify_message(key, message), "hello");
}

TEST(SignedMessage, RefusesEveryChange) {
  const std::string message = sign_message("key", "hello");
  for (std::size_t i = 0; i < message.size(); ++i) {
    EXPECT_EQ(verify_message("key", flipped(message, i)), std::nullopt) << i;
    EXPECT_EQ(verify_message("key", message.substr(0, i)), std::nullopt) << i;
  }
  EXPECT_EQ(verify_message("other key", message), std::nullopt);
  EXPECT_EQ(verify_message("key", message + "."), std::nullopt);
  EXPECT_EQ(verify_message("key", message + "A"), std::nullopt);
  EXPECT_EQ(verify_message("key", "SFMyNTY."), std::nullopt);
  EXPECT_EQ(verify_message("key", sign_message("key", "")), "");
}

TEST(SignedMessage, AcceptsNoOtherMethod) {
  for (const char* content : {"SFMzODQ.aGVsbG8", "SFM1MTI.aGVsbG8", "bm9uZQ.aGVsbG8"}) {
    const std::string message = std::string(content) + "." + base64url_encode(hmac_sha256("key", content));
    EXPECT_EQ(verify_message("key", message), std::nullopt);
  }
}

TEST(EncryptedMessage, ReadsBackWithItsKeyOnly) {
  const std::string key = derive_key(secret_key_base, "demo-encrypt");
  for (const std::string& text : {std::string(), std::string("hello"), std::string(5000, '\0')}) {
    EXPECT_EQ(decrypt_message(key, encrypt_message(key, text)), text);
  }
  EXPECT_EQ(decrypt_message(derive_key(secret_key_base, "other"), encrypt_message(key, "hello")), std::nullopt);
  EXPECT_NE(encrypt_message(key, "hello"), encrypt_message(key, "hello"));
  EXPECT_EQ(encrypt_message(key, "secret text").find("secret"), std::string::npos);
}

TEST(EncryptedMessage, ReadsAMessageOfTheFormat) {
  const std::string key(32, 'k');
  EXPECT_EQ(decrypt_message(key, "A256GCM.AAECAwQFBgcICQoL7AXQsS093o-syT_YzIx4sgK4mEJr"), "hello");
}

TEST(EncryptedMessage, RefusesEveryChange) {
  const std::string key(32, 'k');
  const std::string message = encrypt_message(key, "hello");
  for (std::size_t i = 0; i < message.size(); ++i) {
    EXPECT_EQ(decrypt_message(key, flipped(message, i)), std::nullopt) << i;
    EXPECT_EQ(decrypt_message(key, message.substr(0, i)), std::nullopt) << i;
  }
}

TEST(EncryptedMessage, RefusesKeysOfAnotherLength) {
  EXPECT_THROW(encrypt_message("short", "hello"), std::invalid_argument);
}

TEST(Csrf, S13_4_Vector) {
  EXPECT_EQ(mask_csrf_secret("AAECAwQFBgcICQoLDA0ODxAR", "ZGVmZ2hpamtsbW5vcHFyc3R1"),
            "GwYTLhtFOTYjChc6IQZaOicJdjYnSxNjZGVmZ2hpamtsbW5vcHFyc3R1");
}

TEST(Csrf, MasksSecretsOnly) {
  EXPECT_THROW(mask_csrf_secret(std::string(25, 'a')), std::invalid_argument);
  EXPECT_THROW(mask_csrf_secret(""), std::invalid_argument);
}

TEST(Csrf, EveryEmissionDiffersAndFits) {
  const std::string secret = new_csrf_secret();
  EXPECT_EQ(secret.size(), 24u);
  std::set<std::string> tokens;
  for (int i = 0; i < 20; ++i) {
    const std::string token = mask_csrf_secret(secret);
    EXPECT_EQ(token.size(), 56u);
    EXPECT_TRUE(csrf_token_fits(secret, token));
    EXPECT_FALSE(csrf_token_fits(new_csrf_secret(), token));
    tokens.insert(token);
  }
  EXPECT_EQ(tokens.size(), 20u);
}

TEST(Csrf, RefusesEverythingElse) {
  const std::string secret = new_csrf_secret();
  const std::string token = mask_csrf_secret(secret);
  for (std::size_t i = 0; i < token.size(); ++i) EXPECT_FALSE(csrf_token_fits(secret, flipped(token, i))) << i;
  EXPECT_FALSE(csrf_token_fits(secret, ""));
  EXPECT_FALSE(csrf_token_fits(secret, secret));
  EXPECT_FALSE(csrf_token_fits("", token));
  EXPECT_FALSE(csrf_token_fits("", ""));
  EXPECT_FALSE(csrf_token_fits(secret, std::string(56, '\xFF')));
}

TEST(Csrf, S13_4_ATokenIsBoundToAHost) {
  const std::string secret = new_csrf_secret();
  const std::string token = mask_csrf_secret(secret);
  const std::string bound = bind_csrf_token(token, "pay.example.com").value();
  EXPECT_EQ(bound.size(), 67u);
  EXPECT_EQ(bind_csrf_token(token, "pay.example.com"), bound) << "the same on the whole page";
  EXPECT_NE(bind_csrf_token(mask_csrf_secret(secret), "pay.example.com"), bound) << "and another one on the next";
  EXPECT_TRUE(bound_csrf_token_fits(secret, bound, "pay.example.com"));
  EXPECT_FALSE(bound_csrf_token_fits(secret, bound, "pay.example.co"));
  EXPECT_FALSE(bound_csrf_token_fits(new_csrf_secret(), bound, "pay.example.com"));
  EXPECT_FALSE(csrf_token_fits(secret, bound));
  EXPECT_FALSE(bound_csrf_token_fits(secret, token, "pay.example.com"));
}

TEST(Csrf, S13_4_WhatIsNoBoundTokenFitsNothing) {
  const std::string secret = new_csrf_secret();
  const std::string bound = bind_csrf_token(mask_csrf_secret(secret), "h").value();
  for (std::size_t i = 0; i < bound.size(); ++i)
    EXPECT_FALSE(bound_csrf_token_fits(secret, flipped(bound, i), "h")) << i;
  for (const std::string& bad : {std::string(), std::string(67, 'A'), std::string(67, '\xFF'), bound + "A"})
    EXPECT_FALSE(bound_csrf_token_fits(secret, bad, "h")) << bad;
  EXPECT_FALSE(bound_csrf_token_fits("", bound, "h"));
  EXPECT_EQ(bind_csrf_token("", "h"), std::nullopt);
  EXPECT_EQ(bind_csrf_token(std::string(56, '\xFF'), "h"), std::nullopt);
}

}  // namespace
}  // namespace plume::crypto
