// The live protocol: whatever a client sends, in whatever order, its server answers no push twice, says only what the
// protocol knows, and forgets the client when it goes.
//
// Every line of the input is one message; in it, $0 to $9 stand for a session token of the view phx-0 to phx-9, and %0
// to %9 for its static token. A line "close" ends the connection and begins the next one.
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"
#include "channel/message.h"
#include "plume/http.h"
#include "support/channel_harness.h"
#include "unit/channel/parts.h"

namespace {

using namespace plume;
using namespace plume::testing;

void require(bool holds) {
  if (!holds) std::abort();
}

Script script() {
  Script page;
  page.mount = [](Page& view, const Params& params, const Session&) {
    if (params["mount"].text() == "crash") throw std::runtime_error("boom");
    if (params["mount"].text() == "404") throw HttpError(404, "boom");
    if (params["mount"].text() == "go") view.push_navigate("/b");
    view.subscribe("news");
    view.send_interval(1, std::chrono::milliseconds(1));
  };
  page.handle_params = [](Page& view, const Params& params, std::string_view uri) {
    view.text = std::string(uri);
    if (params.contains("again")) view.push_patch("/a");
    if (params.contains("loop")) view.push_patch("/a?loop");
  };
  page.handle_event = [](Page& view, std::string_view event, const Params& params) {
    if (event == "crash") throw 7;
    if (event == "patch") view.push_patch("/a?p");
    if (event == "loop") view.push_patch("/a?loop");
    if (event == "go") view.push_navigate("/b");
    if (event == "redirect") view.redirect(params["to"].text());
    if (event == "reply") view.reply(params);
    if (event == "push") view.push_event("pushed", params);
    if (event == "title") view.page_title = std::string(params["title"].text());
    if (event == "send") view.send(view.self(), 1);
    if (event == "news") view.broadcast("news", 1);
    if (event == "call") view.call(view.self(), 1, [&view](const Message&) { ++view.n; });
    ++view.n;
    view.text = params.json();
  };
  page.handle_info = [](Page& view, const Message&) { view.n += 2; };
  page.handle_call = [](Page& view, const Message& message, const Caller& caller) { view.reply_to(caller, message); };
  return page;
}

struct World {
  World() {
    set_log_level(LogLevel::off);
    server.live("/a", "A", script());
    server.live("/b", "B", script());
    server.live("/c", "C", script(), {}, "other");
    server.live("/parts", view::view_type<PartsPage>([] { return std::make_unique<PartsPage>(); }));
    for (int i = 0; i < 10; ++i) tokens.push_back(server.tokens("/a", "phx-" + std::to_string(i)));
  }
  Server server{{.shards = 1, .mailbox_limit = 8}};
  std::vector<PageTokens> tokens;
};

World& world() {
  static World* const world = new World;
  return *world;
}

std::string with_tokens(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool has_digit = i + 1 < line.size() && std::isdigit(static_cast<unsigned char>(line[i + 1]));
    if (!has_digit || (line[i] != '$' && line[i] != '%')) {
      text += line[i];
      continue;
    }
    const auto& tokens = world().tokens[static_cast<std::size_t>(line[i + 1] - '0')];
    text += line[i] == '$' ? tokens.session : tokens.fixed;
    ++i;
  }
  return text;
}

/// One connection of a client, and what it may expect.
class Client {
 public:
  void send(const std::string& text) {
    try {
      const channel::ClientMessage message(text);
      ++pushes_[{std::string(message.topic), std::string(message.ref)}];
      join_refs_.insert(std::string(message.join_ref));
    } catch (const HttpError&) {  // this closes the connection
    }
    connection_.send(text);
  }

  void finish() {
    eventually([this] { return connection_.is_closed() || connection_.untaken() == 0; });
    connection_.drop();
    while (connection_.unread() > 0) check(parse_json(connection_.receive()));
  }

 private:
  void check(const Value& message) {
    static const std::set<std::string_view> events{"phx_reply", "phx_error",  "phx_close",    "diff",
                                                   "redirect",  "live_patch", "live_redirect"};
    require(message.is_array() && message.size() == 5);
    require(message.at(0).is_null() || join_refs_.contains(std::string(message.at(0).text())));
    require(events.contains(message.at(3).text()));
    require(message.at(4).is_object());
    if (message.at(3).text() != "phx_reply") return;
    const std::string_view status = message.at(4)["status"].text();
    require(status == "ok" || status == "error");
    require(message.at(4)["response"].is_object());
    require(--pushes_[{std::string(message.at(2).text()), std::string(message.at(1).text())}] >= 0);
  }

  Connection connection_{world().server};
  std::map<std::pair<std::string, std::string>, int> pushes_;
  std::set<std::string> join_refs_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  auto client = std::make_unique<Client>();
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line == "close") {
      client->finish();
      client = std::make_unique<Client>();
    } else if (is_utf8(line)) {
      client->send(with_tokens(line));
    }
  }
  client->finish();
  client = nullptr;
  require(eventually([] { return world().server.actors() == 0; }));
  require(world().server.pubsub.topics() == 0);
  return 0;
}
