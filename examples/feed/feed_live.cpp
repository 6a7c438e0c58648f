#include "feed/feed_live.h"

#include <algorithm>
#include <chrono>

namespace {
/// To the page itself: a new reading is there.
struct Arrived {};
}  // namespace

void FeedLive::mount(const plume::Params&, const plume::Session&) {
  page_title = "Feed";
  show_newest();
  timer_ = send_interval(Arrived{}, std::chrono::seconds(2));
}

void FeedLive::handle_event(std::string_view event, const plume::Params& params) {
  if (event == "live") live = !live;
  if (event == "older") show_older();
  // Who scrolls faster than items come has left them behind: `_overran`.
  if (event == "top" || (event == "newer" && params["_overran"] == plume::Value(true)))
    show_newest();
  else if (event == "newer")
    show_newer();
}

// A new reading is shown where the list shows its newest end; elsewhere it waits, so that nothing moves under the
// reader.
void FeedLive::handle_info(const plume::Message& message) {
  if (!message.is<Arrived>() || !*live) return;
  const bool at_end = unseen() == 0;
  ++newest;
  if (at_end) show_newer();
}

void FeedLive::show_newest() {
  top = *newest;
  bottom = std::max(1, *newest - step + 1);
  items.reset(readings(*top, *bottom));
}

void FeedLive::show_older() {
  const int to = std::max(1, *bottom - step);
  items.insert_range(readings(*bottom - 1, to), {.limit = -most});
  bottom = to;
  top = std::min(*top, *bottom + most - 1);
}

void FeedLive::show_newer() {
  const int to = std::min(*newest, *top + step);
  auto more = readings(to, *top + 1);
  std::reverse(more.begin(), more.end());
  items.insert_range(more, {.at = 0, .limit = most});
  top = to;
  bottom = std::max(*bottom, *top - most + 1);
}
