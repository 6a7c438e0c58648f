#include "http/websocket_codec.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/websocket_frames.h"

namespace plume::http {
namespace {

using testing::client_frame;
using testing::close_payload;
using Kind = WebSocketEvent::Kind;

struct Seen {
  Kind kind;
  std::uint16_t code;
  std::string payload;
  bool operator==(const Seen&) const = default;
};

/// Feeds `bytes` in pieces of at most `step` and returns the events.
std::vector<Seen> feed(WebSocketParser& parser, std::string bytes, std::size_t step = std::string::npos) {
  std::vector<Seen> seen;
  for (std::size_t at = 0; at < bytes.size();) {
    std::string piece = bytes.substr(at, step);
    at += piece.size();
    std::span<char> span(piece);
    for (auto event = parser.next(span); event.kind != Kind::none; event = parser.next(span)) {
      seen.push_back({event.kind, event.code, std::string(event.payload)});
    }
    EXPECT_TRUE(span.empty());
  }
  return seen;
}

std::vector<Seen> feed(std::string bytes, WebSocketLimits limits = {}) {
  WebSocketParser parser(limits);
  return feed(parser, std::move(bytes));
}

TEST(WebSocketParser, IsTiny) { EXPECT_LE(sizeof(WebSocketParser), 24u); }

TEST(WebSocketParser, DeliversWholeMessagesInPlace) {
  std::string bytes = client_frame(Opcode::text, "Hello") + client_frame(Opcode::binary, std::string(300, '\xFE'));
  WebSocketParser parser;
  std::span<char> span(bytes);
  const auto inside = [&](std::string_view payload) {
    return payload.data() >= bytes.data() && payload.data() + payload.size() <= bytes.data() + bytes.size();
  };
  const auto text = parser.next(span);
  EXPECT_EQ(text.kind, Kind::text);
  EXPECT_EQ(text.payload, "Hello");
  EXPECT_TRUE(inside(text.payload));
  const auto binary = parser.next(span);
  EXPECT_EQ(binary.kind, Kind::binary);
  EXPECT_EQ(binary.payload, std::string(300, '\xFE'));
  EXPECT_TRUE(inside(binary.payload));
  EXPECT_EQ(parser.next(span).kind, Kind::none);
  EXPECT_FALSE(parser.holds_bytes());
}

TEST(WebSocketParser, EveryCutGivesTheSameEvents) {
  const std::string bytes = client_frame(Opcode::text, "κόσμε 😀") + client_frame(Opcode::ping, "are you there") +
                            client_frame(Opcode::text, "frag €", {.is_final = false}) + client_frame(Opcode::ping, "") +
                            client_frame(Opcode::continuation, "mented") +
                            client_frame(Opcode::binary, std::string(200, '\0')) + client_frame(Opcode::pong, "x") +
                            client_frame(Opcode::close, close_payload(1000, "bye")) + "ignored";
  const std::vector<Seen> expected{
      {Kind::text, 0, "κόσμε 😀"},     {Kind::ping, 0, "are you there"},          {Kind::ping, 0, ""},
      {Kind::text, 0, "frag €mented"}, {Kind::binary, 0, std::string(200, '\0')}, {Kind::pong, 0, "x"},
      {Kind::close, 1000, "bye"}};
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    WebSocketParser parser;
    ASSERT_EQ(feed(parser, bytes, step), expected) << "in pieces of " << step;
    EXPECT_FALSE(parser.holds_bytes());
  }
}

TEST(WebSocketParser, UnmasksEveryAlignment) {
  for (std::size_t size = 0; size < 40; ++size) {
    std::string payload;
    for (std::size_t i = 0; i < size; ++i) payload += static_cast<char>(i * 7);
    const std::string bytes = client_frame(Opcode::binary, payload, {.key = {1, 0x80, 0xFF, 0x55}});
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
      WebSocketParser parser;
      ASSERT_EQ(feed(parser, bytes, step), (std::vector<Seen>{{Kind::binary, 0, payload}}));
    }
  }
}

