#include "channel/dead_render.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/url.h"
#include "channel/arrival.h"
#include "crypto/base64.h"
#include "crypto/random.h"
#include "plume/page.h"
#include "view/nesting.h"
#include "view/process.h"

namespace plume::channel {
namespace {

constexpr std::string_view reload_cookie = "__phoenix_reload_status__";

std::string new_id() { return "phx-" + crypto::base64url_encode(crypto::random_bytes(12)); }

// A join that failed with a status makes the client load the page again: it shall see that status.
void check_reload_cookie(const App& app, const Request& request) {
  if (!request.cookies.contains(reload_cookie)) return;
  const auto join = app.tokens.verify_reload(request.cookies[reload_cookie].text()).value_or(FailedJoin{500});
  throw HttpError(join.status, "the live page could not be joined" + (join.error.empty() ? "" : ": " + join.error));
}

std::string absolute_url(const Request& request) {
  std::string url = request.scheme + "://" + request.host;
  if (request.port && request.port != default_port(request.scheme)) url += ":" + std::to_string(request.port);
  url += request.path;
  if (!request.query.empty()) url += "?" + request.query;
  return url;
}

Response redirect(const view::Navigation& navigation) {
  Response response = navigation.to.starts_with('/') ? Response::redirect(navigation.to, navigation.status)
                                                     : Response::redirect_external(navigation.to, navigation.status);
  response.flash = navigation.flash;
  response.live_redirect = navigation.kind != view::Navigation::Kind::redirect;
  return response;
}

// A view within the page goes elsewhere: so does the whole page.
struct NestedRedirect {
  view::Navigation navigation;
};

// The views within another one's page are mounted and rendered with it.
class DeadNesting : public detail::Surroundings {
 public:
  DeadNesting(const App& app, const Request& request, std::string_view csrf_token)
      : app_(app), request_(request), csrf_token_(csrf_token) {}
  /// Before anything is rendered.
  void set_parent(view::Process& parent) { parent_ = &parent; }

  std::string nested_html(const NestedView& nested) override {
    DeadNesting below(app_, request_, csrf_token_);
    view::Process process(*nested.type, nested.id,
                          {.csrf_token = csrf_token_,
                           .routed = false,
                           .nesting = &below,
                           .inherited = parent_->shared_with_nested(),
                           .observer = app_.observer,
                           .factories = app_.factories});
    below.set_parent(process);
    process.mount(Params(), merged_session(request_.session, nested.options.session), nullptr);
    if (auto navigation = process.take_navigation()) throw NestedRedirect{std::move(*navigation)};
    std::string content;
    process.render_html(content);
    // Only a sticky view can be joined before the connected view around it has rendered it (server-api 4.7.2).
    std::string session;
    if (nested.options.sticky)
      session = app_.tokens.sign_session(session_token_of(nested, SessionToken::Nested{.sticky = true}));
    return view::nested_container_html(nested, parent_->id(), session, app_.tokens.sign_static({nested.id}), content);
  }

 private:
  const App& app_;
  const Request& request_;
  std::string_view csrf_token_;
  view::Process* parent_ = nullptr;
};

// What plugs assigned, for assign_new (server-api 4.7.4).
std::shared_ptr<view::SharedAssigns> shared_by(const Request& request) {
  if (request.assigns.empty()) return nullptr;
  auto shared = std::make_shared<view::SharedAssigns>();
  for (const auto& [key, value] : request.assigns) shared->put(key, value);
  return shared;
}

// What is wanted for a request: a view that no other is around.
struct Wanted {
  const App& app;
  Request& request;
  const view::ViewType& type;
  const LiveRoute* route = nullptr;      // null: the router does not mount it
  Session extra = Session::object();     // over that of the cookie
  std::optional<Container> container{};  // over that of the view
  std::string id = new_id();
  bool sticky = false;
  std::string csrf_token = request.csrf_token();
};

// That view, alive until the request is answered.
class RootView {
 public:
  /// `wanted` must outlive it.
  explicit RootView(const Wanted& wanted)
      : wanted_(wanted),
        nesting_(wanted.app, wanted.request, wanted.csrf_token),
        url_(absolute_url(wanted.request)),
        arrival_(wanted.request, url_),
        process_(wanted.type, wanted.id, options()) {
    nesting_.set_parent(process_);
    process_.set_flash(wanted.request.flash);
  }

