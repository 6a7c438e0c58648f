#define CATCH_CONFIG_MAIN
#include <plume/testing.h>

#include <catch2/catch.hpp>

#include "todo_live.h"

TEST_CASE("a page is tested with Catch2 (server-api 15)") {
  plume::Endpoint endpoint({.secret_key_base = std::string(64, 'k'), .live_view = {.signing_salt = "of the tests"}});
  endpoint.router().live<TodoLive>("/todo");
  plume::testing::App app(endpoint);
  auto view = app.live("/todo");

  SECTION("what is done shows") {
    CHECK(view.form("#new", {{"todo", "write"}}).render_submit().contains("<li>write</li>"));
    CHECK(view.element("#count").text() == "1 to do");
    CHECK(view.has_element("li", "write"));
  }
  SECTION("a check that fails is an exception, which Catch2 reports") {
    CHECK_THROWS_WITH(view.element("#gone").text(), Catch::Contains("#gone") && Catch::Contains("0 to do"));
    CHECK_THROWS_AS(view.element("li").text(), std::invalid_argument);
  }
  SECTION("where the page goes") {
    CHECK(view.element("button").render_click().redirect()->to == "/done");
    CHECK(view.assert_redirect().first == "/done");
  }
}
