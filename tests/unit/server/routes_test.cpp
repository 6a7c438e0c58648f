// The listing of routes by an application's command line.
#include <gtest/gtest.h>

#include <array>

#include "support/server_site.h"

namespace plume::testing {
namespace {

TEST(Routes, AreListedByTheCommandLine) {
  Site site;
  Router& router = site.router();
  const Plug pass = [](Request& request, const Handler& next) { return next(request); };
  router.pipeline("browser", {pass});
  router.pipeline("admins", {pass});
  router.get("/", [](const Request&) { return Response::text("home"); });
  router.scope("/admin", {.pipe_through = {"browser", "admins"}}, [](Scope& admin) {
    admin.live_session("admin", {}, [](Scope& pages) { pages.live<CounterPage>("/:id", {.action = "show"}); });
    admin.del("/:id", [](const Request&) { return Response::text("gone"); });
  });
  std::array<char*, 2> arguments{const_cast<char*>("shop"), const_cast<char*>("--routes")};
  ::testing::internal::CaptureStdout();
  const int result = site.endpoint.run(2, arguments.data());
  const std::string output = ::testing::internal::GetCapturedStdout();
  EXPECT_EQ(result, 0);
  EXPECT_EQ(output,
            "METHOD  PATH        LEADS TO                     ACTION  LIVE_SESSION  PIPELINES\n"
            "GET     /           (handler)\n"
            "GET     /admin/:id  plume::testing::CounterPage  show    admin         browser, admins\n"
            "DELETE  /admin/:id  (handler)                                          browser, admins\n");
}

}  // namespace
}  // namespace plume::testing
