#include "auth/plugs.h"

#include <string>

#include "auth/current_user.h"

namespace {

const CurrentUser& current_user(const plume::Request& request) {
  return *request.assigned<CurrentUser>("current_user");
}

CurrentUser find_user(plume::Request& request, Accounts& accounts) {
  if (auto user = accounts.user_of(request.session["token"].text())) return user;
  const std::string remembered(request.cookies[remember_cookie].text());
  auto user = accounts.user_of(remembered);
  if (user) begin_session(request, {remembered, Accounts::live_socket_id(remembered)});
  return user;
}

}  // namespace

plume::Plug fetch_current_user(Accounts& accounts) {
  return [&accounts](plume::Request& request, const plume::Handler& next) {
    request.assign("current_user", find_user(request, accounts));
    return next(request);
  };
}

plume::Response require_user(plume::Request& request, const plume::Handler& next) {
  if (current_user(request)) return next(request);
  if (request.method == "GET") request.put_session("return_to", request.path);
  auto response = plume::Response::redirect("/log-in");
  response.flash.put("error", "Please log in first.");
  return response;
}

plume::Response require_admin(plume::Request& request, const plume::Handler& next) {
  if (current_user(request) && !current_user(request)->is_admin()) return plume::Response::not_found();
  return require_user(request, next);
}

plume::Response require_guest(plume::Request& request, const plume::Handler& next) {
  return current_user(request) ? plume::Response::redirect("/wall") : next(request);
}

void begin_session(plume::Request& request, const LogIn& log_in) {
  request.clear_session();
  request.renew_session();
  request.put_session("token", log_in.token);
  request.put_session("live_socket_id", log_in.live_socket_id);
}
