// The HTML of what opens, closes and leads somewhere: modal, flash, tabs, dropdown, pagination.
#include <gtest/gtest.h>

#include "html.h"
#include "pages.h"
#include "unit/render/live.h"

namespace plume::testing {
namespace {

const std::string fade_in = R"("transition":[["core-enter"],["core-away"],["core-there"]],"time":150)";
const std::string as_block = R"("display":"block",)" + fade_in;
const std::string fade_out = R"("transition":[["core-leave"],["core-there"],["core-away"]],"time":150)";
const std::string cross = "M6 6l12 12M18 6L6 18";

std::string attribute(const std::string& name, const std::string& json) {
  return " " + name + "=\"" + escaped(json) + "\"";
}

const std::string opening =
    R"(["show",{"to":"#m"}],["transition",{"transition":[["core-enter"],["core-away"],["core-there"]],"to":"#m-backdrop","time":150}],)"
    R"(["transition",{"transition":[["core-enter"],["core-away"],["core-there"]],"to":"#m-panel","time":150}],)"
    R"(["add_class",{"names":["core-behind-modal"],"to":"body"}],["focus_first",{"to":"#m-panel"}]])";
const std::string closing =
    R"(["hide",{"to":"#m"}],["remove_class",{"names":["core-behind-modal"],"to":"body"}],["pop_focus",{}]])";

std::string modal(const std::string& mounted) {
  const std::string cancel = R"([["exec",{"attr":"data-cancel","to":"#m"}]])";
  return "<div id=\"m\" class=\"core-modal \" phx-hook=\"plume.core.modal.Modal\"" + mounted +
         attribute("phx-remove", "[" + closing) +
         attribute("data-cancel", R"([["push",{"event":"no"}],["exec",{"attr":"phx-remove","to":"#m"}]])") +
         "><div id=\"m-backdrop\" class=\"core-modal-backdrop\" aria-hidden=\"true\"></div>"
         "<div class=\"core-modal-frame\" role=\"dialog\" aria-modal=\"true\" aria-labelledby=\"m-title\" "
         "tabindex=\"-1\"><div id=\"m-panel\" phx-hook=\"Phoenix.FocusWrap\" class=\"core-modal-panel\"" +
         attribute("phx-click-away", cancel) +
         "><div id=\"m-panel-start\" tabindex=\"0\" aria-hidden=\"true\"></div><h2 id=\"m-title\">Sure?</h2>"
         "<div class=\"core-modal-content\">Body</div><div class=\"core-actions\">Yes</div>"
         "<button type=\"button\" class=\"core-close\" aria-label=\"Close\"" +
         attribute("phx-click", cancel) + ">" + drawn(cross) +
         "</button><div id=\"m-panel-end\" tabindex=\"0\" aria-hidden=\"true\"></div></div></div></div>";
}

TEST(Modal, IsADialogNamedByItsTitle) { EXPECT_EQ(html<ModalPage>(), modal("")); }

TEST(Modal, OpensWhereItIsShown) {
  ModalPage page;
  page.shown = true;
  EXPECT_EQ(html(page), modal(attribute("phx-mounted", R"([["push_focus",{"to":":focus"}],)" + opening)));
}

TEST(Modal, S9_2_CommandsComeBehindThoseGiven) {
  EXPECT_EQ(core::show_modal("m", JS().push("c")).json(), R"([["push",{"event":"c"}],["push_focus",{}],)" + opening);
  EXPECT_EQ(core::hide_modal("m", JS().push("d")).json(), R"([["push",{"event":"d"}],)" + closing);
  EXPECT_EQ(core::show("#a").json(), R"([["show",{"to":"#a",)" + as_block + "}]]");
  EXPECT_EQ(core::hide("#a", JS().push("b")).json(),
            R"([["push",{"event":"b"}],["hide",{"to":"#a",)" + fade_out + "}]]");
}

std::string flash(const std::string& kind, const std::string& text) {
  return "<div id=\"flash-" + kind + "\" class=\"core-flash core-flash-" + kind + "\" role=\"alert\"" +
         attribute("phx-click",
                   R"([["push",{"event":"lv:clear-flash"}],["hide",{"to":"#flash-)" + kind + "\"," + fade_out + "}]]") +
         " phx-value-key=\"" + kind + "\">" +
         drawn(kind == "error" ? "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5v5.5M12 16.5h.01"
                               : "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.5h.01") +
         "<div><p>" + text + "</p></div><button type=\"button\" class=\"core-close\" aria-label=\"Close\">" +
         drawn(cross) + "</button></div>";
}

TEST(Flash, S8_6_ShowsTheMessageOfItsKind) {
  FlashPage page;
  EXPECT_EQ(html(page), "");
  page.messages.edit().put("error", "other");
  EXPECT_EQ(html(page), "");
  page.messages.edit().put("info", "<Saved>");
  EXPECT_EQ(html(page), flash("info", "&lt;Saved&gt;"));
}

TEST(Flash, S8_6_MayHaveContentTitleAndAnotherAnswerToAClick) {
  const auto out = html<FlashOfItsOwn>();
  EXPECT_TRUE(out.starts_with(
      "<div id=\"own\" class=\"core-flash core-flash-error\" role=\"alert\"" +
      attribute("phx-click", R"([["push",{"event":"clear"}],["hide",{"to":"#own",)" + fade_out + "}]]") +
      " phx-value-key=\"error\" data-x=\"1\">"))
      << out;
  EXPECT_NE(out.find("<p class=\"core-flash-title\">Oh</p><p>Text</p>"), std::string::npos) << out;
}

TEST(FlashGroup, S8_6_HasAllKindsAndTheNoticesOfTheConnection) {
  const auto out = html<FlashGroup>();
  EXPECT_TRUE(out.starts_with("<div id=\"flash-group\" class=\"core-flash-group \" aria-live=\"polite\">" +
                              flash("error", "&lt;No&gt;") + "<div id=\"client-error\""))
      << out;
  for (const std::string name : {"client-error", "server-error"}) {
    const auto notice = ".phx-" + name + " #" + name;
    EXPECT_NE(
        out.find(attribute("phx-disconnected", R"([["show",{"to":")" + notice + R"(","display":"flex",)" + fade_in +
                                                   R"(}],["remove_attr",{"attr":"hidden","to":")" + notice + "\"}]]") +
                 attribute("phx-connected", R"([["hide",{"to":"#)" + name + "\"," + fade_out +
                                                R"(}],["set_attr",{"attr":["hidden",""],"to":"#)" + name + "\"}]]") +
                 " hidden>"),
        std::string::npos)
        << name << "\n"
        << out;
  }
}

TEST(FlashGroup, HidesInfoMessagesAfterATime) {
  FlashGroup page;
  EXPECT_EQ(html(page).find("data-hide-after"), std::string::npos);
  page.messages.edit().put("info", "Saved");
  EXPECT_NE(html(page).find("phx-value-key=\"info\" phx-hook=\"plume.core.flash.Flash\" data-hide-after=\"8000\">"),
            std::string::npos)
      << html(page);
}

std::string tabs(const std::string& selected, const std::string& panel) {
  std::string out =
      "<div id=\"t\" class=\"core-tabs \"><div id=\"t-list\" class=\"core-tab-list\" role=\"tablist\" "
      "aria-label=\"Parts\" phx-hook=\"plume.core.tabs.Tabs\">";
  for (const std::string id : {"a", "b"})
    out += "<button type=\"button\" id=\"t-tab-" + id + "\" role=\"tab\" " +
           (id == selected ? "aria-selected=\"true\" aria-controls=\"t-panel\" tabindex=\"0\""
                           : "aria-selected=\"false\" tabindex=\"-1\"") +
           " phx-click=\"tab\" phx-value-tab=\"" + id + "\">" + (id == "a" ? "A" : "B") + "</button>";
  return out + "</div><div id=\"t-panel\" class=\"core-tab-panel\" role=\"tabpanel\" aria-labelledby=\"t-tab-" +
         selected + "\" tabindex=\"0\">" + panel + "</div></div>";
}

TEST(Tabs, ShowTheSelectedPanel) {
  TabsPage page;
  EXPECT_EQ(html(page), tabs("a", "a1")) << "the first one";
  page.tab = "b";
  EXPECT_EQ(html(page), tabs("b", "b1"));
  page.tab = "nothing";
  EXPECT_EQ(html(page), tabs("a", "a1"));
}

TEST(Tabs, SendThePanelThatIsSelected) {
  Live<TabsPage> page;
  page.diff();
  page->tab = "b";
  const auto sent = page.diff();
  EXPECT_NE(sent.find("aria-selected=\\\"true\\\""), std::string::npos) << sent;
  EXPECT_EQ(sent.find("Parts"), std::string::npos) << sent;
}

TEST(Dropdown, IsAMenuOfLinksAndButtons) {
  EXPECT_EQ(
      html<DropdownPage>(),
      "<div id=\"d\" class=\"core-dropdown \" phx-hook=\"plume.core.dropdown.Dropdown\">"
      "<button type=\"button\" id=\"d-button\" class=\"core-button core-plain\" aria-haspopup=\"menu\" "
      "aria-expanded=\"false\" aria-controls=\"d-menu\">More" +
          drawn("M6 9l6 6 6-6") +
          "</button><div id=\"d-menu\" class=\"core-menu\" role=\"menu\" aria-labelledby=\"d-button\" hidden>"
          "<a href=\"/a\" data-phx-link=\"redirect\" data-phx-link-state=\"push\" role=\"menuitem\" "
          "tabindex=\"-1\">Go</a>"
          "<button type=\"button\" role=\"menuitem\" tabindex=\"-1\" phx-click=\"x\" phx-value-id=\"1\">Do</button>"
          "</div></div>");
}

std::string page_button(int number, const std::string& attributes, const std::string& content) {
  return "<button type=\"button\" class=\"core-button core-quiet\"" + attributes +
         " phx-click=\"page\" phx-value-page=\"" + std::to_string(number) + "\">" + content + "</button>";
}

TEST(Pagination, LeadsToThePagesAround) {
  PaginationPage page;
  const std::string back = drawn("M15 6l-6 6 6 6") + "Previous", on = "Next" + drawn("M9 6l6 6-6 6");
  EXPECT_EQ(html(page), "<nav class=\"core-pagination \" aria-label=\"Pages\"><div>" + page_button(1, "", back) +
                            "</div><ul><li>" + page_button(1, " aria-label=\"Page 1\"", "1") + "</li><li>" +
                            page_button(2, " aria-current=\"page\" aria-label=\"Page 2\"", "2") + "</li><li>" +
                            page_button(3, " aria-label=\"Page 3\"", "3") + "</li></ul><div>" + page_button(3, "", on) +
                            "</div></nav>");
}

TEST(Pagination, EndsAtItsEnds) {
  PaginationPage page;
  page.page = 99;
  EXPECT_EQ(html(page).find("Next"), std::string::npos);
  EXPECT_NE(html(page).find("aria-current=\"page\" aria-label=\"Page 3\""), std::string::npos);
  page.page = -5;
  EXPECT_EQ(html(page).find("Previous"), std::string::npos);
  page.pages = 1;
  EXPECT_EQ(html(page), "");
  page.pages = 0;
  EXPECT_EQ(html(page), "");
}

TEST(Pagination, WithPathsItIsMadeOfLinks) {
  EXPECT_EQ(html<LinkedPagination>(),
            "<nav class=\"core-pagination \" aria-label=\"Birds\"><div></div><ul>"
            "<li><a href=\"/b?page=1\" data-phx-link=\"patch\" data-phx-link-state=\"push\" aria-current=\"page\" "
            "aria-label=\"Page 1\" phx-value-page=\"1\" class=\"core-button core-quiet\">1</a></li>"
            "<li><a href=\"/b?page=2\" data-phx-link=\"patch\" data-phx-link-state=\"push\" aria-label=\"Page 2\" "
            "phx-value-page=\"2\" class=\"core-button core-quiet\">2</a></li></ul><div>"
            "<a href=\"/b?page=2\" data-phx-link=\"patch\" data-phx-link-state=\"push\" phx-value-page=\"2\" "
            "class=\"core-button core-quiet\">Next" +
                drawn("M9 6l6 6-6 6") + "</a></div></nav>");
}

using Numbers = std::vector<int>;

TEST(PageNumbers, AreSevenAtMost) {
  EXPECT_EQ(core::page_numbers(1, 3), (Numbers{1, 2, 3}));
  EXPECT_EQ(core::page_numbers(4, 7), (Numbers{1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(core::page_numbers(1, 12), (Numbers{1, 2, 3, 4, 5, 0, 12}));
  EXPECT_EQ(core::page_numbers(4, 12), (Numbers{1, 2, 3, 4, 5, 0, 12}));
  EXPECT_EQ(core::page_numbers(5, 12), (Numbers{1, 0, 4, 5, 6, 0, 12}));
  EXPECT_EQ(core::page_numbers(8, 12), (Numbers{1, 0, 7, 8, 9, 0, 12}));
  EXPECT_EQ(core::page_numbers(9, 12), (Numbers{1, 0, 8, 9, 10, 11, 12}));
  EXPECT_EQ(core::page_numbers(12, 12), (Numbers{1, 0, 8, 9, 10, 11, 12}));
  for (int pages = 8; pages < 30; ++pages)
    for (int page = 1; page <= pages; ++page)
      EXPECT_EQ(core::page_numbers(page, pages).size(), 7u) << page << " of " << pages;
}

TEST(Stylesheet, IsServedUnderANameWithItsHash) {
  EXPECT_TRUE(core::stylesheet().starts_with("/assets/core_components-")) << core::stylesheet();
  const auto* asset = core::assets().find(core::stylesheet());
  ASSERT_TRUE(asset);
  EXPECT_EQ(asset->content_type, "text/css; charset=utf-8");
}

}  // namespace
}  // namespace plume::testing
