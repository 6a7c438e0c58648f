#include "channel/dead_render.h"

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

std::string main_container(const App& app, const LiveRoute& route, const view::Process& process, const Flash& flash,
                           const Session& extra, std::string_view content) {
  const std::string& id = process.id();
  const std::string token = app.tokens.sign_session({id, route.type.name, route.session->name, extra, {}});
  const std::string framework = " id=\"" + id + "\" data-phx-main data-phx-session=\"" + token +
                                "\" data-phx-static=\"" + app.tokens.sign_static({id, flash}) + "\"";
  return view::container_html(view::merged(route.type.options.container, route.container), framework, content);
}

// Module scripts and deferred ones run in the order in which they stand: the client comes last and takes up the hooks
// of the others.
const Safe& client_elements() {
  static const Safe elements = [] {
    std::string html(colocated_elements());
    for (const Asset& asset : client_assets())
      if (asset.path.ends_with(".js"))
        html.append("<script defer phx-track-static src=\"").append(asset.hashed_path).append("\"></script>");
    return Safe(std::move(html));
  }();
  return elements;
}

const RootLayoutFactory& root_layout(const App& app, const LiveRoute& route, const Request& request) {
  static const RootLayoutFactory plain = [] { return std::make_unique<RootLayout>(); };
  for (const RootLayoutFactory* layouts : {&route.session->options.root_layout, request.root_layout.get()})
    if (layouts && *layouts) return *layouts;
  return app.root_layout ? app.root_layout : plain;
}

std::string document(const App& app, const LiveRoute& route, const Request& request, view::Process& process,
                     const std::string& csrf_token, view::Nesting& nesting, std::string inner) {
  const RootLayoutFactory& layouts = root_layout(app, route, request);
  const auto layout = layouts.make();
  layout->page_title = process.view().page_title;
  layout->flash = process.view().flash;
  layout->csrf_token = csrf_token;
  layout->path = request.path;
  layout->request = &request;
  layout->view = &process.view();
  layout->live_module = process.type().name;
  layout->inner_content = Safe(std::move(inner));
  layout->client_assets = client_elements();
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
  check_reload_cookie(app, request);
  const std::string csrf_token = request.csrf_token();
  const Session extra = route.session->options.session.of(request);
  DeadNesting nesting(app, request, csrf_token);
  view::Process process(route.type, new_id(),
                        {.action = route.action,
                         .csrf_token = csrf_token,
                         .layout = layout_of(route),
                         .nesting = &nesting,
                         .inherited = shared_by(request),
                         .observer = app.observer});
  nesting.set_parent(process);
  const Params params = request.params();
  process.set_flash(request.flash);
  const std::string url = absolute_url(request);
  RequestArrival arrival(request, url);
  process.mount(params, merged_session(request.session, extra), &arrival, route.session->options.on_mount, url);
  if (!process.navigating()) process.handle_params(params, url);
  if (const auto navigation = process.take_navigation()) return redirect(*navigation);
  try {
    std::string content;
    process.render_html(content);
    const Flash& flash = process.view().flash;
    return Response::html(document(app, route, request, process, csrf_token, nesting,
                                   main_container(app, route, process, flash, extra, content)));
  } catch (const NestedRedirect& nested) {
    return redirect(nested.navigation);
  }
}

}  // namespace plume::channel
