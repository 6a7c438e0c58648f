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

/// Begins a session for a log-in; live pages find it there. Nothing of the visitor's session becomes part of it, and
/// CSRF tokens given out before are worthless: who planted a session in this browser gains nothing.
void begin_session(plume::Request& request, const LogIn& log_in);
