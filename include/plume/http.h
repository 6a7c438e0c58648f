// Request and Response: ordinary HTTP, for pages and handlers beside the live ones.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/flash.h"
#include "plume/message.h"
#include "plume/value.h"

namespace plume {

class RootLayoutFactory;
struct RouteInfo;
namespace channel {
struct App;
}
namespace http {
class FileBody;
}

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

/// Parameters of a request. They read like a Value, and convert to one; no part of them can be written, so whatever was
/// read stays valid as long as the request. Assigning replaces the whole, which is for the engine and for tests.
class RequestParams {
 public:
  RequestParams() = default;
  RequestParams(Params params) : params_(std::move(params)) {}
  RequestParams(std::initializer_list<std::pair<std::string_view, Value>> members) : params_(members) {}

  operator const Params&() const { return params_; }
  const Value& operator[](std::string_view key) const { return params_[key]; }
  const Value& at(std::size_t index) const { return params_.at(index); }
  bool contains(std::string_view key) const { return params_.contains(key); }
  std::size_t size() const { return params_.size(); }
  bool is_null() const { return params_.is_null(); }
  bool is_object() const { return params_.is_object(); }
  /// Throws ValueError if this is no object; see Value.
  const Object& as_object() const { return params_.as_object(); }
  std::string json(bool sorted_keys = false) const { return params_.json(sorted_keys); }
  friend bool operator==(const RequestParams& params, const Value& value) { return params.params_ == value; }

 private:
  Params params_;
};

/// One HTTP request, decoded. Everything in it comes from the client, but what plugs leave in it and the session, which
/// the client can read where it is not encrypted, and cannot change.
struct Request {
  std::string method;           ///< upper case; after method override (`_method` of a POST form)
  std::string path;             ///< as sent, without the query
  std::string query;            ///< without `?`
  std::string scheme;           ///< "http" or "https", from the transport
  std::string host;             ///< of the Host header, without port
  int port = 0;                 ///< of the Host header, else the scheme's
  std::string peer;             ///< address of the client
  std::uint16_t peer_port = 0;  ///< of the client; 0: not known
  std::string ssl_cert;         ///< of the client; see PeerData
  std::string request_id;       ///< of `x-request-id` where acceptable, else generated
  Headers headers;
  std::string body;
  RequestParams path_params;   ///< of the route
  RequestParams query_params;  ///< nested, as decoded from `query`
  /// Of a form or JSON body, else null. A JSON text that is no object is its member `_json`. Files of a multipart form
  /// are passed over.
  RequestParams body_params;
  RequestParams cookies;  ///< all of them are texts

  /// Body, query and path parameters merged, in rising priority.
  Params params() const;

  /// The session of the cookie, an object. What plugs and handlers change in it goes out with the response, unless that
  /// is an error that was thrown.
  Session session = Session::object();
  /// Sets one value, or takes it away (the seed's `put_session/3`, `delete_session/2`).
  void put_session(std::string_view key, Value value);
  void delete_session(std::string_view key);
  /// Forgets all values and the CSRF tokens given out so far (the seed's `clear_session/1`): for a log-out. The browser
  /// is told to forget the cookie, unless something is put into the session afterwards.
  void clear_session();
  /// Keeps the values, but makes the CSRF tokens given out so far worthless: for a log-in, so that nobody goes on with
  /// what was known before. Where values of a visitor must not get into the session of a user, clear_session first.
  ///
  ///     request.clear_session();
  ///     request.renew_session();
  ///     request.put_session("user", user.id);
  ///     request.put_session("live_socket_id", "users:" + std::to_string(user.id));  // see Endpoint::disconnect
  void renew_session();

  /// The messages that the page before left for this one.
  Flash flash;
  /// A masked CSRF token for this session, for a hidden field `_csrf_token` or the meta tag; another text each time.
  std::string csrf_token();
  /// A token for a form that posts to `url` (the seed's `get_csrf_token_for/1`): where that names another host, one
  /// that is good for that host only, so that it may be given away to it; else csrf_token(). That host takes it where
  /// its CsrfOptions::allow_hosts says so. Throws std::invalid_argument where `url` names a host, but is no http(s)
  /// URL.
  std::string csrf_token_for(std::string_view url);

  /// Leaves a value of any type for what comes behind (the seed's `assign/3` of a connection): plugs, the handler, the
  /// root layout (RootLayout::request), and LiveView::assign_new of the page's main view in its dead render.
  template <class T>
  void assign(std::string_view key, T&& value) {
    assigns.insert_or_assign(std::string(key), Message(std::forward<T>(value)));
  }
  /// The value that was left under `key`, where it is exactly a T; else nullptr.
  template <class T>
  const T* assigned(std::string_view key) const {
    const auto found = assigns.find(key);
    return found == assigns.end() ? nullptr : found->second.get_if<T>();
  }
  std::map<std::string, Message, std::less<>> assigns;

  const RouteInfo* route = nullptr;        ///< where it leads (Router::routes)
  Value private_values = Value::object();  ///< of the route; plugs may add to it for each other
  /// The document around pages, where a plug chose one (plume/plugs.h: put_root_layout).
  std::shared_ptr<const RootLayoutFactory> root_layout{};

  /// Where the request runs, and what its session keeps from the application: for the engine.
  struct Internals {
    const channel::App* app = nullptr;
    std::string csrf_secret{};     // "" before the first token was made
    bool ignores_session = false;  // what is written to it is dropped
  };
  Internals internals{};
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
  /// An open file that is sent in place of `body`, piece by piece as the client takes it: of static files.
  std::shared_ptr<http::FileBody> file{};

  /// Messages for the page that a redirect (300 to 308) leads to; dropped with any other response.
  Flash flash{};
  /// A redirect that stands for the live navigation which a live page asked for: for tests, to tell it from others.
  bool live_redirect = false;

  static Response html(std::string body, int status = 200);
  static Response text(std::string body, int status = 200);
  static Response json(const Value& value, int status = 200);
  /// Redirects to a local path. Throws std::invalid_argument if `to` is not one. What cannot stand in a URL, as spaces
  /// and letters other than those of ASCII, is percent-encoded, here and below.
  static Response redirect(std::string_view to, int status = 302);
  /// Redirects to any URL. Throws std::invalid_argument for schemes that are no links, as `javascript:`.
  static Response redirect_external(std::string_view url, int status = 302);
  static Response not_found();
};

/// Answers a request. Runs on the loop of the connection; may block, the other connections go on. An exception is
/// logged and answered with 500 (HttpError: with its status).
using Handler = std::function<Response(Request&)>;

/// A step on the way to handlers and live pages (the seed's plugs), see Router::pipeline. It answers the request
/// itself, or returns what `next(request)` gives, and may change the request before and the response afterwards:
///
///     plume::Response require_user(plume::Request& request, const plume::Handler& next) {
///       if (!request.assigned<User>("current_user")) return plume::Response::redirect("/log-in");
///       return next(request);
///     }
///
/// Called as handlers are, possibly by several threads at once.
using Plug = std::function<Response(Request& request, const Handler& next)>;

/// An error with an HTTP status: thrown in a handler or in mount it becomes that response.
class HttpError : public std::runtime_error {
 public:
  HttpError(int status, const std::string& what) : std::runtime_error(what), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

}  // namespace plume
