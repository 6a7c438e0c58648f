#include "support/channel_harness.h"

#include <stdexcept>
#include <utility>

#include "base/query.h"
#include "base/url.h"
#include "view/process.h"

namespace plume::testing {

Page::Page(std::shared_ptr<const Script> script) : script_(std::move(script)) {
  if (script_->construct) script_->construct(*this);
}

Page::~Page() {
  if (script_->destroy) script_->destroy(*this);
}

void Page::mount(const Params& params, const Session& session) {
  if (script_->mount) script_->mount(*this, params, session);
}

void Page::handle_params(const Params& params, std::string_view uri) {
  if (script_->handle_params) script_->handle_params(*this, params, uri);
}

void Page::handle_event(std::string_view event, const Params& params) {
  if (script_->handle_event) return script_->handle_event(*this, event, params);
  LiveView::handle_event(event, params);
}

void Page::handle_info(const Message& message) {
  if (script_->handle_info) return script_->handle_info(*this, message);
  LiveView::handle_info(message);
}

void Page::handle_call(const Message& message, const Caller& caller) {
  if (script_->handle_call) return script_->handle_call(*this, message, caller);
  LiveView::handle_call(message, caller);
}

void Page::handle_cast(const Message& message) {
  if (script_->handle_cast) return script_->handle_cast(*this, message);
  LiveView::handle_cast(message);
}

void Page::terminate(std::string_view reason) {
  if (script_->terminate) script_->terminate(*this, reason);
}

void Page::render(Render& r) {
  static constexpr std::string_view statics[] = {"<main>", " ", "</main>"};
  static constexpr Template site{statics, R"(["<main>"," ","</main>"])", 2, true};
  const Frame frame(r);
  if (script_->render) script_->render(*this);
  Node node(r, site);
  if (const auto change = frame.changed(n); node.dynamic(0, change)) node.text(0, *n);
  if (const auto change = frame.changed(text); node.dynamic(1, change)) node.text(1, *text);
  node.end();
}

Server::Server(runtime::RuntimeOptions options)
    : runtime(options),
      pubsub(runtime, view::info_mail),
      app{*this, pubsub, runtime, channel::Tokens(std::string(64, 'k'), "signing salt"), 100, {}} {
  sessions_.push_back({"default", {}});
  runtime.start();
}

Server::~Server() { runtime.stop(patience); }

void Server::live(std::string pattern, std::string type, Script script, std::string action, std::string session) {
  auto shared = std::make_shared<const Script>(std::move(script));
  view::ViewType view{std::move(type), [shared] { return std::make_unique<Page>(shared); },
                      [](LiveView& page, Render& r) { page.render(r); }};
  live(std::move(pattern), std::move(view), std::move(action), session);
}

void Server::live(std::string pattern, view::ViewType type, std::string action, const std::string& session) {
  routes_.push_back({std::move(pattern), std::move(type), std::move(action), &session_named(session)});
}

void Server::dead(std::string path) { dead_paths_.push_back(std::move(path)); }

Server::Match Server::find(std::string_view path) const {
  Match match;
  match.path_params = Params::object();
  for (const LiveRoute& route : routes_) {
    const std::string_view pattern = route.pattern;
    const auto parameter = pattern.find(":id");
    const bool fits = parameter == std::string_view::npos
                          ? path == pattern
                          : path.substr(0, parameter) == pattern.substr(0, parameter) && path.size() > parameter;
    if (!fits) continue;
    if (parameter != std::string_view::npos) match.path_params.set("id", path.substr(parameter));
    match.live = &route;
    match.exists = true;
    return match;
  }
  for (const auto& dead : dead_paths_) match.exists |= dead == path;
  return match;
}

const LiveRoute& Server::route(std::string_view path) const { return *find(path).live; }

PageTokens Server::tokens(std::string_view path, const std::string& id) const {
  const LiveRoute& live = route(path);
  return {app.tokens.sign_session({id, live.type.name, live.session->name, Session::object()}),
          app.tokens.sign_static({id})};
}

JoinPayload Server::payload(const std::string& path, const std::string& id, const std::string& query) const {
  const PageTokens page = tokens(path, id);
  return {.url = "http://h" + path + query, .redirect = {}, .session = page.session, .fixed = page.fixed};
}

std::size_t Server::actors() {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < runtime.size(); ++i)
    sum += on(runtime.shard(i), [&] { return runtime.shard(i).actors(); });
  return sum;
}

