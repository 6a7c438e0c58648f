#include "plume/endpoint.h"

#include <pthread.h>
#include <signal.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <thread>

#include "base/log.h"
#include "base/script_name.h"
#include "base/start_error.h"
#include "base/url.h"
#include "channel/address_joins.h"
#include "channel/address_runs.h"
#include "channel/app.h"
#include "channel/dead_render.h"
#include "channel/upload_budget.h"
#include "http/endpoint_inside.h"
#include "http/kept_secret.h"
#include "http/live_routes.h"
#include "http/long_polls.h"
#include "http/pipeline.h"
#include "http/routes_table.h"
#include "http/server.h"
#include "plume/telemetry.h"
#include "pubsub/local_pubsub.h"
#include "view/observer.h"
#include "view/process.h"

namespace plume {
namespace {

const std::map<std::string, LogLevel> log_levels{{"debug", LogLevel::debug},
                                                 {"info", LogLevel::info},
                                                 {"warning", LogLevel::warning},
                                                 {"error", LogLevel::error},
                                                 {"off", LogLevel::off}};
constexpr std::size_t shortest_secret = 64;
constexpr std::chrono::seconds longest_window{19};
constexpr std::chrono::seconds flushed_at_stop{1};

EndpointOptions completed(EndpointOptions options) {
  if (options.secret_key_base.empty())
    if (const char* secret = std::getenv("SECRET_KEY_BASE")) options.secret_key_base = secret;
  if (options.secret_key_base.empty() && options.keep_secret)
    options.secret_key_base = http::kept_secret(http::secret_file_of_program()).value_or("");
  if (options.secret_key_base.empty()) {
    options.secret_key_base = http::new_secret();
    log_warning(
        "EndpointOptions::secret_key_base and SECRET_KEY_BASE are empty: a random secret is used, and sessions end "
        "with this process");
  }
  if (options.secret_key_base.size() < shortest_secret)
    throw std::invalid_argument("EndpointOptions::secret_key_base needs at least 64 bytes, and has " +
                                std::to_string(options.secret_key_base.size()));
  channel::Tokens(options.secret_key_base, options.live_view.signing_salt);  // throws if that is too short
  if (options.port < 0 || options.port > 65535)
    throw std::invalid_argument("EndpointOptions::port must be 0 to 65535, not " + std::to_string(options.port));
  if (options.long_poll.window < std::chrono::milliseconds(1) || options.long_poll.window > longest_window)
    throw std::invalid_argument("EndpointOptions::long_poll.window must be more than 0 and at most 19 s, not " +
                                std::to_string(options.long_poll.window.count()) + " ms");
  options.path = ScriptName(options.path).text();
  if (options.certificate.empty() != options.key.empty())
    throw std::invalid_argument("EndpointOptions::certificate and key belong together: one of them is empty");
  if (options.certificate.empty() && !options.client_authorities.empty())
    throw std::invalid_argument("EndpointOptions::client_authorities needs a certificate: clients show theirs by TLS");
  if (options.client_authorities.empty() && options.require_client_certificate)
    throw std::invalid_argument(
        "EndpointOptions::require_client_certificate needs client_authorities, which say whose certificates are good");
  return options;
}

runtime::RuntimeOptions runtime_options(const EndpointOptions& options) {
  runtime::RuntimeOptions of_runtime;
  of_runtime.tasks = {options.task_threads, options.limits.waiting_tasks_per_view,
                      options.limits.waiting_tasks_per_socket};
  of_runtime.spare_threads = options.spare_threads;
  of_runtime.supervisors = options.task_supervisors;
  of_runtime.shards = options.threads;
  of_runtime.mailbox_limit = options.limits.mailbox_messages;
  return of_runtime;
}

std::size_t blocked_per_address(const EndpointOptions& options) {
  const std::size_t most = std::max<std::size_t>(1, options.spare_threads / 2);
  return options.limits.blocked_per_address ? std::min(options.limits.blocked_per_address, most) : 0;
}

// Without this, a reader of the log or the output that goes away would end the process.
void ignore_sigpipe() {
  struct sigaction now{};
  if (::sigaction(SIGPIPE, nullptr, &now) != 0 || (now.sa_flags & SA_SIGINFO)) return;
  if (now.sa_handler == SIG_DFL) ::signal(SIGPIPE, SIG_IGN);
}

// Null where it speaks none.
std::unique_ptr<http::TlsContext> tls_of(const EndpointOptions& options) {
  if (options.certificate.empty()) return nullptr;
  return std::make_unique<http::TlsContext>(
      http::TlsFiles{options.certificate, options.key, options.client_authorities, options.require_client_certificate});
}

}  // namespace

// What serves: made when the endpoint starts, since only then all options and routes are known.
struct Serving {
  Serving(const EndpointOptions& options, const Router& router, runtime::Runtime& runtime, PubSub& pubsub,
          const view::Observer& observer, const view::Factories& factories)
      : routes(router, ScriptName(options.path)),
        address_runs(blocked_per_address(options)),
        app{routes,
            pubsub,
            runtime,
            channel::Tokens(options.secret_key_base, options.live_view.signing_salt),
            options.limits.channels_per_socket,
            options.root_layout,
            options.limits.joins_per_minute,
            options.live_view.hibernate_after,
            &observer,
            options.status_of_error,
            options.debug_errors,
            ScriptName(options.path)},
        pipeline(options, router, app) {
    app.client_elements = channel::ClientElements(app.script_name, options.debug_errors);
    app.factories = &factories;
    app.static_paths = pipeline.static_paths();
    app.serves_static = [this](std::string_view url) { return pipeline.serves_static(url); };
    if (const auto most = options.limits.joins_per_minute_of_address) app.address_joins = &address_joins.emplace(most);
    app.address_runs = &address_runs;
    app.blocked_per_socket = options.limits.blocked_per_socket;
    app.uploads_per_socket = options.limits.uploads_per_socket;
    app.upload_bytes_per_second = options.limits.upload_bytes_per_second;
    app.upload_budget = std::make_shared<channel::UploadBudget>(channel::UploadBudget::Limits{
        options.limits.upload_bytes_per_socket, options.limits.upload_bytes_per_session, options.limits.upload_bytes});
  }

