#include "auth/registration.h"

namespace {

constexpr std::size_t longest_email = 160;
constexpr std::size_t shortest_password = 10;
constexpr std::size_t longest_password = 200;

bool is_address(std::string_view email) {
  const auto at = email.find('@');
  return at != email.npos && at > 0 && at + 1 < email.size() && email.find('@', at + 1) == email.npos &&
         email.find_first_of(" \t\r\n") == email.npos;
}

}  // namespace

void Registration::check(plume::FormErrors& errors) const {
  if (!is_address(email)) errors.add("email", "This is no e-mail address.");
  if (email.size() > longest_email) errors.add("email", "This is too long.");
  if (password.size() < shortest_password) errors.add("password", "This is too short.");
  if (password.size() > longest_password) errors.add("password", "This is too long.");
}
