#include "channel/dead_render.h"

#include <optional>
#include <span>
#include <stdexcept>
#include <string>

#include "base/colocated.h"
#include "channel/arrival.h"
#include "crypto/base64.h"
#include "crypto/random.h"
#include "plume/assets.h"
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
  const int usual = request.scheme == "https" ? 443 : 80;
  if (request.port && request.port != usual) url += ":" + std::to_string(request.port);
  url += request.path;
  if (!request.query.empty()) url += "?" + request.query;
  return url;
}

Response redirect(const view::Navigation& navigation) {
  Response response = navigation.to.starts_with('/') ? Response::redirect(navigation.to, navigation.status)
                                                     : Response::redirect_external(navigation.to, navigation.status);
  response.flash = navigation.flash;
  return response;
}

// A view within the page goes elsewhere: so does the whole page.
  response.live_redirect = navigation.kind != view::Navigation::Kind::redirect;
struct NestedRedirect {
  view::Navigation navigation;
};

// The views within a page are mounted and rendered with it.
class DeadNesting : public view::Nesting {
 public:
  DeadNesting(const App& app, const Request& request, std::string_view csrf_token)
      : app_(app), request_(request), csrf_token_(csrf_token) {}
  /// Before anything is rendered.
  void set_parent(const view::Process& parent) { parent_ = &parent; }

  std::string nested_html(const NestedView& nested) override {
    DeadNesting below(app_, request_, csrf_token_);
    view::Process process(*nested.type, nested.id,
                          {.csrf_token = csrf_token_,
                           .routed = false,
                           .nesting = &below,
                           .inherited = parent_ ? parent_->shared() : nullptr,
                           .observer = app_.observer});
    below.set_parent(process);
    process.mount(Params(), merged_session(request_.session, nested.options.session), nullptr);
    if (auto navigation = process.take_navigation()) throw NestedRedirect{std::move(*navigation)};
    std::string content;
    process.render_html(content);
    // Only a sticky view can be joined before the connected view around it has rendered it (server-api 4.7.2).
    std::string session;
    if (nested.options.sticky)
      session = app_.tokens.sign_session(session_token_of(nested, SessionToken::Nested{.sticky = true}));
    return view::nested_container_html(nested, parent_ ? parent_->id() : "", session,
                                       app_.tokens.sign_static({nested.id}), content);
  }

 private:
  const App& app_;
  const Request& request_;
  std::string_view csrf_token_;
  const view::Process* parent_ = nullptr;  // null: the view stands alone
};

// What is to be rendered for a request.
struct Page {
  const App& app;
  Request& request;
  const view::ViewType& type;
  const LiveRoute* route;              // null: the router does not mount it
  Session extra;                       // over that of the cookie
  std::optional<Container> container;  // over that of the view
};

std::string main_container(const Page& page, view::Process& process, std::string_view content) {
  const std::string& id = process.id();
  SessionToken token{id, page.type.name, {}, page.extra};
  if (page.route)
    token.live_session = page.route->session->name;
  else
    token.nested = SessionToken::Nested();
  const std::string framework = " id=\"" + id + (page.route ? "\" data-phx-main" : "\"") + " data-phx-session=\"" +
                                page.app.tokens.sign_session(token) + "\" data-phx-static=\"" +
                                page.app.tokens.sign_static({id, process.view().flash}) + "\"";
  return view::container_html(view::merged(page.type.options.container, page.container), framework, content);
}

// Module scripts and deferred ones run in the order in which they stand: the client comes last and takes up the hooks
// of the others. It is told the script name, below which its socket is.
Safe client_elements(const std::string& script_name) {
  std::string html = colocated_elements(script_name);
  const std::string told = script_name.empty() ? "" : " data-script-name=\"" + script_name + "\"";
  for (const Asset& asset : client_assets()) {
    if (!asset.path.ends_with(".js")) continue;
    html.append("<script defer phx-track-static src=\"").append(script_name).append(asset.hashed_path).append("\"");
    html.append(told).append("></script>");
  }
  return Safe(std::move(html));
}

