#include "base/lent.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>
#include <vector>

namespace plume {
namespace {

using Numbers = std::vector<int>;

TEST(Lent, IsKeptFromOneUseToTheNext) {
  const Numbers* first;
  {
    const Lent<Numbers> numbers;
    numbers->assign(100, 1);
    first = &*numbers;
  }
  const Lent<Numbers> again;
  EXPECT_EQ(&*again, first);
  EXPECT_EQ(again->size(), 100u);
}

TEST(Lent, IsNeverLentTwiceAtOnce) {
  const Lent<Numbers> outer;
  outer->assign(3, 7);
  const Numbers* second;
  {
    const Lent<Numbers> inner;
    const Lent<Numbers> innermost;
    EXPECT_NE(&*inner, &*outer);
    EXPECT_NE(&*innermost, &*outer);
    EXPECT_NE(&*innermost, &*inner);
    inner->assign(1000, 0);
    second = &*inner;
  }
  EXPECT_EQ(*outer, Numbers(3, 7));
  const Lent<Numbers> again;
  EXPECT_EQ(&*again, second);
}

TEST(Lent, ComesBackFromAnException) {
  const Numbers* first = nullptr;
  try {
    const Lent<Numbers> numbers;
    first = &*numbers;
    throw std::runtime_error("within");
  } catch (const std::runtime_error&) {
  }
  EXPECT_EQ(&*Lent<Numbers>(), first);
}

TEST(Lent, IsOfOneThread) {
  const Numbers* here = &*Lent<Numbers>();
  std::thread([here] {
    const Lent<Numbers> there;
    EXPECT_NE(&*there, here);
  }).join();
}

}  // namespace
}  // namespace plume
