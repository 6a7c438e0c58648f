// Components by themselves (server-api 15.1).
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <plume/js.h>
#include <plume/plume.h>
#include <plume/testing.h>

namespace {

using plume::testing::render_component;
using plume::testing::rendered_to_string;

struct badge {
  plume::Required<std::string_view> label;
  int n = 1;
  PLUME_HEEX(R"heex(<span>{@label} {@n}</span>)heex")
};

class Tally : public plume::LiveComponent {
 public:
  plume::Assign<int> n{1};
  plume::Assign<int> twice{0};
  void mount() override { n = 10; }
  void update() override { twice = *n * 2; }
  PLUME_HEEX(R"heex(<p id={@id} phx-target={@myself}>{@n} {@twice}</p>)heex")
};

TEST(RenderComponentTest, A_function_component__15_1) {
  EXPECT_EQ(render_component<badge>([](badge& b) { b.label = "<new>"; }), "<span>&lt;new&gt; 1</span>");
}

TEST(RenderComponentTest, A_live_component_is_mounted_updated_and_rendered__15_1) {
  EXPECT_EQ(render_component<Tally>(), "<p id=\"id\" phx-target=\"-1\">10 20</p>");
  EXPECT_EQ(render_component<Tally>([](Tally& tally) { tally.n = 3; }, "other"),
            "<p id=\"other\" phx-target=\"-1\">3 6</p>");
}

class Frame : public plume::LiveComponent {
 public:
  plume::Assign<plume::JS> close;
  void mount() override { close = plume::JS().push("close", {.target = myself}); }
  PLUME_HEEX(R"heex(<div phx-click={@close}><.live_component module={Tally} id="inner" n={1} /></div>)heex")
};

TEST(RenderComponentTest, Its_myself_is_minus_one_throughout__15_1) {
  EXPECT_EQ(render_component<Frame>(),
            "<div phx-click=\"[[&quot;push&quot;,{&quot;event&quot;:&quot;close&quot;,&quot;target&quot;:-1}]]\">"
            "<p id=\"inner\" phx-target=\"1\">1 2</p></div>");
}

TEST(RenderComponentTest, What_a_template_shows__15_1) {
  EXPECT_EQ(rendered_to_string(plume::raw("<b>")), "<b>");
  badge one;
  one.label = "x";
  EXPECT_EQ(rendered_to_string([&](plume::Render& r) { call(r, one, {}); }), "<span>x 1</span>");
}

}  // namespace
