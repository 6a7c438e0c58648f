// Endpoint: the server that an application is.
#pragma once

#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

#include "plume/assets.h"
#include "plume/errors.h"
#include "plume/http.h"
#include "plume/live_component.h"
#include "plume/parameter_filter.h"
#include "plume/pubsub.h"
#include "plume/root_layout.h"
#include "plume/router.h"

namespace plume {

class Telemetry;
namespace http {
struct EndpointInside;
}
namespace detail {
#ifdef NDEBUG
constexpr bool is_debug_build = false;
#else
constexpr bool is_debug_build = true;
#endif
}  // namespace detail

/// What may ask for a socket (server-api 13.5).
struct CheckOrigin {
  /// `host`: pages of EndpointOptions::host. `connection`: of the scheme, host and port that the request was sent to.
  enum class Mode { host, none, connection, list, function } mode = Mode::host;
  std::vector<std::string> allowed{};  ///< for list: `//host`, `https://host:port`, `//*.host`
  /// For function: whether pages of an origin, as `https://example.com:8443`, may. Called on the loops, from several
  /// threads; must not block or throw.
  std::function<bool(std::string_view origin)> accepts{};
};

/// Everything over https: requests over http are answered with a redirect to the same path there (301, and 307 where
/// they are not GET or HEAD), and live sockets over http are refused. Responses over https tell browsers to use nothing
/// else from then on.
struct ForceSsl {
  std::string host{};  ///< to which they are redirected, with ":port" if need be; "": that of the request
  std::vector<std::string> exclude{"localhost", "127.0.0.1"};  ///< hosts to which none of it applies
  long max_age = 31'536'000;  ///< seconds, for `strict-transport-security`; 0: without that field
  bool include_subdomains = false;
  bool preload = false;
};

/// Protection against forged requests: which tokens are taken. Which requests need one, say routes and scopes (Csrf).
struct CsrfOptions {
  /// Names of this server to which forms of other hosts' pages post: "shop.example.com", or ".example.com" for all
  /// names below it. The tokens of such forms are bound to the host in their URL (Request::csrf_token_for), and are
  /// taken only where the request was sent to that host, and it is one of these or EndpointOptions::host. Both servers
  /// must have the same session, which are `secret_key_base`, SessionOptions, and a cookie whose `domain` spans both.
  std::vector<std::string> allow_hosts{};
};

/// The session cookie. Signed, or encrypted where `encrypted` is set.
struct SessionOptions {
  std::string key = "_plume_session";  ///< endpoints at one host need different ones, or different paths in `cookie`
  std::string salt = "session cookie";
  bool encrypted = false;
  /// Sessions that were written with one of these salts are still read: for a change of `salt`.
  std::vector<std::string> previous_salts{};
  /// With `max_age` a cookie is dated, and no longer a session that long after it was written.
  CookieOptions cookie{};
};

/// Bounds on what one client may ask for. Times without a unit are milliseconds.
struct Limits {
  std::size_t request_header_bytes = 32 * 1024;
  std::size_t request_body_bytes = 8'000'000;
  /// Of one multipart form: its parts, files included, and the bytes of the headers of all parts. The names and texts
  /// of its fields may have 1 MB, as those of other forms.
  std::size_t multipart_parts = 4096;
  std::size_t multipart_header_bytes = 512 * 1024;
  std::size_t websocket_message_bytes = 8 * 1024 * 1024;
  /// Of one message of a socket, or long-poll session, on which no view has been joined yet: the join must fit.
  std::size_t message_bytes_before_join = 64 * 1024;
  std::size_t channels_per_socket = 100;
  std::size_t mailbox_messages = 1000;  ///< of one view; the connection is read no further while it is full
  /// Views that one socket may join: so many at once, and as many in each minute from then on. Further joins are
  /// refused, and the client tries again later: a view that crashes in its mount costs no more than that.
  std::size_t joins_per_minute = 1000;
  /// The same for all sockets of one address together; of IPv6, of one network of 64 bits. 0: no such limit. Off at
  /// first, since many people may share an address, behind a company's or a provider's network; behind a proxy all
  /// have that of the proxy, unless EndpointOptions::rewrite_on names "x-forwarded-for".
  std::size_t joins_per_minute_of_address = 0;
  /// Views of one socket whose handlers may block at the same time, as one does that waits for a database. Events of
  /// its further views wait meanwhile. 0: no such limit.
  std::size_t blocked_per_socket = 16;
  /// The same for all views and requests of one address together; of IPv6, of one network of 64 bits. At most half of
  /// EndpointOptions::spare_threads, so that one client cannot make all others wait; many people may share an address.
  /// 0: no bound.
  std::size_t blocked_per_address = 2048;
  /// Tasks of assign_async and start_async that wait for a thread, of one view and of all views of one socket, with
  /// each supervisor. Further ones fail at once with "too many tasks wait for a thread".
  std::size_t waiting_tasks_per_view = 1000;
  std::size_t waiting_tasks_per_socket = 2000;
  /// Files that one socket may be sending at once.
  std::size_t uploads_per_socket = 1000;
  /// Bytes of the files that are being sent or wait to be consumed, by the sizes that browsers announce: of one socket,
  /// of one session and of all. A file beyond that fails with UploadError::Kind::writer_failure.
  std::uint64_t upload_bytes_per_socket = 4'000'000'000;
  std::uint64_t upload_bytes_per_session = 8'000'000'000;
  std::uint64_t upload_bytes = 64'000'000'000;
  /// A file that comes more slowly for more than 10 s is given up.
  std::size_t upload_bytes_per_second = 1024;
  std::size_t connections = 100'000;  ///< the process's limit of open files is raised as far as the system allows
  /// For the whole of a request's head and body; also for the whole of a WebSocket message, from its first byte on.
  std::chrono::milliseconds request_timeout{15'000};
  std::chrono::milliseconds keep_alive_timeout{60'000};
  std::chrono::milliseconds socket_timeout{60'000};  ///< without any data from the client
  /// A client is dropped if in this time it takes nothing of what waits for it, or less than
  /// `write_bytes_per_second`.
  std::chrono::milliseconds write_timeout{30'000};
  std::size_t write_bytes_per_second = 4 * 1024;
  /// Of all responses together that clients have not taken yet. While there are more, a client that does not take a
  /// response of more than 64 KiB at once is dropped. Static files count no more than a piece of each.
  std::size_t unsent_response_bytes = 512 * 1024 * 1024;
};

/// For clients that cannot have a WebSocket: they ask for the server's messages again and again (`/live/longpoll`).
struct LongPollOptions {
  bool enabled = true;  ///< where not, `window.PlumeOptions = {longPollFallbackMs: null}` spares pages an attempt
  /// How long a request waits for messages; below 20 s, for which the client waits. A client that has not asked for one
  /// and a half times as long is gone.
  std::chrono::milliseconds window{10'000};
};

/// On SIGTERM: sockets are closed in batches, so that the clients do not all come back at once.
struct DrainOptions {
  std::size_t batch_size = 10'000;
  std::chrono::milliseconds batch_interval{2'000};
  std::chrono::milliseconds shutdown{30'000};
};

struct LiveViewOptions {
  std::string signing_salt{};  ///< at least 8 bytes
  /// Views of a socket that sends them nothing for so long give back the memory that they needed for more than they
  /// show now; they go on as if nothing had been. 0: never.
  std::chrono::milliseconds hibernate_after{15'000};
};

struct EndpointOptions {
  /// At least 64 bytes, random and secret. Empty: taken from the environment variable SECRET_KEY_BASE. If that is
  /// missing too, a random one is made. Unless `keep_secret` keeps that, a warning is logged, and sessions end with the
  /// process.
  std::string secret_key_base{};
  /// Keeps a random secret for the next start, so that a restart during development leaves sessions, pages and
  /// half-typed forms as they are. It is in the file `.NAME.secret` beside the program NAME, which only its user can
  /// read. True in code that is compiled without NDEBUG.
  bool keep_secret = detail::is_debug_build;
  LiveViewOptions live_view{};
  std::string host = "localhost";  ///< public host name, for check_origin
  /// The path below which the endpoint is, as "/shop" (the seed's `url: [path: …]`); "": it has the host for itself.
  /// Routes and files are declared without it, and found below it only, so a proxy in front must leave it in requests.
  /// Links, redirects and navigation need it in front: paths made by a Path or static_path have it, literals have not.
  std::string path{};
  std::string address = "127.0.0.1";
  int port = 4000;  ///< 0: any free one
  /// Threads for assign_async and start_async, at most: they are started as they are needed, and tasks wait for one.
  /// Views take turns. A connection whose tasks hold n threads gets another one only while n are free, so that a task
  /// of another connection finds one: of 16 threads one connection has at most 9.
  std::size_t task_threads = 16;
  /// Threads of their own for the tasks that name them (AsyncOptions::supervisor): name, and how many.
  std::vector<std::pair<std::string, std::size_t>> task_supervisors{};
  unsigned threads = 0;  ///< event loops; 0: one for each core
  /// Handlers that may block at the same time, each in a thread of its own; at least 1. Beyond that events and requests
  /// wait, while accepting, static files, heartbeats and the end of the server go on. Threads are started as they are
  /// needed, and end when they were idle for 30 s. Each takes as much address space as the system gives a stack
  /// (`ulimit -s`, as a rule 8 MiB) and some 100 KiB of memory. If the system gives no more threads, handlers wait,
  /// too.
  std::size_t spare_threads = 4096;
  std::string certificate{};  ///< PEM file; with `key` the endpoint speaks TLS
  std::string key{};
  /// PEM file of certificate authorities. With it, clients are asked for a certificate, which PeerData::ssl_cert then
  /// holds; who sends none is served all the same, whose certificate is of no such authority is not. Needs
  /// `certificate`.
  std::string client_authorities{};
  bool require_client_certificate = false;  ///< clients without one are not served; needs `client_authorities`
  CheckOrigin check_origin{};
  std::optional<ForceSsl> force_ssl{};
  /// Fields of requests that are believed, of "x-forwarded-proto", "x-forwarded-host", "x-forwarded-port" and
  /// "x-forwarded-for": what Request::scheme, host, port and peer are. Only behind a proxy that sets each of them
  /// itself, since anybody can send them.
  std::vector<std::string> rewrite_on{};
  SessionOptions session{};
  CsrfOptions csrf{};
  Limits limits{};
  LongPollOptions long_poll{};
  /// Large messages of a WebSocket are compressed, where the client offers that (permessage-deflate).
  bool compress = false;
  DrainOptions drain{};
  /// Content types of request bodies that are left to handlers in Request::body, as "text/csv", "image/*" or "*/*".
  /// Forms, multipart ones too, and JSON are read into Request::body_params; others are refused with 415.
  std::vector<std::string> pass_bodies{};
  /// Error pages and replies say what went wrong, with the source of templates and the session; a live page shows an
  /// exception that ended a view of it: never in production.
  bool debug_errors = false;
  RenderErrors render_errors{};         ///< the application's own error pages
  StatusOfError status_of_error{};      ///< of the application's own exceptions
  ParameterFilter filter_parameters{};  ///< of parameters and sessions in the log and on pages of debug_errors
  RootLayoutFactory root_layout{};
  std::vector<AssetBundle> assets{};  ///< served beside Plume's own client
  /// Files of this folder are served below /, regular ones only. Its symbolic links must not lead out of it, and names
  /// that begin with a dot are not served, as `.env` or `.git/config`, but for what is in `/.well-known/`.
  std::string static_dir{};
  bool static_links = false;      ///< symbolic links may lead out of `static_dir`
  bool static_dot_files = false;  ///< names that begin with a dot are served, too
  /// Makes the endpoint's PubSub, once, when the endpoint is made. Without it one within this process is made.
  std::function<std::unique_ptr<PubSub>(class Endpoint&)> pubsub{};
};

/// Owns everything of a server: loops, listener, router, PubSub. Several may live in one process.
class Endpoint {
 public:
  /// Throws std::invalid_argument if an option cannot be, naming it. If nobody catches that, the program ends with the
  /// message and status 1, as with the mistakes in routes that Router throws.
  explicit Endpoint(EndpointOptions options);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;
  /// Stops, if that was not done.
  ~Endpoint();

  Router& router();
  PubSub& pubsub();
  const EndpointOptions& options() const;
  /// Tells of requests and of what happens to live views: <plume/telemetry.h>.
  Telemetry& telemetry();

  /// Has `make` make the views or live components of a class, which it returns a std::unique_ptr to: for those that
  /// need what the application has, wherever they stand (live_render, `<.live_component>`, and routes that have no
  /// factory of their own). Called for each instance, by several threads at once; what it uses must outlive the
  /// endpoint. Only before the endpoint serves, else throws std::logic_error; throws std::invalid_argument if the class
  /// has a factory already.
  ///
  ///     endpoint.add_factory([&store] { return std::make_unique<CartLive>(store); });
  ///     endpoint.add_factory([&store] { return std::make_unique<CartRow>(store); });
  template <class Make>
  void add_factory(Make make) {
    using Made = typename std::invoke_result_t<Make&>::element_type;
    static_assert(std::derived_from<Made, LiveView> || std::derived_from<Made, LiveComponent>,
                  "plume: a factory returns a std::unique_ptr to a class derived from plume::LiveView or "
                  "plume::LiveComponent");
    if constexpr (std::derived_from<Made, LiveView>)
      add_view_factory(typeid(Made), view::type_name_of<Made>(), std::move(make));
    else if constexpr (std::derived_from<Made, LiveComponent>)
      add_component_factory(typeid(Made), view::type_name_of<Made>(), std::move(make));
  }

  /// Serves until SIGTERM or SIGINT, then drains and returns 0. Understands `--port N`, `--address A`, `--threads N`,
  /// `--log-level L`, `--routes` (prints Router::routes as a table, and returns), `--help`; prints `listening on
  /// http://localhost:PORT`. Returns 1 with a message where it cannot listen. Changes the process as start() does.
  int run(int argc, char** argv);

  /// Starts to listen, and returns. Throws std::system_error where it cannot. SIGPIPE is ignored from then on unless
  /// the application has set what it does, so the process lives on if a reader of its log or output goes away; programs
  /// that it starts inherit that. With glibc, blocks of memory of 1 MiB and more go back to the system when they are
  /// freed, as do the ends of heaps from 2 MiB on (mallopt's M_MMAP_THRESHOLD and M_TRIM_THRESHOLD).
  void start();
  /// The port listened on.
  int port() const;
  /// `path` below EndpointOptions::path (the seed's `path/1`): for where neither requests nor views of this endpoint
  /// run, and a Path therefore gives none of it, as in tests. Throws std::invalid_argument where it is no local path.
  std::string path(std::string_view path) const;
  /// Closes the port at once, so another process may listen there; then answers the requests in progress, drains the
  /// sockets and stops. May be called from any thread that is not one of the endpoint's loops.
  void stop();

  /// Sends a message to a view. From any thread.
  void send(ViewId to, Message message);
  /// Changes a live component of a view (LiveView: `send_update/3` with a process): for threads that have the view's
  /// ViewId, but no Sender. For the rest see Socket::send_update. From any thread.
  template <class C, class Id>
  void send_update(ViewId view, const Id& id, std::function<void(C&)> change) {
    post_update(view, detail::component_update(id, std::move(change)));
  }
  /// Sends a message to all views that have subscribed to a topic (the seed's `broadcast/3`). From any thread.
  void broadcast(std::string_view topic, Message message);
  /// Closes the sockets of all browsers whose session has this text under `live_socket_id`, with the code 1001: for a
  /// log-out, and where an account is locked. Their clients come back with the session that they have then, so what
  /// locks somebody out must have changed that, or what hooks ask (the seed's broadcast of `"disconnect"`). The same as
  /// broadcasting a Disconnect to that topic, which views can do as well. From any thread.
  void disconnect(std::string_view live_socket_id);

 private:
  friend struct http::EndpointInside;
  struct Impl;
  void post_update(ViewId view, view::ComponentUpdate update);
  void add_view_factory(const std::type_info& of, const std::string& name,
                        std::function<std::unique_ptr<LiveView>()> make);
  void add_component_factory(const std::type_info& of, const std::string& name,
                             std::function<std::unique_ptr<LiveComponent>()> make);
  std::unique_ptr<Impl> impl_;
};

}  // namespace plume
