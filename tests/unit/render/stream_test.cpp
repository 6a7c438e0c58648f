// Streams: what operations tell the client, and what stays of items on the server.
#include "plume/stream.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "live.h"
#include "streams.h"

namespace plume::testing {
namespace {

/// A page whose streams forget their items with each diff, as in a view.
template <class Page>
class Streaming {
 public:
  Page* operator->() { return &*live_; }
  std::string diff() {
    std::string out = live_.diff();
    written_.forget_items();
    return out;
  }
  std::string html() { return live_.html(); }
  std::size_t shadow_bytes() const { return live_.shadow_bytes(); }

 private:
  detail::WrittenStreams written_;
  detail::StreamScope scope_{written_};
  Live<Page> live_;
};

const std::string statics = R"("p":{"0":["<li",">","</li>"]}})";
std::string song(int id, const std::string& name) {
  return R"({"0":" id=\"songs-)" + std::to_string(id) + R"(\"","1":")" + name + R"("})";
}

TEST(Stream, TheFirstDiffBringsStaticsAlsoIfNothingIsThere) {
  Streaming<Songs> page;
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"k":{"kc":0},"s":0,"stream":["0",[],[]]},"1":"0","s":["<ul id=\"songs\" phx-update=\"stream\">","</ul>",""],"p":{"0":["<li",">","</li>"]}})",
      R"({"0":{"k":{"kc":0},"s":0,"stream":["0",[],[]]},"1":"0","s":["<ul id=\"songs\" phx-update=\"stream\">","</ul>",""],"p":{"0":["<li",">","</li>"]}})");
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Stream, ItemsAreSentWholeAndOnce) {
  Streaming<Songs> page;
  page->songs.insert_range({{1, "a"}, {2, "b"}});
  EXPECT_EQ(page.html(), R"(<ul id="songs" phx-update="stream"><li id="songs-1">a</li><li id="songs-2">b</li></ul>0)");
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"k":{"0":)" + song(1, "a") + R"(,"1":)" + song(2, "b") +
          R"(,"kc":2},"s":0,"stream":["0",[["songs-1",-1],["songs-2",-1]],[]]},"1":"0","s":["<ul id=\"songs\" phx-update=\"stream\">","</ul>",""],)" +
          statics,
      R"({"0":{"k":{"0":{"0":" id=\"songs-1\"","1":"a"},"1":{"0":" id=\"songs-2\"","1":"b"},"kc":2},"s":0,"stream":["0",[["songs-2",-1,null,null],["songs-1",-1,null,null]],[]]},"1":"0","s":["<ul id=\"songs\" phx-update=\"stream\">","</ul>",""],"p":{"0":["<li",">","</li>"]}})");
  EXPECT_EQ(page.diff(), "{}");
  page->n = 1;
  EXPECT_EQ(page.diff(), R"({"1":"1"})") << "no word of the stream";
}

TEST(Stream, EachOperationIsNoLongerThanTheReferences) {
  Streaming<Songs> page;
  page->songs.insert_range({{1, "a"}, {2, "b"}});
  page.diff();
  page->songs.insert({3, "c"});
  EXPECT_SENT(
      page.diff(), R"({"0":{"k":{"0":{"0":" id=\"songs-3\"","1":"c"},"kc":1},"stream":["0",[["songs-3",-1]],[]]}})",
      R"({"0":{"k":{"0":{"0":" id=\"songs-3\"","1":"c"},"kc":1},"stream":["0",[["songs-3",-1,null,false]],[]]}})");
  page->songs.insert({1, "x"}, {.at = 0, .limit = 5, .update_only = true});
  EXPECT_SENT(page.diff(),
              R"({"0":{"k":{"0":{"0":" id=\"songs-1\"","1":"x"},"kc":1},"stream":["0",[["songs-1",0,5,true]],[]]}})",
              R"({"0":{"k":{"0":{"0":" id=\"songs-1\"","1":"x"},"kc":1},"stream":["0",[["songs-1",0,5,true]],[]]}})");
  page->songs.insert({1, "y"}, {.update_only = true});
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"k":{"0":{"0":" id=\"songs-1\"","1":"y"},"kc":1},"stream":["0",[["songs-1",-1,null,true]],[]]}})",
      R"({"0":{"k":{"0":{"0":" id=\"songs-1\"","1":"y"},"kc":1},"stream":["0",[["songs-1",-1,null,true]],[]]}})");
  page->songs.insert({4, "d"}, {.at = 2, .limit = -3});
  EXPECT_SENT(page.diff(),
              R"({"0":{"k":{"0":{"0":" id=\"songs-4\"","1":"d"},"kc":1},"stream":["0",[["songs-4",2,-3]],[]]}})",
              R"({"0":{"k":{"0":{"0":" id=\"songs-4\"","1":"d"},"kc":1},"stream":["0",[["songs-4",2,-3,false]],[]]}})");
  page->songs.erase({2, ""});
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"kc":0},"stream":["0",[],["songs-2"]]}})",
              R"({"0":{"k":{"kc":0},"stream":["0",[],["songs-2"]]}})");
  page->songs.reset({{9, "z"}});
  EXPECT_SENT(
      page.diff(),
      R"({"0":{"k":{"0":{"0":" id=\"songs-9\"","1":"z"},"kc":1},"stream":["0",[["songs-9",-1]],[],true]}})",
      R"({"0":{"k":{"0":{"0":" id=\"songs-9\"","1":"z"},"kc":1},"stream":["0",[["songs-9",-1,null,false]],[],true]}})");
  page->songs.reset();
  EXPECT_SENT(page.diff(), R"({"0":{"k":{"kc":0},"stream":["0",[],[],true]}})",
              R"({"0":{"k":{"kc":0},"stream":["0",[],[],true]}})");
  page->songs.insert_range(std::vector<Song>());
  EXPECT_EQ(page.diff(), "{}") << "nothing was inserted";
}

