// Tokens: what a page carries to say which view it is of (wire-protocol 3.3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "plume/flash.h"
#include "plume/live_render.h"
#include "plume/message.h"
#include "plume/value.h"

namespace plume::channel {

/// The content of `data-phx-session`.
struct SessionToken {
  std::string id;            ///< DOM id of the container
  std::string view;          ///< name of the view's type
  std::string live_session;  ///< of its route
  Session session;           ///< of the live_session, or of a nested view
  /// Of a view that the router did not mount.
  struct Nested {
    bool sticky = false;
    ViewId parent{};  ///< none where sticky, or of a page that a handler answered with
    ViewId root{};    ///< the main view of the page, which patches go to; none where the router did not mount it
  };
  std::optional<Nested> nested{};
};

/// That of a view in another one's page.
SessionToken session_token_of(const NestedView& view, const SessionToken::Nested& nested);

/// What a view gets as its session: that of the cookie, in which `over` (of a live_session or a nested view) wins.
Session merged_session(const Session& of_cookie, const Session& over);

/// The content of `data-phx-static`: what the HTTP request knew of the view.
struct StaticToken {
  std::string id;
  Flash flash{};
};

/// Signs and verifies. Tokens are signed, not encrypted: the user can read them.
/// What a page that is loaded because it could not be joined answers.
struct FailedJoin {
  int status;
  std::string error{};  ///< for a page of debug_errors only
};

/// What a client shows to send a file.
struct UploadToken {
  ViewId view;  ///< the one instance that it is good for
  std::string upload_ref, entry_ref, uuid;
  std::int64_t size = 0;  ///< bytes that the client has announced
};

class Tokens {
 public:
  /// Throws std::invalid_argument where the salt has fewer than 8 bytes.
  Tokens(std::string_view secret_key_base, std::string_view signing_salt);

  std::string sign_session(const SessionToken& token) const;
  /// Nothing where the token is forged, expired (14 days) or of another version.
  std::optional<SessionToken> verify_session(std::string_view token) const;

  std::string sign_static(const StaticToken& token) const;
  std::optional<StaticToken> verify_static(std::string_view token) const;

  /// Flash on its way to the next page; "" for none. Good for a minute.
  std::string sign_flash(const Flash& flash) const;
  /// Nothing of a token that is forged or expired.
  Flash verify_flash(std::string_view token) const;

  /// Good in this process only, for the one instance of a view.
  std::string sign_upload(const UploadToken& token) const;
  std::optional<UploadToken> verify_upload(std::string_view token) const;

  /// For the cookie that makes a reloaded page answer with the status of a failed join. The client can read the error.
  std::string sign_reload(const FailedJoin& join) const;
  std::optional<FailedJoin> verify_reload(std::string_view token) const;

 private:
  std::string sign(Value content) const;
  Value verify(std::string_view token) const;
  std::string key_, flash_key_;
  const std::string process_;  // random: views have the same ids in others
};

}  // namespace plume::channel
