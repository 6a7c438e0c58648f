// AsyncResult (server-api 7.1).
#include <gtest/gtest.h>

#include <string>

#include "plume/async.h"

namespace plume::testing {
namespace {

using Result = AsyncResult<std::string>;

TEST(AsyncResult, S7_1_NewOnes) {
  const Result loading = Result::make_loading();
  EXPECT_TRUE(loading.loading);
  EXPECT_FALSE(loading.ok || loading.failed || loading.result);
  const Result ok = Result::make_ok("a");
  EXPECT_TRUE(ok.ok);
  EXPECT_EQ(ok.result, "a");
  EXPECT_FALSE(ok.loading || ok.failed);
}

TEST(AsyncResult, S7_1_LoadingAndFailuresKeepTheResult) {
  const AsyncFailure failure{.kind = AsyncFailure::Kind::error, .reason = "none"};
  const Result failed = Result::make_ok("a").to_loading().to_failed(failure);
  EXPECT_TRUE(failed.ok);
  EXPECT_EQ(failed.result, "a");
  EXPECT_EQ(failed.failed, failure);
  EXPECT_FALSE(failed.loading);
  const Result again = failed.to_loading();
  EXPECT_TRUE(again.ok && again.loading);
  EXPECT_EQ(again.result, "a");
  EXPECT_FALSE(again.failed);
}

TEST(AsyncResult, S7_1_AResultEndsLoadingAndFailure) {
  const Result ok = Result::make_loading().to_failed({}).to_ok("b");
  EXPECT_TRUE(ok.ok);
  EXPECT_EQ(ok.result, "b");
  EXPECT_FALSE(ok.loading || ok.failed);
}

}  // namespace
}  // namespace plume::testing
