// SessionCookie: the session of a browser, in a cookie that it cannot forge.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/endpoint.h"

namespace plume::http {

/// What the cookie of a request holds. The application never sees the CSRF secret.
struct BrowserSession {
  Session values = Session::object();
  std::string csrf_secret{};  ///< "" before the first token was made
  Flash flash{};              ///< for the next page

  bool operator==(const BrowserSession&) const = default;
};

/// Reads and writes session cookies. From any thread.
class SessionCookie {
 public:
  SessionCookie(const SessionOptions& options, std::string_view secret_key_base);

  /// An empty session where the cookie is missing, forged, too old or encrypted with another key.
  BrowserSession read(const Params& cookies) const;
  /// The cookie that holds the session. Throws std::invalid_argument where it exceeds 4096 bytes.
  Response::Cookie write(const BrowserSession& session) const;
  /// The cookie that makes the browser forget its session.
  Response::Cookie drop() const;

 private:
  Value content_of(std::string_view cookie) const;
  bool is_fresh(const Value& content) const;

  SessionOptions options_;
  std::vector<std::string> keys_;  // that which writes is the first
};

}  // namespace plume::http