  /// Where it goes instead of being shown, if anywhere.
  std::optional<view::Navigation> mount() {
    const auto& [app, request, type, route, extra, container, id, sticky, csrf_token] = wanted_;
    check_reload_cookie(app, request);
    const Params params = route ? request.params() : Params();
    process_.mount(params, merged_session(request.session, extra), &arrival_,
                   route ? route->session->options.on_mount : std::span<const OnMount>(), url_);
    if (route && !process_.navigating()) process_.handle_params(params, url_);
    return process_.take_navigation();
  }

  /// Its container, with what it shows. Throws NestedRedirect.
  std::string html() {
    std::string content;
    process_.render_html(content);
    const std::string framework = " id=\"" + escape_html(wanted_.id) + "\"" + kind() + " data-phx-session=\"" +
                                  wanted_.app.tokens.sign_session(session_token()) + "\" data-phx-static=\"" +
                                  wanted_.app.tokens.sign_static({wanted_.id, process_.view().flash}) + "\"";
    return view::container_html(view::merged(wanted_.type.options.container, wanted_.container), framework, content);
  }

  detail::Surroundings& nesting() { return nesting_; }
  const LiveView& view() { return process_.view(); }

 private:
  view::Process::Options options() {
    const LiveRoute* const route = wanted_.route;
    return {.action = route ? std::string_view(route->action) : std::string_view(),
            .csrf_token = wanted_.csrf_token,
            .routed = route != nullptr,
            .layout = route ? layout_of(*route) : Layout(),
            .nesting = &nesting_,
            .inherited = shared_by(wanted_.request),
            .observer = wanted_.app.observer,
            .factories = wanted_.app.factories};
  }
  const char* kind() const {
    if (wanted_.route) return " data-phx-main";
    return wanted_.sticky ? " data-phx-sticky" : "";
  }
  SessionToken session_token() const {
    SessionToken token{wanted_.id, wanted_.type.name, {}, wanted_.extra};
    if (wanted_.route)
      token.live_session = wanted_.route->session->token_name();
    else
      token.nested = SessionToken::Nested{.sticky = wanted_.sticky};
    return token;
  }

  const Wanted& wanted_;
  DeadNesting nesting_;
  const std::string url_;
  RequestArrival arrival_;
  view::Process process_;
};

// The views in a page that a handler renders: each stands by itself.
class PageNesting : public detail::Surroundings {
 public:
  PageNesting(const App& app, Request& request, std::string_view csrf_token)
      : app_(app), request_(request), csrf_token_(csrf_token) {}

  std::string nested_html(const NestedView& nested) override {
    const Wanted wanted{.app = app_,
                        .request = request_,
                        .type = *nested.type,
                        .extra = nested.options.session,
                        .container = nested.options.container,
                        .id = nested.id.empty() ? new_id() : nested.id,
                        .sticky = nested.options.sticky,
                        .csrf_token = std::string(csrf_token_)};
    RootView view(wanted);
    if (const auto navigation = view.mount()) refuse(wanted, *navigation);
    try {
      return view.html();
    } catch (const NestedRedirect& redirect) {
      refuse(wanted, redirect.navigation);
    }
  }

 private:
  [[noreturn]] static void refuse(const Wanted& wanted, const view::Navigation& navigation) {
    throw std::logic_error(wanted.type.name + " cannot go to " + navigation.to +
                           " while the page that it stands in is rendered: the handler of the page must ask for "
                           "that before, and redirect itself");
  }

