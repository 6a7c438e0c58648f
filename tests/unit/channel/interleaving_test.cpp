// Joins, events, leaves and closes of several connections in any order, with handlers that are slow now and then.
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "support/channel_harness.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;

/// A client that does not wait for answers, and what it must get in the end.
class HastyClient {
 public:
  HastyClient(Server& server, std::size_t shard) : server_(server), browser_(server, Connection::good_info(), shard) {}

  void join(const std::string& id) {
    view(id) = {browser_.begin_join("lv:" + id, server_.payload("/", id).value()), true, {}};
    view(id).unanswered.push_back(view(id).joined.join_ref);
  }
  void leave(const std::string& id) {
    if (view(id).open) browser_.push(view(id).joined, "phx_leave");
    view(id) = {};
  }
  void push(const std::string& id, std::string_view event) {
    if (!view(id).open) return;
    view(id).unanswered.push_back(browser_.push_event(view(id).joined, event));
    if (event == "crash") view(id).crashing = true;
  }

  /// Reads until the views that stay open have answered everything, in order; no ref is answered twice.
  void settle() {
    for (auto& [id, view] : views_)
      if (view.crashing) leave(id);
    while (!settled()) {
      try {
        take(browser_.next());
      } catch (const std::runtime_error& error) {
        return fail(error.what());
      }
    }
    const std::string last = browser_.new_ref();
    browser_.send({}, last, "phoenix", "heartbeat", Value::object());
    for (Value message = browser_.next(); message.at(1).text() != last; message = browser_.next()) take(message);
    EXPECT_TRUE(settled());
  }

 private:
  struct View {
    Joined joined;
    bool open = false;
    std::deque<std::string> unanswered;
    bool crashing = false;
  };
  View& view(const std::string& id) { return views_[id]; }

  void fail(const std::string& why) const {
    std::string unanswered;
    for (const auto& [id, view] : views_)
      for (const auto& ref : view.unanswered) unanswered += " " + id + "/" + view.joined.join_ref + "/" + ref;
    ADD_FAILURE() << why << "; not answered:" << unanswered;
  }
  bool settled() const {
    for (const auto& [id, view] : views_)
      if (!view.unanswered.empty()) return false;
    return true;
  }
  void take(const Value& message) {
    if (message.at(3).text() != "phx_reply") return;
    const std::string ref(message.at(1).text());
    EXPECT_TRUE(answered_.insert(ref).second) << "answered twice: " << message.json();
    View& view = views_[std::string(message.at(2).text().substr(3))];
    if (!view.open || message.at(0).text() != view.joined.join_ref) return;  // of a channel that was left
    EXPECT_EQ(message.at(4)["status"].text(), "ok");
    ASSERT_FALSE(view.unanswered.empty());
    EXPECT_EQ(ref, view.unanswered.front()) << "R5.6: in the order of the pushes";
    view.unanswered.pop_front();
  }

  Server& server_;
  Browser browser_;
  std::map<std::string, View> views_;
  std::set<std::string> answered_;
};

TEST(InterleavingTest, AThousandRandomOrders) {
  Server server({.shards = 2, .mailbox_limit = 4, .blocked_after = 1ms});
  std::atomic<int> views{0};
  server.live("/", "V",
              {.construct = [&](Page&) { ++views; },
               .handle_event =
                   [](Page& page, std::string_view name, const Params&) {
                     ++page.n;
                     if (name == "slow") std::this_thread::sleep_for(2ms);
                     if (name == "crash") throw std::runtime_error("boom");
                     if (name == "message") page.send(page.self(), 1);
                   },
               .handle_info = [](Page& page, const Message&) { ++page.n; },
               .destroy = [&](Page&) { --views; }});
  for (unsigned seed = 0; seed < 1'000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const auto up_to = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    std::vector<std::unique_ptr<HastyClient>> clients(3);
    for (unsigned i = 0; i < 3; ++i) clients[i] = std::make_unique<HastyClient>(server, i % 2);
    for (int step = 0; step < 24; ++step) {
      const auto at = up_to(3);
      auto& client = clients[at];
      const std::string id = "phx-" + std::to_string(up_to(2));
      switch (up_to(16)) {
        case 0:
          client = std::make_unique<HastyClient>(server, at % 2);
          break;  // the old one closes
        case 1:
        case 2:
          client->leave(id);
          break;
        case 3:
        case 4:
        case 5:
        case 6:
          client->join(id);
          break;
        case 7:
          client->push(id, "slow");
          break;
        case 8:
          client->push(id, up_to(4) == 0 ? "crash" : "message");
          break;
        default:
          client->push(id, "fast");
      }
    }
    for (auto& client : clients) client->settle();
    if (::testing::Test::HasFailure()) break;
  }
  EXPECT_TRUE(eventually([&] { return server.actors() == 0; }));
  EXPECT_EQ(views.load(), 0);
}

}  // namespace
}  // namespace plume::testing
