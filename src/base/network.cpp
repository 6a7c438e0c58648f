#include "plume/network.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <iterator>

namespace plume {

std::string network_of(std::string_view address) {
  std::string text(address);
  in6_addr ipv6{};
  if (::inet_pton(AF_INET6, text.c_str(), &ipv6) != 1 || IN6_IS_ADDR_V4MAPPED(&ipv6)) return text;
  std::fill(std::begin(ipv6.s6_addr) + 8, std::end(ipv6.s6_addr), 0);
  char network[INET6_ADDRSTRLEN];
  return ::inet_ntop(AF_INET6, &ipv6, network, sizeof network);
}

}  // namespace plume