/// The diff of a page of songs to which `change` was made.
template <class Change>
std::string after(Change change) {
  Streaming<Songs> page;
  page->songs.insert_range({{1, "a"}, {2, "b"}});
  page.diff();
  change(page->songs);
  return page.diff();
}
std::string sent(const std::string& entries, const std::string& stream) {
  return R"({"0":{"k":{)" + entries + R"(},"stream":["0",)" + stream + "]}}";
}

TEST(Stream, TheLastOperationOnAnItemHolds) {
  EXPECT_EQ(after([](auto& songs) {
              songs.insert({3, "c"}, {.at = 0});
              songs.insert({4, "d"});
              songs.insert({3, "C"}, {.at = 1, .limit = 9});
            }),
            sent(R"("0":)" + song(4, "d") + R"(,"1":)" + song(3, "C") + R"(,"kc":2)",
                 R"([["songs-4",-1],["songs-3",1,9]],[])"));
  EXPECT_EQ(after([](auto& songs) {
              songs.insert({3, "c"});
              songs.erase({3, ""});
            }),
            sent(R"("kc":0)", R"([],["songs-3"])"));
  EXPECT_EQ(after([](auto& songs) {
              songs.erase({1, ""});
              songs.insert({1, "moved"});
            }),
            sent(R"("0":)" + song(1, "moved") + R"(,"kc":1)", R"([["songs-1",-1]],["songs-1"])"));
  EXPECT_EQ(after([](auto& songs) {
              songs.erase_by_dom_id("songs-1");
              songs.erase({1, ""});
              songs.insert({1, "x"});
              songs.erase({1, ""});
            }),
            sent(R"("kc":0)", R"([],["songs-1"])"));
}

TEST(Stream, ResetDropsWhatWasBefore) {
  EXPECT_EQ(after([](auto& songs) {
              songs.insert({3, "c"});
              songs.erase({1, ""});
              songs.reset();
            }),
            sent(R"("kc":0)", "[],[],true"));
  EXPECT_EQ(after([](auto& songs) {
              songs.reset({{2, "b"}, {1, "a"}});
              songs.erase({2, ""});
            }),
            sent(R"("0":)" + song(1, "a") + R"(,"kc":1)", R"([["songs-1",-1]],["songs-2"],true)"));
}

TEST(Stream, UpdateOnlyDoesNotBringBackWhatIsGone) {
  EXPECT_EQ(after([](auto& songs) {
              songs.erase({1, ""});
              songs.insert({1, "x"}, {.update_only = true});
            }),
            sent(R"("kc":0)", R"([],["songs-1"])"));
  EXPECT_EQ(after([](auto& songs) {
              songs.reset();
              songs.insert({1, "x"}, {.update_only = true});
            }),
            sent(R"("kc":0)", "[],[],true"));
  EXPECT_EQ(after([](auto& songs) {
              songs.insert({3, "c"}, {.at = 0});
              songs.insert({3, "C"}, {.update_only = true});
            }),
            sent(R"("0":)" + song(3, "C") + R"(,"kc":1)", R"([["songs-3",0]],[])"))
      << "an update of an item that comes in the same message";
}

