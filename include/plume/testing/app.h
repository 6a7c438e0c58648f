// App: an application as one of its visitors meets it, in a test.
#pragma once

#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "plume/endpoint.h"
#include "plume/http.h"
#include "plume/live_render.h"
#include "plume/testing/checks.h"
#include "plume/testing/result.h"
#include "plume/testing/view.h"

namespace plume::testing {

/// A page that was requested, and what came.
struct Loaded {
  std::string path;  ///< with its query
  Response response;

  /// The body as JSON. Throws std::invalid_argument, with the body, if it is none.
  Value json() const;
};

/// How a page is opened.
struct OpenOptions {
  std::optional<Checks> on_error{};  ///< none: test_warnings()
};

/// One visitor of an application, without browser and network (the seed's `conn`): requests go through the endpoint's
/// pipeline, live pages through the same channel and views as in production. Keeps cookies from one page to the next.
/// Paths are those of the browser: where the endpoint is below one, that stands in front (Endpoint::path).
///
///     plume::Endpoint endpoint({.live_view = {.signing_salt = "of the tests"}});
///     endpoint.router().live<CounterLive>("/counter");
///     plume::testing::App app(endpoint);
///     auto view = app.live("/counter");
///     view.element("button", "Increment").render_click();
///     EXPECT_TRUE(view.has_element("#count", "1"));
///
/// Checks that fail throw: std::invalid_argument for what is not on the page, std::runtime_error for what does not
/// happen. So it goes with any test framework. The endpoint need not have been started, but must have its routes; it
/// must outlive this and all views.
class App {
 public:
  explicit App(Endpoint& endpoint) : endpoint_(&endpoint) {}

  /// A value of the session, and a header, of the requests to come.
  App& put_session(std::string_view key, Value value);
  App& put_req_header(std::string_view name, std::string_view value);
  /// Of the live pages to come: what views get as connect_params, beside the client's own.
  App& put_connect_params(Value params);

  /// Requests a page and connects it (the seed's `live/2`). Throws Redirected where it goes elsewhere, what the view
  /// threw, std::invalid_argument where the response has another status than 200, and std::runtime_error where it holds
  /// no live view.
  View live(std::string_view path, OpenOptions options = {});
  /// Connects a page that was requested with get or post.
  View live(const Loaded& loaded, OpenOptions options = {});

  /// The same with the redirect as a value, for tests that expect one.
  std::variant<View, Redirect> try_live(std::string_view path, OpenOptions options = {});
  /// A view by itself, without a route: the parameters of its mount are null, and it must not override handle_params
  /// (the seed's `live_isolated/3`).
  template <class V>
  View live_isolated(LiveRenderOptions render = {}, OpenOptions options = {}) {
    return live_isolated(live_render<V>("isolated", std::move(render)), options);
  }

  /// Goes where a result, or a redirect that was thrown, leads, taking its flash along, and connects the live page
  /// there (the seed's `follow_redirect/3`). Throws std::runtime_error for a result that is no redirect, and
  /// std::invalid_argument where it leads elsewhere than to `to`, if that is given.
  View follow_redirect(const Result& result, std::string_view to = {}, OpenOptions options = {});
  /// The same to an ordinary page.
  Loaded load_redirect(const Result& result, std::string_view to = {});

  /// Does what the browser does with a form that the view gave `phx-trigger-action`: submits it over HTTP, by its
  /// method, to its action, or the page's URL, with the values of the page and of the Form. Throws
  /// std::invalid_argument where the attribute is not there.
  Loaded follow_trigger_action(const Form& form);
  /// Submits a form that has an action, as a browser does where no event is bound to it.
  Loaded submit_form(const Form& form);

  /// Requests a page. What its handler or view throws is the response if it has a status (HttpError, and
  /// EndpointOptions::status_of_error), as in production; everything else is thrown here.
  Loaded get(std::string_view path);
  /// Submits a form, with the CSRF token of this visitor's session.
  Loaded post(std::string_view path, Value params = {});
  Loaded request(std::string_view method, std::string_view path, Value params = {});
  /// Requests JSON, and sends `body` as JSON if the method has a body, with the CSRF token in a header.
  Loaded request_json(std::string_view method, std::string_view path, const Value& body = {});
  Loaded get_json(std::string_view path) { return request_json("GET", path); }
  Loaded post_json(std::string_view path, const Value& body) { return request_json("POST", path, body); }

 private:
  struct Inside;
  View live_isolated(NestedView view, OpenOptions options);
  View connect(std::string_view path, std::string_view html, OpenOptions options);
  struct Answer {
    Loaded loaded;
    std::exception_ptr thrown;
  };
  Answer ask(std::string_view method, std::string_view path, const Value& params);
  Answer ask(std::string_view method, std::string_view path, Headers headers, std::string query, std::string body);
  Loaded with_status(Answer answer);
  std::string follow(const Result& result, std::string_view to);
  Loaded send(const Form& form, const std::string& action);

  Endpoint* endpoint_;
  Headers headers_;
  std::map<std::string, std::string, std::less<>> cookies_;
  Value connect_params_ = Value::object();
};

}  // namespace plume::testing
