// The cases of the Autobahn test suite, by their numbers, against the parser. What a server would send back is written
// as words: "text:…", "binary:…" and "pong:…" are echoes, "close:N" the answer to a close frame (1005: an empty one),
// "fail:N" a broken connection.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "http/websocket_codec.h"
#include "support/websocket_frames.h"

namespace plume::http {
namespace {

using testing::client_frame;
using testing::close_payload;
using Kind = WebSocketEvent::Kind;
using Words = std::vector<std::string>;

std::string word(const WebSocketEvent& event) {
  const std::string payload(event.payload);
  switch (event.kind) {
    case Kind::text:
      return "text:" + payload;
    case Kind::binary:
      return "binary:" + payload;
    case Kind::ping:
      return "pong:" + payload;
    case Kind::close:
      return "close:" + std::to_string(event.code);
    case Kind::error:
      return "fail:" + std::to_string(event.code);
    default:
      return "";
  }
}

Words answers(std::string bytes, std::size_t step) {
  WebSocketParser parser({.message_bytes = 16 * 1024 * 1024});
  Words words;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    std::span<char> span(bytes.data() + at, std::min(step, bytes.size() - at));
    for (auto event = parser.next(span); event.kind != Kind::none; event = parser.next(span)) {
      if (std::string said = word(event); !said.empty()) words.push_back(std::move(said));
    }
  }
  return words;
}

void expect_answers(const std::string& sent, const Words& answered) {
  EXPECT_EQ(answers(sent, std::max<std::size_t>(sent.size(), 1)), answered);
  EXPECT_EQ(answers(sent, 997), answered);
  if (sent.size() < 100'000) {
    EXPECT_EQ(answers(sent, 1), answered);
  }
}

struct Case {
  const char* number;
  std::string sent;
  Words answered;
};

void PrintTo(const Case& test, std::ostream* out) { *out << "Autobahn " << test.number; }

class Autobahn : public ::testing::TestWithParam<Case> {};

TEST_P(Autobahn, InOnePieceAndInChops) { expect_answers(GetParam().sent, GetParam().answered); }

std::string text(std::string_view payload) { return client_frame(Opcode::text, payload); }
std::string binary(std::string_view payload) { return client_frame(Opcode::binary, payload); }
std::string ping(std::string_view payload) { return client_frame(Opcode::ping, payload); }
std::string pong(std::string_view payload) { return client_frame(Opcode::pong, payload); }
std::string first(std::string_view payload) { return client_frame(Opcode::text, payload, {.is_final = false}); }
std::string more(std::string_view payload) { return client_frame(Opcode::continuation, payload, {.is_final = false}); }
std::string last(std::string_view payload) { return client_frame(Opcode::continuation, payload); }
std::string close(std::string_view payload = {}) { return client_frame(Opcode::close, payload); }
std::string close(int code) { return close(close_payload(code)); }

std::vector<Case> framing() {
  std::vector<Case> cases;
  const char* const text_numbers[] = {"1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.1.5", "1.1.6", "1.1.7"};
  const char* const binary_numbers[] = {"1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5", "1.2.6", "1.2.7"};
  const std::size_t sizes[] = {0, 125, 126, 127, 128, 65535, 65536};
  for (std::size_t i = 0; i < std::size(sizes); ++i) {
    const std::string stars(sizes[i], '*');
    const std::string bytes(sizes[i], '\xFE');
    cases.push_back({text_numbers[i], text(stars), {"text:" + stars}});
    cases.push_back({binary_numbers[i], binary(bytes), {"binary:" + bytes}});
  }
  return cases;
}

std::vector<Case> pings() {
  Words ten;
  std::string ten_pings;
  for (int i = 0; i < 10; ++i) {
    ten_pings += ping("payload-" + std::to_string(i));
    ten.push_back("pong:payload-" + std::to_string(i));
  }
  return {{"2.1", ping(""), {"pong:"}},
          {"2.2", ping("Hello, world!"), {"pong:Hello, world!"}},
          {"2.3",
           ping(std::string("\x00\xff\xfe\xfd\xfc\xfb\x00\xff", 8)),
           {"pong:" + std::string("\x00\xff\xfe\xfd\xfc\xfb\x00\xff", 8)}},
          {"2.4", ping(std::string(125, '\xFE')), {"pong:" + std::string(125, '\xFE')}},
          {"2.5", ping(std::string(126, '\xFE')), {"fail:1002"}},
          {"2.7", pong(""), {}},
          {"2.8", pong("unsolicited pong payload"), {}},
          {"2.9", pong("unsolicited pong payload") + ping("ping payload"), {"pong:ping payload"}},
          {"2.10", ten_pings, ten}};
}

std::vector<Case> reserved_bits() {
  const auto reserved = [](Opcode opcode, int bits) {
    return client_frame(opcode, opcode == Opcode::close ? "" : "Hello, world!", {.reserved_bits = bits});
  };
  const std::string hello = text("Hello, world!");
  return {{"3.1", reserved(Opcode::text, 1), {"fail:1002"}},
          {"3.2", hello + reserved(Opcode::text, 2) + ping(""), {"text:Hello, world!", "fail:1002"}},
          {"3.3", hello + reserved(Opcode::text, 3) + ping(""), {"text:Hello, world!", "fail:1002"}},
          {"3.4", hello + reserved(Opcode::text, 4) + ping(""), {"text:Hello, world!", "fail:1002"}},
          {"3.5", reserved(Opcode::binary, 5), {"fail:1002"}},
          {"3.6", reserved(Opcode::ping, 6), {"fail:1002"}},
          {"3.7", reserved(Opcode::close, 7), {"fail:1002"}}};
}

std::vector<Case> opcodes() {
  const std::string hello = text("Hello, world!");
  const Words failed_after_echo{"text:Hello, world!", "fail:1002"};
  return {{"4.1.1", client_frame(3, ""), {"fail:1002"}},
          {"4.1.2", client_frame(4, "reserved opcode payload"), {"fail:1002"}},
          {"4.1.3", hello + client_frame(5, "") + ping(""), failed_after_echo},
          {"4.1.4", hello + client_frame(6, "reserved") + ping(""), failed_after_echo},
          {"4.1.5", hello + client_frame(7, "reserved") + ping(""), failed_after_echo},
          {"4.2.1", client_frame(11, ""), {"fail:1002"}},
          {"4.2.2", client_frame(12, "reserved opcode payload"), {"fail:1002"}},
          {"4.2.3", hello + client_frame(13, "") + ping(""), failed_after_echo},
          {"4.2.4", hello + client_frame(14, "reserved") + ping(""), failed_after_echo},
          {"4.2.5", hello + client_frame(15, "reserved") + ping(""), failed_after_echo}};
}

std::vector<Case> fragmentation() {
  const Words whole{"text:fragment1fragment2"};
  const Words failed{"fail:1002"};
  const std::string lone_final = last("non-continuation payload");
  const std::string lone = more("non-continuation payload");
  const Words echo_then_fail{"text:Hello, world!", "fail:1002"};
  return {
      {"5.1", client_frame(Opcode::ping, "fragment1", {.is_final = false}) + last("fragment2"), failed},
      {"5.2", client_frame(Opcode::pong, "fragment1", {.is_final = false}) + last("fragment2"), failed},
      {"5.3", first("fragment1") + last("fragment2"), whole},
      {"5.6", first("fragment1") + ping("ping payload") + last("fragment2"), {"pong:ping payload", whole[0]}},
      {"5.9", lone_final + text("Hello, world!"), failed},
      {"5.12", lone + text("Hello, world!"), failed},
      {"5.15", first("fragment1") + last("fragment2") + more("fragment3") + last("fragment4"), {whole[0], "fail:1002"}},
      {"5.16", more("fragment1") + text("fragment2") + last("fragment3"), failed},
      {"5.17", last("fragment1") + text("fragment2") + last("fragment3"), failed},
      {"5.18", first("fragment1") + text("fragment2"), failed},
      {"5.19",
       first("fragment1") + more("fragment2") + ping("ping 1") + more("fragment3") + more("fragment4") +
           ping("ping 2") + last("fragment5"),
       {"pong:ping 1", "pong:ping 2", "text:fragment1fragment2fragment3fragment4fragment5"}}};
}

std::vector<Case> utf8() {
  const std::string greek = "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5";
  const std::string surrogate = greek + "\xed\xa0\x80" + "edited";
  const std::string mixed = "Hello-µ@ßöäüàá-UTF-8!!";
  std::string mixed_by_byte = first(mixed.substr(0, 1));
  for (std::size_t i = 1; i + 1 < mixed.size(); ++i) mixed_by_byte += more(mixed.substr(i, 1));
  mixed_by_byte += last(mixed.substr(mixed.size() - 1));
  std::vector<Case> cases{
      {"6.1.1", text(""), {"text:"}},
      {"6.1.2 (an empty fragment inside a message is refused)", first("") + more("") + last(""), {"fail:1002"}},
      {"6.1.3", first("") + more("middle frame payload") + last(""), {"text:middle frame payload"}},
      {"6.2.1", text(mixed), {"text:" + mixed}},
      {"6.2.2", first(mixed.substr(0, 8)) + last(mixed.substr(8)), {"text:" + mixed}},
      {"6.2.3", mixed_by_byte, {"text:" + mixed}},
      {"6.2.4", first(greek.substr(0, 1)) + more(greek.substr(1, 3)) + last(greek.substr(4)), {"text:" + greek}},
      {"6.3.1", text(surrogate), {"fail:1007"}},
      {"6.3.2", first(surrogate.substr(0, 11)) + more(surrogate.substr(11, 3)) + last("edited"), {"fail:1007"}},
      // Fail fast: what follows the fault was never sent.
      {"6.4.1", first(greek) + more("\xf4\x90\x80\x80"), {"fail:1007"}},
      {"6.4.2", first(greek + "\xf4") + more("\x90"), {"fail:1007"}},
      {"6.4.3", text(greek + "\xf4\x90\x80\x80" + "edited").substr(0, 6 + greek.size() + 4), {"fail:1007"}},
      {"6.4.4", text(greek + "\xf4\x90\x80\x80" + "edited").substr(0, 6 + greek.size() + 2), {"fail:1007"}}};
  const auto valid = [&](const char* number, const std::string& payload) {
    cases.push_back({number, text(payload), {"text:" + payload}});
  };
  const auto invalid = [&](const char* number, const std::string& payload) {
    cases.push_back({number, text(payload), {"fail:1007"}});
  };
  valid("6.5.1", greek);
  for (std::size_t cut = 1; cut <= greek.size(); ++cut) {
    const std::string prefix = greek.substr(0, cut);
    const bool is_whole = cut == 2 || cut == 5 || cut == 7 || cut == 9 || cut == 11;
    is_whole ? valid("6.6", prefix) : invalid("6.6", prefix);
  }
  valid("6.7.1", std::string(1, '\0'));
  valid("6.7.2", "\xc2\x80");
  valid("6.7.3", "\xe0\xa0\x80");
  valid("6.7.4", "\xf0\x90\x80\x80");
  invalid("6.8.1", "\xf8\x88\x80\x80\x80");
  invalid("6.8.2", "\xfc\x84\x80\x80\x80\x80");
  valid("6.9.1", "\x7f");
  valid("6.9.2", "\xdf\xbf");
  valid("6.9.3", "\xef\xbf\xbf");
  valid("6.9.4", "\xf4\x8f\xbf\xbf");
  invalid("6.10.1", "\xf7\xbf\xbf\xbf");
  invalid("6.10.2", "\xfb\xbf\xbf\xbf\xbf");
  invalid("6.10.3", "\xfd\xbf\xbf\xbf\xbf\xbf");
  valid("6.11.1", "\xed\x9f\xbf");
  valid("6.11.2", "\xee\x80\x80");
  valid("6.11.3", "\xef\xbf\xbd");
  valid("6.11.4", "\xf4\x8f\xbf\xbf");
  invalid("6.11.5", "\xf4\x90\x80\x80");
  invalid("6.12.1", "\x80");
  invalid("6.12.2", "\xbf");
  for (int count = 2; count <= 7; ++count) {
    std::string tails;
    for (int i = 0; i < count; ++i) tails += i % 2 ? '\xbf' : '\x80';
    invalid("6.12.3-8", tails);
  }
  for (int lead = 0xC0; lead <= 0xFD; ++lead) invalid("6.13", std::string{static_cast<char>(lead), ' '});
  for (const char* cut : {"\xc0", "\xe0\x80", "\xf0\x80\x80", "\xf8\x80\x80\x80", "\xfc\x80\x80\x80\x80", "\xdf",
                          "\xef\xbf", "\xf7\xbf\xbf", "\xfb\xbf\xbf\xbf", "\xfd\xbf\xbf\xbf\xbf"}) {
    invalid("6.14", cut);
  }
  invalid("6.15.1", "\xc0\xe0\x80\xf0\x80\x80\xf8\x80\x80\x80\xfc\x80\x80\x80\x80\xdf\xef\xbf");
  for (const char* impossible : {"\xfe", "\xff", "\xfe\xfe\xff\xff"}) invalid("6.16", impossible);
  for (const char* overlong :
       {"\xc0\xaf", "\xe0\x80\xaf", "\xf0\x80\x80\xaf", "\xf8\x80\x80\x80\xaf", "\xfc\x80\x80\x80\x80\xaf"}) {
    invalid("6.17", overlong);
  }
  for (const char* overlong :
       {"\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "\xf8\x87\xbf\xbf\xbf", "\xfc\x83\xbf\xbf\xbf\xbf"}) {
    invalid("6.18", overlong);
  }
  invalid("6.19.1", std::string("\xc0\x80", 2));
  for (const char* single : {"\xed\xa0\x80", "\xed\xad\xbf", "\xed\xae\x80", "\xed\xaf\xbf", "\xed\xb0\x80",
                             "\xed\xbe\x80", "\xed\xbf\xbf"}) {
    invalid("6.20", single);
    invalid("6.21", std::string(single) + "\xed\xb0\x80");
  }
  for (const char* noncharacter : {"\xef\xbf\xbe", "\xef\xbf\xbf", "\xf0\x9f\xbf\xbe", "\xf0\xaf\xbf\xbf",
                                   "\xf3\xbf\xbf\xbe", "\xf4\x8f\xbf\xbe"}) {
    valid("6.22", noncharacter);
  }
  for (const char* replacement : {"\xef\xbf\xb9", "\xef\xbf\xba", "\xef\xbf\xbb", "\xef\xbf\xbc", "\xef\xbf\xbd"}) {
    valid("6.23", replacement);
  }
  return cases;
}

std::vector<Case> closing() {
  std::vector<Case> cases{{"7.1.1", text("Hello World!") + close(1000), {"text:Hello World!", "close:1000"}},
                          {"7.1.2", close(1000) + close(1000), {"close:1000"}},
                          {"7.1.3", close(1000) + ping(""), {"close:1000"}},
                          {"7.1.4", close(1000) + text("Hello World!"), {"close:1000"}},
                          {"7.1.5", first("fragment1") + close(1000) + last("fragment2"), {"close:1000"}},
                          {"7.1.6",
                           text(std::string(256 * 1024, 'B')) + close(1000) + ping(""),
                           {"text:" + std::string(256 * 1024, 'B'), "close:1000"}},
                          {"7.3.1", close(), {"close:1005"}},
                          {"7.3.2", close("a"), {"fail:1002"}},
                          {"7.3.3", close(1000), {"close:1000"}},
                          {"7.3.4", close(close_payload(1000, "Hello World!")), {"close:1000"}},
                          {"7.3.5", close(close_payload(1000, std::string(123, '*'))), {"close:1000"}},
                          {"7.3.6", close(close_payload(1000, std::string(124, '*'))), {"fail:1002"}},
                          {"7.5.1", close(close_payload(1000, "\xce\xba\xed\xa0\x80")), {"fail:1007"}}};
  for (int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
    cases.push_back({"7.7", close(code), {"close:" + std::to_string(code)}});
  }
  for (int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
    cases.push_back({"7.9, 7.13", close(code), {"fail:1002"}});
  }
  return cases;
}

/// A message of so many bytes, in frames of so many. It is made when it is tested: there are hundreds of megabytes of
/// them.
struct Limit {
  const char* number;
  Opcode opcode;
  std::size_t size;
  std::size_t frame;
};

void PrintTo(const Limit& limit, std::ostream* out) { *out << "Autobahn " << limit.number; }

class AutobahnLimits : public ::testing::TestWithParam<Limit> {};

TEST_P(AutobahnLimits, InOnePieceAndInChops) {
  const Limit& limit = GetParam();
  const std::string payload(limit.size, '*');
  std::string sent;
  for (std::size_t at = 0; at < limit.size; at += limit.frame)
    sent +=
        client_frame(at == 0 ? limit.opcode : Opcode::continuation, std::string_view(payload).substr(at, limit.frame),
                     {.is_final = at + limit.frame >= limit.size});
  expect_answers(sent, {(limit.opcode == Opcode::text ? "text:" : "binary:") + payload});
}

std::vector<Limit> limits() {
  std::vector<Limit> limits;
  for (const std::size_t kilobytes : {64, 256, 1024, 4096, 8192, 16384}) {
    limits.push_back({"9.1", Opcode::text, kilobytes * 1024, kilobytes * 1024});
    limits.push_back({"9.2", Opcode::binary, kilobytes * 1024, kilobytes * 1024});
  }
  for (const std::size_t frame : {64, 4096, 1024 * 1024})
    limits.push_back({"9.3", Opcode::text, 4 * 1024 * 1024, frame});
  return limits;
}

INSTANTIATE_TEST_SUITE_P(Framing, Autobahn, ::testing::ValuesIn(framing()));
INSTANTIATE_TEST_SUITE_P(PingPong, Autobahn, ::testing::ValuesIn(pings()));
INSTANTIATE_TEST_SUITE_P(ReservedBits, Autobahn, ::testing::ValuesIn(reserved_bits()));
INSTANTIATE_TEST_SUITE_P(Opcodes, Autobahn, ::testing::ValuesIn(opcodes()));
INSTANTIATE_TEST_SUITE_P(Fragmentation, Autobahn, ::testing::ValuesIn(fragmentation()));
INSTANTIATE_TEST_SUITE_P(Utf8, Autobahn, ::testing::ValuesIn(utf8()));
INSTANTIATE_TEST_SUITE_P(Close, Autobahn, ::testing::ValuesIn(closing()));
INSTANTIATE_TEST_SUITE_P(Limits, AutobahnLimits, ::testing::ValuesIn(limits()));

}  // namespace
}  // namespace plume::http
