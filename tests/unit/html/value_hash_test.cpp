// Values of all kinds: those with equal hashes are written alike, else a page would go on showing what is not there any
// more.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "plume/render.h"
#include "plume/value.h"

namespace plume {
namespace {

using detail::TextWriter;

struct Named {
  std::string name;
  friend std::string to_text(const Named& named) { return named.name; }
};
struct Printed {
  std::string name;
  friend std::string to_string(const Printed& printed) { return printed.name; }
};

using One = std::variant<std::nullptr_t, bool, char, std::int8_t, int, std::int64_t, std::uint64_t, float, double,
                         const char*, std::string, std::string_view, Safe, Value, Named, Printed,
                         std::optional<std::string>, std::optional<bool>>;
using Any = std::variant<One, std::optional<One>, std::vector<One>, std::vector<std::string>, std::vector<Safe>,
                         std::vector<bool>, std::vector<std::vector<One>>, std::variant<int, One>>;

// Few different values, whose texts are often equal.
class Values {
 public:
  explicit Values(unsigned seed) : random_(seed) {}

  One one() {
    const std::string word = text();
    switch (below(19)) {
      case 0:
        return nullptr;
      case 1:
        return below(2) == 0;
      case 2:
        return pick<char>({'a', '<', '1', ' ', '&', '0'});
      case 3:
        return static_cast<std::int8_t>(integer());
      case 4:
        return static_cast<int>(integer());
      case 5:
        return integer();
      case 6:
        return static_cast<std::uint64_t>(integer());
      case 7:
        return static_cast<float>(real());
      case 8:
        return real();
      case 9:
        return pick<const char*>({nullptr, "", "a", "<", "&lt;", "true"});
      case 10:
        return word;
      case 11:
        return std::string_view("&lt;").substr(below(5));
      case 12:
        return raw(word);
      case 13:
      case 14:
        return json(2);
      case 15:
        return Named{word};
      case 16:
        return Printed{word};
      case 17:
        return below(2) ? std::optional<std::string>() : std::optional(word);
      default:
        return below(2) ? std::optional<bool>() : std::optional(below(2) == 0);
    }
  }
  Any any() {
    switch (below(8)) {
      case 0:
        return below(2) ? std::optional<One>() : std::optional(one());
      case 1:
        return some<One>([this] { return one(); });
      case 2:
        return some<std::string>([this] { return text(); });
      case 3:
        return some<Safe>([this] { return raw(text()); });
      case 4:
        return some<bool>([this] { return below(2) == 0; });
      case 5:
        return some<std::vector<One>>([this] { return some<One>([this] { return one(); }); });
      case 6:
        return std::variant<int, One>(one());
      default:
        return one();
    }
  }
  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  template <class T>
  T pick(std::initializer_list<T> values) {
    return values.begin()[below(values.size())];
  }
  template <class T, class Make>
  std::vector<T> some(Make make) {
    std::vector<T> values;
    for (auto n = below(3); n > 0; --n) values.push_back(make());
    return values;
  }
  std::string text() { return pick<const char*>({"", "a", "<", "&lt;", "\"", "true", "1", "0.5", "a a", " ", "\xFF"}); }
  std::int64_t integer() {
    return pick<std::int64_t>({0, 1, -1, 2, 97, std::numeric_limits<std::int64_t>::min(),
                               static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(0.5))});
  }
  double real() { return pick({0.0, -0.0, 1.0, 0.5, 0.1, 1e300, std::nan(""), HUGE_VAL}); }
  Value json(int depth) {
    switch (below(depth > 0 ? 7 : 5)) {
      case 0:
        return Value();
      case 1:
        return below(2) == 0;
      case 2:
        return integer();
      case 3:
        return real();
      case 4:
        return text();
      default: {
        Value object = Value::object();
        for (auto n = below(3); n > 0; --n) object.set(pick<const char*>({"a", "b", "a-b"}), json(depth - 1));
        return object;
      }
    }
  }
  std::mt19937 random_;
};

// What is written by one way of writing, by its hash.
class Outputs {
 public:
  template <class Hash, class Write>
  void add(Hash hash_of, Write write) {
    std::string html, json;
    std::uint64_t hash = 0;
    try {
      hash = hash_of();
      TextWriter html_writer(html, TextWriter::Form::html), json_writer(json, TextWriter::Form::json);
      write(html_writer);
      write(json_writer);
    } catch (const std::invalid_argument&) {
      return;  // cannot be written
    }
    EXPECT_EQ(hash & 1, 1u) << html;
    const auto [known, is_new] = outputs_.try_emplace(hash, html + "\n" + json);
    EXPECT_EQ(known->second, html + "\n" + json);
  }
  std::size_t size() const { return outputs_.size(); }

