// A live server without a network: real sockets, views and loops; the connection beneath is made of queues.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/query.h"
#include "base/url.h"
#include "channel/app.h"
#include "channel/socket.h"
#include "plume/live_view.h"
#include "pubsub/local_pubsub.h"
#include "runtime/runtime.h"
#include "support/live_client.h"
#include "support/waiting.h"
#include "unit/runtime/harness.h"
#include "view/process.h"

namespace plume::testing {

using runtime::Gate;
using runtime::Journal;
using runtime::on;

class Page;

/// What a page does; a callback that is not given does nothing.
struct Script {
  std::function<void(Page&)> construct = nullptr;
  std::function<void(Page&, const Params&, const Session&)> mount = nullptr;
  std::function<void(Page&, const Params&, std::string_view)> handle_params = nullptr;
  std::function<void(Page&, std::string_view, const Params&)> handle_event = nullptr;
  std::function<void(Page&, const Message&)> handle_info = nullptr;
  std::function<void(Page&, const Message&, const Caller&)> handle_call = nullptr;
  std::function<void(Page&, const Message&)> handle_cast = nullptr;
  std::function<void(Page&, std::string_view)> terminate = nullptr;
  std::function<void(Page&)> render = nullptr;  ///< called before the template runs
  std::function<void(Page&)> destroy = nullptr;
};

/// A page that shows a number and a text: `<main>{@n} {@text}</main>`.
class Page : public LiveView {
 public:
  explicit Page(std::shared_ptr<const Script> script) : script_(std::move(script)) {
    if (script_->construct) script_->construct(*this);
  }
  ~Page() override {
    if (script_->destroy) script_->destroy(*this);
  }
  void mount(const Params& params, const Session& session) override {
    if (script_->mount) script_->mount(*this, params, session);
  }
  void handle_params(const Params& params, std::string_view uri) override {
    if (script_->handle_params) script_->handle_params(*this, params, uri);
  }
  void handle_event(std::string_view event, const Params& params) override {
    if (script_->handle_event) return script_->handle_event(*this, event, params);
    LiveView::handle_event(event, params);
  }
  void handle_info(const Message& message) override {
    if (script_->handle_info) return script_->handle_info(*this, message);
    LiveView::handle_info(message);
  }
  void handle_call(const Message& message, const Caller& caller) override {
    if (script_->handle_call) return script_->handle_call(*this, message, caller);
    LiveView::handle_call(message, caller);
  }
  void handle_cast(const Message& message) override {
    if (script_->handle_cast) return script_->handle_cast(*this, message);
    LiveView::handle_cast(message);
  }
  void terminate(std::string_view reason) override {
    if (script_->terminate) script_->terminate(*this, reason);
  }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", " ", "</main>"};
    static constexpr Template site{statics, R"(["<main>"," ","</main>"])", 2, true};
    const Frame frame(r);
    if (script_->render) script_->render(*this);
    Node node(r, site);
    if (const auto change = frame.changed(n); node.dynamic(0, change)) node.text(0, *n);
    if (const auto change = frame.changed(text); node.dynamic(1, change)) node.text(1, *text);
    node.end();
  }

  Assign<int> n{0};
  Assign<std::string> text{""};

 private:
  const std::shared_ptr<const Script> script_;
};

/// The session of a page's token, and of its static token.
struct PageTokens {
  std::string session, fixed;
};

/// Pages by path, and everything that serves them. The last segment of a pattern may be `:id`.
class Server : public channel::LiveRoutes {
 public:
  explicit Server(runtime::RuntimeOptions options = {.shards = 1})
      : runtime(options),
        pubsub(runtime, view::info_mail),
        app{*this, pubsub, runtime, channel::Tokens(std::string(64, 'k'), "signing salt"), 100, {}} {
    sessions_.push_back({"default", {}});
    runtime.start();
  }
  ~Server() override { runtime.stop(patience); }

  /// A page of the live_session `session`; `type` is the name of its class.
  void live(std::string pattern, std::string type, Script script, std::string action = {},
            std::string session = "default") {
    auto shared = std::make_shared<const Script>(std::move(script));
    view::ViewType view{std::move(type), [shared] { return std::make_unique<Page>(shared); },
                        [](LiveView& page, Render& r) { page.render(r); }};
    live(std::move(pattern), std::move(view), std::move(action), session);
  }
  /// A page of another class.
  void live(std::string pattern, view::ViewType type, std::string action = {}, const std::string& session = "default") {
    routes_.push_back({std::move(pattern), std::move(type), std::move(action), &session_named(session)});
  }
  /// A path that leads to an ordinary page.
  void dead(std::string path) { dead_paths_.push_back(std::move(path)); }

  Match find(std::string_view path) const override {
    Match match;
    match.path_params = Params::object();
    for (const LiveRoute& route : routes_) {
      const std::string_view pattern = route.pattern;
      const auto parameter = pattern.find(":id");
      const bool fits = parameter == std::string_view::npos
                            ? path == pattern
                            : path.substr(0, parameter) == pattern.substr(0, parameter) && path.size() > parameter;
      if (!fits) continue;
      if (parameter != std::string_view::npos) match.path_params["id"] = path.substr(parameter);
      match.live = &route;
      match.exists = true;
      return match;
    }
    for (const auto& dead : dead_paths_) match.exists |= dead == path;
    return match;
  }