  http::RouterLiveRoutes routes;
  channel::AddressRuns address_runs;
  std::optional<channel::AddressJoins> address_joins;
  channel::App app;
  http::Pipeline pipeline;
};

// What brings it requests from the network.
struct Listening {
  Listening(const EndpointOptions& options, Serving& serving)
      : tls(tls_of(options)),
        long_polls(options.long_poll.enabled ? std::make_unique<http::LongPolls>(serving.app, options) : nullptr),
        parts{serving.pipeline, serving.app, options.limits, tls.get(), long_polls.get(), options.compress},
        server(serving.app.runtime, parts, options) {}

  std::unique_ptr<http::TlsContext> tls;
  std::unique_ptr<http::LongPolls> long_polls;
  http::ServerParts parts;
  http::Server server;
};

struct Endpoint::Impl {
  explicit Impl(EndpointOptions given) : options(completed(std::move(given))) {}

  EndpointOptions options;
  Telemetry telemetry;
  const view::Observer observer{telemetry, options.filter_parameters};
  view::Factories factories;
  Router router;
  std::unique_ptr<runtime::Runtime> runtime;
  std::unique_ptr<PubSub> pubsub;
  std::unique_ptr<Serving> serving;
  std::unique_ptr<Listening> listening;
  // After the end, for handlers that do not end.
  std::unique_ptr<Serving> kept;
  std::unique_ptr<Listening> kept_listening;
  std::size_t abandoned = 0;

