#include "own_list.h"

#include "live.h"

namespace plume::testing {
namespace {

TEST(OwnList, WritesTheLoopsThroughItsCollection) {
  Live<LinesPage> page;
  page->lines = Lines{{"a", "b"}};
  page->numbers = {7, 8};
  EXPECT_EQ(page.html(), "<i>a</i><i>b<b>!</b></i><u>7</u><u>8</u><p>a</p><p>b</p>");
  EXPECT_EQ(page.diff(),
            R"({"0":{"k":{"0":{"0":"a","1":""},"1":{"0":"b","1":{"s":0}},"kc":2},"s":1,"added":2},)"
            R"("1":{"k":{"0":{"0":"7"},"1":{"0":"8"},"kc":2},"s":2},)"
            R"("2":{"k":{"0":{"0":"a"},"1":{"0":"b"},"kc":2},"s":3,"added":2},)"
            R"("s":["","","",""],"p":{"0":["<b>!</b>"],"1":["<i>","","</i>"],"2":["<u>","</u>"],"3":["<p>","</p>"]}})");
}

TEST(OwnList, SendsEachEntryWithAllItsValues) {
  Live<LinesPage> page;
  page->lines = Lines{{"a", "b"}};
  page.diff();
  const auto bytes = page.shadow_bytes();
  page->lines = Lines{};
  EXPECT_EQ(page.diff(), "{}");
  page->lines = Lines{{"b"}};
  EXPECT_EQ(page.diff(),
            R"({"0":{"k":{"0":{"0":"b","1":{"s":0}},"kc":1},"added":1},"2":{"k":{"0":{"0":"b"},"kc":1},"added":1},)"
            R"("p":{"0":["<b>!</b>"]}})");
  page->lines = Lines{std::vector<std::string>(1000, "b")};
  page.diff();
  EXPECT_EQ(page.shadow_bytes(), bytes);
}

}  // namespace
}  // namespace plume::testing
