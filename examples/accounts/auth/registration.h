#pragma once

#include <plume/form_data.h>

#include <string>

/// What somebody who registers fills in.
struct Registration {
  std::string email, password;
  PLUME_FIELDS(email, password)

  void check(plume::FormErrors& errors) const;
};
