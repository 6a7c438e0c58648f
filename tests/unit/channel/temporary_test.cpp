// Temporary assigns (server-api 1.7, 3.5, 10.1).
#include <gtest/gtest.h>

#include <string>

#include "support/channel_harness.h"
#include "unit/channel/parts.h"

namespace plume::testing {
namespace {

class TemporaryTest : public ::testing::Test {
 protected:
  /// A page whose mount is `mount`, and whose events "n" and "text" assign `value`.
  Joined open(std::function<void(Page&)> mount) {
    server.live("/page", "TemporaryPage",
                {.mount = [=](Page& page, const Params&, const Session&) { mount(page); },
                 .handle_event =
                     [this](Page& page, std::string_view name, const Params& params) {
                       seen = page.text;
                       if (name == "n") page.n = static_cast<int>(params["value"].integer_or(0));
                       if (name == "text") page.text = std::string(params["value"].text());
                     }});
    return browser.open("/page");
  }

  std::string seen;  // of the page's text, by the last event
  Server server;
  Browser browser{server};
};

TEST_F(TemporaryTest, S1_7_IsResetAfterEachRenderWithoutBeingChanged) {
  const Joined view = open([](Page& page) {
    page.text = "first";
    page.temporary_assign(page.text);
  });
  EXPECT_EQ(view.response()["rendered"]["1"].text(), "first");
  EXPECT_EQ(browser.event(view, "n", {{"value", 1}}), json(R"({"diff":{"0":"1"}})")) << "the page still shows it";
  EXPECT_EQ(seen, "");
  EXPECT_EQ(browser.event(view, "text", {{"value", ""}}), Value::object()) << "equal to what it was reset to";
  EXPECT_EQ(browser.event(view, "text", {{"value", "second"}}), json(R"({"diff":{"1":"second"}})"));
  EXPECT_EQ(browser.event(view, "n", {{"value", 2}}), json(R"({"diff":{"0":"2"}})"));
  EXPECT_EQ(seen, "");
}

TEST_F(TemporaryTest, S1_7_TheLastDeclarationOfAFieldCounts) {
  const Joined view = open([](Page& page) {
    page.temporary_assign(page.text, "once");
    page.temporary_assign(page.n, 5);
    page.temporary_assign(page.text, "rest");
  });
  browser.event(view, "n", {{"value", 5}});
  EXPECT_EQ(seen, "rest");
  EXPECT_EQ(browser.event(view, "n", {{"value", 5}}), Value::object()) << "both fields are reset";
}

TEST_F(TemporaryTest, S3_5_AnOnMountHookMayDeclareIt) {
  server.live("/hooked", "HookedPage",
              {.handle_event = [this](Page& page, std::string_view, const Params&) { seen = page.text; }});
  const_cast<LiveSession&>(*server.route("/hooked").session).options.on_mount = {
      on_mount<Page>([](Page& page, const Params&, const Session&) {
        page.text = "x";
        page.temporary_assign(page.text, "reset");
        return HookResult::cont;
      })};
  browser.event(browser.open("/hooked"), "look");
  EXPECT_EQ(seen, "reset");
}

/// Shows what it was last told, and forgets it.
class ForgetfulPart : public Part {
 public:
  void mount() override { temporary_assign(n, -1); }
  void handle_event(std::string_view event, const Params& params) override {
    if (event == "look") return reply({{"n", n.get()}});
    n = static_cast<int>(params["to"].integer_or(0));
  }
};

TEST_F(TemporaryTest, S10_1_TheMountOfAComponentMayDeclareIt) {
  server.live("/part",
              view::view_type<PageOf<ForgetfulPart>>([] { return std::make_unique<PageOf<ForgetfulPart>>(); }));
  const Joined view = browser.open("/part");
  const auto event = [&](std::string_view name, const Value& value) {
    return browser.answer_to(
        browser.push(view, "event", {{"type", "click"}, {"event", name}, {"value", value}, {"cid", 1}}))["response"];
  };
  EXPECT_EQ(event("set", {{"to", 7}}), json(R"({"diff":{"c":{"1":{"0":"7"}}}})"));
  EXPECT_EQ(event("look", Value::object()), json(R"({"diff":{"r":{"n":-1}}})"));
  EXPECT_EQ(event("set", {{"to", -1}}), Value::object());
}

}  // namespace
}  // namespace plume::testing
