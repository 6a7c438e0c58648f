#include "plume/network.h"

#include <gtest/gtest.h>

namespace plume {
namespace {

TEST(NetworkOf, AnIPv6AddressIsItsNetworkOf64Bits) {
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
  EXPECT_EQ(network_of("2001:DB8:1:2::"), "2001:db8:1:2::");
  EXPECT_EQ(network_of("::1"), "::");
}

TEST(NetworkOf, EverythingElseStaysAsItIs) {
  for (const char* address : {"1.2.3.4", "::ffff:1.2.3.4", "", "unix", "2001:db8:1:2:3:4:5:6:7"})
    EXPECT_EQ(network_of(address), address);
}

}  // namespace
}  // namespace plume
