#include "auth/log_ins.h"

#include <chrono>
#include <string>

#include "auth/plugs.h"
#include "auth/registration.h"

namespace {

constexpr long sixty_days = 60L * 24 * 60 * 60;
constexpr std::string_view busy = "Too many passwords are being checked. Please try again in a moment.";
constexpr std::size_t longest_kept = 160;  // bytes of an address that goes through a cookie

plume::Response redirect_with(std::string_view to, std::string_view kind, std::string_view message) {
  auto response = plume::Response::redirect(to);
  response.flash.put(kind, message);
  return response;
}

plume::Response log_in_again(std::string_view email, std::string_view why) {
  auto response = redirect_with("/log-in", "error", why);
  if (email.size() <= longest_kept) response.flash.put("email", email);
  return response;
}

std::string in_words(std::chrono::seconds wait) {
  if (wait <= std::chrono::seconds(60)) return std::to_string(wait.count()) + " s";
  return std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count()) + " minutes";
}

std::string too_many(std::chrono::seconds wait) {
  return "Too many attempts. Please try again in " + in_words(wait) + ".";
}

/// Where to go after the log-in. The session is ours, but a path in it was asked for by a browser:
/// `//elsewhere.example` is a path, too, and would lead to another site.
std::string return_path(const plume::Request& request) {
  const auto wanted = request.session["return_to"].text();
  return wanted.starts_with("/") && !wanted.starts_with("//") ? std::string(wanted) : "/wall";
}

}  // namespace

plume::Response LogIns::add_user(plume::Request& request) {
  const auto submitted = plume::decode<Registration>(request.body_params["user"]);
  if (!submitted.ok()) return redirect_with("/register", "error", "Please fill in both fields.");
  const auto turn = hashing_.take(request.peer);
  if (!turn) return redirect_with("/register", "error", busy);
  const auto wait = registrations_.begin(request.peer);
  if (wait > wait.zero()) return redirect_with("/register", "error", too_many(wait));
  const auto user = accounts_.add(submitted.value.email, submitted.value.password);
  if (!user) return redirect_with("/register", "error", "This address is taken.");
  return welcome(request, *user, "Welcome! Your account was created.");
}

plume::Response LogIns::log_in(plume::Request& request) {
  const auto& form = request.body_params["user"];
  const auto email = form["email"].text();
  const auto turn = hashing_.take(request.peer);
  if (!turn) return log_in_again(email, busy);
  const auto wait = limit_.begin(email, request.peer);
  if (wait > wait.zero()) return log_in_again(email, too_many(wait));
  const auto user = accounts_.find(email, form["password"].text());
  // Which of the two was wrong is nobody's business.
  if (!user) return log_in_again(email, "Wrong address or password.");
  limit_.succeeded(email, request.peer);
  return welcome(request, *user, "Welcome back!");
}

plume::Response LogIns::welcome(plume::Request& request, const User& user, std::string_view greeting) {
  auto response = redirect_with(return_path(request), "info", greeting);
  const auto log_in = accounts_.log_in(user);
  begin_session(request, log_in);
  if (request.body_params["user"]["remember_me"].truthy_text())
    response.cookies.push_back({std::string(remember_cookie), log_in.token, {.max_age = sixty_days}});
  endpoint_.broadcast("users", UsersChanged{});
  return response;
}

plume::Response LogIns::log_out(plume::Request& request) {
  const std::string token(request.session["token"].text());
  accounts_.log_out(token);
  request.clear_session();
  // The live pages of this browser end, in all of its windows.
  endpoint_.disconnect(Accounts::live_socket_id(token));
  endpoint_.broadcast("users", UsersChanged{});
  auto response = redirect_with("/", "info", "You are logged out.");
  response.cookies.push_back({std::string(remember_cookie), "", {.max_age = 0}});
  return response;
}
