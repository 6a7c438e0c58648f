// App: what the live part of an endpoint works with.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>

#include "base/script_name.h"
#include "channel/client_elements.h"
#include "channel/tokens.h"
#include "plume/errors.h"
#include "plume/live_route.h"
#include "plume/pubsub.h"
#include "runtime/runtime.h"
#include "view/factories.h"
#include "view/observer.h"

namespace plume::channel {

class AddressJoins;
class AddressRuns;
class UploadBudget;

/// Which live page a path leads to. Implemented by the router.
class LiveRoutes {
 public:
  struct Match {
    const LiveRoute* live = nullptr;  ///< null: the path leads to an ordinary page, or nowhere
    bool exists = false;              ///< the path leads somewhere
    Params path_params;
  };
  virtual ~LiveRoutes() = default;
  /// `path` as in a URL, still encoded, and with the endpoint's script name. From any thread.
  virtual Match find(std::string_view path) const = 0;
};

/// What stands around the views of a route, where their mount chooses nothing else (server-api 1.8).
inline Layout layout_of(const LiveRoute& route) {
  return route.session->options.layout.value_or(route.type.options.layout);
}

/// Everything it refers to outlives all sockets and views of the endpoint, and is not changed once it serves.
struct App {
  const LiveRoutes& routes;
  PubSub& pubsub;
  runtime::Runtime& runtime;
  Tokens tokens;
  std::size_t channels_per_socket = 100;
  RootLayoutFactory root_layout;        ///< empty: Plume's own
  std::size_t joins_per_minute = 1000;  ///< of one socket
  std::chrono::milliseconds hibernate_after{15'000};
  const view::Observer* observer = &view::Observer::none();
  StatusOfError status_of_error{};   ///< empty: none has one but HttpError
  bool debug_errors = false;         ///< clients are told what went wrong
  ScriptName script_name{};          ///< that of the endpoint
  ClientElements client_elements{};  ///< for the head of each page: RootLayout::client_assets
  /// Whether a static file is served under this URL, of which the beginning and the query do not count. Empty: there
  /// are none.
  std::function<bool(std::string_view url)> serves_static{};
  std::shared_ptr<const StaticPaths> static_paths{};  ///< null: there are none
  const view::Factories* factories = nullptr;         ///< null: there are none
  AddressJoins* address_joins = nullptr;              ///< of all sockets; null: no limit
  AddressRuns* address_runs = nullptr;                ///< null: nothing bounds the blocked runs of an address
  std::size_t blocked_per_socket = 0;       ///< views of one socket that may block at the same time; 0: any number
  std::size_t uploads_per_socket = 1000;    ///< files that one socket may be sending
  std::size_t upload_bytes_per_second = 0;  ///< at least, of one file; 0: no such limit
  std::shared_ptr<UploadBudget> upload_budget{};  ///< null: no limit
};

}  // namespace plume::channel
