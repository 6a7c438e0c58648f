#pragma once

#include <plume/hooks.h>

#include "auth/current_user.h"
#include "store/accounts.h"

// The same as auth/plugs.h for live pages. A live navigation is no HTTP request, so each page asks for itself.

/// Tells a Page who looks at it.
plume::OnMount mount_current_user(Accounts& accounts);
plume::OnMount mount_for_users();
plume::OnMount mount_for_admins();
plume::OnMount mount_for_guests();
