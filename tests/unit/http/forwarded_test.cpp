// Fields that a proxy sets (server-api 13.8).
#include "http/forwarded.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plume::http {
namespace {

const std::vector<std::string> all{"x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "x-forwarded-for"};

std::string rewritten(const std::vector<std::string>& names, const std::vector<Headers::Field>& fields) {
  Headers headers;
  for (const auto& [name, value] : fields) headers.add(name, value);
  const Approach seen = Forwarded(names).rewritten(headers, {"http", "inner", 4000, {.address = "10.0.0.1"}});
  return seen.scheme + " " + seen.host + " " + std::to_string(seen.port) + " " + seen.peer.address;
}

// Address and port of the client, and whether it has a certificate.
std::string client(const std::string& forwarded_for) {
  Headers headers;
  if (!forwarded_for.empty()) headers.add("x-forwarded-for", forwarded_for);
  const Peer near{"10.0.0.1", 999, true, std::make_shared<const std::string>("DER")};
  const Peer peer = Forwarded(all).rewritten(headers, {"https", "inner", 443, near}).peer;
  return peer.address + " " + std::to_string(peer.port) + (peer.certificate ? " " + *peer.certificate : "");
}

TEST(Forwarded, S13_8_NothingIsBelievedUnlessItIsSaid) {
  const std::vector<Headers::Field> fields{{"x-forwarded-proto", "https"},
                                           {"x-forwarded-host", "shop.example:444"},
                                           {"x-forwarded-port", "445"},
                                           {"x-forwarded-for", "1.2.3.4"}};
  EXPECT_EQ(rewritten({}, fields), "http inner 4000 10.0.0.1");
  EXPECT_EQ(rewritten({"x-forwarded-proto"}, fields), "https inner 0 10.0.0.1");
  EXPECT_EQ(rewritten({"x-forwarded-host"}, fields), "http shop.example 444 10.0.0.1");
  EXPECT_EQ(rewritten({"x-forwarded-port"}, fields), "http inner 445 10.0.0.1");
  EXPECT_EQ(rewritten({"x-forwarded-for"}, fields), "http inner 4000 1.2.3.4");
  EXPECT_EQ(rewritten(all, fields), "https shop.example 445 1.2.3.4");
  EXPECT_EQ(rewritten(all, {}), "http inner 4000 10.0.0.1");
}

TEST(Forwarded, S13_8_OfSeveralTheNearestProxyCounts) {
  EXPECT_EQ(rewritten(all, {{"X-Forwarded-For", "6.6.6.6, 7.7.7.7, 1.2.3.4"}}), "http inner 4000 1.2.3.4");
  EXPECT_EQ(rewritten(all, {{"x-forwarded-proto", "http, HTTPS"}}), "https inner 0 10.0.0.1");
}

TEST(Forwarded, S13_8_ValuesThatCannotBeArePassedOver) {
  for (const auto* port : {"0", "65536", "-1", "80x", ""})
    EXPECT_EQ(rewritten(all, {{"x-forwarded-port", port}}), "http inner 4000 10.0.0.1") << port;
  for (const auto* host : {"a b", "user@host", "evil/path", ""})
    EXPECT_EQ(rewritten(all, {{"x-forwarded-host", host}}), "http inner 4000 10.0.0.1") << host;
  EXPECT_EQ(rewritten(all, {{"x-forwarded-proto", "gopher"}}), "http inner 4000 10.0.0.1");
}

TEST(Forwarded, S11_4_AClientThatIsForwardedHasThePortThatIsGivenAndNoCertificate) {
  EXPECT_EQ(client(""), "10.0.0.1 999 DER");
  EXPECT_EQ(client("1.2.3.4"), "1.2.3.4 0");
  EXPECT_EQ(client("1.2.3.4:5678"), "1.2.3.4 5678");
  EXPECT_EQ(client("2001:db8::1"), "2001:db8::1 0");
  EXPECT_EQ(client("[2001:db8::1]"), "2001:db8::1 0");
  EXPECT_EQ(client("[2001:db8::1]:5678"), "2001:db8::1 5678");
  EXPECT_EQ(client("1.2.3.4:99999"), "1.2.3.4 0");
  EXPECT_EQ(client("unknown"), "unknown 0");
  EXPECT_EQ(client("[::1"), "[::1 0");
}

TEST(Forwarded, S13_8_OtherFieldsCannotBeTrusted) { EXPECT_THROW(Forwarded({"forwarded"}), std::invalid_argument); }

}  // namespace
}  // namespace plume::http