 private:
  std::map<std::uint64_t, std::string> outputs_;
};

struct AllOutputs {
  Outputs texts, attributes, groups, classes, styles, spreads;

  template <class T>
  void add(const T& value) {
    texts.add([&] { return detail::text_hash(value); }, [&](TextWriter& out) { out.text(value); });
    attributes.add([&] { return detail::attr_hash(value); }, [&](TextWriter& out) { out.attr("title", value); });
    groups.add([&] { return detail::attr_hash(value); }, [&](TextWriter& out) { out.attr("data", value); });
    styles.add([&] { return detail::style_hash(value); }, [&](TextWriter& out) { out.style(value); });
    add_classes(value);
  }
  template <class T>
  void add_classes(const T& value) {
    classes.add([&] { return detail::class_hash(value); }, [&](TextWriter& out) { out.class_list(value); });
  }
  void add(const std::vector<std::pair<std::string, Any>>& pairs) {
    spreads.add([&] { return detail::spread_hash(pairs); },
                [&](TextWriter& out) {
                  for (const auto& [name, value] : pairs) out.checked_attr(name, value);
                });
  }
};

TEST(ValueHashes, AreEqualOnlyOfValuesThatAreWrittenAlike) {
  AllOutputs outputs;
  Values random(1);
  for (int round = 0; round < 30'000; ++round) {
    const Any a = random.any(), b = random.any();
    const One one = random.one();
    outputs.add(a);
    outputs.add(one);
    outputs.add(std::optional(a));
    std::visit([&](const auto& held) { outputs.add(held); }, one);
    outputs.add_classes(classes(a, one, b));
    outputs.add_classes(classes(classes(one), detail::Maybe<One>(one), b));
    outputs.add(std::vector<std::pair<std::string, Any>>{{"data", a}, {random.below(2) ? "b" : "data-a", b}});
  }
  for (const auto* kind :
       {&outputs.texts, &outputs.attributes, &outputs.groups, &outputs.classes, &outputs.styles, &outputs.spreads})
    EXPECT_GT(kind->size(), 20u);
}

// A page is sent again if, and only if, it would look different.
TEST(ValueHashes, OfRangesAreThoseOfWhatTheirItemsAreWrittenAs) {
  const std::vector<std::string> texts{"<", "b"}, together{"<b"};
  const std::vector<Safe> safe{raw("<"), raw("b")};
  EXPECT_EQ(detail::text_hash(texts), detail::text_hash(together));
  EXPECT_NE(detail::text_hash(texts), detail::text_hash(safe));
  EXPECT_EQ(detail::text_hash(safe), detail::text_hash(raw("<b")));
  EXPECT_EQ(detail::text_hash(std::vector<std::string>()), detail::empty_hash);
}

// A live component may read what a page does not show.
TEST(ValueHashes, OfJsonObjectsTellAllMembersApart) {
  const Value objects[] = {Value::object(),
                           {{"a", nullptr}},
                           {{"a", false}},
                           {{"a", ""}},
                           {{"a", true}},
                           {{"a", "true"}},
                           {{"a", 0}},
                           {{"a", 0.0}},
                           {{"a", Value::object()}},
                           {{"a", Value::array({})}},
                           {{"b", nullptr}}};
  for (const auto& a : objects)
    for (const auto* b = &a + 1; b != std::end(objects); ++b)
      EXPECT_NE(detail::text_hash(a), detail::text_hash(*b)) << a.json() << " and " << b->json();
}

}  // namespace
}  // namespace plume
