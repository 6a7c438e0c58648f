#include "http/connect_query.h"

#include <gtest/gtest.h>

#include "base/query.h"

namespace plume::http {
namespace {

TEST(ConnectQuery, KeepsWhatTheApplicationSent) {
  EXPECT_EQ(connect_query("_csrf_token=CSRF%2B&locale=en&&a[b]=1&vsn=2.0.0&"),
            "_csrf_token=CSRF%2B&locale=en&a[b]=1&vsn=2.0.0");
  EXPECT_EQ(connect_query(""), "");
  EXPECT_EQ(connect_query("&&"), "");
}

TEST(ConnectQuery, DropsWhatEachJoinHasAnew) {
  EXPECT_EQ(connect_query("_track_static%5B0%5D=x&_track_static[1]=y&_mounts=0&_mount_attempts=0&_live_referer=u&a=1"),
            "a=1");
  EXPECT_EQ(connect_query("_mountsx=1"), "_mountsx=1");
}

TEST(ConnectQuery, KeepsAtMostAHundredPairs) {
  std::string query;
  for (int i = 0; i < 4000; ++i) query += "a" + std::to_string(i) + "=&";
  const Value kept = parse_query(connect_query(query + "_csrf_token=t"));
  EXPECT_EQ(kept.size(), 101u);
  EXPECT_EQ(kept["_csrf_token"].text(), "t");
}

TEST(ConnectQuery, KeepsNoDeepNames) {
  EXPECT_EQ(connect_query("a[b][c][d]=1&b%5Bb%5D%5bc%5D[d][e]=1&c=2"), "a[b][c][d]=1&c=2");
}

}  // namespace
}  // namespace plume::http
