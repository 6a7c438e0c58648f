#include "failures.h"

#include <fstream>

#include "base/json.h"
#include "live.h"

namespace plume::testing {
namespace {

using std::string_literals::operator""s;
using Keys = std::vector<int>;

template <class Page>
std::string message_of(Live<Page>& page) {
  try {
    page.diff();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Failures, DuplicateKeysOfNewEntries) {
  Live<DuplicateKeys> page;
  page->keys = Keys{1, 2, 1};
  EXPECT_NE(message_of(page).find("the same :key"), std::string::npos);
}

TEST(Failures, DuplicateKeysOfKnownEntries) {
  for (const Keys& keys : {Keys{1, 1}, Keys{1, 2, 2}, Keys{3, 1, 3}, Keys{2, 1, 2}, Keys{1, 2, 3, 1}}) {
    Live<DuplicateKeys> page;
    page->keys = Keys{1, 2};
    page.diff();
    page->keys = keys;
    EXPECT_NE(message_of(page).find("the same :key"), std::string::npos) << keys.size();
  }
}

template <class Page>
std::string message_of_html(Page& page) {
  std::string out;
  HtmlRender render(out);
  try {
    call(render, page, {});
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}

// The line of `code` in failures.h.
std::string place_of(std::string_view code) {
  std::ifstream in(std::string(PLUME_TEST_FOLDER) + "/failures.h");
  int number = 1;
  for (std::string line; std::getline(in, line); ++number)
    if (line.find(code) != std::string::npos) return "failures.h:" + std::to_string(number) + ")";
  return "nowhere";
}

TEST(Failures, DuplicateKeysFailInPagesToo) {
  for (const Keys& keys : {Keys{1, 1}, Keys{1, 2, 3, 1}, Keys{-7, 3, -7}}) {
    DuplicateKeys page;
    page.keys = keys;
    const std::string message = message_of_html(page);
    EXPECT_NE(message.find("the same :key " + std::to_string(keys.back()) + " ("), std::string::npos) << message;
    EXPECT_NE(message.find(place_of(":key={key}")), std::string::npos) << message;
  }
  DuplicateKeys page;
  Keys keys;
  for (int i = 0; i < 1000; ++i) keys.push_back(i);
  page.keys = keys;
  EXPECT_EQ(message_of_html(page), "nothing was thrown");
  page.keys.edit().push_back(500);
  EXPECT_NE(message_of_html(page).find("the same :key 500 ("), std::string::npos);
}

TEST(Failures, DuplicateKeysSayWhichAndWhere) {
  const auto fails_with = [](auto& page, auto& live, const std::string& key, std::string_view code) {
    for (const std::string& message : {message_of_html(page), message_of(live)}) {
      EXPECT_NE(message.find("the same :key " + key + " ("), std::string::npos) << message;
      EXPECT_NE(message.find(place_of(code)), std::string::npos) << message;
    }
  };
  for (const std::string name : {"ann", ""}) {
    DuplicateTexts page;
    Live<DuplicateTexts> live;
    page.names = std::vector<std::string>{"bob", name, name};
    live->names = page.names;
    fails_with(page, live, "\"" + name + "\"", ":key={name}");
  }
  DuplicateParts page;
  Live<DuplicateParts> live;
  page.keys = live->keys = Keys{-1, 2, -1};
  fails_with(page, live, "{-1, \"x\"}", R"(:key={{key, "x"}})");
  DuplicateInner inner;
  Live<DuplicateInner> live_inner;
  inner.keys = live_inner->keys = Keys{1, 2};
  EXPECT_EQ(message_of_html(inner), "nothing was thrown") << "the keys of each inner list are its own";
  inner.inner = live_inner->inner = Keys{1, 1};
  fails_with(inner, live_inner, "1", ":key={in}");
}

TEST(Failures, AfterAnExceptionTheNextDiffIsComplete) {
  Live<Throwing> page;
  const auto whole = page.diff();
  page->n = -1;
  EXPECT_THROW(page.diff(), std::runtime_error);
  page->n = 0;
  EXPECT_EQ(page.diff(), whole);
}

TEST(Failures, AnExceptionWithinNestedLoopsLeavesNothingBehind) {
  Live<Throwing> page;
  const auto whole = page.diff();
  for (int i = 0; i < 10; ++i) {
    page->rows = std::vector<int>{1, -2, 3};
    EXPECT_THROW(page.diff(), std::runtime_error);
    EXPECT_EQ(page.shadow_bytes(), 0u);
    page->rows = std::vector<int>{1, 2, 3};
    EXPECT_EQ(page.diff(), whole);
  }
}

TEST(Failures, IllFormedUtf8BecomesReplacementCharacters) {
  for (const char* bytes : {"\xff", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\xaf", "\xe2\x82", "\x80"}) {
    Live<Text> page;
    page->text = std::string("a") + bytes + "b";
    const auto diff = page.diff();
    EXPECT_NE(diff.find("a\xEF\xBF\xBD"), std::string::npos) << diff;
    EXPECT_NO_THROW(parse_json(diff)) << diff;
    EXPECT_EQ(page.html().find(bytes), std::string::npos);
  }
}

TEST(Failures, EveryCharacterSurvivesTheWayThroughJson) {
  Live<Text> page;
  page->text = "\0\x01\x1f\x7f\"\\/\n\r\t<>&'\xE2\x80\xA8\xF0\x9F\x98\x80"s;
  const auto diff = parse_json(page.diff());
  const auto html = page.html();
  EXPECT_EQ("<p" + std::string(diff["0"].text()) + ">" + std::string(diff["1"].text()) + "</p>", html);
}

TEST(Failures, NamesOfAttributesAreChecked) {
  for (const char* name : {"", "a b", "a\"", "a'", "a>", "a/", "a=", "a\n", "\x7f"}) {
    Live<Unsafe> page;
    page->rest.edit().set(name, "v");
    EXPECT_THROW(page.diff(), std::invalid_argument) << name;
    EXPECT_THROW(page.html(), std::invalid_argument) << name;
  }
}

TEST(Failures, RenderingAnEntryWithoutContent) {
  Live<EntryWithoutContent> page;
  EXPECT_THROW(page.diff(), std::logic_error);
}

}  // namespace
}  // namespace plume::testing
