#pragma once

#include <plume/live_view.h>

#include <optional>

#include "store/accounts.h"

/// Who is logged in, if anybody. Plugs leave it with the request, as "current_user".
using CurrentUser = std::optional<User>;

/// The base of all pages: they know who looks at them.
class Page : public plume::LiveView {
 public:
  plume::Assign<CurrentUser> current_user;
};
