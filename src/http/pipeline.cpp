#include "http/pipeline.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <utility>

#include "base/ascii.h"
#include "base/json.h"
#include "base/log.h"
#include "base/query.h"
#include "base/span.h"
#include "base/url.h"
#include "channel/address_runs.h"
#include "channel/arrival.h"
#include "channel/dead_render.h"
#include "crypto/base64.h"
#include "crypto/csrf.h"
#include "crypto/random.h"
#include "http/connect_query.h"
#include "http/cookies.h"
#include "http/debug_page.h"
#include "http/error_page.h"
#include "http/multipart.h"
#include "http/text.h"
#include "plume/colocated.h"

namespace plume::http {
namespace {

// Cookies that the client sets, for the next request only.
constexpr std::string_view reload_cookie = "__phoenix_reload_status__";
constexpr std::string_view flash_cookie = "__phoenix_flash__";

constexpr std::size_t most_form_bytes = 1'000'000;  // of its fields; bodies are bounded by Limits

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

// `urlencoded`: the fields of the form.
void read_form(Request& request, std::string_view urlencoded) {
  request.body_params = parse_query(urlencoded);
  const auto method = request.body_params["_method"].text();
  for (const std::string_view other : {"PUT", "PATCH", "DELETE"})
    if (request.method == "POST" && equal_without_case(method, other)) request.method = other;
}

std::string request_id(const Headers& headers) {
  const auto given = headers.get("x-request-id");
  if (given.size() >= 20 && given.size() <= 200 && is_token(given)) return std::string(given);
  return crypto::base64url_encode(crypto::random_bytes(15));
}

void set_where_missing(Headers& headers, std::string_view name, std::string_view value) {
  if (!headers.contains(name)) headers.set(name, value);
}

// What the endpoint itself finds wrong.
view::Failure refusal(int status, std::string_view reason) { return {"plume::HttpError", std::string(reason), status}; }

// server-api 13.6
void secure_headers(Response& response) {
  if (!response.headers.get("content-type").starts_with("text/html")) return;
  set_where_missing(response.headers, "referrer-policy", "strict-origin-when-cross-origin");
  set_where_missing(response.headers, "content-security-policy", "base-uri 'self'; frame-ancestors 'self';");
  set_where_missing(response.headers, "x-content-type-options", "nosniff");
  set_where_missing(response.headers, "x-permitted-cross-domain-policies", "none");
}

std::vector<AssetBundle> bundles_of(const EndpointOptions& options) {
  std::vector<AssetBundle> bundles{client_assets(), colocated_assets()};
  if (options.debug_errors) bundles.push_back(debug_assets());
  bundles.insert(bundles.end(), options.assets.begin(), options.assets.end());
  return bundles;
}

}  // namespace

Pipeline::Pipeline(const EndpointOptions& options, const Router& router, const channel::App& app)
    : options_(options),
      router_(router),
      app_(app),
      static_paths_(std::make_shared<const StaticFiles>(
          bundles_of(options), options.static_dir, app.script_name,
          StaticAccess{.links = options.static_links, .dot_files = options.static_dot_files})),
      files_(*static_paths_),
      sessions_(options.session, options.secret_key_base),
      csrf_check_(options.csrf, options.host),
      origins_(options.check_origin, options.host),
      forwarded_(options.rewrite_on),
      ssl_(options.force_ssl) {}

Response Pipeline::respond(RawRequest&& raw, const Peer& peer, std::exception_ptr* thrown) const {
  const auto begin = std::chrono::steady_clock::now();
  const ScriptNameScope scope(app_.script_name.text(), &app_.static_paths);
  Request request;
  Response response;
  const auto attempt = [&](auto step) {
    try {
      step();
      return true;
    } catch (...) {
      if (thrown) *thrown = std::current_exception();
      response = failed(request, view::current_failure(options_.status_of_error));
      return false;
    }
  };
  if (attempt([&] { request = read(std::move(raw), peer); }))
    in_span(
        telemetry(), [&] { return telemetry::HttpRequest{request, response}; },
        [&] {
          attempt([&] {
            response = ssl_.forbids(request.scheme, request.host) ? ssl_.redirect(request) : answer(request);
          });
        });
  for (const auto cookie : {reload_cookie, flash_cookie})
    if (request.cookies.contains(cookie)) response.cookies.push_back({std::string(cookie), "", {.max_age = 0}});
  secure_headers(response);
  ssl_.mark(request, response);
  // Behind a proxy, the connection itself is not secure.
  if (request.scheme == "https")
    for (Response::Cookie& cookie : response.cookies) cookie.options.secure = cookie.options.secure.value_or(true);
  if (!request.request_id.empty()) response.headers.set("x-request-id", request.request_id);
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
  log_info("request", {{"method", request.method},
                       {"path", request.path},
                       {"status", response.status},
                       {"us", micros.count()},
                       {"request_id", request.request_id}});
  if (is_logged(LogLevel::debug))
    log_debug("parameters", {{"params", options_.filter_parameters.apply(request.params()).json()},
                             {"request_id", request.request_id}});
  return response;
}

// Errors of the client's kind are its own: they are not worth an alarm.
Response Pipeline::failed(const Request& request, const view::Failure& failure) const {
  log(failure.is_client_error() ? LogLevel::debug : LogLevel::error, "a request failed",
      {{"path", request.path},
       {"request_id", request.request_id},
       {"error", failure.message},
       {"type", failure.type},
       {"at", failure.where()}});
  if (telemetry().listens<telemetry::ErrorRendered>())
    telemetry().emit(
        telemetry::ErrorRendered{request, failure.status, failure.type, failure.message, failure.where().value_or("")});
  return page_of(failure, request);
}

Response Pipeline::page_of(const view::Failure& failure, const Request& request) const {
  return options_.debug_errors ? debug_page(failure, request, router_, options_.filter_parameters)
                               : error_page(failure.status, request, options_.render_errors);
}

Response Pipeline::refuse(int status, std::string_view reason, std::string_view accept) const {
  const ScriptNameScope scope(app_.script_name.text(), &app_.static_paths);
  Request request;
  request.headers.set("accept", accept);
  Response response = page_of(refusal(status, reason), request);
  secure_headers(response);
  return response;
}

Approach Pipeline::approach(const RawRequest& raw, const Peer& peer) const {
  return forwarded_.rewritten(raw.headers, {peer.is_secure ? "https" : "http", raw.host, raw.port, peer});
}

Request Pipeline::read(RawRequest&& raw, const Peer& peer) const {
  Request request;
  Approach seen = approach(raw, peer);
  request.method = std::move(raw.method);
  request.path = std::move(raw.path);
  request.query = std::move(raw.query);
  request.scheme = std::move(seen.scheme);
  request.host = seen.host.empty() ? options_.host : std::move(seen.host);
  request.port = seen.port ? seen.port : default_port(request.scheme);
  request.peer = std::move(seen.peer.address);
  request.peer_port = seen.peer.port;
  if (seen.peer.certificate) request.ssl_cert = *seen.peer.certificate;
  request.headers = std::move(raw.headers);
  request.body = std::move(raw.body);
  request.request_id = request_id(request.headers);
  request.cookies = parse_cookies(request.headers.get("cookie"));
  request.path_params = Params::object();
  request.internals.app = &app_;
  return request;
}

void Pipeline::read_body(Request& request) const {
  const auto type = request.headers.get("content-type");
  if (is_safe(request.method) || request.body.empty()) return;
  if (is_in_media_range(type, "application/x-www-form-urlencoded")) {
    if (request.body.size() > most_form_bytes) throw HttpError(413, "a form of this size is not accepted");
    read_form(request, request.body);
  } else if (is_in_media_range(type, "multipart/form-data")) {
    const Limits& limits = options_.limits;
    read_form(request, urlencoded_fields(request.body, type,
                                         {.parts = limits.multipart_parts,
                                          .header_bytes = limits.multipart_header_bytes,
                                          .field_bytes = most_form_bytes}));
  } else if (is_in_media_range(type, "application/json")) {
    Value body = parse_json_of_client(request.body);
    request.body_params = body.is_object() ? std::move(body) : Value{{"_json", std::move(body)}};
  } else if (!type.empty() && !passes_body(type)) {
    throw HttpError(415,
                    "a body of the type " + std::string(type) + " is not read here; see EndpointOptions::pass_bodies");
  }
}

bool Pipeline::passes_body(std::string_view type) const {
  return std::any_of(options_.pass_bodies.begin(), options_.pass_bodies.end(),
                     [type](std::string_view range) { return is_in_media_range(type, range); });
}

Response Pipeline::answer(Request& request) const {
  if (files_.can_name_file(request.path))
    if (auto file = files_.find(request)) return std::move(*file);
  request.query_params = parse_query(request.query);
  read_body(request);
  const BrowserSession session = sessions_.read(request.cookies);
  read_session(session, request);
  Response response = route(request);
  write_session(session, request, response);
  return response;
}

Response Pipeline::route(Request& request) const {
  const std::string& script_name = app_.script_name.text();
  const auto path = app_.script_name.below(request.path);
  if (!path)
    return failed(request, refusal(404, "no route leads to " + request.path + ": they are below " + script_name));
  auto match = router_.match(request.method == "HEAD" ? "GET" : request.method, *path);
  if (!match && match.other_method) {
    Response response = failed(request, refusal(405, "this path has no " + request.method));
    std::string allowed;
    for (const std::string& method : router_.methods(*path)) allowed += (allowed.empty() ? "" : ", ") + method;
    response.headers.set("allow", allowed);
    return response;
  }
  if (!match && !files_.can_name_file(request.path))
    return failed(request, refusal(400, "no route leads to " + request.path + ", and no file can have this name"));
  if (!match) return failed(request, refusal(404, "no route leads to " + request.path));
  request.path_params = std::move(match.path_params);
  request.route = match.info;
  if (match.info->private_values.is_object()) request.private_values = match.info->private_values;
  check_csrf(match.info->csrf, request);
  Response response = enter(match, request);
  if (match.info->csrf != Csrf::off) check_script(request, response);
  return response;
}

// Through the plugs of a route to what it leads to.
Response Pipeline::enter(const Router::Match& match, Request& request) const {
  const std::vector<Plug>& plugs = *match.plugs;
  const std::function<Response(Request&, std::size_t)> pass = [&](Request& passed, std::size_t at) {
    if (at < plugs.size()) return plugs[at](passed, [&pass, at](Request& on) { return pass(on, at + 1); });
    return match.live ? channel::dead_render(app_, *match.live, passed) : (*match.handler)(passed);
  };
  Response response;
  in_span(telemetry(), [&] { return telemetry::RouterDispatch{request}; }, [&] { response = pass(request, 0); });
  return response;
}

void Pipeline::check_csrf(Csrf csrf, Request& request) const {
  if (csrf == Csrf::off || is_safe(request.method)) return;
  const std::string fault = csrf_check_.fault(request);
  if (fault.empty()) return;
  if (csrf == Csrf::refuse) throw HttpError(403, fault);
  request.clear_session();
  request.internals.ignores_session = true;
}

// What a handler writes as a script for its own pages, others could load with the user's cookie, and read (server-api
// 13.4).
void Pipeline::check_script(const Request& request, const Response& response) {
  const auto type = response.headers.get("content-type");
  const bool is_script =
      is_in_media_range(type, "text/javascript") || is_in_media_range(type, "application/javascript");
  if (is_script && request.method == "GET" &&
      !equal_without_case(request.headers.get("x-requested-with"), "XMLHttpRequest"))
    throw HttpError(403,
                    "a script could be loaded by any page: ask for it with the header x-requested-with: "
                    "XMLHttpRequest, or set the route's csrf to Csrf::off where it tells nothing of the user");
}

// Flash is what the page before left: in the session by a response, or in a cookie by the client, whose view
// redirected.
void Pipeline::read_session(const BrowserSession& session, Request& request) const {
  request.session = session.values;
  request.internals.csrf_secret = session.csrf_secret;
  request.flash = session.flash;
  if (request.cookies.contains(flash_cookie))
    request.flash.merge(app_.tokens.verify_flash(request.cookies[flash_cookie].text()));
}

// Flash waits for the end of redirects.
void Pipeline::write_session(const BrowserSession& before, const Request& request, Response& response) const {
  if (request.internals.ignores_session) return;
  if (!request.session.is_object()) throw std::invalid_argument("Request::session must be an object");
  BrowserSession after{request.session, request.internals.csrf_secret};
  if (response.status >= 300 && response.status <= 308) {
    after.flash = request.flash;
    after.flash.merge(response.flash);
  }
  if (after == before) return;
  response.cookies.push_back(after == BrowserSession() ? sessions_.drop() : sessions_.write(after));
}

std::optional<Response> Pipeline::asset(const RawRequest& raw) const {
  if (options_.force_ssl || !files_.asset(raw.path)) return std::nullopt;
  Request request;
  request.method = raw.method;
  request.path = raw.path;
  request.headers = raw.headers;
  return files_.find(request);
}

std::shared_ptr<runtime::RunGroup> Pipeline::runs_of(const RawRequest& raw, const Peer& peer) const {
  return app_.address_runs ? app_.address_runs->of(forwarded_.client(raw.headers, peer.address)) : nullptr;
}

bool Pipeline::accepts_origin(const RawRequest& raw, const Peer& peer) const {
  return accepts_origin(raw, approach(raw, peer));
}

bool Pipeline::accepts_origin(const RawRequest& raw, const Approach& seen) const {
  const std::string* const origin = raw.headers.find("origin");
  if (origins_.accepts(origin ? std::optional<std::string_view>(*origin) : std::nullopt,
                       {seen.scheme, seen.host, seen.port}))
    return true;
  log_warning("a socket was refused: its origin is not allowed; see EndpointOptions::host and check_origin",
              {{"origin", *origin}, {"host", options_.host}});
  return false;
}

std::variant<channel::ConnectInfo, int> Pipeline::connect(const RawRequest& raw, const Peer& peer) const {
  auto admitted = admit(raw, peer);
  if (telemetry().listens<telemetry::SocketConnected>()) {
    static const Params none;
    const auto* const info = std::get_if<channel::ConnectInfo>(&admitted);
    telemetry().emit(telemetry::SocketConnected{info != nullptr, peer.address, info ? info->params : none});
  }
  // No view will ever ask for them.
  if (auto* const info = std::get_if<channel::ConnectInfo>(&admitted); info && !info->has_session) info->params = {};
  return admitted;
}

std::variant<channel::ConnectInfo, int> Pipeline::admit(const RawRequest& raw, const Peer& peer) const {
  if (raw.method != "GET") return 400;
  const Approach seen = approach(raw, peer);
  if (ssl_.forbids(seen.scheme, seen.host) || !accepts_origin(raw, seen)) return 403;
  channel::ConnectInfo info;
  try {
    info.params = parse_query(connect_query(raw.query));
  } catch (const HttpError& error) {
    return error.status();
  }
  if (info.params["vsn"].text() != "2.0.0") return 403;
  auto session = sessions_.read(parse_cookies(raw.headers.get("cookie")));
  info.has_session = crypto::csrf_token_fits(session.csrf_secret, info.params["_csrf_token"].text());
  info.peer = seen.peer.address;
  info.peer_port = seen.peer.port;
  if (!info.has_session) return info;  // joins are refused, so that nothing else is asked for
  info.session = std::move(session.values);
  info.session_key = session.csrf_secret;
  info.ssl_cert = seen.peer.certificate;
  info.user_agent = raw.headers.get("user-agent");
  info.host = seen.host;
  if (seen.port && seen.port != default_port(seen.scheme)) info.host += ":" + std::to_string(seen.port);
  info.scheme = seen.scheme;
  for (const auto& [name, value] : raw.headers)
    if (channel::is_for_views(to_lower(name))) info.headers.add(name, value);
  return info;
}

}  // namespace plume::http
