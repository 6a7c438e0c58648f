// Streams: lists that the browser keeps.
#include <plume/stream.h>

#include <functional>
#include <string>
#include <vector>

#include "support/app_site.h"

namespace {

using plume::Params;
using plume::Session;
using ::testing::HasSubstr;

struct Song {
  int id;
  std::string title;
};

std::vector<Song> songs_of(std::initializer_list<int> ids) {
  std::vector<Song> songs;
  for (const int id : ids) songs.push_back({id, "song " + std::to_string(id)});
  return songs;
}

class PlaylistLive : public plume::LiveView {
 public:
  using Change = std::function<void(PlaylistLive&)>;
  plume::Stream<Song> songs;
  plume::Assign<std::string> label{"l"};
  plume::Assign<bool> shown{true};

  void mount(const Params&, const Session&) override { songs.insert_range(songs_of({1, 2, 3})); }
  void handle_info(const plume::Message& message) override { (*message.get_if<Change>())(*this); }
  PLUME_HEEX(R"heex(
    <ul :if={@shown} id="songs" phx-update="stream">
      <li :for={[dom_id, song] <- @songs} id={dom_id}>{song.title} {@label}</li>
    </ul>
  )heex")
};

/// A page with a list of songs, and what it shows.
template <class V>
struct PlaylistOf : Site {
  plume::testing::View view = open<V>();

  /// Has the view change itself; all changes of one call are rendered together.
  const PlaylistOf& change(const typename V::Change& by) {
    endpoint.send(view.pid(), by);
    return *this;
  }
  /// The numbers of the songs, in order.
  std::string ids() const {
    const std::string html = view.render().html();
    std::string found;
    for (auto at = html.find("id=\"songs-"); at != std::string::npos; at = html.find("id=\"songs-", at + 1)) {
      const auto id = html.substr(at + 10, html.find('"', at + 10) - at - 10);
      found += (found.empty() ? "" : " ") + id;
    }
    return found;
  }
  std::string text(int id) const { return view.element("#songs-" + std::to_string(id)).text(); }
};

TEST(TableA, stream) {
  PlaylistOf<PlaylistLive> page;
  EXPECT_EQ(page.ids(), "1 2 3");
  EXPECT_THAT(page.app.get("/page").response.body, HasSubstr(R"(<li id="songs-1">song 1 l</li>)"));
  page.change([](auto& view) { view.songs.insert_range(songs_of({4, 5})); });
  EXPECT_EQ(page.ids(), "1 2 3 4 5");
  page.change([](auto& view) { view.songs.insert_range(std::vector<Song>{{2, "other"}, {6, "new"}}); });
  EXPECT_EQ(page.ids(), "1 2 3 4 5 6") << "what is shown stays where it is";
  EXPECT_EQ(page.text(2), "other l");
}

TEST(TableA, stream__at) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.insert_range(songs_of({4, 5}), {.at = 0}); });
  EXPECT_EQ(page.ids(), "5 4 1 2 3") << "one after another";
}

TEST(TableA, stream__reset) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.reset(songs_of({3, 7, 1})); });
  EXPECT_EQ(page.ids(), "3 7 1");
  page.change([](auto& view) { view.songs.reset(); });
  EXPECT_EQ(page.ids(), "");
}

TEST(TableA, stream__limit) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.insert_range(songs_of({4, 5}), {.limit = -3}); });
  EXPECT_EQ(page.ids(), "3 4 5") << "the last ones";
  page.change([](auto& view) { view.songs.insert_range(songs_of({6, 7}), {.at = 0, .limit = 2}); });
  EXPECT_EQ(page.ids(), "7 6") << "the first ones";
  page.change([](auto& view) { view.songs.insert({8, "no limit"}); });
  EXPECT_EQ(page.ids(), "7 6 8") << "a limit is not remembered";
}

/// An item that counts how many of it there are.
struct Counted {
  static inline int alive = 0;
  int id;
  explicit Counted(int number) : id(number) { ++alive; }
  Counted(const Counted& other) : id(other.id) { ++alive; }
  Counted(Counted&& other) noexcept : id(other.id) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }
};

class CountedLive : public plume::LiveView {
 public:
  using Change = std::function<void(CountedLive&)>;
  plume::Stream<Counted> songs;
  plume::Assign<bool> shown{true};
  void handle_info(const plume::Message& message) override { (*message.get_if<Change>())(*this); }
  PLUME_HEEX(R"heex(
    <ul :if={@shown} id="songs" phx-update="stream">
      <li :for={[dom_id, song] <- @songs} id={dom_id}>{song.id}</li>
    </ul>
  )heex")
};

