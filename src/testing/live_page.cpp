#include "testing/live_page.h"

#include <algorithm>
#include <stdexcept>

#include "base/json.h"
#include "base/query.h"
#include "base/url.h"
#include "testing/markup.h"
#include "testing/patch.h"
#include "view/process.h"

namespace plume::testing {

using namespace std::chrono_literals;
using dom::Node;

namespace {

constexpr auto answer_time = 30s;  // a view that takes longer hangs
constexpr auto last_tasks_time = 5s;

std::string path_of(const Url& url) { return url.query.empty() ? url.path : url.path + "?" + url.query; }

}  // namespace

// ---------------------------------------------------------------------------------------------------------------------
// Opening and closing

LivePage::LivePage(Opening opening)
    : inside_(opening.inside),
      document_(dom::parse_document(opening.html)),
      checks_(opening.checks),
      connect_params_(opening.connect_params) {
  const auto url = parse_url(opening.url);
  origin_ = url->origin();
  path_ = path_of(*url);
  if (Node* const title = dom::find_element(*document_, [](const Node& node) { return node.is_element("title"); })) {
    title_ = dom::raw_text(*title);
    has_title_ = true;
  }
  checks_.check(*document_);
  wire_ = std::make_unique<Wire>(inside_.app, connect(opening));
  dom::for_each_element(*document_, [this](Node& node) {
    if (!is_view(node) || node.has("data-phx-parent-id") || node.get("data-phx-session").empty()) return;
    empty_streams(node);
    const auto instance = add(node);
    if (!main_ || (instance->is_main && !main_->is_main)) main_ = instance;
    join(instance, join_payload(*instance));
  });
  if (!main_) throw std::runtime_error("nosession: the page at " + path_ + " has no live view:\n" + opening.html);
  settle();
  if (went_) throw Redirected(*went_);
}

LivePage::~LivePage() {
  if (failure_) return;
  try {
    for (const auto& instance : instances())
      if (instance->view) wait_for_tasks(*instance, std::nullopt, last_tasks_time);
  } catch (const std::exception&) {  // the test has ended
  }
}

std::string LivePage::csrf_token() const {
  const Node* const meta = dom::find_element(
      *document_, [](const Node& node) { return node.is_element("meta") && node.get("name") == "csrf-token"; });
  return meta ? std::string(meta->get("content")) : std::string();
}

channel::ConnectInfo LivePage::connect(const Opening& opening) const {
  http::RawRequest request;
  request.method = "GET";
  request.path = inside_.app.script_name.text() + "/live/websocket";
  Value params = opening.connect_params;
  params.set("_csrf_token", csrf_token());
  params.set("vsn", "2.0.0");
  request.query = encode_query(params);
  const auto url = parse_url(opening.url);
  request.host = url->host;
  request.port = url->port == default_port(url->scheme) ? 0 : url->port;
  request.headers = opening.headers;
  request.headers.set("upgrade", "websocket");
  request.headers.set("connection", "Upgrade");
  request.headers.set("sec-websocket-version", "13");
  request.headers.set("sec-websocket-key", "cGx1bWU6OnRlc3RpbmcxMg==");
  auto info = inside_.pipeline.connect(request, {.address = "127.0.0.1", .is_secure = url->scheme == "https"});
  if (const int* const status = std::get_if<int>(&info))
    throw std::runtime_error("the live socket was refused with status " + std::to_string(*status));
  return std::get<channel::ConnectInfo>(std::move(info));
}

// ---------------------------------------------------------------------------------------------------------------------
// Messages

void LivePage::check_thread() const {
  if (std::this_thread::get_id() != thread_)
    throw std::invalid_argument("a live page is for the thread of the test that opened it");
}

std::string LivePage::send(const LiveInstance& instance, std::string_view event, const Value& payload) {
  std::string ref = event == "phx_join" ? instance.join_ref : std::to_string(++last_ref_);
  wire_->send(Value::array({instance.join_ref, ref, instance.topic, event, payload}).json());
  return ref;
}

void LivePage::request(const LiveInstance& instance, std::string_view event, const Value& payload, Answer answer) {
  std::string ref = send(instance, event, payload);
  pending_[std::move(ref)] = {&instance, std::move(answer)};
}

bool LivePage::receive(Wire::Clock::time_point until) {
  const auto text = wire_->receive(until);
  if (text) handle(parse_json(*text));
  if (const auto why = wire_->closed(); why && !text) {
    pending_.clear();
    failure_ = std::make_exception_ptr(std::runtime_error("the server closed the connection: " + *why));
  }
  return text.has_value();
}

void LivePage::settle() {
  check_thread();
  while (!pending_.empty() && !failure_)
    if (!receive(Wire::Clock::now() + answer_time) && !failure_)
      throw std::runtime_error("a view did not answer within 30 s");
  while (receive(Wire::Clock::now())) {
  }
  if (failure_) std::rethrow_exception(failure_);
  if (!pending_.empty()) settle();
}

// A message without effect, that is answered after everything that was sent before.
void LivePage::sync() {
  check_thread();
  for (const auto& instance : instances())
    request(*instance, "cids_will_destroy", {{"cids", Array()}}, [](const Value&) {});
  settle();
}

void LivePage::push(const Instance& instance, std::string_view event, Value payload,
                    const std::function<void(const Value& reply)>& sees) {
  request(*instance, event, payload, [this, instance, &sees](const Value& reply) {
    if (sees) sees(reply);
    answered(instance, reply);
  });
  settle();
}

Value LivePage::ask(const LiveInstance& of, std::string_view topic, std::string_view join_ref, std::string_view event,
                    const Value& payload) {
  const std::string ref = event == "phx_join" ? std::string(join_ref) : new_ref();
  Value reply;
  pending_[ref] = {&of, [&](const Value& answer) { reply = answer; }};
  wire_->send(Value::array({join_ref, ref, topic, event, payload}).json());
  settle();
  return reply;
}

Value LivePage::ask_binary(const LiveInstance& of, std::string_view topic, std::string_view join_ref,
                           std::string_view data) {
  const std::string ref = new_ref();
  std::string bytes(1, '\0');
  const std::string_view texts[] = {join_ref, ref, topic, "chunk"};
  for (const auto text : texts) bytes.push_back(static_cast<char>(text.size()));
  for (const auto text : texts) bytes.append(text);
  Value reply;
  pending_[ref] = {&of, [&](const Value& answer) { reply = answer; }};
  wire_->send_binary(bytes.append(data));
  settle();
  return reply;
}

bool LivePage::wait(std::chrono::milliseconds timeout, const std::function<bool()>& done) {
  const auto until = Wire::Clock::now() + timeout;
  sync();
  while (!done()) {
    if (!receive(until)) return false;
    settle();
  }
  return true;
}

bool LivePage::wait_for_tasks(const LiveInstance& instance, std::optional<std::uint32_t> cid,
                              std::chrono::milliseconds timeout) {
  const auto until = Wire::Clock::now() + timeout;
  const auto tasks = [&] {
    std::vector<std::uint64_t> running;
    wire_->look(instance.view, [&](view::Process& process) { running = process.running_tasks(cid); });
    return running;
  };
  sync();
  const auto awaited = tasks();
  for (;;) {
    const auto running = tasks();
    const bool go_on = std::any_of(awaited.begin(), awaited.end(), [&](auto token) {
      return std::find(running.begin(), running.end(), token) != running.end();
    });
    if (!go_on) break;
    if (Wire::Clock::now() >= until) return false;
    receive(std::min(until, Wire::Clock::now() + 1ms));
  }
  sync();
  return true;
}

void LivePage::handle(const Value& message) {
  const std::string_view join_ref = message.at(0).text(), topic = message.at(2).text(), event = message.at(3).text();
  const Value& payload = message.at(4);
  if (event == "phx_reply") {
    if (auto found = pending_.extract(std::string(message.at(1).text()))) found.mapped().answer(payload);
    return;
  }
  const auto found = std::find_if(instances_.begin(), instances_.end(), [&](const Instance& instance) {
    return instance->topic == topic && instance->join_ref == join_ref;
  });
  if (found == instances_.end()) return;
  const Instance instance = *found;
  if (event == "diff")
    apply(instance, payload);
  else if (event == "live_patch")
    patched(instance, std::string(payload["to"].text()));
  else if (event == "redirect")
    go(instance, redirect_of(Redirect::Kind::redirect, payload));
  else if (event == "live_redirect")
    go(instance, redirect_of(Redirect::Kind::live_redirect, payload));
  else if (event == "phx_error")
    crashed(instance);
  else if (event == "phx_close")
    end(instance);
}

// ---------------------------------------------------------------------------------------------------------------------
// Joins

LivePage::Instance LivePage::add(const Node& element) {
  auto instance = std::make_shared<LiveInstance>();
  instance->id = element.get("id");
  instance->topic = "lv:" + instance->id;
  instance->join_ref = std::to_string(++last_ref_);
  if (element.parent)
    if (const Node* const around = view_element(*element.parent)) instance->parent = around->get("id");
  instance->is_main = element.has("data-phx-main");
  instance->is_sticky = element.has("data-phx-sticky");
  instances_.push_back(instance);
  return instance;
}

Value LivePage::join_payload(const LiveInstance& instance) const {
  const Node& element = *dom::find_by_id(*document_, instance.id);
  Value params = connect_params_;
  params.set("_csrf_token", csrf_token());
  params.set("_mounts", 0);
  params.set("_mount_attempts", 0);
  const auto fixed = element.get("data-phx-static");
  Value payload{{"params", std::move(params)},
                {"session", element.get("data-phx-session")},
                {"static", fixed.empty() ? Value() : Value(fixed)},
                {"sticky", instance.is_sticky}};
  if (instance.parent.empty() && !instance.is_sticky) payload.set("url", origin_ + path_);
  return payload;
}

void LivePage::join(const Instance& instance, Value payload) {
  std::string to(payload[payload.contains("redirect") ? "redirect" : "url"].text());
  request(*instance, "phx_join", payload,
          [this, instance, to = std::move(to)](const Value& reply) { joined(instance, reply, to); });
}

void LivePage::joined(const Instance& instance, const Value& reply, const std::string& to) {
  const Value& response = reply["response"];
  if (reply["status"].text() == "ok") {
    instance->view = wire_->view_of(instance->topic);
    Node living_on(Node::Kind::element);
    if (response.contains("container")) {
      Node& element = *dom::find_by_id(*document_, instance->id);
      change_container(element, response["container"]);
      living_on.set_children(std::exchange(element.children, {}));
    }
    if (response.contains("live_patch")) patched(instance, std::string(response["live_patch"]["to"].text()));
    Value rendered = response["rendered"];
    instance->tree = RenderTree();
    note_events(instance, rendered["e"]);
    for (const auto key : {"e", "r"}) rendered.as_object().erase(key);
    if (instance == main_ && rendered.contains("t")) {
      title_ = rendered["t"].text();
      has_title_ = true;
    }
    rendered.as_object().erase("t");
    instance->tree.merge(std::move(rendered));
    return show(instance, living_on.children.empty() ? *document_ : living_on);
  }
  note_events(instance, response["events"]);
  const auto reason = response["reason"].text();
  if (response.contains("redirect")) return go(instance, redirect_of(Redirect::Kind::redirect, response["redirect"]));
  if (response.contains("live_redirect"))
    return go(instance, redirect_of(Redirect::Kind::live_redirect, response["live_redirect"]));
  if (reason == "stale" || reason == "unauthorized")
    return go(instance, {.to = to.starts_with(origin_) ? to.substr(origin_.size()) : path_});
  end(instance);
  if (reason != "parent_redirect") crashed(instance);
}

// After live navigation the element of the main view is that of the new one; its id and tokens stay.
void LivePage::change_container(Node& element, const Value& container) {
  element.name = container.at(0).text();
  std::erase_if(element.attributes,
                [](const auto& own) { return own.first != "id" && !own.first.starts_with("data-phx-"); });
  for (const auto& [name, value] : container.at(1).as_object()) element.set(name, value.text());
}

// Views that the page shows are joined, those that it no longer shows are left.
void LivePage::update_views() {
  for (const auto& instance : instances())
    if (!instance->is_main && !dom::find_by_id(*document_, instance->id)) leave(instance);
  dom::for_each_element(*document_, [this](Node& node) {
    if (node.get("data-phx-session").empty()) return;
    const auto is_known = [&](std::string_view id) {
      return std::any_of(instances_.begin(), instances_.end(),
                         [&](const Instance& instance) { return !instance->is_over && instance->id == id; });
    };
    if (is_known(node.get("id"))) return;
    if (!node.has("data-phx-sticky") && !is_known(node.get("data-phx-parent-id"))) return;
    const auto instance = add(node);
    join(instance, join_payload(*instance));
  });
}

std::vector<LivePage::Instance> LivePage::instances() const {
  std::vector<Instance> live;
  std::copy_if(instances_.begin(), instances_.end(), std::back_inserter(live),
               [](const Instance& instance) { return !instance->is_over; });
  return live;
}

// ---------------------------------------------------------------------------------------------------------------------
// What came

void LivePage::answered(const Instance& instance, const Value& reply) {
  const Value& response = reply["response"];
  if (response.contains("diff")) apply(instance, response["diff"]);
  if (response.contains("redirect")) go(instance, redirect_of(Redirect::Kind::redirect, response["redirect"]));
  if (response.contains("live_redirect"))
    go(instance, redirect_of(Redirect::Kind::live_redirect, response["live_redirect"]));
}

void LivePage::apply(const Instance& instance, Value diff) {
  Object& members = diff.as_object();
  note_events(instance, members["e"]);
  if (members.contains("r")) instance->replies.push_back(members["r"]);
  if (instance == main_ && members.contains("t")) {
    title_ = members["t"].text();
    has_title_ = true;
  }
  for (const auto key : {"e", "r", "t"}) members.erase(key);
  if (members.empty()) return;
  instance->tree.merge(std::move(diff));
  show(instance, *document_);
}

void LivePage::note_events(const Instance& instance, const Value& events) {
  if (!events.is_array()) return;
  for (const Value& event : events.as_array())
    instance->events.emplace_back(std::string(event.at(0).text()), event.at(1));
}

void LivePage::show(const Instance& instance, Node& living_on) {
  Node* const element = dom::find_by_id(*document_, instance->id);
  if (!element) return;
  StreamChanges changes;
  const std::string html = instance->tree.html(changes);
  patch(*element, living_on, html, changes);
  update_views();
  report_components(instance);
  checks_.check(*document_);
}

std::set<std::int64_t> LivePage::components_in(const LiveInstance& instance) {
  std::set<std::int64_t> cids;
  if (Node* const element = dom::find_by_id(*document_, instance.id))
    dom::for_each_element(*element, [&](Node& node) {
      if (node.has("data-phx-component") && view_element(node) == element)
        cids.insert(Value(node.get("data-phx-component")).integer_or(0));
    });
  return cids;
}

// In two steps, since the server may show a component again meanwhile (wire-protocol 7.4).
void LivePage::report_components(const Instance& instance) {
  const auto missing = [this, instance](const std::set<std::int64_t>& of) {
    const auto there = components_in(*instance);
    Value gone = Array();
    for (const auto cid : of)
      if (!there.contains(cid)) gone.push_back(cid);
    return gone;
  };
  const Value gone = missing(std::exchange(instance->cids, components_in(*instance)));
  if (gone.size() == 0) return;
  std::set<std::int64_t> announced;
  for (const Value& cid : gone.as_array()) announced.insert(cid.as_int());
  request(*instance, "cids_will_destroy", {{"cids", gone}}, [this, instance, missing, announced](const Value&) {
    const Value destroyed = missing(announced);
    if (instance->is_over || destroyed.size() == 0) return;
    request(*instance, "cids_destroyed", {{"cids", destroyed}}, [instance](const Value& reply) {
      for (const Value& cid : reply["response"]["cids"].as_array()) instance->tree.forget(cid.as_int());
    });
  });
}

void LivePage::patched(const Instance& instance, const std::string& to) {
  instance->patches.push_back(to);
  if (instance == main_) path_ = to;
}

Redirect LivePage::redirect_of(Redirect::Kind kind, const Value& parameters) const {
  return {kind, std::string(parameters["to"].text()), inside_.app.tokens.verify_flash(parameters["flash"].text()),
          parameters["kind"].text() == "replace"};
}

// The whole page goes; sticky views live on where that is live navigation.
void LivePage::go(const Instance& instance, Redirect redirect) {
  went_ = redirect;
  instance->redirects.push_back(redirect);
  for (const auto& other : instances()) {
    if (other->is_sticky && redirect.kind == Redirect::Kind::live_redirect) continue;
    other->went = redirect;
    leave(other);
  }
}

void LivePage::leave(const Instance& instance) {
  if (instance->is_over) return;
  send(*instance, "phx_leave", Value::object());
  end(instance);
}

void LivePage::end(const Instance& instance) {
  instance->is_over = true;
  std::erase_if(pending_, [&](const auto& entry) { return entry.second.of == instance.get(); });
}

void LivePage::crashed(const Instance& instance) {
  end(instance);
  failure_ = wire_->crash_of(instance->topic);
  if (!failure_) failure_ = std::make_exception_ptr(std::runtime_error("the view " + instance->id + " has crashed"));
}

// ---------------------------------------------------------------------------------------------------------------------
// What tests see and do

Node& LivePage::element_of(const LiveInstance& instance) {
  if (const auto& went = instance.went ? instance.went : went_) throw Redirected(*went);
  Node* const element = instance.is_over ? nullptr : dom::find_by_id(*document_, instance.id);
  if (!element) throw std::invalid_argument("the view " + instance.id + " is no longer in the page");
  return *element;
}

std::shared_ptr<LiveInstance> LivePage::view_around(Node& node) {
  const Node* const element = view_element(node);
  for (const auto& instance : instances())
    if (element && instance->id == element->get("id")) return instance;
  throw std::invalid_argument("this element is in no live view: " + dom::outer_html(node));
}

std::string LivePage::class_of(const LiveInstance& instance) {
  element_of(instance);
  std::string name;
  wire_->look(instance.view, [&](view::Process& process) { name = process.type().name; });
  return name;
}

Result LivePage::result(const LiveInstance& instance) {
  if (const auto& went = instance.went ? instance.went : went_) return *went;
  return dom::inner_html(element_of(instance));
}

std::string LivePage::completed(const std::string& url) const {
  if (!url.starts_with('?') && !url.starts_with('#')) return url;
  return path_.substr(0, path_.find_first_of(url.front() == '?' ? "?#" : "#")) + url;
}

void LivePage::patch_to(const std::string& given) {
  std::string to = completed(given);
  if (const auto url = parse_url(to); url && url->origin() == origin_) to = path_of(*url);
  const Instance main = main_;
  request(*main, "live_patch", {{"url", origin_ + to}}, [this, main, to](const Value& reply) {
    if (reply["response"].contains("link_redirect")) return go(main, {.kind = Redirect::Kind::live_redirect, .to = to});
    patched(main, to);
    answered(main, reply);
  });
  settle();
}

void LivePage::navigate_to(const std::string& to) {
  const auto url = parse_url(origin_ + to);
  if (!url || !inside_.app.routes.find(url->path).live)
    throw std::invalid_argument("live_redirect to \"" + to + "\", which leads to no live page");
  for (const auto& instance : instances())
    if (!instance->is_sticky) leave(instance);
  went_ = std::nullopt;
  const std::string referer = origin_ + std::exchange(path_, to);
  main_ = add(*dom::find_by_id(*document_, main_->id));
  Value payload = join_payload(*main_);
  payload.set("redirect", payload["url"]);
  payload.as_object().erase("url");
  payload.find_or_insert("params").set("_live_referer", referer);
  join(main_, std::move(payload));
  settle();
  if (went_) throw Redirected(*went_);
}

std::runtime_error late_tasks(std::chrono::milliseconds timeout) {
  return std::runtime_error("expected async processes to finish within " + std::to_string(timeout.count()) + " ms");
}

}  // namespace plume::testing
