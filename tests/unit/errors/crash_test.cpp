// What is logged and answered where live views fail (server-api 1.12, 16.2, 16.3).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "base/log.h"
#include "channel/dead_render.h"
#include "pages.h"
#include "place_of.h"
#include "support/channel_harness.h"

namespace plume::testing {
namespace {

using ::testing::HasSubstr;

class Crash : public ::testing::Test {
 protected:
  Crash() {
    set_log_sink([this](LogLevel, std::string_view line) { log_.add(std::string(line)); });
    server_.live("/live", view::view_type<LivePage>([] { return std::make_unique<LivePage>(); }));
  }
  ~Crash() override { set_log_sink({}); }

  /// The line that says that a view crashed.
  std::string line() const {
    for (const auto& line : log_.entries())
      if (line.find("crashed") != std::string::npos) return line;
    return "nothing was logged";
  }

  const std::string places_ = place_of("fail(@broken)", "class Inner") + ", called from " +
                              place_of("<.live_component module={Inner}") + ", called from " +
                              place_of("<.live_component module={Outer}");
  Journal log_;
  Server server_;
};

// server-api 16.3
TEST_F(Crash, OfALiveComponentNamesItsTemplateAndThoseThatCalledIt) {
  Browser browser(server_);
  const auto view = browser.open("/live");
  browser.push_event(view, "break", {{"user", Value{{"password", "secret"}, {"name", "Ann"}}}});
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  EXPECT_EQ(line(),
            "a view crashed view=plume::testing::LivePage topic=lv:phx-V message=\"event break "
            "{\\\"user\\\":{\\\"password\\\":\\\"[FILTERED]\\\",\\\"name\\\":\\\"Ann\\\"}}\" error=boom "
            "type=std::runtime_error at=\"" +
                places_ + "\"");
}

// server-api 16.2
TEST_F(Crash, InTheFirstRenderOfAJoinNamesTheTemplate) {
  Browser browser(server_);
  EXPECT_EQ(browser.open("/live", "phx-V", "?broken").response()["reason"].text(), "join crashed");
  EXPECT_THAT(line(), HasSubstr("at=\"" + places_ + "\""));
}

TEST_F(Crash, TellsThePageWhatItWasWithDebugErrors) {
  server_.app.debug_errors = true;
  Browser browser(server_);
  browser.push_event(browser.open("/live"), "break", {{"password", "secret"}});
  const Value crash = browser.next();
  EXPECT_EQ(crash.at(3).text(), "phx_error");
  EXPECT_EQ(crash.at(4), (Value{{"debug", Value{{"type", "std::runtime_error"},
                                                {"message", "boom"},
                                                {"view", "plume::testing::LivePage"},
                                                {"during", R"(event break {"password":"[FILTERED]"})"},
                                                {"at", places_}}}}));
  const Value join = browser.open("/live", "phx-V", "?broken").response();
  EXPECT_EQ(join["reason"].text(), "join crashed");
  EXPECT_EQ(join["debug"]["message"].text(), "boom");
  EXPECT_EQ(join["debug"]["at"].text(), places_);
}

TEST_F(Crash, TellsThePageNothingWithoutDebugErrors) {
  Browser browser(server_);
  browser.push_event(browser.open("/live"), "break");
  EXPECT_EQ(browser.next().at(4), Value::object());
  EXPECT_EQ(browser.open("/live", "phx-V", "?broken").response(), (Value{{"reason", "join crashed"}}));
}

// server-api 16.3
TEST_F(Crash, OfACallbackNamesNoTemplate) {
  Browser browser(server_);
  browser.push_event(browser.open("/live"), "throw");
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  EXPECT_EQ(line(),
            "a view crashed view=plume::testing::LivePage topic=lv:phx-V message=\"event throw {}\" "
            "error=\"no template is to blame\" type=std::logic_error");
}

// server-api 13.12: values of forms travel as urlencoded text.
TEST_F(Crash, SecretsOfFormsAreNotLogged) {
  Browser browser(server_);
  browser.push(browser.open("/live"), "event",
               {{"type", "form"}, {"event", "throw"}, {"value", "user%5Bpassword%5D=secret&user[name]=Ann"}});
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  EXPECT_THAT(line(), HasSubstr("Ann"));
  EXPECT_EQ(line().find("secret"), std::string::npos) << line();
}

TEST_F(Crash, MessagesThatCannotBeReadAreCalledSo) {
  Browser browser(server_);
  browser.push(browser.open("/live"), "event", {{"type", "form"}, {"event", "throw"}, {"value", "password=%zz"}});
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  EXPECT_THAT(line(), HasSubstr(" message=unreadable "));
}

// server-api 16.3: a warning for each, but no client fills the log.
TEST_F(Crash, WarningsOfMessagesToUnknownTopicsAreBounded) {
  Browser browser(server_);
  for (int i = 0; i < 50; ++i) {
    browser.send("4", "5", "lv:phx-none", "event", Value::object());
    EXPECT_EQ(browser.next().at(4)["response"]["reason"].text(), "unmatched topic");
  }
  const auto lines = log_.entries();
  EXPECT_EQ(lines.size(), 10u);
  EXPECT_EQ(lines.front(), "a message to a topic that is not joined topic=lv:phx-none event=event peer=test");
}

// ---------------------------------------------------------------------------------------------------------------------
// Statuses of the application's exceptions (server-api 16.1)

struct NoSuchRow : std::runtime_error {
  NoSuchRow() : std::runtime_error("no row has the id 7") {}
};

class Status : public Crash {
 protected:
  Status() {
    server_.app.status_of_error = [](const std::exception& error) -> std::optional<int> {
      if (dynamic_cast<const NoSuchRow*>(&error)) return 404;
      return std::nullopt;
    };
    server_.live("/row", "Row", {.mount = [](Page&, const Params&, const Session&) { throw NoSuchRow(); }});
    server_.live("/other", "Other",
                 {.mount = [](Page&, const Params&, const Session&) { throw std::runtime_error("other"); }});
  }
  std::string error_in_token() {
    Browser browser(server_);
    const auto response = browser.open("/row").response();
    EXPECT_EQ(response["reason"].text(), "reload");
    EXPECT_EQ(response["status"].integer(), 404);
    const auto join = server_.app.tokens.verify_reload(response["token"].text()).value();
    EXPECT_EQ(join.status, 404);
    return join.error;
  }
};

// server-api 16.2
TEST_F(Status, OfTheApplicationsExceptionReloadsThePageQuietly) {
  EXPECT_EQ(error_in_token(), "");
  EXPECT_EQ(line(), "nothing was logged");
}

TEST_F(Status, AnExceptionWithoutOneCrashesTheJoin) {
  Browser browser(server_);
  EXPECT_EQ(browser.open("/other").response()["reason"].text(), "join crashed");
}

// server-api 16.2, 4.9: the text of an exception is in the token under debug_errors only.
TEST_F(Status, UnderDebugErrorsTheTokenSaysWhatWasThrown) {
  server_.app.debug_errors = true;
  EXPECT_EQ(error_in_token(), "no row has the id 7");
}

TEST_F(Status, OfALiveViewIsNotForTheClient) {
  server_.live("/late", "Late", {.handle_event = [](Page&, std::string_view, const Params&) { throw NoSuchRow(); }});
  Browser browser(server_);
  browser.push_event(browser.open("/late"), "look");
  EXPECT_EQ(browser.next().at(3).text(), "phx_error");
  EXPECT_THAT(line(), HasSubstr("error=\"no row has the id 7\" type=\"plume::testing::"));
}

}  // namespace
}  // namespace plume::testing
