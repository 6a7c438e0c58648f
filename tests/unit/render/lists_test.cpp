// Comprehensions against a model: a million random operations on lists, whose diffs are merged as the client merges
// them.
#include <algorithm>
#include <cstddef>
#include <random>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "live.h"
#include "plume/component.h"
#include "support/few_key_hashes.h"

namespace plume::testing {
namespace {

struct Row {
  int id;
  int value;
};

constexpr std::string_view root_statics[] = {"", ""};
constexpr Template root_site{root_statics, R"(["",""])", 1, false};
constexpr std::string_view row_statics[] = {"", "=", ";"};
constexpr Template row_site{row_statics, R"(["","=",";"])", 2, false};

// The key of a row.
struct ByNumber {
  static int of(const Row& row) { return row.id; }
};
struct ByText {
  static std::string of(const Row& row) {
    return "the key of a row is longer than a small text " + std::to_string(row.id);
  }
};
struct ByShortText {
  static std::string of(const Row& row) { return row.id ? std::to_string(row.id) : std::string(); }
};
// Of several types.
struct ByEither {
  static std::variant<int, std::string, std::nullptr_t> of(const Row& row) {
    if (row.id == 0) return nullptr;
    if (row.id % 2 == 0) return row.id;
    return std::string(row.id % 3 ? 5 : 200, '#') + std::to_string(row.id);
  }
};

/// `{row.id}={row.value};` for each row.
template <class Writer, class Key = ByNumber>
struct Rows {
  std::vector<Row> rows;

  void render(Render& r) {
    Node root(r, root_site);
    if (root.dynamic(0, Change::unknown)) {
      root.at(0);
      Writer list(r, row_site);
      for (const Row& row : rows) {
        if constexpr (std::is_same_v<Writer, KeyedList>) {
          Node entry(r, row_site, list.next(key_of(Key::of(row))));
          fill(entry, row);
        } else {
          Node entry(r, row_site, list.next());
          fill(entry, row);
        }
      }
      list.end();
    }
    root.end();
  }

  static void fill(Node& entry, const Row& row) {
    if (entry.dynamic(0, Change::unknown)) entry.text(0, row.id);
    if (entry.dynamic(1, Change::unknown)) entry.text(1, row.value);
    entry.end();
  }
};

/// What the client has: the entries' texts. It merges as wire-protocol 5 says.
class Client {
 public:
  void merge(const Value& diff) {
    const Value& list = diff["0"];
    if (list.is_null()) return;
    if (list.is_string()) return entries_.clear();
    const Value& changes = list["k"];
    const auto before = entries_;
    entries_.resize(static_cast<std::size_t>(changes["kc"].as_int()));
    for (const auto& [key, change] : changes.as_object()) {
      if (key == "kc" || key == "km") continue;
      auto& entry = entries_.at(std::stoul(std::string(key)));
      if (change.is_object()) {
        update(entry, change);
      } else {
        const bool changed = change.is_array();
        entry = before.at(static_cast<std::size_t>((changed ? change.at(0) : change).as_int()));
        if (changed) update(entry, change.at(1));
      }
    }
  }

  std::string html() const {
    std::string out;
    for (const auto& [id, value] : entries_) out.append(id).append("=").append(value).append(";");
    return out;
  }

 private:
  struct Entry {
    std::string id, value;
  };
  static void update(Entry& entry, const Value& change) {
    if (change.contains("0")) entry.id = change["0"].as_string();
    if (change.contains("1")) entry.value = change["1"].as_string();
  }
  std::vector<Entry> entries_;
};

class Operations {
 public:
  explicit Operations(unsigned seed) : random_(seed) {}

