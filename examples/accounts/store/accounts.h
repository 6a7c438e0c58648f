#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/passwords.h"

enum class Role { member, admin };

struct User {
  std::int64_t id = 0;
  std::string email;
  Role role = Role::member;
  bool is_admin() const { return role == Role::admin; }
  friend bool operator==(const User&, const User&) = default;
};

/// A log-in: what the browser keeps to be known again.
struct LogIn {
  std::string token;           ///< a secret; the database holds only its hash
  std::string live_socket_id;  ///< names the browser's sockets, see Endpoint::disconnect
};

/// A user, as administrators see them.
struct UserSummary {
  User user;
  std::string joined;  ///< date
  int log_ins = 0;     ///< that are valid now
  friend bool operator==(const UserSummary&, const UserSummary&) = default;
};

/// The users and their log-ins. May be used by several threads at once.
class Accounts {
 public:
  /// `lifetime`: how long a log-in is valid.
  Accounts(Database& database, Passwords& passwords, std::chrono::seconds lifetime = std::chrono::days(60));

  /// Nothing where the address is taken; case does not matter in it. The first user of all is an administrator.
  std::optional<User> add(std::string_view email, std::string_view password);
  bool knows(std::string_view email);
  /// The user with that address and password.
  std::optional<User> find(std::string_view email, std::string_view password);

  LogIn log_in(const User& user);
  /// Whose log-in a token is, if it is one and still valid.
  std::optional<User> user_of(std::string_view token);
  void log_out(std::string_view token);
  /// Ends all log-ins of a user; gives the `live_socket_id`s of those.
  std::vector<std::string> log_out_everywhere(std::int64_t user);

  /// All users, in the order in which they joined.
  std::vector<UserSummary> summary();

  /// The `live_socket_id` that goes with a token.
  static std::string live_socket_id(std::string_view token);

 private:
  Database& database_;
  Passwords& passwords_;
  std::chrono::seconds lifetime_;
};