TEST(Stream, OperationsWithoutAContainerAreDropped) {
  Streaming<HiddenSongs> page;
  page->songs.insert({1, "a"});
  page.diff();
  page->shown = false;
  EXPECT_EQ(page.diff(), R"({"0":""})");
  page->songs.insert({2, "b"});
  EXPECT_EQ(page.diff(), "{}");
  page->shown = true;
  EXPECT_NE(page.diff().find(R"("k":{"kc":0})"), std::string::npos);
  page->songs.insert({3, "c"});
  EXPECT_EQ(page.diff(),
            R"({"0":{"0":{"k":{"0":)" + song(3, "c") + R"(,"kc":1},"stream":["0",[["songs-3",-1]],[]]}}})");
}

TEST(Stream, KeptItemsComeBackInTheirOrder) {
  Streaming<HiddenSongs> page;
  page->songs.kept(3);
  page->songs.insert_range({{1, "a"}, {2, "b"}, {3, "c"}, {4, "d"}});
  page.diff();
  page->songs.insert({2, "B"});
  page->songs.erase({3, ""});
  page->songs.insert({0, "0"}, {.at = 0});
  page->songs.insert({77, "?"}, {.update_only = true});
  page.diff();
  page->shown = false;
  page.diff();
  page->songs.insert({5, "e"});
  page.diff();
  page->shown = true;
  const auto diff = page.diff();
  EXPECT_NE(diff.find(R"("stream":["0",[["songs-2",-1],["songs-4",-1],["songs-5",-1]],[],true])"), std::string::npos)
      << diff;
  EXPECT_NE(diff.find(song(2, "B")), std::string::npos) << diff;
  page->songs.reset();
  page.diff();
  page->shown = false;
  page.diff();
  page->shown = true;
  EXPECT_NE(page.diff().find(R"([],[],true])"), std::string::npos);
}

TEST(Stream, CountsWhatTheClientShows) {
  Stream<Song> songs;
  songs.insert_range({{1, "a"}, {2, "b"}, {3, "c"}});
  EXPECT_EQ(songs.count(), 3u);
  songs.insert({4, "d"}, {.limit = -3});
  EXPECT_EQ(songs.count(), 3u);
  songs.insert({2, "x"}, {.limit = 1, .update_only = true});
  EXPECT_EQ(songs.count(), 3u) << "the client cuts when an item is new";
  songs.erase({4, ""});
  songs.erase_by_dom_id("songs-3");
  EXPECT_EQ(songs.count(), 1u);
  songs.reset({{1, "a"}, {2, "b"}}, {.limit = 1});
  EXPECT_EQ(songs.count(), 1u);
  songs.insert({5, "e"}, {.limit = 0});
  EXPECT_EQ(songs.count(), 0u);
  songs.erase({5, ""});
  EXPECT_EQ(songs.count(), 0u);
  songs.insert({5, "e"}, {.limit = std::numeric_limits<int>::min()});
  EXPECT_EQ(songs.count(), 1u);
}

enum class Kind { jazz, rock };
std::string to_string(Kind kind) { return kind == Kind::jazz ? "jazz" : "rock"; }

template <class Id>
std::string dom_id_of(Id id) {
  struct Item {
    Id id;
  };
  const Stream<Item> items{{.name = "x"}};
  return items.dom_id({id});
}

TEST(Stream, DomIdsAreMadeOfAnyKindOfId) {
  EXPECT_EQ(dom_id_of(-5), "x--5");
  EXPECT_EQ(dom_id_of(std::int64_t{9007199254740993}), "x-9007199254740993");
  EXPECT_EQ(dom_id_of(std::numeric_limits<std::uint64_t>::max()), "x-18446744073709551615");
  EXPECT_EQ(dom_id_of(std::uint8_t{7}), "x-7");
  EXPECT_EQ(dom_id_of('c'), "x-c");
  EXPECT_EQ(dom_id_of(true), "x-true");
  EXPECT_EQ(dom_id_of(std::string("a b")), "x-a b");
  EXPECT_EQ(dom_id_of(std::string_view("v")), "x-v");
  EXPECT_EQ(dom_id_of<const char*>("text"), "x-text");
  EXPECT_EQ(dom_id_of(Kind::rock), "x-rock");
  EXPECT_EQ(dom_id_of(std::optional<int>(3)), "x-3");
  struct Assigned {
    Assign<int> id{4};
  };
  const Stream<Assigned> assigned{{.name = "x"}};
  EXPECT_EQ(assigned.dom_id(Assigned()), "x-4");
  struct Function {
    int id() const { return 8; }
  };
  const Stream<Function> functions{{.name = "x"}};
  EXPECT_EQ(functions.dom_id({}), "x-8");
  const Stream<int> numbers{{.dom_id = [](const int& n) { return "no" + std::to_string(n); }}};
  EXPECT_EQ(numbers.dom_id(3), "no3");
}

