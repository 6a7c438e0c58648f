#include "allocations.h"

#include <algorithm>
#include <functional>

#ifdef COUNTS_ALLOCATIONS
#include "bench/count_allocations.h"
#endif
#include "live.h"

namespace plume::testing {
namespace {

#ifdef COUNTS_ALLOCATIONS

class Allocations : public ::testing::Test {
 protected:
  Allocations() {
    for (int id = 0; id < 100; ++id)
      page_->rows.edit().push_back({id, "a name that is too long for the small buffer " + std::to_string(id), id});
    for (int i = 0; i < 3; ++i) {
      page_->rows.edit();
      page_.diff_into(out_);
    }
  }

  /// How many allocations the render after `change` takes.
  unsigned long of(const std::function<void(SteadyPage&)>& change) {
    change(*page_);
    const auto before = bench::allocations();
    page_.diff_into(out_);
    return bench::allocations() - before;
  }

  Live<SteadyPage> page_;
  std::string out_;
};

TEST_F(Allocations, TheyAreCounted) {
  const auto before = bench::allocations();
  const std::string text(100, 'x');
  EXPECT_GT(bench::allocations(), before) << text;
}

TEST_F(Allocations, NoneWithoutAChange) {
  EXPECT_EQ(of([](SteadyPage&) {}), 0u);
}

TEST_F(Allocations, NoneWhereTextsChange) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(of([](SteadyPage& page) { ++page.n; }), 0u);
  EXPECT_GT(out_.size(), 100u);
}

TEST_F(Allocations, NoneWhereRowsChange) {
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(of([i](SteadyPage& page) { page.rows.edit()[static_cast<std::size_t>(7 * i)].value += 1; }), 0u);
}

TEST_F(Allocations, NoneWhereRowsMoveOnceTheyDid) {
  const auto reverse = [](SteadyPage& page) { std::reverse(page.rows.edit().begin(), page.rows.edit().end()); };
  of(reverse);
  of(reverse);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(of(reverse), 0u);
}

TEST_F(Allocations, NoneWhereALongTextChanges) {
  for (int i = 0; i < 10; ++i) EXPECT_EQ(of([](SteadyPage& page) { page.text.edit()[0] ^= 1; }), 0u);
}

// One row goes and another one comes, again and again; rows move.
TEST(AllocationsOfTextKeys, NoneWhereRowsComeAndGoOnceTheyDid) {
  Live<TextKeysPage> page;
  std::string out;
  for (int i = 0; i < 100; ++i) page->names.edit().push_back("a key that is too long for the small buffer 1000");
  int last = 1000;
  for (auto& name : page->names.edit()) name.replace(name.size() - 4, 4, std::to_string(++last));
  const auto change = [&] {
    auto& names = page->names.edit();
    std::string& one = names[static_cast<std::size_t>(last % 100)];
    one.replace(one.size() - 4, 4, std::to_string(++last));
    std::reverse(names.begin(), names.end());
  };
  for (int i = 0; i < 300; ++i) {
    change();
    page.diff_into(out);
  }
  for (int i = 0; i < 300; ++i) {
    change();
    const auto before = bench::allocations();
    page.diff_into(out);
    ASSERT_EQ(bench::allocations() - before, 0u) << i;
  }
}

#endif

}  // namespace
}  // namespace plume::testing
