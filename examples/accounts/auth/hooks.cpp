#include "auth/hooks.h"

namespace {

/// Lets pass who fits; others are redirected, and nothing of the page is mounted.
template <class Fits>
plume::OnMount only(Fits fits, const char* otherwise) {
  return plume::on_mount<Page>([=](Page& page, const plume::Params&, const plume::Session&) {
    if (fits(*page.current_user)) return plume::HookResult::cont;
    page.redirect(otherwise);
    return plume::HookResult::halt;
  });
}

}  // namespace

plume::OnMount mount_current_user(Accounts& accounts) {
  return plume::on_mount<Page>([&](Page& page, const plume::Params&, const plume::Session& session) {
    // In the HTTP request the plug has asked already.
    page.assign_new("current_user", page.current_user, [&] { return accounts.user_of(session["token"].text()); });
    return plume::HookResult::cont;
  });
}

plume::OnMount mount_for_users() {
  return only([](const CurrentUser& user) { return user.has_value(); }, "/log-in");
}

plume::OnMount mount_for_admins() {
  return only([](const CurrentUser& user) { return user && user->is_admin(); }, "/");
}

plume::OnMount mount_for_guests() {
  return only([](const CurrentUser& user) { return !user; }, "/wall");
}
