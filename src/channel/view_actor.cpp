#include "channel/view_actor.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <iterator>
#include <memory_resource>
#include <utility>

#include "base/json.h"
#include "base/lent.h"
#include "base/log.h"
#include "base/query.h"
#include "base/url.h"
#include "channel/arrival.h"
#include "channel/mail_for_log.h"
#include "channel/socket.h"
#include "plume/assets.h"
#include "plume/html.h"
#include "plume/http.h"

namespace plume::channel {
namespace {

constexpr int most_patches = 20;
constexpr std::size_t longest_event_name = 256;
constexpr std::size_t longest_url = 17 * 1024;  // what a request may have, 16 KiB, and the origin before it

// Parameters of one message live here; a view that keeps them copies them. Those of a large message live on the heap:
// an arena keeps what a list or an object grew out of.
class Arena {
 public:
  explicit Arena(const ClientMessage& message) : is_large_(message.payload.size() > largest_message) {}
  std::pmr::memory_resource* memory() { return is_large_ ? std::pmr::get_default_resource() : &memory_; }
  ~Arena() { memory_.release(); }

 private:
  static constexpr std::size_t largest_message = 64 * 1024;

  const bool is_large_;
  const Lent<std::array<std::byte, 16 * 1024>> bytes_;
  std::pmr::monotonic_buffer_resource memory_{bytes_->data(), bytes_->size()};
};

// Ends an object whose members were written with a comma after each.
void close_object(std::string& out, std::size_t begin) {
  if (out.size() == begin)
    out.push_back('}');
  else
    out.back() = '}';
}

// A join by live navigation, which takes over the container of the view before.
bool is_redirect(const Value& payload) { return payload["redirect"].is_string(); }
std::string_view url_of_join(const Value& payload) { return payload[is_redirect(payload) ? "redirect" : "url"].text(); }

// A URL that a client sent. It is looked at only if a browser could have requested it.
std::optional<Url> sent_url(std::string_view text) {
  return text.size() <= longest_url ? parse_url(text) : std::nullopt;
}

// Query and path parameters; those of the path win.
Params params_of(const LiveRoutes::Match& match, const Url& url) {
  Params params = parse_query(url.query);
  for (const auto& [key, value] : match.path_params.as_object()) params.as_object().append(key) = value;
  params.as_object().drop_repeated_keys();
  return params;
}

const Array& list_of(const Value& cids) {
  if (!cids.is_array()) throw HttpError(400, "the numbers of components are a list");
  return cids.as_array();
}

// 0, which no component has, where it is no number of one.
std::uint32_t cid_of(const Value& cid) {
  const auto number = cid.is_int() ? cid.as_int() : 0;
  return number > 0 && number <= UINT32_MAX ? static_cast<std::uint32_t>(number) : 0;
}

std::string error_reason(std::string_view what) { return "error: " + std::string(what); }

// As the client takes it: ["main",{"class":"wide"}].
Value container_of(const LiveRoute& route) {
  const Container container = view::merged(route.type.options.container, route.container);
  Value attributes = Value::object();
  for (const auto& [name, value] : container.attributes) attributes.set(name, static_cast<const std::string&>(value));
  return Array{container.tag, std::move(attributes)};
}

}  // namespace

ViewActor::ViewActor(const App& app, Socket& socket, std::shared_ptr<const Connection> connection,
                     std::string_view topic, std::string_view join_ref)
    : Channel(socket, topic, join_ref), app_(app), connection_(std::move(connection)) {}

ViewActor::~ViewActor() = default;

void ViewActor::handle(runtime::Turn& turn, runtime::Mail& mail) {
  const ScriptNameScope scope(app_.script_name.text(), &app_.static_paths);
  const auto begin = turn.out.size();
  try {
    dispatch(turn, mail);
    if (process_) process_->publish_shared();
    send_answers(turn);
  } catch (...) {
    const auto failure = view::current_failure(app_.status_of_error);
    turn.out.resize(begin);
    while (!turn.ends.empty() && turn.ends.back() > begin) turn.ends.pop_back();
    tell_of_crash();
    if (mail.kind == join_mail && failure.is_client_error())
      make_client_reload(turn, ClientMessage(mail.bytes).ref, failure);
    else
      crash(turn, mail, failure);
  }
}

void ViewActor::tell_of_crash() const {
  if (connection_->crashed) connection_->crashed(topic(), std::current_exception());
}

void ViewActor::dispatch(runtime::Turn& turn, runtime::Mail& mail) {
  switch (mail.kind) {
    case join_mail:
      return join(turn, ClientMessage(mail.bytes));
    case message_mail:
      return message(turn, ClientMessage(mail.bytes));
    case end_mail:
      return end(turn, mail.bytes);
    case hibernate_mail:
      if (process_) process_->compact();
      return;
    case patch_mail:
      if (!process_) return;
      process_->follow(*mail.message.get_if<view::Navigation>());
      return finish(turn, {});
    case look_mail:
      if (process_) (*mail.message.get_if<Look>())(*process_);
      return;
    default:
      if (!process_) return;
      process_->handle_mail(mail);
      finish(turn, {});
  }
}

void ViewActor::commit(runtime::Turn& turn) {
  if (socket() && !turn.stop) socket()->joined();  // a join that fails ends the view
  Channel::commit(turn);
}

// ---------------------------------------------------------------------------------------------------------------------
// Joining (wire-protocol 3.4)

// A join whose tokens are good.
struct ViewActor::Joining {
  const ClientMessage& message;
  const Value& payload;
  const SessionToken& token;
  Flash loaded_with{};  // of the HTTP request
};

// How a view that may be joined is mounted.
struct ViewActor::Mount {
  const view::ViewType& type;
  const LiveRoute* route = nullptr;  // null: it is nested
  Params params{};                   // of the URL
  std::string_view url{};
  std::shared_ptr<view::SharedAssigns> inherited{};
};

void ViewActor::join(runtime::Turn& turn, const ClientMessage& message) {
  Arena arena(message);
  const Value payload = message.parse_payload(arena.memory());
  if (!payload["session"].is_string()) return stale(turn, message.ref, "no session token");
  const auto token = app_.tokens.verify_session(payload["session"].text());
  if (!token || "lv:" + token->id != topic())
    return stale(turn, message.ref, "the session token is invalid, expired or of another view");
  Joining joining{message, payload, *token};
  if (const Value& fixed = payload["static"]; !fixed.is_null()) {
    auto verified = app_.tokens.verify_static(fixed.text());
    if (!verified || verified->id != token->id)
      return stale(turn, message.ref, "the static token is invalid, expired or of another view");
    joining.loaded_with = std::move(verified->flash);
  }
  if (!connection_->info.has_session)
    return stale(turn, message.ref, "no session: its cookie is missing or bad, or _csrf_token does not fit it");
  if (token->nested)
    join_nested(turn, joining);
  else
    join_routed(turn, joining);
}

void ViewActor::stale(runtime::Turn& turn, std::string_view ref, std::string_view why) {
  log_debug("join refused", {{"topic", topic()}, {"reason", "stale"}, {"why", why}});
  refuse_join(turn, ref, "stale", R"({"reason":"stale"})", {});
}

void ViewActor::join_routed(runtime::Turn& turn, const Joining& joining) {
  const auto& [message, payload, token, loaded_with] = joining;
  const auto parsed = sent_url(url_of_join(payload));
  if (!parsed) throw HttpError(400, "the join names no valid URL");
  const auto match = app_.routes.find(parsed->path);
  const bool right = match.live && match.live->session->token_name() == token.live_session &&
                     (is_redirect(payload) || match.live->type.name == token.view);
  if (!right) {
    log_warning("join refused: the URL leads to no live page of the same live_session",
                {{"topic", topic()}, {"live_session", token.live_session}, {"path", parsed->path}});
    return refuse_join(turn, message.ref, "unauthorized", R"({"reason":"unauthorized"})", {});
  }
  origin_ = parsed->origin();
  start(turn, joining, {match.live->type, match.live, params_of(match, *parsed), url_of_join(payload)});
}

// What is nested was allowed by the view around it, which must still be there (server-api 4.5.3, 4.7.3).
void ViewActor::join_nested(runtime::Turn& turn, const Joining& joining) {
  const auto& [message, payload, token, loaded_with] = joining;
  const auto* const type = view::find_nested_type(token.view);
  if (!type) return stale(turn, message.ref, "no class of nested views has the name in the session token");
  std::shared_ptr<view::SharedAssigns> inherited;
  sticky_ = token.nested->sticky;
  if (token.nested->parent) {
    auto [state, shared] = connection_->family.find(token.nested->parent);
    if (state == Family::State::goes_elsewhere)
      return refuse_join(turn, message.ref, "parent_redirect", R"({"reason":"parent_redirect"})", {});
    if (state == Family::State::gone) return stale(turn, message.ref, "the view around it has ended");
    inherited = std::move(shared);
  }
  start(turn, joining, {.type = *type, .inherited = std::move(inherited)});
}

void ViewActor::start(runtime::Turn& turn, const Joining& joining, const Mount& mount) {
  const auto& [message, payload, token, loaded_with] = joining;
  route_ = mount.route;
  view::Links links{&app_.runtime, &shard(), &app_.pubsub, id()};
  links.transport = &connection_->transport;
  if (token.nested) {
    links.parent = token.nested->parent;
    links.root = token.nested->root;
  } else {
    links.routing = this;
  }
  view::Process::Options options{.links = &links,
                                 .routed = route_ != nullptr,
                                 .nesting = this,
                                 .inherited = mount.inherited,
                                 .observer = app_.observer,
                                 .factories = app_.factories};
  // The token that the client connected with is that of the page, and stays: forms are the same as in the dead render.
  options.csrf_token = connection_->info.params["_csrf_token"].text();
  if (route_) {
    options.action = route_->action;
    options.layout = layout_of(*route_);
  }
  process_ = std::make_unique<view::Process>(mount.type, topic().substr(3), std::move(options));
  process_->set_flash(flash_at_join(joining));
  JoinArrival arrival(app_, connection_->info, payload["params"]);
  process_->mount(mount.params, merged_session(connection_->info.session, token.session), &arrival,
                  route_ ? route_->session->options.on_mount : std::span<const OnMount>(), mount.url);
  if (process_->navigating()) return go_at_join(turn, message.ref, *process_->take_navigation());
  std::string patched;
  if (route_) {
    process_->handle_params(mount.params, mount.url);
    if (!follow_patches(turn, message.ref, patched)) return;
  }

  std::string& out = turn.out;
  head().append(out, message.ref, "phx_reply");
  out.append(R"({"status":"ok","response":{"rendered":{)");
  const auto begin = out.size();
  process_->append_diff(out);
  process_->mounted();
  close_object(out, begin);
  if (is_redirect(payload) && route_) out.append(R"(,"container":)").append(container_of(*route_).json());
  if (!patched.empty()) out.append(R"(,"live_patch":)").append(patched);
  out.append(R"(,"liveview_version":")").append(client_version).append(R"("}}])");
  done(turn);
  tell_of_join("ok");
}

// Follows what the first handle_params asks for; `patched`: the last patch. False where it left the view.
bool ViewActor::follow_patches(runtime::Turn& turn, std::string_view ref, std::string& patched) {
  for (int patches = 0; process_->navigating(); ++patches) {
    const auto navigation = *process_->take_navigation();
    if (navigation.kind != view::Navigation::Kind::patch) {
      go_at_join(turn, ref, navigation);
      return false;
    }
    if (patches == most_patches) throw std::logic_error("more than 20 patches in a row without a render");
    patched = parameters_of(navigation).json();
    patch(navigation.to);
  }
  return true;
}

// The container of a view in this one's page: its content comes when the client has joined it.
std::string ViewActor::nested_html(const NestedView& nested) {
  SessionToken::Nested place{.sticky = nested.options.sticky};
  if (!place.sticky) {
    connection_->family.add({id(), process_->shared_with_nested()});
    place.parent = id();
    place.root = route_ ? id() : process_->links().root;
  }
  const std::string session = app_.tokens.sign_session(session_token_of(nested, place));
  return view::nested_container_html(nested, process_->id(), session, {}, {});
}

// What the view before put; else, where the page was just loaded, what it was loaded with (server-api 6.3).
Flash ViewActor::flash_at_join(const Joining& joining) const {
  const Value& payload = joining.payload;
  if (const Value& token = payload["flash"]; token.is_string()) return app_.tokens.verify_flash(token.text());
  if (is_redirect(payload) || payload["params"]["_mounts"].integer_or(0) != 0) return {};
  return joining.loaded_with;
}

void ViewActor::go_at_join(runtime::Turn& turn, std::string_view ref, const view::Navigation& navigation) {
  std::string response = destination(navigation);
  std::string events;
  process_->append_events(events);
  const std::string_view list = events.empty() ? "[]" : std::string_view(events).substr(4, events.size() - 5);
  response.back() = ',';
  response.append("\"events\":").append(list).append("}");
  refuse_join(turn, ref, event_of(navigation), response, "shutdown");
}

void ViewActor::refuse_join(runtime::Turn& turn, std::string_view ref, std::string_view result,
                            std::string_view response, std::string_view reason) {
  tell_of_join(result);
  reply(turn, ref, "error", response);
  end(turn, reason);
}

// ---------------------------------------------------------------------------------------------------------------------
// Messages of the client (wire-protocol 4)

void ViewActor::message(runtime::Turn& turn, const ClientMessage& message) {
  Arena arena(message);
  const Value payload = message.parse_payload(arena.memory());
  Telemetry& telemetry = app_.observer->telemetry;
  if (!telemetry.listens<telemetry::ChannelHandledIn>()) [[likely]]
    return answer(turn, message, payload, arena.memory());
  const auto begin = std::chrono::steady_clock::now();
  answer(turn, message, payload, arena.memory());
  telemetry.emit(
      telemetry::ChannelHandledIn{topic(), message.event, payload, std::chrono::steady_clock::now() - begin});
}

void ViewActor::answer(runtime::Turn& turn, const ClientMessage& message, const Value& payload,
                       std::pmr::memory_resource* memory) {
  if (message.event == "event")
    event(turn, message.ref, payload, memory);
  else if (message.event == "live_patch")
    live_patch(turn, message.ref, payload);
  else if (message.event == "cids_will_destroy")
    cids_will_destroy(turn, message.ref, payload["cids"]);
  else if (message.event == "cids_destroyed")
    cids_destroyed(turn, message.ref, payload["cids"]);
  else if (message.event == "allow_upload")
    allow_upload(turn, message.ref, payload);
  else if (message.event == "progress")
    upload_progress(turn, message.ref, payload);
  else
    throw HttpError(400, "a view does not know the message \"" + std::string(message.event) + "\"");
}

void ViewActor::event(runtime::Turn& turn, std::string_view ref, const Value& payload,
                      std::pmr::memory_resource* memory) {
  const Value& event_name = payload["event"];
  if (!event_name.is_string()) throw HttpError(400, "an event needs a name");
  const std::string_view name = event_name.text();
  if (name.size() > longest_event_name) throw HttpError(400, "the name of an event is longer than 256 bytes");
  if (name.starts_with("lv:")) {
    if (name != "lv:clear-flash") throw HttpError(400, "there is no reserved event \"" + std::string(name) + "\"");
    const auto cid = payload.contains("cid") ? std::optional(cid_of(payload["cid"])) : std::nullopt;
    const bool there = process_->clear_flash(cid, payload["value"]["key"]);
    return there ? finish(turn, ref) : reply(turn, ref, "ok", "{}");
  }
  if (payload["type"].text() == "form") {
    if (!payload["value"].is_string()) throw HttpError(400, "the value of a form event is an urlencoded text");
    if (const Value& chosen = payload["uploads"]; chosen.is_object()) process_->choose_files(chosen);
    return event(turn, ref, payload, name, decode_form_event(payload["value"].text(), payload["meta"], memory));
  }
  event(turn, ref, payload, name, payload["value"]);
}

void ViewActor::event(runtime::Turn& turn, std::string_view ref, const Value& payload, std::string_view name,
                      const Params& params) {
  const Value* const cid = payload.as_object().find("cid");
  if (!cid)
    process_->handle_event(name, params);
  else if (!process_->handle_component_event(cid_of(*cid), name, params))
    return reply(turn, ref, "ok", "{}");  // the component is gone (R4.2)
  finish(turn, ref);
}

// The client is about to send files.
void ViewActor::allow_upload(runtime::Turn& turn, std::string_view ref, const Value& payload) {
  const auto sign = [&](const Upload& upload, const UploadEntry& entry) {
    return app_.tokens.sign_upload({id(), upload.ref(), entry.ref, entry.uuid, entry.client_size});
  };
  std::string members = process_->preflight(payload, sign).json();
  members.back() = ',';
  render(turn, ref, std::string_view(members).substr(1));
}

void ViewActor::upload_progress(runtime::Turn& turn, std::string_view ref, const Value& payload) {
  process_->handle_upload_progress(payload);
  finish(turn, ref);
}

// The client removed components from the page, and will forget them (R4.3): whatever of them is not rendered again
// until it confirms that ends.
void ViewActor::cids_will_destroy(runtime::Turn& turn, std::string_view ref, const Value& cids) {
  for (const Value& cid : list_of(cids)) process_->components().will_destroy(cid_of(cid));
  reply(turn, ref, "ok", "{}");
}

void ViewActor::cids_destroyed(runtime::Turn& turn, std::string_view ref, const Value& cids) {
  Value gone = Array();
  for (const Value& cid : list_of(cids))
    if (process_->components().destroy(cid_of(cid))) gone.push_back(cid);
  reply(turn, ref, "ok", Value{{"cids", std::move(gone)}}.json());
}

void ViewActor::live_patch(runtime::Turn& turn, std::string_view ref, const Value& payload) {
  if (!route_) throw HttpError(400, "live_patch is for the main view of a page");
  const auto url = sent_url(payload["url"].text());
  if (!url) throw HttpError(400, "live_patch names no valid URL");
  const auto match = app_.routes.find(url->path);
  if (!match.exists) throw HttpError(400, "live_patch leads to no route: " + url->path);
  if (!same_page(match.live)) return reply(turn, ref, "ok", R"({"link_redirect":true})");
  route_ = match.live;
  process_->set_action(route_->action);
  process_->set_flash({});
  process_->handle_params(params_of(match, *url), payload["url"].text());
  finish(turn, ref);
}

bool ViewActor::same_page(const LiveRoute* route) const {
  return route && route->type.name == route_->type.name && route->session == route_->session;
}

NavigationType ViewActor::navigation_type(std::string_view path) const {
  const auto url = parse_url(origin_ + std::string(path));
  const auto match = url ? app_.routes.find(url->path) : LiveRoutes::Match();
  if (same_page(match.live)) return NavigationType::patch;
  return match.live && match.live->session == route_->session ? NavigationType::navigate : NavigationType::href;
}

// The view goes to another URL of its own.
void ViewActor::patch(const std::string& to) {
  const auto url = parse_url(origin_ + to);
  const auto match = url ? app_.routes.find(url->path) : LiveRoutes::Match();
  if (!same_page(match.live))
    throw std::invalid_argument("push_patch to \"" + to + "\", which is no URL of this view; use push_navigate");
  route_ = match.live;
  process_->set_action(route_->action);
  process_->handle_params(params_of(match, *url), origin_ + to);
}

// ---------------------------------------------------------------------------------------------------------------------
// Answers

void ViewActor::finish(runtime::Turn& turn, std::string_view ref) {
  std::string patched;  // the client hears of the last patch only
  for (int patches = 0; process_->navigating(); ++patches) {
    auto navigation = *process_->take_navigation();
    // What a component changed before it went is shown first (server-api 10.5).
    if (navigation.by != &process_->view()) render(turn, {});
    if (navigation.kind != view::Navigation::Kind::patch) return go(turn, ref, navigation);
    if (!route_) {
      send_patch_to_root(std::move(navigation));
      break;
    }
    if (patches == most_patches) throw std::logic_error("more than 20 patches in a row without a render");
    patched = parameters_of(navigation).json();
    process_->set_flash(std::move(navigation.flash));
    patch(navigation.to);
  }
  if (!patched.empty()) push(turn, "live_patch", patched);
  render(turn, ref);
}

// The URL is that of the main view.
void ViewActor::send_patch_to_root(view::Navigation navigation) {
  runtime::Mail mail;
  mail.kind = patch_mail;
  mail.message = Message(std::move(navigation));
  app_.runtime.send(process_->links().root, std::move(mail));
}

void ViewActor::render(runtime::Turn& turn, std::string_view ref, std::string_view members) {
  std::string& out = turn.out;
  const auto start = out.size();
  if (ref.empty()) {
    head().append(out, {}, "diff");
    out.push_back('{');
  } else {
    head().append(out, ref, "phx_reply");
    out.append(R"({"status":"ok","response":{)").append(members).append(R"("diff":{)");
  }
  const auto begin = out.size();
  process_->append_diff(out);
  if (out.size() != begin || !members.empty()) {
    close_object(out, begin);
    out.append(ref.empty() ? "]" : "}}]");
    return done(turn);
  }
  out.resize(start);
  if (!ref.empty()) reply(turn, ref, "ok", "{}");
}

// A message that makes the client go.
std::string_view ViewActor::event_of(const view::Navigation& navigation) {
  return navigation.kind == view::Navigation::Kind::redirect ? "redirect" : "live_redirect";
}

// A patch carries no flash: the view stays.
Value ViewActor::parameters_of(const view::Navigation& navigation) const {
  Value parameters{{"to", navigation.to}};
  if (navigation.kind != view::Navigation::Kind::redirect)
    parameters.set("kind", navigation.replace ? "replace" : "push");
  if (navigation.kind != view::Navigation::Kind::patch && !navigation.flash.empty())
    parameters.set("flash", app_.tokens.sign_flash(navigation.flash));
  return parameters;
}

std::string ViewActor::destination(const view::Navigation& navigation) const {
  return Value{{event_of(navigation), parameters_of(navigation)}}.json();
}

// Calls are answered once what they changed was sent (server-api 2.4).
void ViewActor::send_answers(runtime::Turn& turn) {
  if (process_) std::ranges::move(process_->take_answers(), std::back_inserter(turn.effects));
}

void ViewActor::tell_of_join(std::string_view result) const {
  if (Telemetry& telemetry = app_.observer->telemetry; telemetry.listens<telemetry::ChannelJoined>())
    telemetry.emit(telemetry::ChannelJoined{topic(), result, connection_->info.params});
}

// Leaves this view (R5.2): what was pushed before goes first.
void ViewActor::go(runtime::Turn& turn, std::string_view ref, const view::Navigation& navigation) {
  std::string events;
  process_->append_events(events);
  if (!events.empty()) push(turn, "diff", "{" + events.substr(0, events.size() - 1) + "}");
  if (ref.empty())
    push(turn, event_of(navigation), parameters_of(navigation).json());
  else
    reply(turn, ref, "ok", destination(navigation));
  if (sticky_ && navigation.kind == view::Navigation::Kind::navigate) return;  // it lives on in the next page
  push_end(turn, "phx_close", "{}");
  send_answers(turn);
  end(turn, event_of(navigation));
}

// The view is destroyed here and not with the actor, since its destructor, too, is the application's and may block.
void ViewActor::end(runtime::Turn& turn, std::string_view reason) {
  if (process_) process_->terminate(reason);
  process_.reset();
  connection_->family.remove(id(), reason == "redirect" || reason == "live_redirect");
  turn.stop = true;
}

// The page that the client then loads answers with the status (server-api 16.2).
void ViewActor::make_client_reload(runtime::Turn& turn, std::string_view ref, const view::Failure& failure) {
  const std::string token =
      app_.tokens.sign_reload({failure.status, app_.debug_errors ? failure.message : std::string()});
  const Value response{{"reason", "reload"}, {"status", failure.status}, {"token", token}};
  refuse_join(turn, ref, "reload", response.json(), error_reason(failure.message));
}

// For assets/debug_errors.js.
Value ViewActor::debug_of(const runtime::Mail& mail, const view::Failure& failure) const {
  Value debug{{"type", failure.type},
              {"message", failure.message},
              {"view", process_ ? process_->type().name : "a view"},
              {"during", mail_for_log(mail, app_.observer->filter)}};
  if (const auto where = failure.where()) debug.set("at", *where);
  return debug;
}

void ViewActor::crash(runtime::Turn& turn, const runtime::Mail& mail, const view::Failure& failure) {
  const bool joining = mail.kind == join_mail;
  log_error(joining ? "a view crashed while it was joined" : "a view crashed",
            {{"view", process_ ? process_->type().name : ""},
             {"topic", topic()},
             {"message", mail_for_log(mail, app_.observer->filter)},
             {"error", failure.message},
             {"type", failure.type},
             {"at", failure.where()}});
  Value told = Value::object();
  if (app_.debug_errors) told.set("debug", debug_of(mail, failure));
  if (joining) {
    tell_of_join("join crashed");
    told.set("reason", "join crashed");
    reply(turn, ClientMessage(mail.bytes).ref, "error", told.json());
  } else if (mail.kind != end_mail) {
    push_end(turn, "phx_error", told.json());
  }
  end(turn, error_reason(failure.message));
}

}  // namespace plume::channel
