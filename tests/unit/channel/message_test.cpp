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
                                           R"(["1","2","t","e",{}]garbage)", "garbage[\"1\",\"2\",\"t\",\"e\",{}]"));

class BadPayloadTest : public ::testing::TestWithParam<const char*> {};

TEST_P(BadPayloadTest, IsRefusedWhenItIsParsed) {
  EXPECT_THROW(ClientMessage(GetParam()).parse_payload(std::pmr::get_default_resource()), HttpError);
}

INSTANTIATE_TEST_SUITE_P(Texts, BadPayloadTest,
                         ::testing::Values(R"(["1","2","t","e",])", R"(["1","2","t","e",{]])",
                                           R"(["1","2","t","e",{}]])", R"(["1","2","t","e",{"a":}])",
                                           R"(["1","2","t","e",{},])", R"(["1","2","t","e",{"a":"\ud800"}])",
                                           R"(["1","2","t","e",tru])"));

}  // namespace
}  // namespace plume::channel
