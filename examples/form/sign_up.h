#pragma once

#include <plume/value.h>

#include <string>
#include <string_view>

/// What is wrong with each field of a sign-up; empty where nothing is.
struct SignUpErrors {
  std::string name, email, password, terms;

  bool none() const { return name.empty() && email.empty() && password.empty() && terms.empty(); }
  bool operator==(const SignUpErrors&) const = default;
};

/// Checks all fields of `user`.
SignUpErrors check(const plume::Value& user);

/// Checks those fields that were used: the browser marks the others with `_unused_name` beside `name`.
SignUpErrors check_used(const plume::Value& user);
