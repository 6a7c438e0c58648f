// The HTML of <.table> (templates.md 8.6), and what is sent when its rows change.
#include <gtest/gtest.h>

#include "html.h"
#include "pages.h"
#include "unit/render/live.h"

namespace plume::testing {
namespace {

std::string head(const std::string& order, const std::string& next, const std::string& icon) {
  return "<thead><tr><th scope=\"col\" class=\"\"" + order +
         "><button type=\"button\" class=\"core-table-sort\" phx-click=\"sort\" phx-value-sort=\"name\" "
         "phx-value-direction=\"" +
         next + "\">Name" + drawn(icon) +
         "</button></th><th scope=\"col\" class=\"core-number\">Span</th>"
         "<th scope=\"col\"><span class=\"core-hidden\">Actions</span></th></tr></thead>";
}

std::string row(const std::string& id, const std::string& name, const std::string& span) {
  const auto click =
      " phx-click=\"" + escaped("[[\"push\",{\"event\":\"show\",\"value\":{\"id\":\"" + id + "\"}}]]") + "\"";
  return "<tr id=\"" + id + "\" class=\"core-clickable\"><td class=\"\"" + click + ">" + name +
         "</td><td class=\"core-number\"" + click + ">" + span + "</td><td class=\"core-table-actions\">x " + id +
         "</td></tr>";
}

std::string framed(const std::string& inside) {
  return "<div class=\"core-table-frame \" role=\"group\" tabindex=\"0\" aria-label=\"Birds\">"
         "<table id=\"birds\" class=\"core-table\"><caption>Birds</caption>" +
         inside + "</table></div>";
}

const std::string unsorted = head("", "ascending", "M8 20V4M4 8l4-4 4 4M16 4v16M12 16l4 4 4-4");

TEST(Table, S8_6_RowsColumnsAndActions) {
  EXPECT_EQ(html<TablePage>(),
            framed(unsorted + "<tbody>" + row("b1", "Wren", "15 cm") + row("b2", "Kite", "180 cm") + "</tbody>"));
}

TEST(Table, SaysHowItIsSorted) {
  TablePage page;
  page.sorted_by = "name";
  EXPECT_NE(html(page).find(head(" aria-sort=\"ascending\"", "descending", "M12 19V5M6 11l6-6 6 6")), std::string::npos)
      << html(page);
  page.direction = "descending";
  EXPECT_NE(html(page).find(head(" aria-sort=\"descending\"", "ascending", "M12 5v14M6 13l6 6 6-6")), std::string::npos)
      << html(page);
  page.sorted_by = "span";
  EXPECT_NE(html(page).find(unsorted), std::string::npos) << html(page);
}

TEST(Table, ShowsThatThereAreNoRows) {
  TablePage page;
  page.birds.edit().clear();
  EXPECT_EQ(html(page),
            framed(unsorted + "<tbody><tr class=\"core-table-empty\"><td colspan=\"3\">None.</td></tr></tbody>"));
}

TEST(Table, OfAnyTypeAndWithNothingElse) {
  EXPECT_EQ(
      html<PlainTable>(),
      "<div class=\"core-table-frame \" role=\"group\" tabindex=\"0\"><table id=\"n\" class=\"core-table\"><thead>"
      "<tr><th scope=\"col\" class=\"\">N</th></tr></thead><tbody><tr class=\"\"><td class=\"\">7</td></tr>"
      "<tr class=\"\"><td class=\"\">8</td></tr></tbody></table></div>");
}

TEST(Table, RowsWithIdsMove) {
  Live<TablePage> page;
  page.diff();
  std::swap(page->birds.edit()[0], page->birds.edit()[1]);
  const auto sent = page.diff();
  EXPECT_EQ(sent.find("Kite"), std::string::npos) << sent;
  page->birds.edit()[0].span = 190;
  const auto changed = page.diff();
  EXPECT_NE(changed.find("190"), std::string::npos) << changed;
  EXPECT_EQ(changed.find("Wren"), std::string::npos) << changed;
}

}  // namespace
}  // namespace plume::testing