TEST(TableA, stream__freed_after_render) {
  PlaylistOf<CountedLive> page;
  page.change([](auto& view) {
    for (int i = 0; i < 100; ++i) view.songs.insert(Counted(i));
    view.songs.erase(Counted(7));
    EXPECT_EQ(Counted::alive, 100);
  });
  EXPECT_FALSE(page.view.has_element("#songs-7"));
  EXPECT_TRUE(page.view.has_element("#songs-99"));
  EXPECT_EQ(Counted::alive, 0);
  page.change([](auto& view) {
    view.shown = false;
    view.songs.insert(Counted(1));
  });
  page.view.render();
  EXPECT_EQ(Counted::alive, 0) << "also of those that the page did not show";
}

class NoIdLive : public plume::LiveView {
 public:
  struct Word {
    std::string text;
  };
  plume::Stream<Word> words;
  void mount(const Params&, const Session&) override { words.insert({"a"}); }
  PLUME_HEEX(R"heex(
    <ul id="words" phx-update="stream"><li :for={[dom_id, word] <- @words} id={dom_id}>{word.text}</li></ul>
  )heex")
};

// What an element around the items and the items need, the compiler checks: see the mistakes of the template compiler.
TEST(TableA, stream__required_dom_attributes) {
  Site site;
  EXPECT_THAT(problem<std::logic_error>([&] { site.open<NoIdLive>(); }), HasSubstr("no member id"));
}

class EmptyLive : public PlaylistLive {
 public:
  void mount(const Params&, const Session&) override {}
  PLUME_HEEX(R"heex(
    <ul id="songs" phx-update="stream">
      <li id="none" class="only">No songs, {@label}</li>
      <li :for={[dom_id, song] <- @songs} id={dom_id}>{song.title}</li>
    </ul>
  )heex")
};

TEST(TableA, stream__empty_case) {
  PlaylistOf<EmptyLive> page;
  EXPECT_TRUE(page.view.has_element("#songs > #none:only-child"));
  page.change([](auto& view) { view.songs.insert({1, "x"}); });
  EXPECT_FALSE(page.view.has_element("#songs > #none:only-child"));
  page.change([](auto& view) { view.songs.reset(); });
  EXPECT_TRUE(page.view.has_element("#songs > #none:only-child"));
}

TEST(TableA, stream__non_stream_items) {
  PlaylistOf<EmptyLive> page;
  page.change([](auto& view) {
    view.songs.insert_range(songs_of({1, 2}));
    view.label = "changed";
  });
  EXPECT_EQ(page.view.element("#none").text(), "No songs, changed") << "they are updated";
  page.change([](auto& view) { view.songs.reset(); });
  EXPECT_TRUE(page.view.has_element("#none")) << "and stay";
}

class NamedLive : public PlaylistLive {
 public:
  NamedLive() {
    songs.configure({.name = "tracks", .dom_id = [](const Song& song) { return "track:" + song.title; }});
  }
};

TEST(TableA, stream_configure__dom_id) {
  PlaylistOf<NamedLive> page;
  EXPECT_TRUE(page.view.has_element("[id=\"track:song 1\"]"));
  page.change([](auto& view) {
    EXPECT_EQ(view.songs.dom_id({9, "x"}), "track:x");
    view.songs.erase({0, "song 1"});
  });
  EXPECT_FALSE(page.view.has_element("[id=\"track:song 1\"]"));
  page.change([](auto& view) { view.songs.configure({.name = "late"}); });
  EXPECT_THAT(problem<std::logic_error>([&] { page.view.render(); }), HasSubstr("was written to already"));
}

TEST(TableA, stream_delete) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.erase({2, ""}); });
  EXPECT_EQ(page.ids(), "1 3");
  page.change([](auto& view) { view.songs.erase({2, ""}); });
  EXPECT_EQ(page.ids(), "1 3") << "what is not there is no fault";
  page.change([](auto& view) {
    view.songs.insert({5, "x"});
    view.songs.erase({5, ""});
  });
  EXPECT_EQ(page.ids(), "1 3") << "the last call holds";
}

TEST(TableA, stream_delete_by_dom_id) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.erase_by_dom_id("songs-1"); });
  EXPECT_EQ(page.ids(), "2 3");
}

TEST(TableA, stream_insert) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.insert({4, "four"}); });
  EXPECT_EQ(page.ids(), "1 2 3 4");
  page.change([](auto& view) { view.songs.insert({4, "4"}, {.update_only = true}); });
  EXPECT_EQ(page.text(4), "4 l");
  page.change([](auto& view) { view.songs.insert({5, "5"}, {.update_only = true}); });
  EXPECT_EQ(page.ids(), "1 2 3 4") << "it is not shown, so there is nothing to update";
}

TEST(TableA, stream_insert__at) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.insert({4, "x"}, {.at = 1}); });
  EXPECT_EQ(page.ids(), "1 4 2 3");
  page.change([](auto& view) { view.songs.insert({5, "x"}, {.at = 100}); });
  EXPECT_EQ(page.ids(), "1 4 2 3 5");
}

