// Where in a template an exception came from (in builds with debug annotations).
#include <gtest/gtest.h>

#include <string>

#include "pages.h"
#include "place_of.h"
#include "render/template_trail.h"
#include "unit/render/live.h"

namespace plume::testing {

// The trail is asked for while the exception is handled.
template <class Render>
std::string trail_of(Render render) {
  try {
    render();
  } catch (...) {
    return detail::to_text(detail::take_trail());
  }
  return "nothing was thrown";
}

std::string swallow() {
  InComponent page;
  page.inside = true;
  std::string html;
  HtmlRender render(html);
  try {
    call(render, page, {});
  } catch (const std::runtime_error&) {
  }
  return "swallowed";
}

namespace {

std::string place_in_everywhere(std::string_view code) { return place_of(code, "struct Everywhere"); }

class Trace : public ::testing::TestWithParam<std::pair<At, const char*>> {};

TEST_P(Trace, OfEveryKindOfExpression) {
  const auto [at, code] = GetParam();
  Live<Everywhere> page;
  page->at = at;
  EXPECT_EQ(trail_of([&] { page.html(); }), place_in_everywhere(code));
  EXPECT_EQ(trail_of([&] { page.diff(); }), place_in_everywhere(code));
}

INSTANTIATE_TEST_SUITE_P(Kinds, Trace,
                         ::testing::Values(std::pair(At::text, "fail(@at == At::text"),
                                           std::pair(At::attribute, "fail(@at == At::attribute"),
                                           std::pair(At::class_list, "@at == At::nowhere && \"b\""),
                                           std::pair(At::style, "fail(@at == At::style"),
                                           std::pair(At::condition, "fail(@at == At::condition"),
                                           std::pair(At::loop, "i <- fail_in_list"),
                                           std::pair(At::key, "fail(@at == At::key"),
                                           std::pair(At::later_row, "fail(@at == At::later_row"),
                                           std::pair(At::block, "if (fail(@at == At::block"),
                                           std::pair(At::statement, "const auto text = fail"),
                                           std::pair(At::given, "fail(@at == At::given")));

TEST(TraceOfComponent, NamesTheTemplateAndItsCaller) {
  Live<InComponent> page;
  page->inside = true;
  const auto expected =
      place_of("fail(@broken)", "struct card") + ", called from " + place_of("<.card broken={@inside}>");
  EXPECT_EQ(trail_of([&] { page.html(); }), expected);
  EXPECT_EQ(trail_of([&] { page.diff(); }), expected);
}

TEST(TraceOfComponent, ContentOfASlotIsRenderedByTheComponent) {
  Live<InComponent> page;
  page->content = true;
  EXPECT_EQ(trail_of([&] { page.diff(); }), place_of("fail(@content)") + ", called from " +
                                                place_of("render_slot(@inner_block)", "struct card") +
                                                ", called from " + place_of("<.card broken={@inside}>"));
}

TEST(TraceOfComponent, OfManyLevelsNamesTheInnermost) {
  Live<Recursive> page;
  const auto trail = trail_of([&] { page.html(); });
  EXPECT_TRUE(trail.starts_with(place_of("fail(@depth == 40)") + ", called from " + place_of("<.Recursive"))) << trail;
  EXPECT_LT(trail.size(), 1000u);
}

TEST(Trace, AnExceptionThatWasSwallowedBelowIsForgotten) {
  Live<Swallowing> page;
  page.html();
  page->broken = true;
  EXPECT_EQ(trail_of([&] { page.html(); }), place_of("fail(@broken)", "{swallow()}"));
}

TEST(Trace, AnExceptionFromElsewhereHasNone) {
  Live<Swallowing> page;
  page.html();
  EXPECT_EQ(trail_of([] { throw std::runtime_error("elsewhere"); }), "");
}

TEST(Trace, IsTakenOnce) {
  Live<Swallowing> page;
  page->broken = true;
  try {
    page.html();
    FAIL();
  } catch (const std::runtime_error&) {
    EXPECT_EQ(detail::take_trail().size(), 1u);
    EXPECT_EQ(detail::take_trail().size(), 0u);
  }
}

}  // namespace
}  // namespace plume::testing