TEST(Stream, NeedsAnIdAndAName) {
  Stream<std::string> words{{.name = "words"}};
  EXPECT_THROW(words.insert("a"), std::logic_error) << "nothing says what the DOM id is";
  EXPECT_EQ(words.count(), 0u);
  EXPECT_TRUE(words.operations().empty());
  Stream<Song> songs;
  EXPECT_THROW(songs.dom_id({1, "a"}), std::logic_error) << "no template has named it yet";
  songs.configure({.name = "songs"});
  EXPECT_EQ(songs.dom_id({1, "a"}), "songs-1");
  songs.insert({1, "a"});
  EXPECT_THROW(songs.configure({.name = "other"}), std::logic_error);
}

TEST(Stream, AnInsertThatThrowsInsertsNothing) {
  Streaming<Songs> page;
  page->songs.configure({.dom_id = [](const Song& one) {
    if (one.id == 2) throw std::runtime_error("no id");
    return "s" + std::to_string(one.id);
  }});
  page.diff();
  page->songs.insert({1, "a"});
  EXPECT_THROW(page->songs.insert({2, "b"}), std::runtime_error);
  page->songs.insert({3, "c"});
  EXPECT_EQ(page.diff(), sent(R"("0":{"0":" id=\"s1\"","1":"a"},"1":{"0":" id=\"s3\"","1":"c"},"kc":2)",
                              R"([["s1",-1],["s3",-1]],[])"));
}

TEST(Stream, DomIdsOfAnyTextAreTheSameInTheTagAndInTheMessage) {
  Streaming<TextIds> page;
  page.diff();
  page->rows.insert({"a\"b<&'"});
  page->rows.insert({"bad \xff"});
  EXPECT_EQ(page.diff(),
            "{\"0\":{\"k\":{\"0\":{\"0\":\" id=\\\"rows-a&quot;b&lt;&amp;&#39;\\\"\",\"1\":\"a&quot;b&lt;&amp;&#39;\"},"
            "\"1\":{\"0\":\" id=\\\"rows-bad \uFFFD\\\"\",\"1\":\"bad \uFFFD\"},\"kc\":2},"
            "\"stream\":[\"0\",[[\"rows-a\\\"b<&'\",-1],[\"rows-bad \uFFFD\",-1]],[]]}}");
  page->rows.erase({"a\"b<&'"});
  EXPECT_EQ(page.diff(), R"({"0":{"k":{"kc":0},"stream":["0",[],["rows-a\"b<&'"]]}})");
}

TEST(Stream, ItemsNeedOnlyBeMovable) {
  Streaming<Belongings> page;
  page.diff();
  page->owned.insert({1, std::make_unique<std::string>("mine")});
  std::vector<Belongings::Owned> more;
  more.push_back({2, std::make_unique<std::string>("yours")});
  page->owned.insert_range(std::move(more));
  page->owned.erase_by_dom_id("own-3");
  page->fixed.insert({4, "four"});
  page->fixed.erase({5, ""});
  const auto diff = page.diff();
  EXPECT_NE(diff.find(R"([["own-1",-1],["own-2",-1]],["own-3"])"), std::string::npos) << diff;
  EXPECT_NE(diff.find(R"([["fixed-4",-1]],["fixed-5"])"), std::string::npos) << diff;
  Stream<Belongings::Owned> unkept;
  EXPECT_THROW(unkept.configure({.kept = 3}), std::logic_error);
}

TEST(Stream, TakesNothingOutOfARangeOfOthers) {
  std::vector<Song> own{{1, "a name that is longer than a small string"}};
  Stream<Song> songs;
  songs.insert_range(std::span(own));
  songs.insert_range(own);
  EXPECT_EQ(own[0].name, "a name that is longer than a small string");
  songs.insert_range(std::move(own));
  EXPECT_EQ(own[0].name, "");
}

