// Clicks that dispatch an event of a form, as the client follows them.
#include <gtest/gtest.h>
#include <plume/js.h>

#include "base/json.h"
#include "support/app_site.h"

namespace {

using plume::JS;
using ::testing::HasSubstr;

class DispatchLive : public plume::LiveView {
 public:
  plume::Assign<std::string> log{""};
  void handle_event(std::string_view event, const plume::Params& params) override {
    log = *log + std::string(event) + " " + params.json(true) + "\n";
  }
  PLUME_HEEX(R"heex(
    <pre id="log">{@log}</pre>
    <form id="f" phx-change="change" phx-submit="save" phx-value-x="v">
      <input type="hidden" name="sort[]" value="0" />
      <input id="n" name="n" value="1" phx-change="n-changed" />
      <button id="add" type="button" name="sort[]" value="new" phx-click={JS().dispatch("change")}>+</button>
      <input type="hidden" name="sort[]" value="last" />
      <button id="both" type="button" phx-click={JS().push("first").dispatch("input").push("then")}>+</button>
      <i id="closest" phx-click={JS().dispatch("submit", {.to = plume::closest("form")})}>s</i>
      <b id="inner" phx-click={JS().dispatch("change", {.to = plume::inner("input")})}><input name="in" value="i" /></b>
    </form>
    <a id="far" phx-click={JS().dispatch("change", {.to = "#n"})}>n</a>
    <a id="form" phx-click={JS().dispatch("change", {.to = "#f"})}>n</a>
    <a id="none" phx-click={JS().dispatch("change", {.to = "#gone"})}>n</a>
    <a id="own" phx-click={JS().dispatch("mine")}>n</a>
  )heex")
};

class DispatchTest : public ::testing::Test, public Site {
 protected:
  plume::testing::View view = open<DispatchLive>();
  /// What the view hears after a click.
  std::string heard(const std::string& id) {
    view.element("#" + id).render_click();
    return view.element("#log").text();
  }
};

TEST_F(DispatchTest, SendsTheFormWithTheButtonAtItsPlace) {
  EXPECT_EQ(heard("add"), R"(change {"_target":["sort"],"in":"i","n":"1","sort":["0","new","last"],"x":"v"})");
}

TEST_F(DispatchTest, ComesInTheOrderOfTheCommands) {
  EXPECT_EQ(heard("both"), R"(first {} change {"_target":["undefined"],"in":"i","n":"1","sort":["0","last"],"x":"v"} )"
                           R"(then {})");
}

TEST_F(DispatchTest, ReachesItsTarget) {
  EXPECT_EQ(heard("closest"), R"(save {"in":"i","n":"1","sort":["0","last"],"x":"v"})");
}

TEST_F(DispatchTest, ReachesWhatIsInside) {
  EXPECT_EQ(heard("inner"), R"(change {"_target":["in"],"in":"i","n":"1","sort":["0","last"],"x":"v"})");
}

TEST_F(DispatchTest, ReachesAFieldWithABindingOfItsOwn) {
  EXPECT_EQ(heard("far"), R"(n-changed {"_target":["n"],"n":"1"})");
}

TEST_F(DispatchTest, ReachesAForm) {
  EXPECT_EQ(heard("form"), R"(change {"_target":["undefined"],"in":"i","n":"1","sort":["0","last"],"x":"v"})");
}

TEST_F(DispatchTest, OfOtherEventsIsNoneOfTheServer) {
  EXPECT_EQ(heard("none"), "");
  EXPECT_THAT(problem([&] { heard("own"); }), HasSubstr("no push or navigation command"));
}

}  // namespace
