// Compressed messages (RFC 7692): the handshake, and the cases 12 and 13 of the Autobahn test suite against the parser.
#include "http/websocket_deflate.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>
#include <string>
#include <vector>

#include "http/websocket_codec.h"
#include "support/websocket_frames.h"

namespace plume::http {
namespace {

using testing::client_frame;
using Kind = WebSocketEvent::Kind;

// As a client compresses a message that stands by itself. `window` and `level` are its own affair.
std::string deflated(std::string_view text, int level = 6, int window = 15, int last_flush = Z_SYNC_FLUSH) {
  z_stream stream{};
  EXPECT_EQ(::deflateInit2(&stream, level, Z_DEFLATED, -window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(::deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, last_flush);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return last_flush == Z_SYNC_FLUSH ? out.substr(0, out.size() - 4) : out + '\0';
}

// What the parser makes of bytes that come in pieces of this size.
struct Outcome {
  std::vector<std::string> messages;
  std::uint16_t error = 0;
  bool operator==(const Outcome&) const = default;
};
void PrintTo(const Outcome& outcome, std::ostream* out) {
  *out << outcome.messages.size() << " messages, error " << outcome.error;
}

Outcome parsed(std::string bytes, std::size_t step, WebSocketLimits limits = {.compressed = true}) {
  WebSocketParser parser(limits);
  Outcome outcome;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    std::span<char> span(bytes.data() + at, std::min(step, bytes.size() - at));
    for (auto event = parser.next(span); event.kind != Kind::none; event = parser.next(span)) {
      if (event.kind == Kind::error) outcome.error = event.code;
      if (event.kind == Kind::text || event.kind == Kind::binary) outcome.messages.emplace_back(event.payload);
    }
  }
  return outcome;
}

std::string compressed_frame(std::string_view payload, bool is_final = true, Opcode opcode = Opcode::text) {
  return client_frame(opcode, payload, {.is_final = is_final, .reserved_bits = 4});
}

std::string markup(std::size_t size) {
  std::string text;
  for (int i = 0; text.size() < size; ++i)
    text += "<li id=\"row-" + std::to_string(i) + "\">Größe " + std::to_string(i * 7);
  text.resize(size);
  for (auto i = text.size(); i-- > 0 && static_cast<unsigned char>(text[i]) >= 0x80;) text[i] = ' ';  // may be cut
  return text;
}

// ---------------------------------------------------------------------------------------------------------------------
// The handshake

std::string accepted(std::string_view offers) {
  Headers headers;
  headers.set("Sec-WebSocket-Extensions", offers);
  return accepted_deflate(headers);
}

const std::string kept = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

TEST(DeflateHandshake, TakesWhatBrowsersOffer) {
  EXPECT_EQ(accepted("permessage-deflate; client_max_window_bits"), kept);
  EXPECT_EQ(accepted("permessage-deflate"), kept);
  EXPECT_EQ(accepted("x-webkit-deflate-frame, Permessage-Deflate ; server_no_context_takeover"), kept);
  EXPECT_EQ(accepted("permessage-deflate; client_no_context_takeover; client_max_window_bits=\"9\""), kept);
  EXPECT_EQ(accepted("permessage-deflate; server_max_window_bits=15"), kept + "; server_max_window_bits=15");
}

TEST(DeflateHandshake, TakesTheFirstOfferThatItCanKeep_Autobahn_13) {
  EXPECT_EQ(accepted("permessage-deflate; server_max_window_bits=9, permessage-deflate"), kept);
  EXPECT_EQ(accepted("permessage-deflate; server_max_window_bits=9"), "");
  EXPECT_EQ(accepted("permessage-deflate; unknown, permessage-deflate"), kept);
}

TEST(DeflateHandshake, DeclinesWhatIsMalformed) {
  EXPECT_EQ(accepted_deflate({}), "");
  for (const auto offer :
       {"", "permessage-bzip2", "permessage-deflate; x", "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16", "permessage-deflate; client_max_window_bits=",
        "permessage-deflate; client_max_window_bits=08", "permessage-deflate; client_max_window_bits=9x",
        "permessage-deflate; server_max_window_bits", "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover; client_no_context_takeover", "permessage-deflate; ;"})
    EXPECT_EQ(accepted(offer), "") << offer;
}

// ---------------------------------------------------------------------------------------------------------------------
// Messages of clients

TEST(Deflate, TakesMessagesOfEverySize_Autobahn_12) {
  for (const std::size_t size : {0, 1, 16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072}) {
    const std::string text = markup(size);
    const std::string bytes = compressed_frame(deflated(text)) + client_frame(Opcode::text, "plain");
    const Outcome expected{{text, "plain"}, 0};
    EXPECT_EQ(parsed(bytes, bytes.size()), expected) << size;
    EXPECT_EQ(parsed(bytes, 1), expected) << size;
    EXPECT_EQ(parsed(bytes, 997), expected) << size;
  }
}

TEST(Deflate, TakesFragments_Autobahn_12) {
  const std::string text = markup(8192), payload = deflated(text);
  for (const std::size_t size : {std::size_t(256), payload.size() / 2, std::size_t(1)}) {
    std::string bytes;
    for (std::size_t at = 0; at < payload.size(); at += size) {
      const bool is_final = at + size >= payload.size();
      const std::string_view piece = std::string_view(payload).substr(at, size);
      bytes += at == 0 ? compressed_frame(piece, is_final)
                       : client_frame(Opcode::continuation, piece, {.is_final = is_final});
      if (!is_final) bytes += client_frame(Opcode::ping, "between");
    }
    EXPECT_EQ(parsed(bytes, bytes.size()), (Outcome{{text}, 0})) << size;
    EXPECT_EQ(parsed(bytes, 3), (Outcome{{text}, 0})) << size;
  }
}

TEST(Deflate, TakesWhateverAClientCompressesWith_Autobahn_13) {
  const std::string text = markup(5000);
  for (int window = 9; window <= 15; ++window)
    for (const int level : {0, 1, 9}) {
      const std::string bytes = compressed_frame(deflated(text, level, window));
      EXPECT_EQ(parsed(bytes, bytes.size()), (Outcome{{text}, 0})) << window << " " << level;
    }
}

TEST(Deflate, TakesAStreamThatEnds_RFC7692_7_2_3_4) {
  const std::string text = markup(3000);
  EXPECT_EQ(parsed(compressed_frame(deflated(text, 6, 15, Z_FINISH)), 1 << 20), (Outcome{{text}, 0}));
  EXPECT_EQ(parsed(compressed_frame("\xf3\x48\xcd\xc9\xc9\x07" + std::string(2, '\0')), 64), (Outcome{{"Hello"}, 0}));
  EXPECT_EQ(parsed(compressed_frame("\xf2\x48\xcd\xc9\xc9\x07" + std::string(1, '\0')), 64), (Outcome{{"Hello"}, 0}));
}

TEST(Deflate, RefusesTheBitWhereItMustNotBe_RFC7692_6_1) {
  const std::string hello = deflated("Hello");
  EXPECT_EQ(parsed(compressed_frame(hello), 64, {}).error, 1002) << "nobody agreed on it";
  const std::string continued = client_frame(Opcode::text, "a", {.is_final = false});
  EXPECT_EQ(parsed(continued + compressed_frame(hello, true, Opcode::continuation), 64).error, 1002);
  EXPECT_EQ(parsed(compressed_frame("", true, Opcode::ping), 64).error, 1002);
  EXPECT_EQ(parsed(compressed_frame("", true, Opcode::close), 64).error, 1002);
  EXPECT_EQ(parsed(client_frame(Opcode::text, hello, {.reserved_bits = 6}), 64).error, 1002);
}

TEST(Deflate, RefusesWhatCannotBeInflated) {
  const std::string payload = deflated(markup(3000));
  EXPECT_EQ(parsed(compressed_frame("\xff\xff\xff"), 64).error, 1007);
  EXPECT_EQ(parsed(compressed_frame(payload.substr(0, payload.size() / 2)), 4096).error, 1007) << "cut";
  EXPECT_EQ(parsed(compressed_frame(deflated("\xc3\x28")), 64).error, 1007) << "no UTF-8";
  EXPECT_EQ(parsed(compressed_frame(deflated("\xc3\x28"), true, Opcode::binary), 64), (Outcome{{"\xc3\x28"}, 0}));
}

TEST(Deflate, BoundsWhatComesOut_Lessons) {
  const WebSocketLimits limits{.message_bytes = 1'000'000, .compressed = true};
  const std::string bomb = deflated(std::string(100'000'000, 'x'), 9);
  EXPECT_EQ(parsed(compressed_frame(bomb), 1 << 20, limits).error, 1009);
  EXPECT_EQ(parsed(compressed_frame(bomb), 1 << 20, {.message_bytes = 200'000'000, .compressed = true}).error, 1009)
      << "the ratio, where the size would be allowed";
  EXPECT_EQ(inflate_message(bomb, {.bytes = 200'000'000, .ratio = 2000}).text.size(), 100'000'000u);
  // Up to 64 KiB any ratio will do.
  const std::string blank(64 * 1024, ' ');
  EXPECT_EQ(parsed(compressed_frame(deflated(blank)), 1 << 20, limits), (Outcome{{blank}, 0}));
  EXPECT_EQ(parsed(compressed_frame(deflated(blank + " ")), 1 << 20, limits).error, 1009);
  const std::string big = markup(1'000'000);
  EXPECT_EQ(parsed(compressed_frame(deflated(big)), 1 << 20, limits), (Outcome{{big}, 0}));
  EXPECT_EQ(parsed(compressed_frame(deflated(big + " ")), 1 << 20, limits).error, 1009);
}

// ---------------------------------------------------------------------------------------------------------------------
// Messages of the server

TEST(Deflate, WritesWhatItReads) {
  for (const std::size_t size : {1000, 4096, 70'000, 3'000'000}) {
    const std::string text = markup(size);
    const std::string payload(deflate_message(text));
    ASSERT_FALSE(payload.empty()) << size;
    EXPECT_LT(payload.size(), size / 2);
    const auto back = inflate_message(payload, {});
    EXPECT_EQ(back.status, Inflated::Status::ok);
    EXPECT_EQ(back.text, text);
  }
}

TEST(Deflate, LeavesAloneWhatWouldNotBecomeShorter) {
  std::mt19937 random(7);
  std::string noise(10'000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  EXPECT_EQ(deflate_message(noise), "");
  EXPECT_EQ(deflate_message("a"), "");
  EXPECT_EQ(deflate_message(""), "");
}

TEST(Deflate, MarksACompressedFrame) {
  char room[frame_header_room];
  const auto begin = write_frame_header(room, Opcode::text, 300, true);
  EXPECT_EQ(static_cast<unsigned char>(room[begin]), 0xC1);
}

}  // namespace
}  // namespace plume::http
