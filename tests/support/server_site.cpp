#include "support/server_site.h"

#include <utility>

#include "base/log.h"
#include "base/percent.h"
#include "support/between.h"

namespace plume::testing {

EndpointOptions options_for_tests(EndpointOptions options) {
  options.secret_key_base = std::string(64, 's');
  options.live_view.signing_salt = "signing salt";
  options.port = 0;
  if (!options.threads) options.threads = 2;
  return options;
}

Site::Site(EndpointOptions options) : endpoint(options_for_tests(std::move(options))) {
  set_log_sink([this](LogLevel, std::string_view line) { log.add(std::string(line)); });
}

Site::~Site() {
  endpoint.stop();
  set_log_sink({});
}

int Site::port() {
  if (!std::exchange(started_, true)) endpoint.start();
  return endpoint.port();
}

bool Site::logged(std::string_view text) const {
  for (const auto& line : log.entries())
    if (line.find(text) != std::string::npos) return true;
  return false;
}

CounterPage::CounterPage() = default;

CounterPage::CounterPage(Script script) : script_(std::move(script)) {}

CounterPage::~CounterPage() = default;

void CounterPage::handle_event(std::string_view event, const Params&) {
  script_.event(event);
  count = count + 1;
}

void CounterPage::terminate(std::string_view reason) { script_.terminate(reason); }

void CounterPage::render(Render& r) {
  static constexpr std::string_view statics[] = {"<main>", "</main>"};
  static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
  const Frame frame(r);
  Node node(r, site);
  if (const auto change = frame.changed(count); node.dynamic(0, change)) node.text(0, *count);
  node.end();
}

LoadedPage::LoadedPage(int port, const std::string& path, TcpOptions options) {
  TcpClient line(port, options);
  const Response response = line.get(path);
  cookie_ = response.headers.get("set-cookie");
  cookie_ = cookie_.substr(0, cookie_.find(';'));
  html_ = response.body;
  payload_.url = "http://localhost:" + std::to_string(port) + path;
  payload_.session = between(html_, "data-phx-session=\"");
  payload_.fixed = between(html_, "data-phx-static=\"");
}

std::string LoadedPage::query() const {
  return "vsn=2.0.0&_csrf_token=" + percent_encode(between(html_, "name=\"csrf-token\" content=\""));
}

std::string LoadedPage::cookie() const { return "Cookie: " + cookie_; }

Joined LoadedPage::join(LiveClient& client) const { return client.join(topic(), payload_.value()); }

Joined LoadedPage::begin_join(LiveClient& client) const { return client.begin_join(topic(), payload_.value()); }

std::string LoadedPage::topic() const { return "lv:phx-" + between(html_, " id=\"phx-"); }

Visitor::Visitor(int port, const std::string& path, TcpOptions options) : line_(port, options) {
  const LoadedPage page(port, path, options);
  upgrade_status_ = line_.upgrade("/live/websocket?" + page.query(), page.cookie());
  view = page.join(client);
}

Value Visitor::event(std::string_view name) { return client.event(view, name)["diff"]; }

}  // namespace plume::testing