TEST(Stream, ItemsMayBeFilteredAndHoldLists) {
  Streaming<Albums> page;
  page.diff();
  page->albums.insert_range({{1, {"x", "y"}}, {2, {}, true}, {3, {}}});
  const auto html = page.html();
  EXPECT_EQ(
      html,
      R"(<div id="albums" phx-update="stream"><p id="albums-1"><i>x</i><i>y</i>!</p><p id="albums-3"><b>none</b>!</p></div>)");
  const auto first = page.diff();
  EXPECT_NE(first.find(R"("0":{"0":" id=\"albums-1\"","1":{"k":{"0":{"0":"x"},"1":{"0":"y"},"kc":2},"s":)"),
            std::string::npos)
      << first;
  EXPECT_NE(first.find(R"("1":{"0":" id=\"albums-3\"","1":"","2":{"s":)"), std::string::npos) << first;
  EXPECT_NE(first.find(R"("kc":2},"stream")"), std::string::npos) << first;
  page->mark = "?";
  EXPECT_EQ(page.diff(), "{}") << "items that are shown do not follow";
  page->albums.insert({1, {"x", "y"}});
  const auto again = page.diff();
  EXPECT_NE(again.find(R"("1":{"k":{"0":{"0":"x"},"1":{"0":"y"},"kc":2},"s":)"), std::string::npos)
      << "whole again, also if nothing changed: " << again;
}

TEST(Stream, MayStandInASlot) {
  Streaming<SongsInSlot> page;
  page.diff();
  page->songs.insert({1, "a"});
  const auto diff = page.diff();
  EXPECT_NE(diff.find(R"("stream":["0",[["songs-1",-1]],[]])"), std::string::npos) << diff;
  EXPECT_EQ(page.diff(), "{}");
}

TEST(Stream, MayBeShownByAFunctionComponent) {
  Streaming<SongsByPointer> page;
  page.diff();
  page->songs.insert({1, "a"});
  EXPECT_EQ(page.html(), R"(<ol id="list" phx-update="stream"><li id="songs-1">a</li></ol>0)");
  const auto diff = page.diff();
  EXPECT_NE(diff.find(R"("stream":["0",[["songs-1",-1]],[]])"), std::string::npos) << diff;
  page->n = 1;
  EXPECT_EQ(page.diff(), R"({"1":"1"})");
  Streaming<NamelessSongs> nameless;
  nameless.diff();
  nameless->songs.insert({1, "a"});
  EXPECT_THROW(nameless.html(), std::logic_error) << "what it is called no template says";
}

TEST(Stream, StandsBesideOtherChildrenAndStreams) {
  Streaming<Mixed> page;
  page.diff();
  page->songs.insert({1, "a"});
  page->talks.insert({1, "t"}, {.at = 0});
  page->plain.edit().push_back(8);
  EXPECT_EQ(
      page.html(),
      R"(<div id="all" phx-update="stream"><p id="none">none</p><p id="songs-1">a</p><p id="n7">7</p><p id="n8">8</p></div><div id="talks" phx-update="stream"><p id="talks-1">t</p></div>)");
  const auto diff = page.diff();
  EXPECT_NE(diff.find(R"([["songs-1",-1]],[]])"), std::string::npos) << diff;
  EXPECT_NE(diff.find(R"([["talks-1",0]],[]])"), std::string::npos) << diff;
  EXPECT_NE(diff.find(R"("kc":2})"), std::string::npos) << diff;
  page->plain.edit().push_back(9);
  EXPECT_EQ(page.diff().find("stream"), std::string::npos);
}

TEST(Stream, BothLoopsOverItGetItsItems) {
  Streaming<SongsTwice> page;
  page->songs.insert({1, "a"});
  const auto first = page.diff();
  EXPECT_NE(first.find(R"("0":{"k":{"0":)"), std::string::npos) << first;
  EXPECT_NE(first.find(R"("1":{"k":{"0":)"), std::string::npos) << first;
  page->songs.insert({2, "b"});
  EXPECT_EQ(
      page.html(),
      R"(<div id="a" phx-update="stream"><p id="songs-2">b</p></div><div id="b" phx-update="stream"><p id="songs-2">b</p></div>)");
}

TEST(Stream, NothingOfItsItemsStays) {
  Streaming<Songs> page;
  page.diff();
  const auto before = page.shadow_bytes();
  for (int i = 0; i < 3000; ++i) page->songs.insert({i, std::string(100, 'x')});
  page.diff();
  EXPECT_LE(page.shadow_bytes(), before + 64);
  EXPECT_TRUE(page->songs.operations().empty());
  EXPECT_EQ(page->songs.count(), 3000u);
}

}  // namespace
}  // namespace plume::testing
