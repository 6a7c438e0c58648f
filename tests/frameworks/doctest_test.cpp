#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <plume/testing.h>

#include "todo_live.h"

TEST_CASE("a page is tested with doctest (server-api 15)") {
  plume::Endpoint endpoint({.secret_key_base = std::string(64, 'k'), .live_view = {.signing_salt = "of the tests"}});
  endpoint.router().live<TodoLive>("/todo");
  plume::testing::App app(endpoint);
  auto view = app.live("/todo");

  SUBCASE("what is done shows") {
    CHECK(view.form("#new", {{"todo", "write"}}).render_submit().contains("<li>write</li>"));
    CHECK(view.element("#count").text() == "1 to do");
    CHECK(view.has_element("li", "write"));
  }
  SUBCASE("a check that fails is an exception, which doctest reports") {
    CHECK_THROWS_WITH_AS(view.form("#new", {{"other", "x"}}).render_submit(), doctest::Contains("\"other\""),
                         std::invalid_argument);
    CHECK_THROWS_WITH(view.element("#gone").text(), doctest::Contains("0 to do"));
  }
  SUBCASE("where the page goes") {
    CHECK(view.element("button").render_click().redirect()->to == "/done");
    CHECK(view.assert_redirect().first == "/done");
  }
}