  void serve() {
    if (serving) return;
    auto made = std::make_unique<Serving>(options, router, *runtime, *pubsub, observer, factories);
    runtime->start();
    serving = std::move(made);
  }
};

http::EndpointInside http::EndpointInside::of(Endpoint& endpoint) {
  Endpoint::Impl& impl = *endpoint.impl_;
  impl.serve();
  return {impl.options, impl.serving->app, impl.serving->pipeline};
}

Endpoint::Endpoint(EndpointOptions options)
    : impl_(at_start<std::invalid_argument>([&] { return std::make_unique<Impl>(std::move(options)); })) {
  impl_->runtime = std::make_unique<runtime::Runtime>(runtime_options(impl_->options));
  impl_->pubsub = impl_->options.pubsub ? impl_->options.pubsub(*this)
                                        : std::make_unique<pubsub::LocalPubSub>(*impl_->runtime, view::info_mail);
}

Endpoint::~Endpoint() {
  stop();
  if (impl_->abandoned) [[maybe_unused]]
    Impl* const left_to_them = impl_.release();
}

Router& Endpoint::router() { return impl_->router; }
Telemetry& Endpoint::telemetry() { return impl_->telemetry; }
PubSub& Endpoint::pubsub() { return *impl_->pubsub; }
const EndpointOptions& Endpoint::options() const { return impl_->options; }
int Endpoint::port() const { return impl_->listening ? impl_->listening->server.port() : impl_->options.port; }

std::string Endpoint::path(std::string_view path) const {
  validate_local_path(path);
  return impl_->options.path + std::string(path);
}

void Endpoint::start() {
  if (impl_->listening) throw std::logic_error("the endpoint has been started already");
  ignore_sigpipe();
  at_start<std::invalid_argument>([this] {
    impl_->serve();
    impl_->listening = std::make_unique<Listening>(impl_->options, *impl_->serving);
  });
  if (telemetry().listens<telemetry::EndpointInit>()) telemetry().emit(telemetry::EndpointInit{impl_->options, port()});
  impl_->listening->server.start();
}

void Endpoint::stop() {
  if (!impl_->serving) return;
  const auto deadline = runtime::Clock::now() + impl_->options.drain.shutdown;
  if (impl_->listening) impl_->listening->server.drain(deadline);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - runtime::Clock::now());
  impl_->abandoned = impl_->runtime->stop(std::max(left, std::chrono::milliseconds(0)));
  if (impl_->abandoned) {
    log_warning("stopped, but handlers still run: what they use is not freed", {{"handlers", impl_->abandoned}});
    impl_->kept = std::move(impl_->serving);
    impl_->kept_listening = std::move(impl_->listening);
  }
  impl_->listening.reset();
  impl_->serving.reset();
}

void Endpoint::send(ViewId to, Message message) {
  impl_->runtime->send(to, view::mail_of(view::info_mail, std::move(message)));
}

void Endpoint::post_update(ViewId view, view::ComponentUpdate update) {
  impl_->runtime->send(view, view::mail_of(view::update_mail, Message(std::move(update))));
}

namespace {
void check_not_serving(const std::unique_ptr<Serving>& serving) {
  if (serving) throw std::logic_error("add_factory comes too late: the endpoint serves already");
}
}  // namespace

void Endpoint::add_view_factory(const std::type_info& of, const std::string& name,
                                std::function<std::unique_ptr<LiveView>()> make) {
  check_not_serving(impl_->serving);
  impl_->factories.add(of, name, std::move(make));
}

void Endpoint::add_component_factory(const std::type_info& of, const std::string& name,
                                     std::function<std::unique_ptr<LiveComponent>()> make) {
  check_not_serving(impl_->serving);
  impl_->factories.add(of, name, std::move(make));
}

void Endpoint::broadcast(std::string_view topic, Message message) { pubsub().broadcast(topic, std::move(message)); }
void Endpoint::disconnect(std::string_view live_socket_id) { broadcast(live_socket_id, Disconnect()); }

int Endpoint::run(int argc, char** argv) {
  ignore_sigpipe();
  CLI::App command{"A Plume application"};
  command.add_option("--port", impl_->options.port, "port to listen on; 0: any free one")->check(CLI::Range(0, 65535));
  command.add_option("--address", impl_->options.address, "address to listen on");
  command.add_option("--threads", impl_->options.threads, "event loops; 0: one for each core")
      ->check(CLI::Range(0, 1024));
  LogLevel level = log_level();
  command.add_option("--log-level", level, "the least level that is logged: debug, info, warning, error or off")
      ->transform(CLI::CheckedTransformer(log_levels));
  bool lists_routes = false;
  command.add_flag("--routes", lists_routes, "print the routes, and exit");
  try {
    command.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return command.exit(error) == 0 ? 0 : 1;
  }

  set_log_level(level);

  if (lists_routes) {
    std::fputs(http::routes_table(impl_->router.routes()).c_str(), stdout);
    std::fflush(stdout);
    return 0;
  }

  impl_->runtime->resize(impl_->options.threads);

  // Blocked before any thread is made, so that all of them leave these signals to sigwait below.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  try {
    start();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::printf("listening on %s://localhost:%d%s\n", impl_->options.certificate.empty() ? "http" : "https", port(),
              impl_->options.path.c_str());
  std::fflush(stdout);
  int signal = 0;
  sigwait(&signals, &signal);
  // A second signal ends the process at once.
  ::signal(SIGTERM, SIG_DFL);
  ::signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  log_info("draining", {{"signal", signal}});
  stop();
  flush_log(flushed_at_stop);
  return 0;
}

}  // namespace plume
