// Telemetry by itself: who is told of what (server-api 13.12).
#include "plume/telemetry.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/span.h"

namespace plume {
namespace {

using namespace telemetry;

const Params nothing;
HandleEvent event_named(std::string_view name) { return {{"Page", "phx-1", true}, name, nothing}; }

class TelemetryTest : public ::testing::Test {
 protected:
  /// Notes the begin, the end and the failure of events.
  void listen() {
    telemetry_.attach<Start<HandleEvent>>("start", [this](const auto& e) { note("start", e.span); });
    telemetry_.attach<Stop<HandleEvent>>("stop", [this](const auto& e) {
      EXPECT_GE(e.duration.count(), 0);
      note("stop", e.span);
    });
    telemetry_.attach<Exception<HandleEvent>>("exception", [this](const auto& e) {
      try {
        std::rethrow_exception(e.exception);
      } catch (const std::exception& error) {
        note(error.what(), e.span);
      }
    });
  }
  void note(const std::string& what, const HandleEvent& span) { told_.push_back(what + " " + std::string(span.event)); }
  void run(std::string_view event, const std::function<void()>& body) {
    in_span(telemetry_, [&] { return event_named(event); }, body);
  }

  Telemetry telemetry_;
  std::vector<std::string> told_;
};

TEST_F(TelemetryTest, ASpanHasABeginAndAnEnd) {
  listen();
  run("save", [this] { told_.push_back("run"); });
  EXPECT_EQ(told_, (std::vector<std::string>{"start save", "run", "stop save"}));
}

TEST_F(TelemetryTest, AnExceptionIsToldOfAndGoesOn) {
  listen();
  EXPECT_THROW(run("save", [] { throw std::runtime_error("boom"); }), std::runtime_error);
  EXPECT_EQ(told_, (std::vector<std::string>{"start save", "boom save"}));
}

TEST_F(TelemetryTest, WithoutListenersNothingIsDescribed) {
  telemetry_.attach<Stop<HandleParams>>("another span", [](const auto&) {});
  bool ran = false;
  in_span(
      telemetry_,
      []() -> HandleEvent {
        ADD_FAILURE() << "nobody asked";
        return event_named("");
      },
      [&] { ran = true; });
  EXPECT_TRUE(ran);
}

TEST_F(TelemetryTest, AHandlerIsDetachedByItsId) {
  listen();
  EXPECT_TRUE(telemetry_.detach("start"));
  EXPECT_FALSE(telemetry_.detach("start"));
  run("save", [] {});
  EXPECT_EQ(told_, std::vector<std::string>{"stop save"});
  telemetry_.detach("stop");
  telemetry_.detach("exception");
  EXPECT_FALSE(telemetry_.listens<HandleEvent>());
}

TEST_F(TelemetryTest, IdsAreUnique) {
  listen();
  EXPECT_THROW(telemetry_.attach<Stop<Mount>>("stop", [](const auto&) {}), std::invalid_argument);
}

TEST_F(TelemetryTest, AHandlerThatThrowsIsLoggedAndDetached) {
  std::vector<std::string> log;
  set_log_sink([&](LogLevel, std::string_view line) { log.emplace_back(line); });
  telemetry_.attach<Start<HandleEvent>>("bad", [](const auto&) { throw std::runtime_error("bad handler"); });
  listen();
  run("one", [] {});
  run("two", [] {});
  set_log_sink({});
  EXPECT_EQ(log, std::vector<std::string>{"a telemetry handler threw, and is detached id=bad error=\"bad handler\""});
  EXPECT_EQ(told_, (std::vector<std::string>{"start one", "stop one", "start two", "stop two"}));
}

TEST_F(TelemetryTest, AHandlerMayDetachItself) {
  telemetry_.attach<Stop<HandleEvent>>("once", [this](const auto& e) {
    note("once", e.span);
    telemetry_.detach("once");
  });
  run("one", [] {});
  run("two", [] {});
  EXPECT_EQ(told_, std::vector<std::string>{"once one"});
}

}  // namespace
}  // namespace plume