  void one(std::vector<Row>& rows) {
    if (rows.empty()) return rows.push_back(fresh());
    const auto any = [&] { return rows.begin() + static_cast<std::ptrdiff_t>(below(rows.size())); };
    switch (below(rows.size() > 12 ? 10 : 8)) {
      case 0:
        rows.insert(any(), fresh());
        break;
      case 1:
        rows.push_back(fresh());
        break;
      case 2:
        rows.erase(any());
        break;
      case 3:
        std::iter_swap(any(), any());
        break;
      case 4:
        std::rotate(rows.begin(), any(), rows.end());
        break;
      case 5:
        *any() = fresh();
        break;
      case 6:
        any()->value = static_cast<int>(below(3));
        break;
      case 7:
        std::reverse(any(), rows.end());
        break;
      case 8:
        rows.erase(rows.begin(), any());
        break;
      default:
        rows.clear();
    }
  }
  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  Row fresh() { return {static_cast<int>(++last_), static_cast<int>(below(3))}; }
  std::mt19937 random_;
  int last_ = 0;
};

template <class Writer, class Key = ByNumber>
void run(unsigned seed, int operations) {
  Live<Rows<Writer, Key>> page;
  Client client;
  Operations random(seed);
  client.merge(parse_json(page.diff()));
  while (operations > 0) {
    for (auto batch = random.below(5); batch > 0; --batch, --operations) random.one(page->rows);
    const auto diff = page.diff();
    client.merge(parse_json(diff));
    ASSERT_EQ(client.html(), page.html()) << "seed " << seed << ", " << operations << " operations left: " << diff;
    ASSERT_EQ(page.diff(), "{}");
    if (random.below(20) == 0) page.compact();  // as an idle view does, which then goes on
  }
}

TEST(Lists, KeyedAgainstAModel) {
  for (unsigned seed = 1; seed <= 10; ++seed) run<KeyedList>(seed, 50'000);
}

template <class Key>
void run_keyed() {
  for (unsigned seed = 1; seed <= 2; ++seed) run<KeyedList, Key>(seed, 10'000);
}

TEST(Lists, KeyedByTextsAgainstAModel) {
  run_keyed<ByText>();
  run_keyed<ByShortText>();
  run_keyed<ByEither>();
}

TEST(Lists, KeysWhoseHashesMeetAreToldApart) {
  for (const unsigned bits : {0u, 1u, 4u}) {
    const FewKeyHashes few(bits);
    run_keyed<ByNumber>();
    run_keyed<ByText>();
    run_keyed<ByShortText>();
    run_keyed<ByEither>();
  }
}

template <class Key>
void refuse_equal_keys() {
  Live<Rows<KeyedList, Key>> page;
  page->rows = {{1, 0}, {2, 0}, {1, 0}};
  EXPECT_THROW(page.diff(), std::invalid_argument);
  page->rows = {{1, 0}, {2, 0}, {3, 0}};
  page.diff();
  page->rows = {{1, 0}, {2, 0}, {1, 0}};
  EXPECT_THROW(page.diff(), std::invalid_argument);
}

TEST(Lists, EqualKeysAreRefused) {
  for (const unsigned bits : {4u, 60u}) {
    const FewKeyHashes few(bits);
    refuse_equal_keys<ByNumber>();
    refuse_equal_keys<ByText>();
    refuse_equal_keys<ByShortText>();
    refuse_equal_keys<ByEither>();
  }
}

TEST(Lists, ByPositionAgainstAModel) {
  for (unsigned seed = 1; seed <= 10; ++seed) run<List>(seed, 50'000);
}

template <class Writer, class Key = ByNumber>
void shrink() {
  Live<Rows<Writer, Key>> page;
  Client client;
  const auto show = [&](int from, int count) {
    page->rows.clear();
    for (int id = from; id < from + count; ++id) page->rows.push_back({id, 0});
    client.merge(parse_json(page.diff()));
    EXPECT_EQ(client.html(), page.html());
  };
  show(2'000, 3);
  page.compact();
  const auto least = page.shadow_bytes();
  show(0, 3'000);
  show(2'000, 3);
  EXPECT_GT(page.shadow_bytes(), 100 * least);
  page.compact();
  EXPECT_EQ(page.shadow_bytes(), least);
  EXPECT_EQ(page.diff(), "{}");
  show(0, 0);
  page.compact();
  EXPECT_LT(page.shadow_bytes(), least);
  show(1, 2);
}

TEST(Lists, GiveBackTheRoomOfRowsThatAreGone_S1_13) {
  shrink<KeyedList>();
  shrink<List>();
  shrink<KeyedList, ByText>();
  shrink<KeyedList, ByEither>();
}

template <class Key>
void use_again() {
  Live<Rows<KeyedList, Key>> page;
  for (int id = 0; id < 100; ++id) page->rows.push_back({id, 0});
  page.diff();
  const auto bytes = page.shadow_bytes();
  for (int id = 100; id < 5'000; ++id) {
    page->rows.erase(page->rows.begin());
    page->rows.push_back({id, 0});
    page.diff();
  }
  EXPECT_LE(page.shadow_bytes(), bytes * 2);
}

TEST(Lists, RowsThatAreGoneAreUsedAgain) {
  use_again<ByNumber>();
  use_again<ByText>();
  use_again<ByEither>();
}

TEST(Lists, ANumberAsAKeyTakesNoMemoryButThatOfTheEntry) {
  Live<Rows<KeyedList>> numbers;
  Live<Rows<List>> positions;
  for (int id = 0; id < 1000; ++id) {
    numbers->rows.push_back({id, 0});
    positions->rows.push_back({id, 0});
  }
  numbers.diff();
  positions.diff();
  numbers.compact();
  positions.compact();
  EXPECT_EQ(numbers.shadow_bytes(), positions.shadow_bytes() + 1000 * 16);
}

// Lists in a keyed list; the last one throws.
struct Throwing {
  int rows = 3;
  int throws_at = 2;

  void render(Render& r) {
    Node root(r, root_site);
    if (root.dynamic(0, Change::unknown)) {
      root.at(0);
      KeyedList list(r, row_site);
      for (int id = 0; id < rows; ++id) {
        Node entry(r, row_site, list.next(key_of("row " + std::to_string(id))));
        if (entry.dynamic(0, Change::unknown)) entry.text(0, id);
        if (entry.dynamic(1, Change::unknown)) {
          entry.at(1);
          List inner(r, root_site);
          Node item(r, root_site, inner.next());
          if (id == throws_at) throw std::runtime_error("in a row");
          if (item.dynamic(0, Change::unknown)) item.text(0, id);
          item.end();
          inner.end();
        }
        entry.end();
      }
      list.end();
    }
    root.end();
  }
};

// The leak checker sees what is left behind.
TEST(Lists, ARenderThatThrewLeavesNothing) {
  Live<Throwing> page;
  EXPECT_THROW(page.diff(), std::runtime_error);
  page->throws_at = -1;
  page.diff();
  page->rows = 10;
  page->throws_at = 8;
  EXPECT_THROW(page.diff(), std::runtime_error);
  EXPECT_EQ(page.shadow_bytes(), 0u);
}

}  // namespace
}  // namespace plume::testing