  const App& app_;
  Request& request_;
  std::string_view csrf_token_;
};

const RootLayoutFactory& root_layout(const App& app, const Request& request, const LiveRoute* route) {
  static const RootLayoutFactory plain = [] { return std::make_unique<RootLayout>(); };
  const RootLayoutFactory* const of_session = route ? &route->session->options.root_layout : nullptr;
  for (const RootLayoutFactory* layouts : {of_session, request.root_layout.get()})
    if (layouts && *layouts) return *layouts;
  return app.root_layout ? app.root_layout : plain;
}

// The document around a page.
class Document {
 public:
  /// `route`: null for pages that the router does not mount.
  Document(const App& app, const Request& request, const LiveRoute* route, const std::string& csrf_token)
      : app_(app), layouts_(root_layout(app, request, route)), layout_(layouts_.make()) {
    layout_->flash = request.flash;
    layout_->csrf_token = csrf_token;
    layout_->path = request.path;
    layout_->request = &request;
  }
  RootLayout& layout() { return *layout_; }
  /// Throws NestedRedirect.
  std::string html(detail::Surroundings& nesting, std::string inner) {
    layout_->client_assets = app_.client_elements.of(inner);
    layout_->inner_content = Safe(std::move(inner));
    std::string html;
    HtmlRender render(html, layout_->csrf_token, &nesting);
    layouts_.render(*layout_, render);
    return html;
  }

 private:
  const App& app_;
  const RootLayoutFactory& layouts_;
  const std::unique_ptr<RootLayout> layout_;
};

std::string live_document(const Wanted& wanted, RootView& view) {
  std::string inner = view.html();
  Document document(wanted.app, wanted.request, wanted.route, wanted.csrf_token);
  RootLayout& layout = document.layout();
  layout.page_title = view.view().page_title;
  layout.flash = view.view().flash;
  layout.view = &view.view();
  layout.live_module = wanted.type.name;
  return document.html(view.nesting(), std::move(inner));
}

// `html(view)` gives what is answered where the view goes nowhere else.
template <class Html>
Response answer(const Wanted& wanted, Html html) {
  RootView view(wanted);
  if (const auto navigation = view.mount()) return redirect(*navigation);
  try {
    return Response::html(html(view));
  } catch (const NestedRedirect& nested) {
    return redirect(nested.navigation);
  }
}

Response answer_with_page(const Wanted& wanted) {
  return answer(wanted, [&](RootView& view) { return live_document(wanted, view); });
}

const App& app_of(const Request& request) {
  if (const App* const app = request.internals.app) return *app;
  throw std::logic_error("live_render and render are for requests that an endpoint serves");
}

}  // namespace

Response dead_render(const App& app, const NestedView& view, Request& request) {
  return answer({.app = app,
                 .request = request,
                 .type = *view.type,
                 .extra = view.options.session,
                 .container = view.options.container,
                 .id = view.id,
                 .sticky = view.options.sticky},
                [](RootView& root) { return root.html(); });
}

Response dead_render(const App& app, const LiveRoute& route, Request& request) {
  return answer_with_page({.app = app,
                           .request = request,
                           .type = route.type,
                           .route = &route,
                           .extra = route.session->options.session.of(request),
                           .container = route.container});
}

}  // namespace plume::channel

namespace plume {

Response view::render_page(const ViewType& type, Request& request, const LivePageOptions& options) {
  const channel::App& app = channel::app_of(request);
  const LiveRoute* route = nullptr;
  Session extra = options.session;
  if (options.main) {
    route = app.routes.find(request.path).live;
    if (!route || route->type.name != type.name)
      throw std::logic_error("live_render of " + type.name + " as the main view: no live route of it is at " +
                             request.path);
    extra = channel::merged_session(route->session->options.session.of(request), options.session);
  }
  auto container = options.container;
  if (!container && route) container = route->container;
  return channel::answer_with_page({.app = app,
                                    .request = request,
                                    .type = type,
                                    .route = route,
                                    .extra = std::move(extra),
                                    .container = std::move(container)});
}

Response view::render_page(Request& request, const std::function<void(Render&)>& content, const PageOptions& options) {
  const channel::App& app = channel::app_of(request);
  const std::string csrf_token = request.csrf_token();
  channel::PageNesting nesting(app, request, csrf_token);
  std::string inner;
  HtmlRender render(inner, csrf_token, &nesting);
  content(render);
  channel::Document document(app, request, nullptr, csrf_token);
  document.layout().page_title = options.title;
  return Response::html(document.html(nesting, std::move(inner)), options.status);
}

}  // namespace plume
