// A live server without a network: real sockets, views and loops; the connection beneath is made of queues.
#pragma once

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
#include <vector>

#include "channel/app.h"
#include "channel/socket.h"
#include "plume/live_view.h"
#include "pubsub/local_pubsub.h"
#include "runtime/runtime.h"
#include "support/live_client.h"
#include "support/runtime_harness.h"
#include "support/waiting.h"

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
  explicit Page(std::shared_ptr<const Script> script);
  ~Page() override;
  void mount(const Params& params, const Session& session) override;
  void handle_params(const Params& params, std::string_view uri) override;
  void handle_event(std::string_view event, const Params& params) override;
  void handle_info(const Message& message) override;
  void handle_call(const Message& message, const Caller& caller) override;
  void handle_cast(const Message& message) override;
  void terminate(std::string_view reason) override;
  void render(Render& r) override;

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
  explicit Server(runtime::RuntimeOptions options = {.shards = 1});
  ~Server() override;

  /// A page of the live_session `session`; `type` is the name of its class.
  void live(std::string pattern, std::string type, Script script, std::string action = {},
            std::string session = "default");
  /// A page of another class.
  void live(std::string pattern, view::ViewType type, std::string action = {}, const std::string& session = "default");
  /// A path that leads to an ordinary page.
  void dead(std::string path);

  Match find(std::string_view path) const override;
  const LiveRoute& route(std::string_view path) const;

  /// What the dead render of `path` would have put into the container with this DOM id.
  PageTokens tokens(std::string_view path, const std::string& id) const;
  /// The payload that joins `path`, with `query` behind it.
  JoinPayload payload(const std::string& path, const std::string& id, const std::string& query = "") const;

  std::size_t actors();

 private:
  const LiveSession& session_named(const std::string& name);

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
  static channel::ConnectInfo good_info();

  explicit Connection(Server& server, channel::ConnectInfo info = good_info(), std::size_t shard = 0);
  ~Connection() override;

  void send(std::string_view text) override;
  std::string receive() override;
  /// The code with which the server closed; waits for it.
  int close_code();
  bool is_closed();
  std::size_t unread();
  /// Whether the socket wants no more messages now.
  bool paused();
  std::size_t untaken();
  /// The connection is gone.
  void drop(std::string_view why = "closed");

 private:
  class Peer;  // what lives on the loop

  void hear(std::string text);
  void hear_close(std::uint16_t code);

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
  explicit Browser(Server& server, channel::ConnectInfo info = Connection::good_info(), std::size_t shard = 0);

  Connection& connection() { return *connection_; }
  /// Joins the page at `path`, as rendered into the container `id`.
  Joined open(const std::string& path, const std::string& id = "phx-V", const std::string& query = "");

 private:
  Browser(Server& server, std::unique_ptr<Connection> connection);
  Server& server_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace plume::testing
