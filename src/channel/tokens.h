// Tokens: what a page carries to say which view it is of (wire-protocol 3.3).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/value.h"

namespace plume::channel {

/// The content of `data-phx-session`.
struct SessionToken {
  std::string id;            ///< DOM id of the container
  std::string view;          ///< name of the view's type
  std::string live_session;  ///< of its route
  Session session;           ///< of the live_session
};

/// Signs and verifies. Tokens are signed, not encrypted: the user can read them.
class Tokens {
 public:
  /// Throws std::invalid_argument where the salt has fewer than 8 bytes.
  Tokens(std::string_view secret_key_base, std::string_view signing_salt);

  std::string sign_session(const SessionToken& token) const;
  /// Nothing where the token is forged, expired (14 days) or of another version.
  std::optional<SessionToken> verify_session(std::string_view token) const;

  std::string sign_static(std::string_view id) const;
  /// The id that the token names.
  std::optional<std::string> verify_static(std::string_view token) const;

  /// For the cookie that makes a reloaded page answer with the status of a failed join.
  std::string sign_reload(int status) const;
  std::optional<int> verify_reload(std::string_view token) const;

 private:
  std::string sign(Value content) const;
  Value verify(std::string_view token) const;
  std::string key_;
};

}  // namespace plume::channel
