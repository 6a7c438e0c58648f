// Telemetry: what an endpoint tells of its work, for metrics and traces (the seed's telemetry events).
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

#include "plume/http.h"

namespace plume {

struct EndpointOptions;

/// The events, and what is known of them. All of it is borrowed: a handler that keeps something copies it. Parameters
/// and sessions hold what clients sent, secrets too: EndpointOptions::filter_parameters hides them.
namespace telemetry {

enum class Kind : std::uint8_t {
  endpoint_init,
  http_request,
  router_dispatch,
  error_rendered,
  socket_connected,
  socket_drain,
  channel_joined,
  channel_handled_in,
  mount,
  handle_params,
  handle_event,
  render,
  component_handle_event,
  component_update,
  component_destroyed,
  component_render,
  task_waited,
};

/// The instance of a view that something happens in.
struct View {
  std::string_view name;  ///< of its class
  std::string_view id;    ///< of its container
  bool connected;         ///< false: it renders the page of an HTTP request
};

// -- spans: they take time, and are told of as Start, Stop and Exception ----------------------------------------------

/// A request, from its last byte to its response (the seed's `[:phoenix, :endpoint]`). It has no Exception: errors are
/// responses.
struct HttpRequest {
  static constexpr auto kind = Kind::http_request;
  const Request& request;
  const Response& response;  ///< at Stop
};
/// What a route leads to, plugs included.
struct RouterDispatch {
  static constexpr auto kind = Kind::router_dispatch;
  const Request& request;  ///< its `route` and `path_params` are set
};
/// The hooks of `on_mount`, and mount.
struct Mount {
  static constexpr auto kind = Kind::mount;
  View view;
  const Params& params;
  const Session& session;
  std::string_view uri;
};
struct HandleParams {
  static constexpr auto kind = Kind::handle_params;
  View view;
  const Params& params;
  std::string_view uri;
};
struct HandleEvent {
  static constexpr auto kind = Kind::handle_event;
  View view;
  std::string_view event;
  const Params& params;
};
/// A render of a connected view, with that of its components.
struct RenderView {
  static constexpr auto kind = Kind::render;
  View view;
  bool force;    ///< the first one, of everything
  bool changed;  ///< something of the view itself, not only of components, may have changed
};
struct ComponentHandleEvent {
  static constexpr auto kind = Kind::component_handle_event;
  View view;
  std::string_view component;  ///< its class
  std::uint32_t cid;
  std::string_view event;
  const Params& params;
};
/// update of one component, or update_many.
struct ComponentUpdate {
  static constexpr auto kind = Kind::component_update;
  View view;
  std::string_view component;
  std::size_t count;  ///< of components
};
struct ComponentRender {
  static constexpr auto kind = Kind::component_render;
  View view;
  std::string_view component, id;
  std::uint32_t cid;
  bool force;
};

template <class Span>
struct Start {
  static constexpr auto kind = Span::kind;
  const Span& span;
};
template <class Span>
struct Stop {
  static constexpr auto kind = Span::kind;
  const Span& span;
  std::chrono::nanoseconds duration;
};
/// The span ends by an exception, which goes on.
template <class Span>
struct Exception {
  static constexpr auto kind = Span::kind;
  const Span& span;
  std::chrono::nanoseconds duration;
  std::exception_ptr exception;
};

// -- events of a moment -----------------------------------------------------------------------------------------------

/// An endpoint has opened its port, and is about to serve (the seed's `[:phoenix, :endpoint, :init]`). One that never
/// listens, as in tests, tells nothing.
struct EndpointInit {
  static constexpr auto kind = Kind::endpoint_init;
  const EndpointOptions& options;  ///< as they are in force; they hold secrets
  int port;                        ///< listened on
};
/// A request is answered with an error.
struct ErrorRendered {
  static constexpr auto kind = Kind::error_rendered;
  const Request& request;
  int status;
  std::string_view type;     ///< of the exception
  std::string_view message;  ///< what it says
  std::string_view where;    ///< the places in templates; "" where they are not known
};
/// A client asked for a socket.
struct SocketConnected {
  static constexpr auto kind = Kind::socket_connected;
  bool accepted;
  std::string_view peer;
  const Params& params;
};
/// The endpoint stops, and has closed a batch of connections.
struct SocketDrain {
  static constexpr auto kind = Kind::socket_drain;
  std::size_t count;
};
/// A client asked to join a view, and was answered.
struct ChannelJoined {
  static constexpr auto kind = Kind::channel_joined;
  std::string_view topic;
  std::string_view result;  ///< "ok", "redirect", "live_redirect", or the reason of the refusal, as "stale"
  const Params& params;     ///< connect parameters
};
/// A joined view has handled a message of its client: "event", "live_patch" and the client's own ones. One in which the
/// view crashed is not told of.
struct ChannelHandledIn {
  static constexpr auto kind = Kind::channel_handled_in;
  std::string_view topic;
  std::string_view event;             ///< of the message; the name of a page's event is payload["event"]
  const Params& payload;              ///< as the client sent it
  std::chrono::nanoseconds duration;  ///< with the render
};
/// A task of assign_async or start_async begins, and has waited for a thread for more than a second: there are too few
/// (EndpointOptions::task_threads, task_supervisors), or too many tasks that take long. Told in the view's turn.
struct TaskWaited {
  static constexpr auto kind = Kind::task_waited;
  View view;
  std::string_view name;        ///< of start_async; "" of assign_async
  std::string_view supervisor;  ///< "": none
  std::chrono::nanoseconds waited;
};
struct ComponentDestroyed {
  static constexpr auto kind = Kind::component_destroyed;
  View view;
  std::string_view component, id;
  std::uint32_t cid;
};

}  // namespace telemetry

/// Where an endpoint's events go. While nobody listens to an event it costs one comparison. All members may be called
/// from any thread.
class Telemetry {
 public:
  Telemetry() = default;
  Telemetry(const Telemetry&) = delete;
  Telemetry& operator=(const Telemetry&) = delete;

