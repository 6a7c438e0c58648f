#pragma once

#include <plume/core_components.h>
#include <plume/flash.h>

#include <string_view>

#include "auth/current_user.h"

namespace core = plume::core;

/// What surrounds every page: the navigation of whoever is logged in, and messages.
struct frame {
  plume::Required<CurrentUser> current_user;
  plume::Flash flash;
  std::string_view path;  ///< of the page
  plume::Slot<> inner_block;

  const char* current(std::string_view link) const { return link == path ? "page" : nullptr; }
};
