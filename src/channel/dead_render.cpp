#include "channel/dead_render.h"

#include <string>

#include "base/colocated.h"
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
  const int status = app.tokens.verify_reload(request.cookies[reload_cookie].text()).value_or(500);
  throw HttpError(status, "the live page could not be joined");
}

Session session_of(const LiveRoute& route, const Request& request) {
  Session session = request.session.is_object() ? request.session : Session::object();
  if (route.session->options.session.is_object())
    for (const auto& [key, value] : route.session->options.session.as_object()) session[key] = value;
  return session;
}

std::string absolute_url(const Request& request) {
  std::string url = request.scheme + "://" + request.host;
  const int usual = request.scheme == "https" ? 443 : 80;
  if (request.port && request.port != usual) url += ":" + std::to_string(request.port);
  url += request.path;
  if (!request.query.empty()) url += "?" + request.query;
  return url;
}

std::string container(const App& app, const LiveRoute& route, const std::string& id, const std::string& content) {
  const Session session = route.session->options.session;
  const std::string token = app.tokens.sign_session({id, route.type.name, route.session->name, session});
  std::string html = "<div id=\"" + id + "\" data-phx-main data-phx-session=\"" + token + "\" data-phx-static=\"" +
                     app.tokens.sign_static(id) + "\">";
  return html.append(content).append("</div>");
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

std::string document(const App& app, const LiveRoute& route, const Request& request, view::Process& process,
                     const std::string& csrf_token, std::string inner) {
  static const RootLayoutFactory plain = [] { return std::make_unique<RootLayout>(); };
  const RootLayoutFactory& of_session = route.session->options.root_layout;
  const RootLayoutFactory& layouts = of_session ? of_session : app.root_layout ? app.root_layout : plain;
  const auto layout = layouts.make();
  layout->page_title = process.view().page_title;
  layout->csrf_token = csrf_token;
  layout->path = request.path;
  layout->inner_content = Safe(std::move(inner));
  layout->client_assets = client_elements();
  std::string html;
  HtmlRender render(html, csrf_token);
  layouts.render(*layout, render);
  return html;
}

}  // namespace

Response dead_render(const App& app, const LiveRoute& route, const Request& request) {
  check_reload_cookie(app, request);
  const std::string id = new_id();
  const std::string csrf_token = request.csrf_token ? request.csrf_token() : "";
  view::Process process(route.type, id, route.action, nullptr, csrf_token);
  const Params params = request.params();
  process.mount(params, session_of(route, request), Params());
  if (!process.navigating()) process.handle_params(params, absolute_url(request));
  if (const auto navigation = process.take_navigation()) return Response::redirect(navigation->to);
  std::string content;
  process.render_html(content);
  return Response::html(document(app, route, request, process, csrf_token, container(app, route, id, content)));
}

}  // namespace plume::channel