const LiveSession& Server::session_named(const std::string& name) {
  for (const auto& session : sessions_)
    if (session.name == name) return session;
  return sessions_.emplace_back(LiveSession{name, {}});
}

class Connection::Peer : public runtime::Ready, public channel::Transport {
 public:
  Peer(const channel::App& app, runtime::Shard& shard, Connection& owner, channel::ConnectInfo info)
      : shard_(shard), owner_(owner), socket_(std::make_unique<channel::Socket>(app, shard, *this, std::move(info))) {}

  void take(std::string text) {
    inbox_.push_back(std::move(text));
    shard_.mark_ready(*this);
  }
  void serve() override {
    if (closing_) return end("closed");
    if (paused_ || inbox_.empty() || !socket_) return;
    const std::string text = std::move(inbox_.front());
    inbox_.pop_front();
    if (!inbox_.empty()) shard_.mark_ready(*this);
    if (text.starts_with('\0'))
      socket_->binary(text);
    else
      socket_->text(text);  // `lost` or not, this is not touched any more
  }
  void end(std::string_view why) {
    if (!socket_) return;
    socket_->closed(why);
    socket_ = nullptr;
  }
  bool paused() const { return paused_; }
  std::size_t waiting() const { return inbox_.size(); }

  void send_text(std::string_view text) override { owner_.hear(std::string(text)); }
  void close(std::uint16_t code, std::string_view) override {
    closing_ = true;
    shard_.mark_ready(*this);
    owner_.hear_close(code);
  }
  void pause() override { paused_ = true; }
  void resume() override {
    paused_ = false;
    shard_.mark_ready(*this);
  }

 private:
  runtime::Shard& shard_;
  Connection& owner_;
  std::deque<std::string> inbox_;
  bool paused_ = false;
  bool closing_ = false;
  std::unique_ptr<channel::Socket> socket_;
};

channel::ConnectInfo Connection::good_info() {
  return {.has_session = true,
          .session = Value::object(),
          .params = Value::object(),
          .peer = "test",
          .user_agent = {},
          .host = "h",
          .scheme = "http"};
}

Connection::Connection(Server& server, channel::ConnectInfo info, std::size_t shard)
    : shard_(server.runtime.shard(shard)) {
  on(shard_, [&] { peer_ = std::make_unique<Peer>(server.app, shard_, *this, std::move(info)); });
}

Connection::~Connection() { drop(); }

void Connection::send(std::string_view text) {
  shard_.post([this, text = std::string(text)]() mutable {
    if (peer_) peer_->take(std::move(text));
  });
}

std::string Connection::receive() {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_for(lock, patience, [this] { return !received_.empty() || close_code_; }))
    throw std::runtime_error("the server said nothing");
  if (received_.empty()) throw std::runtime_error("the server closed the connection");
  std::string text = std::move(received_.front());
  received_.pop_front();
  return text;
}

int Connection::close_code() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [this] { return close_code_.has_value(); });
  return close_code_.value_or(0);
}

bool Connection::is_closed() {
  const std::scoped_lock lock(mutex_);
  return close_code_.has_value();
}

std::size_t Connection::unread() {
  const std::scoped_lock lock(mutex_);
  return received_.size();
}

bool Connection::paused() {
  return on(shard_, [this] { return peer_->paused(); });
}

std::size_t Connection::untaken() {
  return on(shard_, [this] { return peer_->waiting(); });
}

void Connection::drop(std::string_view why) {
  on(shard_, [&] {
    if (peer_) peer_->end(why);
    peer_ = nullptr;
  });
}

void Connection::hear(std::string text) {
  const std::scoped_lock lock(mutex_);
  received_.push_back(std::move(text));
  changed_.notify_all();
}

void Connection::hear_close(std::uint16_t code) {
  const std::scoped_lock lock(mutex_);
  close_code_ = code;
  changed_.notify_all();
}

Browser::Browser(Server& server, channel::ConnectInfo info, std::size_t shard)
    : Browser(server, std::make_unique<Connection>(server, std::move(info), shard)) {}

Browser::Browser(Server& server, std::unique_ptr<Connection> connection)
    : LiveClient(*connection), server_(server), connection_(std::move(connection)) {}

Joined Browser::open(const std::string& path, const std::string& id, const std::string& query) {
  return join("lv:" + id, server_.payload(path, id, query).value());
}

}  // namespace plume::testing
