// What the tests of a whole server share: an endpoint on a free port, and a live page.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <utility>

#include "base/log.h"
#include "base/percent.h"
#include "plume/endpoint.h"
#include "plume/live_view.h"
#include "support/live_client.h"
#include "support/tcp_client.h"
#include "unit/runtime/harness.h"

namespace plume::testing {

using http::Opcode;
using runtime::Gate;
using runtime::Journal;

inline EndpointOptions options_for_tests(EndpointOptions options = {}) {
  options.secret_key_base = std::string(64, 's');
  options.live_view.signing_salt = "signing salt";
  options.port = 0;
  if (!options.threads) options.threads = 2;
  return options;
}

/// An endpoint whose log goes into a journal.
class Site {
 public:
  explicit Site(EndpointOptions options = {}) : endpoint(options_for_tests(std::move(options))) {
    set_log_sink([this](LogLevel, std::string_view line) { log.add(std::string(line)); });
  }
  ~Site() {
    endpoint.stop();
    set_log_sink({});
  }

  Router& router() { return endpoint.router(); }
  /// Starts, if that was not done.
  int port() {
    if (!std::exchange(started_, true)) endpoint.start();
    return endpoint.port();
  }
  bool logged(std::string_view text) const {
    for (const auto& line : log.entries())
      if (line.find(text) != std::string::npos) return true;
    return false;
  }

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
  CounterPage() = default;
  explicit CounterPage(Script script) : script_(std::move(script)) {}

  void handle_event(std::string_view event, const Params&) override {
    script_.event(event);
    count = count + 1;
  }
  void terminate(std::string_view reason) override { script_.terminate(reason); }
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "</main>"};
    static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
    const Frame frame(r);
    Node node(r, site);
    if (const auto change = frame.changed(count); node.dynamic(0, change)) node.text(0, *count);
    node.end();
  }
  Assign<int> count{0};

 private:
  const Script script_;
};

/// A live page as a browser has loaded it.
class LoadedPage {
 public:
  LoadedPage(int port, const std::string& path, TcpOptions options = {}) {
    TcpClient line(port, options);
    const Response response = line.get(path);
    cookie_ = response.headers.get("set-cookie");
    cookie_ = cookie_.substr(0, cookie_.find(';'));
    html_ = response.body;
    payload_.url = "http://localhost:" + std::to_string(port) + path;
    payload_.session = part(R"re(data-phx-session="([^"]*)")re");
    payload_.fixed = part(R"re(data-phx-static="([^"]*)")re");
  }
  /// The query with which its socket is opened, and the header field.
  std::string query() const {
    return "vsn=2.0.0&_csrf_token=" + percent_encode(part(R"re(name="csrf-token" content="([^"]*)")re"));
  }
  std::string cookie() const { return "Cookie: " + cookie_; }
  Joined join(LiveClient& client) const { return client.join(topic(), payload_.value()); }
  Joined begin_join(LiveClient& client) const { return client.begin_join(topic(), payload_.value()); }

 private:
  std::string topic() const { return "lv:" + part(R"re(<[a-z]+ id="(phx-[^"]*)")re"); }
  std::string part(const char* pattern) const {
    std::smatch match;
    std::regex_search(html_, match, std::regex(pattern));
    return match[1];
  }
  std::string cookie_, html_;
  JoinPayload payload_;
};

/// A browser: loads a live page, and opens its socket.
class Visitor {
 public:
  Visitor(int port, const std::string& path, TcpOptions options = {}) : line_(port, options) {
    const LoadedPage page(port, path, options);
    upgrade_status_ = line_.upgrade("/live/websocket?" + page.query(), page.cookie());
    view = page.join(client);
  }
  int upgrade_status() const { return upgrade_status_; }
  TcpClient& line() { return line_; }
  /// The diff that an event caused.
  Value event(std::string_view name) { return client.event(view, name)["diff"]; }

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
