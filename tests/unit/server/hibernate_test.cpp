// Idle views give back memory (server-api 1.13).
#include <gtest/gtest.h>
#include <malloc.h>

#include "support/server_site.h"
#include "support/waiting.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;

/// `<ul>` with as many entries as the last event said.
class LongPage : public LiveView {
 public:
  Assign<int> rows{0};

  void handle_event(std::string_view, const Params& params) override {
    rows = static_cast<int>(params["rows"].integer_or(0));
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<ul>", "</ul>"}, entry_statics[] = {"<li>", "</li>"};
    static constexpr Template site{statics, R"(["<ul>","</ul>"])", 1, true};
    static constexpr Template entry_site{entry_statics, R"(["<li>","</li>"])", 1, false};
    const Frame frame(r);
    Node node(r, site);
    if (node.dynamic(0, frame.changed(rows))) {
      node.at(0);
      List list(r, entry_site);
      for (int i = 0; i < *rows; ++i) {
        Node entry(r, entry_site, list.next());
        if (entry.dynamic(0, Change::unknown)) entry.text(0, i);
        entry.end();
      }
      list.end();
    }
    node.end();
  }
};

// Of the whole process.
std::size_t bytes_in_use() {
  const auto info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

TEST(Hibernate, AnIdleViewGivesBackMemoryAndGoesOn_S1_13) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the sanitizer counts for itself";
#endif
  EndpointOptions options;
  options.live_view.hibernate_after = 100ms;
  Site site(options);
  site.router().live<LongPage>("/");
  Visitor visitor(site.port(), "/");
  const auto show = [&](int rows) { return visitor.client.event(visitor.view, "show", {{"rows", rows}})["diff"]; };
  constexpr std::size_t rows = 200'000, slot_bytes = 8, noise = 100'000;
  show(static_cast<int>(rows));
  const auto before = bytes_in_use();
  show(2);
  EXPECT_TRUE(eventually([&] { return bytes_in_use() + rows * slot_bytes < before + noise; }));
  EXPECT_TRUE(visitor.client.silent());
  const Value more = show(3);
  EXPECT_EQ(more["0"]["k"]["kc"], 3) << more.json();
  EXPECT_EQ(more["0"]["k"]["2"]["0"].text(), "2") << more.json();
}

}  // namespace
}  // namespace plume::testing