  const LiveRoute& route(std::string_view path) const { return *find(path).live; }

  /// What the dead render of `path` would have put into the container with this DOM id.
  PageTokens tokens(std::string_view path, const std::string& id) const {
    const LiveRoute& live = route(path);
    return {app.tokens.sign_session({id, live.type.name, live.session->name, Session::object()}),
            app.tokens.sign_static({id})};
  }
  /// The payload that joins `path`, with `query` behind it.
  JoinPayload payload(const std::string& path, const std::string& id, const std::string& query = "") const {
    const PageTokens page = tokens(path, id);
    return {.url = "http://h" + path + query, .redirect = {}, .session = page.session, .fixed = page.fixed};
  }

  std::size_t actors() {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < runtime.size(); ++i)
      sum += on(runtime.shard(i), [&] { return runtime.shard(i).actors(); });
    return sum;
  }

 private:
  const LiveSession& session_named(const std::string& name) {
    for (const auto& session : sessions_)
      if (session.name == name) return session;
    return sessions_.emplace_back(LiveSession{name, {}});
  }

  std::list<LiveSession> sessions_;
  std::list<LiveRoute> routes_;
  std::vector<std::string> dead_paths_;

 public:
  runtime::Runtime runtime;
  pubsub::LocalPubSub pubsub;
  channel::App app;
};

/// A client's connection to a Server, without bytes: texts go straight into a channel::Socket and come out of it.
class Connection : public Line {
 public:
  static channel::ConnectInfo good_info() {
    return {.has_session = true,
            .session = Value::object(),
            .params = Value::object(),
            .peer = "test",
            .user_agent = {},
            .host = "h",
            .scheme = "http"};
  }

  explicit Connection(Server& server, channel::ConnectInfo info = good_info(), std::size_t shard = 0)
      : shard_(server.runtime.shard(shard)) {
    on(shard_, [&] { peer_ = std::make_unique<Peer>(server.app, shard_, *this, std::move(info)); });
  }
  ~Connection() override { drop(); }

  void send(std::string_view text) override {
    shard_.post([this, text = std::string(text)]() mutable {
      if (peer_) peer_->take(std::move(text));
    });
  }
  std::string receive() override {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, patience, [this] { return !received_.empty() || close_code_; }))
      throw std::runtime_error("the server said nothing");
    if (received_.empty()) throw std::runtime_error("the server closed the connection");
    std::string text = std::move(received_.front());
    received_.pop_front();
    return text;
  }
  /// The code with which the server closed; waits for it.
  int close_code() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [this] { return close_code_.has_value(); });
    return close_code_.value_or(0);
  }
  bool is_closed() {
    const std::scoped_lock lock(mutex_);
    return close_code_.has_value();
  }
  std::size_t unread() {
    const std::scoped_lock lock(mutex_);
    return received_.size();
  }
  /// Whether the socket wants no more messages now.
  bool paused() {
    return on(shard_, [this] { return peer_->paused(); });
  }
  std::size_t untaken() {
    return on(shard_, [this] { return peer_->waiting(); });
  }
  /// The connection is gone.
  void drop(std::string_view why = "closed") {
    on(shard_, [&] {
      if (peer_) peer_->end(why);
      peer_ = nullptr;
    });
  }

 private:
  // What lives on the loop.
  class Peer : public runtime::Ready, public channel::Transport {
   public:
    Peer(const channel::App& app, runtime::Shard& shard, Connection& owner, channel::ConnectInfo info)
        : shard_(shard),
          owner_(owner),
          socket_(std::make_unique<channel::Socket>(app, shard, *this, std::move(info))) {}

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

  void hear(std::string text) {
    const std::scoped_lock lock(mutex_);
    received_.push_back(std::move(text));
    changed_.notify_all();
  }
  void hear_close(std::uint16_t code) {
    const std::scoped_lock lock(mutex_);
    close_code_ = code;
    changed_.notify_all();
  }

  runtime::Shard& shard_;
  std::unique_ptr<Peer> peer_;  // on the loop only
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> received_;
  std::optional<int> close_code_;
};

/// A connection and the client at its end.
class Browser : public LiveClient {
 public:
  explicit Browser(Server& server, channel::ConnectInfo info = Connection::good_info(), std::size_t shard = 0)
      : Browser(server, std::make_unique<Connection>(server, std::move(info), shard)) {}

  Connection& connection() { return *connection_; }
  /// Joins the page at `path`, as rendered into the container `id`.
  Joined open(const std::string& path, const std::string& id = "phx-V", const std::string& query = "") {
    return join("lv:" + id, server_.payload(path, id, query).value());
  }

 private:
  Browser(Server& server, std::unique_ptr<Connection> connection)
      : LiveClient(*connection), server_(server), connection_(std::move(connection)) {}
  Server& server_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace plume::testing
