#include "http/websocket_handshake.h"

#include <gtest/gtest.h>

namespace plume::http {
namespace {

RawRequest handshake() {
  RawRequest request;
  request.method = "GET";
  request.headers.add("Upgrade", "WebSocket");
  request.headers.add("Connection", "keep-alive, Upgrade");
  request.headers.add("Sec-WebSocket-Version", "13");
  request.headers.add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
  return request;
}

TEST(WebSocketHandshake, AnswersTheExampleOfTheStandard) {
  EXPECT_EQ(websocket_accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WebSocketHandshake, AcceptsWhatBrowsersSend) {
  EXPECT_EQ(websocket_handshake_fault(handshake()), "");
  EXPECT_TRUE(wants_websocket(handshake()));
  EXPECT_FALSE(wants_websocket(RawRequest()));
}

TEST(WebSocketHandshake, RefusesEverythingElse) {
  const auto refused = [](auto change) {
    RawRequest request = handshake();
    change(request);
    return !websocket_handshake_fault(request).empty();
  };
  const auto refused_field = [&](const char* name, const char* value) {
    return refused([&](RawRequest& request) { request.headers.set(name, value); });
  };
  EXPECT_TRUE(refused([](RawRequest& request) { request.method = "POST"; }));
  EXPECT_TRUE(refused([](RawRequest& request) { request.minor_version = 0; }));
  for (const char* name : {"upgrade", "connection", "sec-websocket-version", "sec-websocket-key"}) {
    EXPECT_TRUE(refused([&](RawRequest& request) { request.headers.erase(name); })) << name;
  }
  EXPECT_TRUE(refused_field("upgrade", "h2c"));
  EXPECT_TRUE(refused_field("connection", "keep-alive"));
  EXPECT_TRUE(refused_field("sec-websocket-version", "8"));
  EXPECT_TRUE(refused_field("sec-websocket-version", "13, 8"));
  for (const char* key :
       {"", "AAAA", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ==\x01", "dGhlIHNhbXBsZSBub25jZTE="}) {
    EXPECT_TRUE(refused_field("sec-websocket-key", key)) << key;
  }
  EXPECT_TRUE(refused([](RawRequest& request) { request.headers.add("Content-Length", "3"); }));
}

}  // namespace
}  // namespace plume::http
