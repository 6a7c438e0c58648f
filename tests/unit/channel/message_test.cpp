#include "channel/message.h"

#include <gtest/gtest.h>

#include <memory_resource>
#include <string>

#include "plume/http.h"

namespace plume::channel {
namespace {

TEST(ClientMessageTest, ReadsTheFiveParts) {
  const ClientMessage message(R"(["4","8","lv:phx-V","event",{"type":"click","event":"inc","value":{}}])");
  EXPECT_EQ(message.join_ref, "4");
  EXPECT_EQ(message.ref, "8");
  EXPECT_EQ(message.topic, "lv:phx-V");
  EXPECT_EQ(message.event, "event");
  EXPECT_EQ(message.parse_payload(std::pmr::get_default_resource())["event"].text(), "inc");
}

TEST(ClientMessageTest, R1_5_RefsAreOpaqueTexts) {
  const std::string text = R"(["ü \"1\"","\u0041\n","t","e",{}])";
  const ClientMessage message(text);
  EXPECT_EQ(message.join_ref, "ü \"1\"");
  EXPECT_EQ(message.ref, "A\n");
  std::string reply;
  MessageHead(message.join_ref, message.topic).append_reply(reply, message.ref, "ok", "{}");
  EXPECT_EQ(reply, R"(["ü \"1\"","A\n","t","phx_reply",{"status":"ok","response":{}}])");
}

TEST(ClientMessageTest, NullRefsAreEmpty) {
  const ClientMessage message(R"([null, null ,"t", "e" , {"a":[1]} ] )");
  EXPECT_EQ(message.join_ref, "");
  EXPECT_EQ(message.ref, "");
  EXPECT_EQ(message.parse_payload(std::pmr::get_default_resource())["a"].at(0).integer(), 1);
}

TEST(ClientMessageTest, ElementsAfterTheFifthAreIgnored) {
  for (const char* text : {R"(["1","2","t","e",{"a":7},"six",[7]])", R"(["\u0031","2","t","e",{"a":7},"six",[7]])"}) {
    const ClientMessage message(text);
    EXPECT_EQ(message.parse_payload(std::pmr::get_default_resource())["a"].integer(), 7) << text;
  }
}

/// A message whose head has parts of these sizes.
std::string head_of(std::size_t join_ref, std::size_t ref, std::size_t topic, std::size_t event,
                    const std::string& spaces = {}) {
  const auto part = [](std::size_t size) { return '"' + std::string(size, 'x') + "\","; };
  return "[" + part(join_ref) + part(ref) + spaces + part(topic) + part(event) + "{}]";
}

TEST(ClientMessageTest, BoundsEachPartOfAHead) {
  const ClientMessage message(head_of(256, 256, 1024, 256));
  EXPECT_EQ(message.topic.size(), 1024u);
  EXPECT_THROW(ClientMessage{head_of(257, 1, 1, 1)}, HttpError);
  EXPECT_THROW(ClientMessage{head_of(1, 257, 1, 1)}, HttpError);
  EXPECT_THROW(ClientMessage{head_of(1, 1, 1025, 1)}, HttpError);
  EXPECT_THROW(ClientMessage{head_of(1, 1, 1, 257)}, HttpError);
}

TEST(ClientMessageTest, BoundsTheHead) {
  const auto size = head_of(1, 1, 1, 1).size() - std::string_view("{}]").size();
  EXPECT_NO_THROW(ClientMessage{head_of(1, 1, 1, 1, std::string(4096 - size, ' '))});
  EXPECT_THROW(ClientMessage{head_of(1, 1, 1, 1, std::string(4097 - size, ' '))}, HttpError);
  EXPECT_THROW(ClientMessage{"[\"" + std::string(8'000'000, 'x')}, HttpError);
  EXPECT_THROW(ClientMessage{std::string(8'000'000, ' ') + R"(["1","2","t","e",{}])"}, HttpError);
}

TEST(ClientMessageTest, BoundsTextsWithoutTheirEscapes) {
  const auto message = [](std::size_t letters) {
    std::string ref;
    for (std::size_t i = 0; i < letters; ++i) ref += "\\u0041";
    return "[\"" + ref + R"(","2","t","e",{}])";
  };
  EXPECT_EQ(ClientMessage(message(256)).join_ref, std::string(256, 'A'));
  EXPECT_THROW(ClientMessage{message(257)}, HttpError);
}

TEST(ClientMessageTest, DoesNotLookAtThePayloadBehindAnEscape) {
  for (const char* head : {R"(["\u0031","2","t","e",)", R"(["1","\u0032","t","e",)", R"(["1","2","\u0074","e",)",
                           R"(["1","2","t","\u0065",)", R"(["1","2","t","\"\\",)"}) {
    const std::string text = std::string(head) + "{\"a\":" + std::string(1000, '[') + "]";
    const ClientMessage message(text);
    EXPECT_EQ(message.payload.data(), text.data() + std::string_view(head).size()) << "nothing of it is copied";
    EXPECT_THROW(message.parse_payload(std::pmr::get_default_resource()), HttpError);
  }
}

class NoMessageTest : public ::testing::TestWithParam<const char*> {};

TEST_P(NoMessageTest, IsRefused) { EXPECT_THROW(ClientMessage message(GetParam()), HttpError); }

INSTANTIATE_TEST_SUITE_P(Texts, NoMessageTest,
                         ::testing::Values("", " ", "null", "1", "{}", "[]", "[", "]", R"("text")",
                                           R"(["1","2","t","e"])", R"(["1","2","t","e"]])", R"(["1","2","t"])",
                                           R"({"topic":"t"})", R"([1,"2","t","e",{}])", R"(["1",2,"t","e",{}])",
                                           R"(["1","2",3,"e",{}])", R"(["1","2","t",4,{}])", R"(["1","2",null,"e",{}])",
                                           R"(["1","2","t",null,{}])", R"(["1","2",["t"],"e",{}])",
                                           R"([true,"2","t","e",{}])", R"(["1","2","t","e",{})",
                                           R"(["1","2","t","e" {}])", R"(["1\x","2","t","e",{}])",
                                           R"(["\u003","2","t","e",{}])", R"(["1\","2","t","e",{}])",
                                           R"(["\ud800","2","t","e",{}])", R"(["1","2","t","e",{}]garbage)",
                                           "garbage[\"1\",\"2\",\"t\",\"e\",{}]"));

class BadPayloadTest : public ::testing::TestWithParam<const char*> {};

TEST_P(BadPayloadTest, IsRefusedWhenItIsParsed) {
  EXPECT_THROW(ClientMessage(GetParam()).parse_payload(std::pmr::get_default_resource()), HttpError);
}

INSTANTIATE_TEST_SUITE_P(Texts, BadPayloadTest,
                         ::testing::Values(R"(["1","2","t","e",])", R"(["1","2","t","e",{]])",
                                           R"(["1","2","t","e",{}]])", R"(["1","2","t","e",{"a":}])",
                                           R"(["1","2","t","e",{},])", R"(["1","2","t","e",{"a":"\ud80"}])",
                                           R"(["1","2","t","e",tru])"));

}  // namespace
}  // namespace plume::channel
