// Components that show something: button, icon, back, header, list, progress (templates.md 8.6).
#include <gtest/gtest.h>

#include "html.h"
#include "pages.h"

namespace plume::testing {
namespace {

TEST(Button, S8_6_IsALinkWhereItLeadsSomewhere) {
  EXPECT_EQ(html<Buttons>(),
            "<button type=\"button\" class=\"core-button core-primary\" phx-click=\"go\" disabled>a</button>"
            "<a href=\"/a\" data-phx-link=\"redirect\" data-phx-link-state=\"push\" class=\"core-button core-plain "
            "x\">b</a>"
            "<a href=\"/b\" data-phx-link=\"patch\" data-phx-link-state=\"replace\" rel=\"next\" class=\"core-button "
            "core-plain\">c</a>"
            "<a href=\"/c\" data-method=\"delete\" data-csrf=\"TOKEN\" data-to=\"/c\" class=\"core-button "
            "core-danger\">d</a>");
}

TEST(Icon, S8_6_IsHiddenFromScreenReaders) {
  EXPECT_EQ(html<Icons>(), drawn("M5 13l4.5 5L19 7", "core-icon big") +
                               "<a href=\"/\" data-phx-link=\"redirect\" data-phx-link-state=\"push\" "
                               "class=\"core-back\">" +
                               drawn("M19 12H5M11 6l-6 6 6 6") + "Home</a>");
}

TEST(Icon, EveryNameIsDrawn) {
  for (const auto name : core::IconName::words()) {
    Icons page;
    page.name = name;
    EXPECT_NE(html(page).find("<path d=\"M"), std::string::npos) << name;
  }
  Icons page;
  page.name = "unicorn";
  EXPECT_THROW(html(page), std::invalid_argument);
}

TEST(Header, S8_6_HasSubtitleAndActions) {
  EXPECT_EQ(html<Headers>(),
            "<header class=\"core-header \"><div><h2>Birds</h2><p>all</p></div><div class=\"core-actions\">+</div>"
            "</header><header class=\"core-header \"><div><h1>Birds</h1></div></header>");
}

TEST(List, S8_6_NamesWhatItShows) {
  EXPECT_EQ(html<ListPage>(),
            "<dl class=\"core-list \"><div><dt>Name</dt><dd>Ada</dd></div><div><dt>Age</dt><dd>36</dd></div></dl>");
}

std::string shown(std::optional<double> value) {
  ProgressPage page;
  page.value = value;
  return html(page);
}

TEST(Progress, SaysHowFarItIs) {
  EXPECT_EQ(shown(25.0),
            "<div class=\"core-progress \"><p aria-hidden=\"true\"><span>Load</span><span>50 %</span></p>"
            "<progress aria-label=\"Load\" max=\"100\" value=\"50\" id=\"p\"></progress></div>");
  EXPECT_NE(shown(99).find("value=\"100\""), std::string::npos) << "no further than its end";
  EXPECT_NE(shown(-1).find("value=\"0\""), std::string::npos);
}

TEST(Progress, GoesOnWithoutAValue) {
  EXPECT_EQ(shown(std::nullopt),
            "<div class=\"core-progress \"><p aria-hidden=\"true\"><span>Load</span></p>"
            "<progress aria-label=\"Load\" max=\"100\" id=\"p\"></progress></div>");
}

TEST(Progress, TheLabelMayBeHidden) {
  ProgressPage page;
  page.hidden = true;
  EXPECT_EQ(html(page),
            "<div class=\"core-progress \">"
            "<progress aria-label=\"Load\" max=\"100\" value=\"50\" id=\"p\"></progress></div>");
}

}  // namespace
}  // namespace plume::testing