  /// From now on `handler` is called with each Event, in the thread where it happens, which it holds up (the seed's
  /// `:telemetry.attach/4`). One that throws is logged and detached. Throws std::invalid_argument where there is a
  /// handler with this id.
  ///
  ///     using namespace plume::telemetry;
  ///     endpoint.telemetry().attach<Stop<HandleEvent>>("slow events", [](const Stop<HandleEvent>& event) { … });
  template <class Event>
  void attach(std::string id, std::function<void(const Event&)> handler) {
    add({std::move(id), &typeid(Event), Event::kind,
         [handler = std::move(handler)](const void* event) { handler(*static_cast<const Event*>(event)); }});
  }
  /// False where there is no such handler.
  bool detach(std::string_view id);

  /// Whether somebody listens to the event, or to a part of the span.
  template <class Event>
  bool listens() const {
    return (kinds_.load(std::memory_order_relaxed) >> static_cast<unsigned>(Event::kind)) & 1;
  }
  /// Calls the handlers of the event.
  template <class Event>
  void emit(const Event& event) {
    call(typeid(Event), &event);
  }

 private:
  struct Handler {
    std::string id;
    const std::type_info* event;
    telemetry::Kind kind;
    std::function<void(const void*)> run;
  };
  using Handlers = std::vector<std::shared_ptr<const Handler>>;
  void add(Handler handler);
  void set(Handlers handlers);
  void detach_faulty(const Handler& handler, std::string_view error);
  void call(const std::type_info& type, const void* event);
  std::shared_ptr<const Handlers> handlers();

  std::mutex mutex_;
  std::shared_ptr<const Handlers> handlers_ = std::make_shared<const Handlers>();  // replaced, never changed
  std::atomic<std::uint32_t> kinds_{0};
};

}  // namespace plume
