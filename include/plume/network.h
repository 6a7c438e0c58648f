// network_of: what clients are counted by.
#pragma once

#include <string>
#include <string_view>

namespace plume {

/// What to count or limit a client by, given its address as Request::peer has it: of an IPv6 address its network of 64
/// bits, in which one client has any address it likes, as "2001:db8:1:2::"; every other text as it is, IPv4 addresses
/// that are mapped into IPv6 included. From any thread.
std::string network_of(std::string_view address);

}  // namespace plume
