#pragma once

#include <plume/http.h>

#include <string_view>

#include "store/accounts.h"

// What HTTP requests pass before they reach a page. Live navigation does not: see auth/hooks.h.

/// The cookie that outlives the browser, for those who want to be remembered.
inline constexpr std::string_view remember_cookie = "_accounts_remember";

/// Finds out who asks, by the session or else by the cookie, and leaves it with the request.
plume::Plug fetch_current_user(Accounts& accounts);
/// Whoever is not logged in goes to do that, and comes back afterwards.
plume::Response require_user(plume::Request& request, const plume::Handler& next);
/// For others than administrators there is nothing here.
plume::Response require_admin(plume::Request& request, const plume::Handler& next);
/// Whoever is logged in need not do that again.
plume::Response require_guest(plume::Request& request, const plume::Handler& next);

/// Writes a log-in into the session; live pages find it there.
void put_log_in(plume::Request& request, const LogIn& log_in);
