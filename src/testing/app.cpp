#include "plume/testing/app.h"

#include <memory>
#include <stdexcept>
#include <utility>

#include "base/ascii.h"
#include "base/json.h"
#include "base/query.h"
#include "base/script_name.h"
#include "base/url.h"
#include "channel/dead_render.h"
#include "crypto/csrf.h"
#include "http/endpoint_inside.h"
#include "http/file_body.h"
#include "http/session_cookie.h"
#include "testing/live_page.h"

namespace plume::testing {
namespace {

bool is_secure(const EndpointOptions& options) { return !options.certificate.empty(); }

std::string origin_of(const EndpointOptions& options) {
  return (is_secure(options) ? "https://" : "http://") + options.host;
}

bool has_body(std::string_view method) { return method != "GET" && method != "HEAD"; }

bool is_redirect(const Response& response) { return response.status >= 301 && response.status <= 303; }

/// Whether an exception says itself which status it is.
bool has_status(const std::exception_ptr& thrown, const StatusOfError& status_of) {
  try {
    std::rethrow_exception(thrown);
  } catch (const HttpError&) {
    return true;
  } catch (const std::exception& error) {
    return status_of && status_of(error);
  } catch (...) {
    return false;
  }
}

Redirect redirect_of(const Response& response) {
  return {.kind = response.live_redirect ? Redirect::Kind::live_redirect : Redirect::Kind::redirect,
          .to = std::string(response.headers.get("location")),
          .flash = response.flash};
}

}  // namespace

// What an App does with the inside of its endpoint.
struct App::Inside {
  App& app;
  http::EndpointInside endpoint;
  http::SessionCookie sessions;

  explicit Inside(App& of)
      : app(of),
        endpoint(http::EndpointInside::of(*of.endpoint_)),
        sessions(endpoint.options.session, endpoint.options.secret_key_base) {}

