// Attributes that are spread onto components: members by name, the rest to the rest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <plume/js.h>
#include <plume/plume.h>
#include <plume/testing.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/app_site.h"

namespace {

using plume::testing::render_component;
using ::testing::HasSubstr;
using Texts = std::map<std::string, std::string>;

enum class Size { small, large };
PLUME_ENUM(Size, small, large)

struct nav_button {
  plume::Rest rest;
  plume::Required<plume::Slot<>> inner_block;
  static constexpr std::string_view included[] = {"href", "method", "navigate", "patch", "replace"};
  PLUME_HEEX(R"heex(<.link class="btn" {@rest}>{render_slot(@inner_block)}</.link>)heex")
};
struct links {
  PLUME_HEEX(R"heex(<.nav_button href="/two" title="x">two</.nav_button>
<.nav_button href="/two" method="delete">delete</.nav_button>
<.nav_button navigate="/three" replace id="three">three</.nav_button>
<.nav_button phx-click="go">none</.nav_button>)heex")
};

struct badge {
  std::string title = "default";
  std::string_view class_ = "plain";
  int n = 1;
  std::optional<double> ratio;
  bool on = false;
  plume::OneOf<"primary", "ghost"> kind;
  Size size = Size::small;
  const char* word = "w";
  plume::Rest rest;
  PLUME_HEEX(R"heex(<b class={@class_} {@rest}>{@title} {@n} {@ratio} {@on} {@kind} {@size} {@word}</b>)heex")
};
struct of_texts {
  Texts texts;
  PLUME_HEEX(R"heex(<.badge {@texts} />)heex")
};
struct of_values {
  plume::Value values;
  PLUME_HEEX(R"heex(<.badge {@values.as_object()} />)heex")
};
struct mixed {
  Texts first, second;
  PLUME_HEEX(R"heex(<.badge title="single" {@first} n={7} {@second} />)heex")
};
struct written_out {
  int n = 2;
  PLUME_HEEX(R"heex(<.badge {{ {"title", "a"}, {"n", @n}, {"on", @n > 1}, {"data-x", @n}, {"class", "c"} }} />)heex")
};

std::string of(const Texts& texts) {
  return render_component<of_texts>([&](of_texts& component) { component.texts = texts; });
}
std::string of(plume::Value values) {
  return render_component<of_values>([&](of_values& component) { component.values = std::move(values); });
}

TEST(SpreadTest, ReachesTheMembersOfALink) {
  EXPECT_THAT(render_component<links>(), HasSubstr("<a href=\"/two\" title=\"x\" class=\"btn\">two</a>"));
  EXPECT_THAT(render_component<links>(), HasSubstr("<a href=\"/two\" data-method=\"delete\" data-csrf="));
  EXPECT_THAT(render_component<links>(), HasSubstr("<a href=\"/three\" data-phx-link=\"redirect\" "
                                                   "data-phx-link-state=\"replace\" id=\"three\" class=\"btn\">"));
  EXPECT_THAT(render_component<links>(), HasSubstr("<a href=\"#\" phx-click=\"go\" class=\"btn\">none</a>"));
}

TEST(SpreadTest, SetsMembersByNameAndReadsTheirTexts) {
  EXPECT_EQ(of(Texts{}), "<b class=\"plain\">default 1  false primary small w</b>");
  EXPECT_EQ(of(Texts{{"title", "t<"},
                     {"class", "c"},
                     {"n", "-3"},
                     {"ratio", "1.5"},
                     {"on", "true"},
                     {"kind", "ghost"},
                     {"size", "large"},
                     {"word", "x"},
                     {"data-id", "7"},
                     {"lang", "de"}}),
            "<b class=\"c\" data-id=\"7\" lang=\"de\">t&lt; -3 1.5 true ghost large x</b>");
}

TEST(SpreadTest, TakesValuesByTheirTypes) {
  EXPECT_EQ(of(plume::Value{{"title", "t"}, {"n", 5}, {"ratio", 2}, {"on", true}, {"kind", "ghost"}, {"hidden", true}}),
            "<b class=\"plain\" hidden>t 5 2 true ghost small w</b>");
  EXPECT_EQ(of(plume::Value{{"title", nullptr}, {"class", false}, {"ratio", nullptr}, {"n", nullptr}}),
            "<b class=\"plain\">default 1  false primary small w</b>");
}

TEST(SpreadTest, LaterOnesWinAndSingleOnesWinOverAll) {
  const auto html = render_component<mixed>([](mixed& component) {
    component.first = {{"title", "first"}, {"n", "1"}, {"lang", "a"}, {"word", "one"}};
    component.second = {{"lang", "b"}, {"word", "two"}};
  });
  EXPECT_EQ(html, "<b class=\"plain\" lang=\"b\">single 7  false primary small two</b>");
}

TEST(SpreadTest, WrittenOutIsLikeSingleAttributes) {
  EXPECT_EQ(render_component<written_out>(), "<b class=\"c\" data-x=\"2\">a 2  true primary small w</b>");
}

TEST(SpreadTest, NamesComponentAttributeAndValueOfAWrongType) {
  const auto wrong = [](const auto& values) { return problem([&] { of(values); }); };
  EXPECT_EQ(wrong(Texts{{"n", "many"}}),
            "the attribute n of <.badge> cannot be \"many\": it takes a whole number in its range");
  EXPECT_EQ(wrong(Texts{{"n", "3000000000"}}),
            "the attribute n of <.badge> cannot be \"3000000000\": it takes a whole number in its range");
  EXPECT_EQ(wrong(Texts{{"ratio", "1.5x"}}), "the attribute ratio of <.badge> cannot be \"1.5x\": it takes a number");
  EXPECT_EQ(wrong(Texts{{"on", "yes"}}), "the attribute on of <.badge> cannot be \"yes\": it takes true or false");
  EXPECT_EQ(wrong(Texts{{"kind", "loud"}}),
            "the attribute kind of <.badge> cannot be \"loud\": it takes one of primary, ghost");
  EXPECT_EQ(wrong(Texts{{"size", "huge"}}),
            "the attribute size of <.badge> cannot be \"huge\": it takes one of small, large");
  EXPECT_EQ(wrong(plume::Value{{"title", 5}}), "the attribute title of <.badge> cannot be \"5\": it takes a text");
  EXPECT_EQ(wrong(plume::Value{{"title", true}}),
            "the attribute title of <.badge> cannot be \"true\": it takes a text");
  EXPECT_EQ(wrong(plume::Value{{"n", 1.5}}),
            "the attribute n of <.badge> cannot be \"1.5\": it takes a whole number in its range");
  EXPECT_EQ(wrong(plume::Value{{"n", std::int64_t{1} << 40}}),
            "the attribute n of <.badge> cannot be \"1099511627776\": it takes a whole number in its range");
}

struct label {
  plume::Required<std::string> for_;
  plume::Required<int> n;
  PLUME_HEEX(R"heex(<p>{@for_} {@n}</p>)heex")
};
struct labels {
  Texts texts;
  PLUME_HEEX(R"heex(<.label n={1} {@texts} />)heex")
};

TEST(SpreadTest, GivesWhatIsRequired) {
  const auto html = [](const Texts& texts) {
    return render_component<labels>([&](labels& component) { component.texts = texts; });
  };
  EXPECT_EQ(html({{"for", "x"}}), "<p>x 1</p>");
  EXPECT_EQ(problem([&] { html({{"n", "3"}}); }), "the required attribute for of <.label> is not given");
  EXPECT_EQ(problem([&] { html({{"for", "x"}, {"size", "1"}}); }),
            "<.label> takes no attribute size: it has no such member and no plume::Rest rest");
}

struct column {
  plume::Required<std::string_view> label;
  bool wide = false;
  plume::Rest rest;
  static constexpr std::string_view included[] = {"colspan"};
};
struct grid {
  plume::Slot<int, column> col;
  PLUME_HEEX(R"heex(<i :for={col <- @col} {col.rest}>{col.label} {col.wide} {render_slot(col, 5)}</i>)heex")
};
struct grids {
  std::vector<Texts> columns;
  PLUME_HEEX(R"heex(<.grid><:col :for={one <- @columns} :let={n} {one} id="x" colspan={2}>{n}</:col></.grid>)heex")
};

TEST(SpreadTest, ReachesEntriesOfSlots) {
  const auto html = [](const std::vector<Texts>& columns) {
    return render_component<grids>([&](grids& component) { component.columns = columns; });
  };
  EXPECT_EQ(html({{{"label", "a"}, {"wide", "true"}, {"class", "c"}}, {{"label", "b"}}}),
            "<i class=\"c\" id=\"x\" colspan=\"2\">a true 5</i><i id=\"x\" colspan=\"2\">b false 5</i>");
  EXPECT_EQ(problem([&] { html({{{"wide", "true"}}}); }), "the required attribute label of <:col> is not given");
}

struct shape {
  plume::Required<std::string_view> name;
  int sides = 0;
  plume::Rest rest;
};
struct drawn_shape : shape {
  PLUME_HEEX(R"heex(<u {@rest}>{@name} {@sides}</u>)heex")
};
struct chosen {
  plume::ComponentOf<shape> which = plume::ComponentOf<shape>::of<drawn_shape>();
  Texts texts;
  PLUME_HEEX(R"heex(<.dynamic is={@which} {@texts} />)heex")
};

TEST(SpreadTest, ReachesAComponentChosenAtRunTime) {
  EXPECT_EQ(render_component<chosen>(
                [](chosen& component) { component.texts = {{"name", "box"}, {"sides", "4"}, {"id", "s"}}; }),
            "<u id=\"s\">box 4</u>");
}

struct outer {
  plume::Rest rest;
  static constexpr std::string_view included[] = {"label", "n", "on_close"};
  PLUME_HEEX(R"heex(<p {@rest}></p>)heex")
};
struct outers {
  int n = 1;
  PLUME_HEEX(R"heex(<.outer label="x" n={@n} on_close={plume::JS().hide()} class="c" />)heex")
};

TEST(RestTest, IncludesAnyName) {
  EXPECT_EQ(render_component<outers>(), "<p label=\"x\" n=\"1\" on_close=\"[[&quot;hide&quot;,{}]]\" class=\"c\"></p>");
}

// Members that cannot be told: beside those of a base, and private ones.
struct listing_one : shape {
  std::string note = "none";
  PLUME_ATTRIBUTES(name, note)
  PLUME_HEEX(R"heex(<s {@rest}>{@name} {@sides} {@note}</s>)heex")
};
struct listing {
  Texts texts;
  PLUME_HEEX(R"heex(<.listing_one name="n" {@texts} />)heex")
};
class secretive {
 public:
  std::string title = "none";
  std::string own = "none";
  plume::Rest rest;
  PLUME_HEEX(R"heex(<s {@rest}>{@title} {@own}</s>)heex")

