#pragma once

#include <plume/form_data.h>

#include <string>

/// What a visitor fills in.
struct SignUp {
  std::string name, email, password;
  bool terms = false;
  PLUME_FIELDS(name, email, password, terms)

  void check(plume::FormErrors& errors) const;
};
