// What the tests of a whole server share: an endpoint on a free port, and a live page.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "plume/endpoint.h"
#include "plume/live_view.h"
#include "support/live_client.h"
#include "support/runtime_harness.h"
#include "support/tcp_client.h"

namespace plume::testing {

using http::Opcode;
using runtime::Gate;
using runtime::Journal;

EndpointOptions options_for_tests(EndpointOptions options = {});

/// An endpoint whose log goes into a journal.
class Site {
 public:
  explicit Site(EndpointOptions options = {});
  ~Site();

  Router& router() { return endpoint.router(); }
  /// Starts, if that was not done.
  int port();
  bool logged(std::string_view text) const;

  Journal log;
  Endpoint endpoint;

 private:
  bool started_ = false;
};

/// Counts: `<main>{@count}</main>`. What it does else is said by functions.
class CounterPage : public LiveView {
 public:
  struct Script {
    std::function<void(std::string_view event)> event = [](std::string_view) {};
    std::function<void(std::string_view reason)> terminate = [](std::string_view) {};
  };
  CounterPage();
  explicit CounterPage(Script script);
  ~CounterPage() override;

  void handle_event(std::string_view event, const Params&) override;
  void terminate(std::string_view reason) override;
  void render(Render& r) override;
  Assign<int> count{0};

 private:
  const Script script_;
};

/// A live page as a browser has loaded it.
class LoadedPage {
 public:
  LoadedPage(int port, const std::string& path, TcpOptions options = {});
  /// The query with which its socket is opened, and the header field.
  std::string query() const;
  std::string cookie() const;
  Joined join(LiveClient& client) const;
  Joined begin_join(LiveClient& client) const;

 private:
  std::string topic() const;
  std::string cookie_, html_;
  JoinPayload payload_;
};

/// A browser: loads a live page, and opens its socket.
class Visitor {
 public:
  Visitor(int port, const std::string& path, TcpOptions options = {});
  int upgrade_status() const { return upgrade_status_; }
  TcpClient& line() { return line_; }
  /// The diff that an event caused.
  Value event(std::string_view name);

 private:
  TcpClient line_;
  int upgrade_status_ = 0;

 public:
  LiveClient client{line_};
  Joined view;
};

inline const std::string heartbeat = R"([null,"1","phoenix","heartbeat",{}])";
inline const std::string heartbeat_reply = R"([null,"1","phoenix","phx_reply",{"status":"ok","response":{}}])";

}  // namespace plume::testing
