// What is disabled, as the HTML standard has it.
#include <gtest/gtest.h>

#include "base/json.h"
#include "support/app_site.h"
#include "testing/markup.h"
#include "testing/selector.h"

namespace {

namespace dom = plume::testing::dom;
using ::testing::HasSubstr;

class DisabledLive : public plume::LiveView {
 public:
  plume::Assign<std::string> last{""};
  void handle_event(std::string_view, const plume::Params& params) override { last = params.json(true); }
  PLUME_HEEX(R"heex(
    <p id="last">{@last}</p>
    <form id="f" phx-change="change">
      <select id="s1" name="prompt"><option value="" disabled selected>Choose</option><option>a</option></select>
      <select id="s2" name="first"><option disabled>0</option><optgroup disabled><option>1</option></optgroup><option>2</option></select>
      <select id="s3" name="last"><option selected>a</option><option selected disabled>b</option></select>
      <select id="s4" name="many[]" multiple><option selected>a</option><option selected disabled>b</option></select>
      <fieldset id="f1" disabled>
        <legend><input id="i1" name="legend" value="x" /></legend>
        <legend><input id="i2" name="second" value="x" /></legend>
        <input id="i3" name="inside" value="x" /><button id="b1" phx-click="go">b</button>
        <fieldset id="f2"><input id="i4" name="deep" value="x" /></fieldset>
      </fieldset>
      <a id="a1" phx-click="go" disabled>a</a>
    </form>
  )heex")
};

class DisabledTest : public ::testing::Test, public Site {
 protected:
  plume::testing::View view = open<DisabledLive>();
  bool is_disabled(const std::string& id) { return view.has_element("#" + id + ":disabled"); }
};

TEST_F(DisabledTest, OptionsAreNotSent) {
  view.form("#f").render_change();
  EXPECT_EQ(plume::parse_json(view.element("#last").text()),
            plume::parse_json(R"({"first": "2", "many": ["a"], "legend": "x"})"));
  EXPECT_THAT(problem([&] { view.form("#f", {{"first", "1"}}).render_change(); }), HasSubstr("must be one of [\"2\"]"));
  view.form("#f", {{"legend", "y"}}).render_change();
  EXPECT_THAT(problem([&] { view.form("#f", {{"second", "y"}}).render_change(); }), HasSubstr("could not find"));
}

TEST_F(DisabledTest, ControlsAreInAFieldsetButNotInItsFirstLegend) {
  for (const auto id : {"f1", "i2", "i3", "i4", "b1", "f2"}) EXPECT_TRUE(is_disabled(id)) << id;
  for (const auto id : {"s1", "f", "i1", "a1"}) EXPECT_FALSE(is_disabled(id)) << id;
  EXPECT_TRUE(view.has_element("#i1:enabled"));
  EXPECT_FALSE(view.has_element("#i3:enabled"));
  EXPECT_TRUE(view.has_element("#s2 optgroup option:disabled"));
}

TEST_F(DisabledTest, OnlyWhatCanBeIsNotClicked) {
  EXPECT_THAT(problem([&] { view.element("#b1").render_click(); }), HasSubstr("because it is disabled"));
  view.element("#a1").render_click();
}

}  // namespace
