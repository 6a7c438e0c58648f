#pragma once

#include <plume/endpoint.h>

#include <string_view>

#include "auth/hashing_turns.h"
#include "auth/log_in_limit.h"
#include "auth/registration_limit.h"
#include "store/accounts.h"

/// Broadcast to the topic "users" when somebody registers, logs in or out.
struct UsersChanged {};

/// The requests by which somebody registers, logs in and out. They are ordinary HTTP, since only that writes cookies;
/// each carries a CSRF token.
class LogIns {
 public:
  LogIns(plume::Endpoint& endpoint, Accounts& accounts) : endpoint_(endpoint), accounts_(accounts) {}

  plume::Response add_user(plume::Request& request);
  plume::Response log_in(plume::Request& request);
  plume::Response log_out(plume::Request& request);

 private:
  plume::Response welcome(plume::Request& request, const User& user, std::string_view greeting);
  plume::Endpoint& endpoint_;
  Accounts& accounts_;
  LogInLimit limit_;
  RegistrationLimit registrations_;
  HashingTurns hashing_;
};
