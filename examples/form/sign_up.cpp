#include "form/sign_up.h"

#include <string_view>

namespace {

constexpr std::size_t longest_name = 40;
constexpr std::size_t shortest_password = 10;

std::string check_name(std::string_view name) {
  if (name.find_first_not_of(' ') == name.npos) return "Please tell us your name.";
  if (name.size() > longest_name) return "At most 40 characters, please.";
  return "";
}

std::string check_email(std::string_view email) {
  const auto at = email.find('@');
  const auto dot = email.rfind('.');
  if (email.empty()) return "We need an address to write to.";
  if (at == 0 || at == email.npos || dot == email.npos || dot < at + 2 || dot + 1 == email.size())
    return "This does not look like an e-mail address.";
  return "";
}

std::string check_password(std::string_view password) {
  if (password.size() >= shortest_password) return "";
  const std::size_t missing = shortest_password - password.size();
  return std::to_string(missing) + (missing == 1 ? " character" : " characters") + " to go.";
}

}  // namespace

void SignUp::check(plume::FormErrors& errors) const {
  const auto add = [&](std::string_view field, const std::string& error) {
    if (!error.empty()) errors.add(field, error);
  };
  add("name", check_name(name));
  add("email", check_email(email));
  add("password", check_password(password));
  add("terms", terms ? "" : "Without this we cannot go on.");
}
