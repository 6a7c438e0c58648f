// Request and Response: ordinary HTTP, for pages and handlers beside the live ones.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/flash.h"
#include "plume/value.h"

namespace plume {

/// Header fields in order; names compare without case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;
  /// The first field of that name, or nullptr.
  const std::string* find(std::string_view name) const;
  /// The first field's value, or "".
  std::string_view get(std::string_view name) const;
  bool contains(std::string_view name) const { return find(name) != nullptr; }
  /// Replaces all fields of that name by one.
  void set(std::string_view name, std::string_view value);
  void add(std::string_view name, std::string_view value);
  void erase(std::string_view name);
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }
  std::size_t size() const { return fields_.size(); }

 private:
  std::vector<Field> fields_;
};

/// One HTTP request, decoded. Everything in it comes from the client.
struct Request {
  std::string method;      ///< upper case; after method override (`_method` of a POST form)
  std::string path;        ///< as sent, without the query
  std::string query;       ///< without `?`
  std::string scheme;      ///< "http" or "https", from the transport
  std::string host;        ///< of the Host header, without port
  int port = 0;            ///< of the Host header, else the scheme's
  std::string peer;        ///< address of the client
  std::string request_id;  ///< of `x-request-id` where acceptable, else generated
  Headers headers;
  std::string body;
  Params path_params;   ///< of the route
  Params query_params;  ///< nested, as decoded from `query`
  Params body_params;   ///< of a urlencoded or JSON body, else null
  Params cookies;

  /// Body, query and path parameters merged, in rising priority.
  Params params() const;

  /// The session of the cookie: an object, read-only here; Response::session writes.
  Session session;
  /// The messages that the page before left for this one.
  Flash flash;
  /// A masked CSRF token for this session, for a hidden field `_csrf_token` or the meta tag.
  std::function<std::string()> csrf_token;
};

/// How a cookie is set.
struct CookieOptions {
  std::optional<long> max_age{};  ///< seconds; none: until the browser closes
  std::string path = "/";
  std::string domain{};
  std::string same_site = "Lax";
  bool http_only = true;
  std::optional<bool> secure{};  ///< none: where the request came over https
};

/// The answer to a request.
struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  struct Cookie {
    std::string name, value;
    CookieOptions options;
  };
  std::vector<Cookie> cookies;
  /// Set to write a new session (an object; empty: drops the cookie). Not set: the session stays as it is.
  std::optional<Session> session;

  /// Messages for the page that a redirect (300 to 308) leads to; dropped with any other response.
  Flash flash{};

  static Response html(std::string body, int status = 200);
  static Response text(std::string body, int status = 200);
  static Response json(const Value& value, int status = 200);
  /// Redirects to a local path. Throws std::invalid_argument where `to` is not one (server-api 5.2).
  static Response redirect(std::string_view to, int status = 302);
  /// Redirects to any URL. Throws std::invalid_argument for schemes that are no links, as `javascript:`.
  static Response redirect_external(std::string_view url, int status = 302);
  static Response not_found();
};

/// Answers a request. Runs on the loop of the connection; may block, the other connections go on. An exception is
/// logged and answered with 500 (HttpError: with its status).
using Handler = std::function<Response(const Request&)>;

/// An error with an HTTP status: thrown in a handler or in mount it becomes that response.
class HttpError : public std::runtime_error {
 public:
  HttpError(int status, const std::string& what) : std::runtime_error(what), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

}  // namespace plume
