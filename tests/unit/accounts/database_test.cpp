#include "store/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using testing::HasSubstr;

std::string error_of(auto action) {
  try {
    action();
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Database, GivesBackWhatWasBound) {
  Database database(":memory:");
  database.execute("CREATE TABLE t (n INTEGER, s TEXT)");
  const std::string text("a\0b';--\n\xc3\xa9", 10);
  execute(database, "INSERT INTO t VALUES (?, ?)", std::numeric_limits<std::int64_t>::max(), text);
  execute(database, "INSERT INTO t VALUES (?, ?)", -1, "");
  Query rows(database, "SELECT n, s FROM t ORDER BY n DESC");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(rows.text(1), text);
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), -1);
  EXPECT_EQ(rows.text(1), "");
  EXPECT_FALSE(rows.next());
}

TEST(Database, ErrorsSayWhatAndWhere) {
  Database database(":memory:");
  EXPECT_THAT(error_of([&] { Query(database, "SELECT * FROM nowhere"); }),
              HasSubstr("no such table: nowhere, in: SELECT * FROM nowhere"));
  database.execute("CREATE TABLE t (n INTEGER UNIQUE)");
  execute(database, "INSERT INTO t VALUES (?)", 1);
  EXPECT_THAT(error_of([&] { execute(database, "INSERT INTO t VALUES (?)", 1); }), HasSubstr("UNIQUE"));
  EXPECT_THAT(error_of([&] { execute(database, "INSERT INTO t VALUES (?)", 1, 2); }), HasSubstr("INSERT INTO t"));
  EXPECT_THAT(error_of([] { Database("/nowhere/at/all.db"); }), HasSubstr("/nowhere/at/all.db"));
}

TEST(Database, ServesSeveralThreadsAtOnce) {
  Database database(":memory:");
  database.execute("CREATE TABLE t (n INTEGER)");
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) execute(database, "INSERT INTO t VALUES (?)", i);
    });
  threads.clear();
  Query sum(database, "SELECT count(*), sum(n) FROM t");
  ASSERT_TRUE(sum.next());
  EXPECT_EQ(sum.integer(0), 400);
  EXPECT_EQ(sum.integer(1), 4 * 99 * 100 / 2);
}

}  // namespace