TEST(WebSocketParser, GivesMemoryBack) {
  WebSocketParser parser;
  const std::string message(100'000, 'm');
  const std::string bytes = client_frame(Opcode::text, message);
  EXPECT_TRUE(feed(parser, bytes.substr(0, 50'000)).empty());
  EXPECT_TRUE(parser.holds_bytes());
  EXPECT_EQ(feed(parser, bytes.substr(50'000)), (std::vector<Seen>{{Kind::text, 0, message}}));
  EXPECT_FALSE(parser.holds_bytes());
}

TEST(WebSocketParser, ChecksTheMessageSizeBeforeBuffering) {
  const WebSocketLimits limits{.message_bytes = 10};
  EXPECT_EQ(feed(client_frame(Opcode::text, "1234567890"), limits).at(0).kind, Kind::text);
  WebSocketParser parser(limits);
  const std::string header = client_frame(Opcode::text, std::string(11, 'x')).substr(0, 6);
  const auto seen = feed(parser, header);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].kind, Kind::error);
  EXPECT_EQ(seen[0].code, CloseCode::too_big);
  EXPECT_FALSE(parser.holds_bytes());
}

TEST(WebSocketParser, ChecksTheSizeOfFragmentsTogether) {
  const WebSocketLimits limits{.message_bytes = 10};
  const std::string six = client_frame(Opcode::binary, "123456", {.is_final = false});
  EXPECT_EQ(feed(six + client_frame(Opcode::continuation, "7890"), limits).at(0).kind, Kind::binary);
  EXPECT_EQ(feed(six + client_frame(Opcode::continuation, "7890x"), limits).at(0).code, CloseCode::too_big);
}

TEST(WebSocketParser, ChecksTheNumberOfFragments) {
  const auto fragmented = [](int fragments) {
    std::string bytes = client_frame(Opcode::text, "a", {.is_final = false});
    for (int i = 2; i < fragments; ++i) bytes += client_frame(Opcode::continuation, "b", {.is_final = false});
    return bytes + client_frame(Opcode::continuation, "c");
  };
  EXPECT_EQ(feed(fragmented(5), {.fragments = 5}), (std::vector<Seen>{{Kind::text, 0, "abbbc"}}));
  EXPECT_EQ(feed(fragmented(6), {.fragments = 5}).at(0).code, CloseCode::too_big);
}

TEST(WebSocketParser, RefusesEmptyFragmentsInsideAMessage) {
  const auto seen = feed(client_frame(Opcode::text, "a", {.is_final = false}) +
                         client_frame(Opcode::continuation, "", {.is_final = false}));
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].code, CloseCode::protocol_error);
  EXPECT_EQ(feed(client_frame(Opcode::text, "", {.is_final = false}) + client_frame(Opcode::continuation, "")),
            (std::vector<Seen>{{Kind::text, 0, ""}}));
}

TEST(WebSocketParser, RefusesUnmaskedFrames) {
  const auto seen = feed(client_frame(Opcode::text, "x", {.is_masked = false}));
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].kind, Kind::error);
  EXPECT_EQ(seen[0].code, CloseCode::protocol_error);
}

TEST(WebSocketParser, RefusesLengthsWithTheHighBitOrNotInShortestForm) {
  const std::string key(4, '\0');
  for (const std::string& header :
       {std::string("\x82\xFF\x80\0\0\0\0\0\0\1", 10), std::string("\x82\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10),
        std::string("\x82\xFE\0\x7D", 4), std::string("\x82\xFF\0\0\0\0\0\0\xFF\xFF", 10)}) {
    const auto seen = feed(header + key);
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].code, CloseCode::protocol_error);
  }
  EXPECT_EQ(feed(std::string("\x82\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10) + key).at(0).code, CloseCode::too_big);
}

TEST(WebSocketParser, NothingFollowsAnErrorOrAClose) {
  for (const std::string& end : {client_frame(Opcode::close, ""), client_frame(3, "")}) {
    WebSocketParser parser;
    EXPECT_EQ(feed(parser, end + client_frame(Opcode::ping, "x")).size(), 1u);
    EXPECT_TRUE(feed(parser, client_frame(Opcode::text, "x")).empty());
  }
}

TEST(FrameHeader, UsesTheShortestLength) {
  const auto header = [](std::uint64_t size) {
    std::string out;
    append_frame_header(out, Opcode::text, size);
    return out;
  };
  EXPECT_EQ(header(0), std::string("\x81\0", 2));
  EXPECT_EQ(header(125), std::string("\x81\x7D", 2));
  EXPECT_EQ(header(126), std::string("\x81\x7E\0\x7E", 4));
  EXPECT_EQ(header(65535), std::string("\x81\x7E\xFF\xFF", 4));
  EXPECT_EQ(header(65536), std::string("\x81\x7F\0\0\0\0\0\1\0\0", 10));
}

TEST(FrameHeader, IsWrittenInFrontOfAPayload) {
  std::string buffer = std::string(frame_header_room, '?') + "payload";
  const std::size_t begin = write_frame_header(buffer.data(), Opcode::binary, 7);
  std::string appended;
  append_frame_header(appended, Opcode::binary, 7);
  EXPECT_EQ(buffer.substr(begin), appended + "payload");
  EXPECT_EQ(appended, "\x82\x07");
}

TEST(CloseFrame, HoldsCodeAndReason) {
  std::string out;
  append_close_frame(out, 1001, "away");
  EXPECT_EQ(out, std::string("\x88\x06\x03\xE9") + "away");
  out.clear();
  append_close_frame(out, CloseCode::no_status);
  EXPECT_EQ(out, std::string("\x88\0", 2));
}

TEST(CloseFrame, CutsTheReasonBetweenCharacters) {
  std::string reason(122, 'x');
  reason += "€";
  std::string out;
  append_close_frame(out, 1000, reason);
  EXPECT_EQ(out.substr(4), std::string(122, 'x'));
  EXPECT_EQ(out[1], 124);
}

}  // namespace
}  // namespace plume::http
