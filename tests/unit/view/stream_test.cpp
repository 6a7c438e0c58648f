// Streams in views and live components.
#include "plume/stream.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <string>

#include "stream_pages.h"
#include "support/driven_view.h"

namespace plume::testing {
namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(StreamsOfViews, BelongToTheirComponentAndStayWhenItMoves) {
  DrivenView<Channels> page;
  const auto first = page.diff();
  EXPECT_TRUE(has(first, R"("stream":["0",[["a-1",-1]],[]])")) << first;
  EXPECT_TRUE(has(first, R"("stream":["1",[["b-1",-1]],[]])")) << first;
  EXPECT_EQ(page.event_to(2, "add"),
            R"({"c":{"2":{"1":{"k":{"0":{"0":" id=\"b-2\"","1":"more"},"kc":1},"stream":["1",[["b-2",-1]],[]]}}}})");
  const auto moved = page.event("turn");
  EXPECT_FALSE(has(moved, "stream")) << moved;
  EXPECT_FALSE(has(page.event_to(1, "add"), "\"s\":")) << "the statics are known";
  const auto third = page.event("add");
  EXPECT_TRUE(has(third, R"("stream":["2",[["z-1",-1]],[]])")) << third;
  EXPECT_TRUE(has(third, R"("s":-)")) << "it takes over the statics of another: " << third;
}

TEST(StreamsOfViews, MayHaveItemsThatHoldStreams) {
  DrivenView<ChannelFeed> page;
  page.diff();
  const auto added = page.event("add");
  EXPECT_TRUE(has(added, R"([["channels-1",-1]],[]])")) << added;
  EXPECT_TRUE(has(added, R"([["c1-1",-1]],[]])")) << added;
  const auto again = page.event("again");
  EXPECT_TRUE(has(again, R"("1":"A")")) << again;
  EXPECT_FALSE(has(again, "c1-1")) << "the component did not change: " << again;
}

TEST(StreamsOfViews, KeptItemsComeBackWithTheirContainer) {
  DrivenView<Feed> page;
  page.diff();
  page.event("keep");
  page.event("insert", 5);
  page.event("shown");
  const auto back = page.event("shown");
  EXPECT_TRUE(has(back, R"([["posts-4",-1],["posts-5",-1]],[],true])")) << back;
}

TEST(StreamsOfViews, HoldNothingOfAnItemAfterTheRender) {
  const auto held = [](int items) {
    DrivenView<Feed> page;
    page.diff();
    const auto before = mallinfo2().uordblks;
    for (int at = 0; at < items; at += 100) page.event("insert", 100);
    return static_cast<long>(mallinfo2().uordblks) - static_cast<long>(before);
  };
  held(3000);  // what the buffers of the thread need
  EXPECT_LE(held(3000), 1024);
}

}  // namespace
}  // namespace plume::testing