TEST(TableA, stream_insert__limit) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.insert({4, "x"}, {.limit = -2}); });
  EXPECT_EQ(page.ids(), "3 4");
  page.change([](auto& view) { view.songs.insert({5, "x"}, {.limit = 2}); });
  EXPECT_EQ(page.ids(), "3 4") << "there is no room for it at the end";
}

TEST(TableA, stream_insert__updating_in_place_moving) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.songs.insert({1, "updated"}, {.at = -1}); });
  EXPECT_EQ(page.ids(), "1 2 3");
  EXPECT_EQ(page.text(1), "updated l");
  page.change([](auto& view) {
    view.songs.erase({1, ""});
    view.songs.insert({1, "moved"});
  });
  EXPECT_EQ(page.ids(), "2 3 1");
  EXPECT_EQ(page.text(1), "moved l");
}

// Beyond the table

TEST(StreamPageTest, ItemsDoNotFollowOtherAssigns) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) { view.label = "m"; });
  EXPECT_EQ(page.text(1), "song 1 l");
  page.change([](auto& view) { view.songs.insert({2, "two"}); });
  EXPECT_EQ(page.text(2), "two m");
}

TEST(StreamPageTest, OperationsWithoutTheContainerAreDropped) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) {
    view.shown = false;
    view.songs.insert({4, "lost"});
  });
  EXPECT_EQ(page.ids(), "");
  page.change([](auto& view) {
    view.shown = true;
    view.songs.insert({5, "five"});
  });
  EXPECT_EQ(page.ids(), "5");
}

TEST(StreamPageTest, KeptItemsComeBackWithTheContainer) {
  PlaylistOf<PlaylistLive> page;
  page.change([](auto& view) {
    view.songs.kept(3);
    view.songs.reset(songs_of({1, 2, 3, 4}));
    view.songs.insert({2, "two*"});
    view.songs.erase({3, ""});
    view.songs.insert({9, "front"}, {.at = 0});
  });
  page.change([](auto& view) { view.shown = false; });
  EXPECT_EQ(page.ids(), "");
  page.change([](auto& view) { view.shown = true; });
  EXPECT_EQ(page.ids(), "9 2 4");
  EXPECT_EQ(page.text(2), "two* l");
}

TEST(StreamPageTest, CountFollowsTheCalls) {
  plume::Stream<Song> songs;
  songs.insert_range(songs_of({1, 2, 3}));
  EXPECT_EQ(songs.count(), 3u);
  songs.erase({1, ""});
  songs.insert({2, ""}, {.update_only = true});
  EXPECT_EQ(songs.count(), 2u);
  songs.insert_range(songs_of({4, 5, 6}), {.limit = -4});
  EXPECT_EQ(songs.count(), 4u);
  songs.reset(songs_of({7}));
  EXPECT_EQ(songs.count(), 1u);
  songs.reset();
  EXPECT_EQ(songs.count(), 0u);
}

class RowsOf : public plume::LiveComponent {
 public:
  plume::Stream<Song> rows;
  plume::Assign<int> added{0};
  void mount() override {
    rows.configure({.dom_id = [this](const Song& song) { return "r" + *id + std::to_string(song.id); }});
  }
  void handle_event(std::string_view, const Params&) override { rows.insert({++added, "row"}); }
  PLUME_HEEX(R"heex(
    <div id={"box" + @id}>
      <button id={"add" + @id} phx-click="add" phx-target={@myself}>{@added}</button>
      <ol id={"ol" + @id} phx-update="stream"><li :for={[dom_id, row] <- @rows} id={dom_id}>{row.title}</li></ol>
    </div>
  )heex")
};

class BoxesLive : public plume::LiveView {
 public:
  plume::Assign<std::vector<std::string>> boxes{{"a", "b", "c"}};
  void handle_event(std::string_view, const Params&) override {
    std::reverse(boxes.edit().begin(), boxes.edit().end());
  }
  PLUME_HEEX(R"heex(
    <.live_component :for={box <- @boxes} :key={box} module={RowsOf} id={box} />
    <button id="turn" phx-click="turn">turn</button>
  )heex")
};

TEST(StreamPageTest, AComponentThatMovesKeepsItsItems) {
  Site site;
  auto view = site.open<BoxesLive>();
  view.element("#adda").render_click();
  view.element("#adda").render_click();
  view.element("#addc").render_click();
  view.element("#turn").render_click();
  EXPECT_TRUE(view.has_element("#boxc + #boxb + #boxa"));
  EXPECT_TRUE(view.has_element("#ola > #ra2"));
  EXPECT_TRUE(view.has_element("#olc > #rc1"));
  view.element("#adda").render_click();
  EXPECT_TRUE(view.has_element("#ola > #ra1 + #ra2 + #ra3"));
}

}  // namespace