  http::BrowserSession session() const {
    Params cookies = Params::object();
    for (const auto& [name, value] : app.cookies_) cookies.set(name, value);
    return sessions.read(cookies);
  }
  void keep(const Response::Cookie& cookie) const {
    if (cookie.options.max_age && *cookie.options.max_age <= 0)
      app.cookies_.erase(cookie.name);
    else
      app.cookies_[cookie.name] = cookie.value;
  }
  Headers headers() const {
    Headers headers = app.headers_;
    std::string cookies;
    for (const auto& [name, value] : app.cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    if (!cookies.empty()) headers.set("cookie", cookies);
    return headers;
  }
  // That of the session, which is made where there is none.
  std::string csrf_token() const {
    auto session = this->session();
    if (session.csrf_secret.empty()) {
      session.csrf_secret = crypto::new_csrf_secret();
      keep(sessions.write(session));
    }
    return crypto::mask_csrf_secret(session.csrf_secret);
  }
};

App& App::put_session(std::string_view key, Value value) {
  const Inside inside(*this);
  auto session = inside.session();
  session.values.set(key, std::move(value));
  inside.keep(inside.sessions.write(session));
  return *this;
}

App& App::put_req_header(std::string_view name, std::string_view value) {
  headers_.set(name, value);
  return *this;
}

App& App::put_connect_params(Value params) {
  if (!params.is_object()) throw std::invalid_argument("connect params are an object, and not " + params.json());
  connect_params_ = std::move(params);
  return *this;
}

Loaded App::get(std::string_view path) { return request("GET", path); }

Loaded App::post(std::string_view path, Value params) { return request("POST", path, std::move(params)); }

Loaded App::request(std::string_view method, std::string_view path, Value params) {
  if (params.is_null()) params = Value::object();
  if (has_body(method) && !params.contains("_csrf_token")) params.set("_csrf_token", Inside(*this).csrf_token());
  return with_status(ask(method, path, params));
}

Loaded App::request_json(std::string_view method, std::string_view path, const Value& body) {
  Headers headers;
  headers.set("accept", "application/json");
  if (!has_body(method))
    return with_status(ask(method, path, std::move(headers), body.is_null() ? "" : encode_query(body), ""));
  headers.set("content-type", "application/json");
  headers.set("x-csrf-token", Inside(*this).csrf_token());
  return with_status(ask(method, path, std::move(headers), "", body.json()));
}

App::Answer App::ask(std::string_view method, std::string_view path, const Value& params) {
  if (!has_body(method)) return ask(method, path, {}, encode_query(params), "");
  Headers headers;
  headers.set("content-type", "application/x-www-form-urlencoded");
  return ask(method, path, std::move(headers), "", encode_query(params));
}

// Headers that the test has put win, but for the type of the body.
App::Answer App::ask(std::string_view method, std::string_view path, Headers headers, std::string query,
                     std::string body) {
  const Inside inside(*this);
  const auto url = parse_url(origin_of(inside.endpoint.options) + std::string(path));
  if (!path.starts_with('/') || !url)
    throw std::invalid_argument("a page is requested by a path, which begins with \"/\": \"" + std::string(path) +
                                "\"");
  http::RawRequest raw;
  raw.method = method;
  raw.path = url->path;
  raw.query = url->query;
  raw.host = url->host;
  raw.headers = inside.headers();
  for (const auto& [name, value] : headers)
    if (name == "content-type" || !raw.headers.contains(name)) raw.headers.set(name, value);
  raw.body = std::move(body);
  if (!query.empty()) raw.query += (raw.query.empty() ? "" : "&") + query;
  Answer answer{{raw.query.empty() ? raw.path : raw.path + "?" + raw.query, {}}, nullptr};
  Response& response = answer.loaded.response;
  response = inside.endpoint.pipeline.respond(
      std::move(raw), {.address = "127.0.0.1", .is_secure = is_secure(inside.endpoint.options)}, &answer.thrown);
  http::read_file(response);
  for (const auto& cookie : response.cookies) inside.keep(cookie);
  return answer;
}

Loaded App::with_status(Answer answer) {
  const auto& options = Inside(*this).endpoint.options;
  if (answer.thrown && !has_status(answer.thrown, options.status_of_error)) std::rethrow_exception(answer.thrown);
  return std::move(answer.loaded);
}

Value Loaded::json() const {
  try {
    return parse_json(response.body);
  } catch (const std::exception& error) {
    throw std::invalid_argument("the response of " + path + " is no JSON (" + error.what() + "):\n" + response.body);
  }
}

View App::live(std::string_view path, OpenOptions options) {
  const auto [loaded, thrown] = ask("GET", path, Value::object());
  if (thrown) std::rethrow_exception(thrown);
  return live(loaded, options);
}

View App::live(const Loaded& loaded, OpenOptions options) {
  const Response& response = loaded.response;
  if (is_redirect(response)) throw Redirected(redirect_of(response));
  if (response.status != 200)
    throw std::invalid_argument("live needs a page with status 200; that of " + loaded.path + " has " +
                                std::to_string(response.status) + ":\n" + response.body);
  return connect(loaded.path, response.body, options);
}

std::variant<View, Redirect> App::try_live(std::string_view path, OpenOptions options) {
  try {
    return live(path, options);
  } catch (const Redirected& redirected) {
    return redirected.redirect();
  }
}

View App::connect(std::string_view path, std::string_view html, OpenOptions options) {
  const Inside inside(*this);
  const auto page = std::make_shared<LivePage>(
      LivePage::Opening{inside.endpoint, origin_of(inside.endpoint.options) + std::string(path), std::string(html),
                        inside.headers(), connect_params_, options.on_error.value_or(test_warnings())});
  return {page, page->main()};
}

// Its container stands in a document of its own, as a sticky view: one that no other is around.
View App::live_isolated(NestedView view, OpenOptions options) {
  view.options.sticky = true;
  const Inside inside(*this);
  const std::string token = inside.csrf_token();
  Request request;
  request.method = "GET";
  request.scheme = is_secure(inside.endpoint.options) ? "https" : "http";
  request.host = inside.endpoint.options.host;
  request.path = "/";
  request.peer = "127.0.0.1";
  request.headers = inside.headers();
  request.session = inside.session().values;
  request.internals.csrf_secret = inside.session().csrf_secret;
  const ScriptNameScope scope(inside.endpoint.app.script_name.text(), &inside.endpoint.app.static_paths);
  const Response response = channel::dead_render(inside.endpoint.app, view, request);
  if (is_redirect(response)) throw Redirected(redirect_of(response));
  return connect("/",
                 "<!DOCTYPE html><html><head><meta name=\"csrf-token\" content=\"" + token + "\"></head><body>" +
                     response.body + "</body></html>",
                 options);
}

std::string App::follow(const Result& result, std::string_view to) {
  const Redirect* const redirect = result.redirect();
  if (!redirect) throw std::runtime_error("the result is no redirect, but:\n" + result.html());
  if (!to.empty() && encoded_url(redirect->to) != encoded_url(to))
    throw std::invalid_argument("expected to be redirected to \"" + std::string(to) + "\", but got \"" + redirect->to +
                                "\"");
  const Inside inside(*this);
  if (!redirect->flash.empty()) cookies_["__phoenix_flash__"] = inside.endpoint.app.tokens.sign_flash(redirect->flash);
  return redirect->to;
}

Loaded App::load_redirect(const Result& result, std::string_view to) { return get(follow(result, to)); }

View App::follow_redirect(const Result& result, std::string_view to, OpenOptions options) {
  return live(follow(result, to), options);
}

Loaded App::follow_trigger_action(const Form& form) {
  const dom::Node& node = form.form_node();
  if (!node.has("phx-trigger-action"))
    throw std::invalid_argument("the form \"" + form.selector() +
                                "\" has no phx-trigger-action attribute: " + dom::outer_html(node));
  const std::string action(node.get("action"));
  return send(form, action.empty() ? form.page_->path() : action);
}

Loaded App::submit_form(const Form& form) {
  const dom::Node& node = form.form_node();
  if (node.get("action").empty())
    throw std::invalid_argument("the form \"" + form.selector() +
                                "\" has no action attribute: " + dom::outer_html(node));
  return send(form, std::string(node.get("action")));
}

Loaded App::send(const Form& form, const std::string& action) {
  if (equal_without_case(form.form_node().get("method"), "post"))
    return with_status(ask("POST", action, form.fields()));
  // Its query is that of the fields.
  return with_status(ask("GET", action.substr(0, action.find('?')), form.fields()));
}

}  // namespace plume::testing
