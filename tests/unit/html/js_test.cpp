#include "plume/js.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace plume {
namespace {

TEST(Js_9_2, Push) {
  EXPECT_EQ(JS().push("a").json(), R"([["push",{"event":"a"}]])");
  EXPECT_EQ(JS().push("a", {.target = 3, .loading = ".x", .page_loading = true, .value = Value{{"id", 7}}}).json(),
            R"([["push",{"event":"a","target":3,"loading":".x","page_loading":true,"value":{"id":7}}]])");
  EXPECT_EQ(JS().push("a", {.target = "#form"}).json(), R"([["push",{"event":"a","target":"#form"}]])");
  EXPECT_THROW(JS().push("a", {.value = Value("text")}), std::invalid_argument);
}

TEST(Js_9_2, Dispatch) {
  EXPECT_EQ(JS().dispatch("phx:x", {.to = "#p", .bubbles = false, .detail = Value{{"a", 1}}, .blocking = true}).json(),
            R"([["dispatch",{"event":"phx:x","to":"#p","bubbles":false,"detail":{"a":1},"blocking":true}]])");
  EXPECT_THROW(JS().dispatch("click", {.detail = Value::object()}), std::invalid_argument);
  EXPECT_THROW(JS().dispatch("x", {.detail = Value{{"done", 1}}, .blocking = true}), std::invalid_argument);
}

TEST(Js_9_2, ShowHideToggle) {
  EXPECT_EQ(JS().show({.to = "#box", .display = "flex", .time = 40}).json(),
            R"([["show",{"to":"#box","display":"flex","time":40}]])");
  EXPECT_EQ(JS().hide({.transition = Transition("t", "o1 o2", "o0"), .blocking = false}).json(),
            R"([["hide",{"transition":[["t"],["o1","o2"],["o0"]],"blocking":false}]])");
  EXPECT_EQ(JS().toggle({.to = "#x", .in = "a b", .out = "c"}).json(),
            R"([["toggle",{"to":"#x","ins":[["a","b"],[],[]],"outs":[["c"],[],[]]}]])");
}

TEST(Js_9_2, ClassesAndTransitions) {
  EXPECT_EQ(JS().add_class("b  c", {.to = inner(".i")}).json(),
            R"([["add_class",{"names":["b","c"],"to":{"inner":".i"}}]])");
  EXPECT_EQ(JS().remove_class("a", {.to = closest(".h")}).json(),
            R"([["remove_class",{"names":["a"],"to":{"closest":".h"}}]])");
  EXPECT_EQ(JS().toggle_class("t", {.transition = "f", .time = 1}).json(),
            R"([["toggle_class",{"names":["t"],"transition":[["f"],[],[]],"time":1}]])");
  EXPECT_EQ(JS().transition({"fade", "from", "to"}, {.to = "#p", .time = 40}).json(),
            R"([["transition",{"transition":[["fade"],["from"],["to"]],"to":"#p","time":40}]])");
}

TEST(Js_9_2, Attributes) {
  EXPECT_EQ(JS().set_attribute("title", "set", {.to = "#b"}).json(),
            R"([["set_attr",{"attr":["title","set"],"to":"#b"}]])");
  EXPECT_EQ(JS().remove_attribute("title").json(), R"([["remove_attr",{"attr":"title"}]])");
  EXPECT_EQ(JS().toggle_attribute("open", "true").json(), R"([["toggle_attr",{"attr":["open","true"]}]])");
  EXPECT_EQ(JS().toggle_attribute("aria-expanded", "true", "false").json(),
            R"([["toggle_attr",{"attr":["aria-expanded","true","false"]}]])");
  EXPECT_EQ(JS().ignore_attributes({"open", "data-*"}).json(), R"([["ignore_attrs",{"attrs":["open","data-*"]}]])");
  EXPECT_EQ(JS().ignore_attributes("open", {.to = "#a"}).json(), R"([["ignore_attrs",{"attrs":["open"],"to":"#a"}]])");
  EXPECT_EQ(JS().ignore_attributes(std::string("open")).json(), JS().ignore_attributes({"open"}).json());
}

TEST(Js_9_2, FocusAndExec) {
  EXPECT_EQ(
      JS().push_focus().focus({.to = "#a"}).focus_first({.to = "#b"}).pop_focus().exec("data-x").json(),
      R"([["push_focus",{}],["focus",{"to":"#a"}],["focus_first",{"to":"#b"}],["pop_focus",{}],["exec",{"attr":"data-x"}]])");
}

TEST(Js_9_2, NavigationAlwaysSaysWhetherItReplaces) {
  EXPECT_EQ(JS().navigate("/a?b=1").patch("/c", {.replace = true}).json(),
            R"([["navigate",{"href":"/a?b=1","replace":false}],["patch",{"href":"/c","replace":true}]])");
  EXPECT_THROW(JS().navigate("//evil.example"), std::invalid_argument);
  EXPECT_THROW(JS().navigate("javascript:alert(1)"), std::invalid_argument);
  EXPECT_THROW(JS().patch("/\t/evil.example"), std::invalid_argument);
  EXPECT_NO_THROW(JS().navigate("https://example.com/x"));
}

TEST(Js_9_1, ConcatKeepsTheOrder) {
  const JS first = JS().push("a");
  EXPECT_EQ(JS().hide().concat(first).concat(JS()).json(), R"([["hide",{}],["push",{"event":"a"}]])");
}

TEST(Js_9_3, InPayloadsItIsAnArray) {
  EXPECT_EQ(JS().push("a").value(), Value::array({Value::array({"push", Value{{"event", "a"}}})}));
}

}  // namespace
}  // namespace plume
