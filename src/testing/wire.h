// Wire: a client's connection to an endpoint of the same process: texts in and out, without a network.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "channel/app.h"
#include "channel/socket.h"
#include "channel/view_actor.h"

namespace plume::testing {

/// For one thread, which is none of the endpoint's loops.
class Wire {
 public:
  using Clock = std::chrono::steady_clock;

  Wire(const channel::App& app, channel::ConnectInfo info);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  /// As the browser does when its page is closed; waits until all views have ended.
  ~Wire();

  void send(std::string text);
  void send_binary(std::string data);
  /// The next text of the server; nothing where none comes until then.
  std::optional<std::string> receive(Clock::time_point until);
  /// Why the server closed the connection; nothing where it did not.
  std::optional<std::string> closed();
  /// The exception that ended the view behind a topic; null where there was none. Forgets it.
  std::exception_ptr crash_of(std::string_view topic);
  /// The view behind a topic; none where it is not joined.
  ViewId view_of(const std::string& topic);
  /// Calls `look` in a turn of the view; false where that has ended.
  bool look(ViewId view, channel::Look look);

 private:
  class Peer;
  template <class Work>
  auto on_loop(Work work);

  const channel::App& app_;
  runtime::Shard& shard_;
  std::unique_ptr<Peer> peer_;  // on the loop only
  std::vector<ViewId> views_;   // all that there were
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> received_;
  std::optional<std::string> closed_;
  // A view may crash after everything else of this is gone.
  struct Crashes {
    std::mutex mutex{};
    std::map<std::string, std::exception_ptr, std::less<>> by_topic{};
  };
  const std::shared_ptr<Crashes> crashes_ = std::make_shared<Crashes>();
};

}  // namespace plume::testing