const RootLayoutFactory& root_layout(const Page& page) {
  static const RootLayoutFactory plain = [] { return std::make_unique<RootLayout>(); };
  const RootLayoutFactory* const of_session = page.route ? &page.route->session->options.root_layout : nullptr;
  for (const RootLayoutFactory* layouts : {of_session, page.request.root_layout.get()})
    if (layouts && *layouts) return *layouts;
  return page.app.root_layout ? page.app.root_layout : plain;
}

std::string document(const Page& page, view::Process& process, const std::string& csrf_token, view::Nesting& nesting,
                     std::string inner) {
  const RootLayoutFactory& layouts = root_layout(page);
  const auto layout = layouts.make();
  layout->page_title = process.view().page_title;
  layout->flash = process.view().flash;
  layout->csrf_token = csrf_token;
  layout->path = page.request.path;
  layout->request = &page.request;
  layout->view = &process.view();
  layout->live_module = page.type.name;
  layout->inner_content = Safe(std::move(inner));
  layout->client_assets = client_elements(page.app.script_name.text());
  std::string html;
  HtmlRender render(html, csrf_token, nullptr, &nesting);
  layouts.render(*layout, render);
  return html;
}

// What plugs assigned, for assign_new of the main view (server-api 4.7.4).
std::shared_ptr<view::SharedAssigns> shared_by(const Request& request) {
  if (request.assigns.empty()) return nullptr;
  auto shared = std::make_shared<view::SharedAssigns>();
  for (const auto& [key, value] : request.assigns) shared->put(key, value);
  return shared;
}

Response render(const Page& page) {
  const auto& [app, request, type, route, extra, container] = page;
  check_reload_cookie(app, request);
  const std::string csrf_token = request.csrf_token();
  DeadNesting nesting(app, request, csrf_token);
  view::Process::Options options{.csrf_token = csrf_token,
                                 .routed = route != nullptr,
                                 .nesting = &nesting,
                                 .inherited = shared_by(request),
                                 .observer = app.observer};
  if (route) {
    options.action = route->action;
    options.layout = layout_of(*route);
  }
  view::Process process(type, new_id(), std::move(options));
  nesting.set_parent(process);
  const Params params = route ? request.params() : Params();
  process.set_flash(request.flash);
  const std::string url = absolute_url(request);
  RequestArrival arrival(request, url);
  process.mount(params, merged_session(request.session, extra), &arrival,
                route ? route->session->options.on_mount : std::span<const OnMount>(), url);
  if (route && !process.navigating()) process.handle_params(params, url);
  if (const auto navigation = process.take_navigation()) return redirect(*navigation);
  try {
    std::string content;
    process.render_html(content);
    return Response::html(document(page, process, csrf_token, nesting, main_container(page, process, content)));
  } catch (const NestedRedirect& nested) {
    return redirect(nested.navigation);
  }
}

}  // namespace

Response dead_render(const App& app, const NestedView& view, Request& request) {
  const std::string csrf_token = request.csrf_token();
  try {
    return Response::html(DeadNesting(app, request, csrf_token).nested_html(view));
  } catch (const NestedRedirect& nested) {
    return redirect(nested.navigation);
  }
}

Response dead_render(const App& app, const LiveRoute& route, Request& request) {
  return render({app, request, route.type, &route, route.session->options.session.of(request), route.container});
}

}  // namespace plume::channel

namespace plume {

Response view::render_page(const ViewType& type, Request& request, const LivePageOptions& options) {
  const channel::App* const app = request.internals.app;
  if (!app) throw std::logic_error("live_render is for requests that an endpoint serves");
  const LiveRoute* route = nullptr;
  Session extra = options.session;
  if (options.main) {
    route = app->routes.find(request.path).live;
    if (!route || route->type.name != type.name)
      throw std::logic_error("live_render of " + type.name + " as the main view: no live route of it is at " +
                             request.path);
    extra = channel::merged_session(route->session->options.session.of(request), options.session);
  }
  auto container = options.container;
  if (!container && route) container = route->container;
  return channel::render({*app, request, type, route, std::move(extra), std::move(container)});
}

}  // namespace plume