 private:
  std::string value = "secret";
};
struct telling {
  Texts texts;
  PLUME_HEEX(R"heex(<.secretive {@texts} />)heex")
};

TEST(SpreadTest, SetsWhatAClassListsElseWhatHtmlNames) {
  const Texts texts{{"note", "a"}, {"sides", "4"}, {"title", "t"}, {"value", "v"}};
  EXPECT_EQ(render_component<listing>([&](listing& component) { component.texts = texts; }),
            "<s sides=\"4\" title=\"t\" value=\"v\">n 0 a</s>");
  EXPECT_EQ(render_component<telling>([&](telling& component) { component.texts = texts; }),
            "<s note=\"a\" sides=\"4\" value=\"v\">t none</s>");
}

class Tile : public plume::LiveComponent {
 public:
  plume::Assign<std::string> title{"default"};
  plume::Assign<int> n{0};
  plume::Rest rest;
  PLUME_ATTRIBUTES(title, n)
  PLUME_HEEX(R"heex(<div id={@id} {@rest}>{@title} {@n}</div>)heex")
};

class SpreadLive : public plume::LiveView {
 public:
  plume::Assign<Texts> texts{Texts{{"title", "one"}, {"n", "1"}, {"id", "other"}, {"lang", "a"}}};
  plume::Assign<int> count{0};
  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "count") return void(count += 1);
    Texts next;
    for (const auto& [name, value] : params.as_object()) next[std::string(name)] = value.text();
    texts = next;
  }
  PLUME_HEEX(R"heex(<.live_component module={Tile} id="tile" {@texts} /><.badge {@texts} /><em>{@count}</em>)heex")
};

TEST(SpreadTest, FollowsItsChanges) {
  Site site;
  auto view = site.open<SpreadLive>();
  EXPECT_EQ(view.element("div").text(), "one 1");
  EXPECT_TRUE(view.has_element("div#tile[lang=a]"));
  EXPECT_EQ(view.element("b").text(), "one 1 false primary small w");
  view.render_click("count");
  EXPECT_EQ(view.element("em").text(), "1");
  view.render_click("set", {{"title", "two"}, {"lang", "b"}});
  EXPECT_EQ(view.element("div").text(), "two 1") << "a live component keeps what it is not given";
  EXPECT_TRUE(view.has_element("div#tile[lang=b]"));
  EXPECT_EQ(view.element("b").text(), "two 1 false primary small w");
  view.render_click("set", {{"lang", "b"}});
  EXPECT_EQ(view.element("b").text(), "default 1 false primary small w") << "a function component does not";
}

}  // namespace
