// LongPolls: the sessions of clients that cannot have a WebSocket (wire-protocol 1.11).
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "channel/app.h"
#include "http/long_poll_session.h"
#include "plume/endpoint.h"

namespace plume::http {

/// What an actor gets as the answer to its request: the JSON text of the body; or the news that there is no such
/// session.
enum LongPollMail : int { long_poll_asked, long_poll_answer, long_poll_gone };

/// Each session lives on the loop on which it was opened; requests for it come on connections of any loop.
class LongPolls {
 public:
  LongPolls(const channel::App& app, const EndpointOptions& options);
  ~LongPolls();

  /// Where a session is.
  struct Place {
    std::size_t loop = 0;
    std::string id;
    std::string peer{};  ///< the address of the client; needed only if not has_session()
    /// Whether the browser had a session. If not, nothing is kept between its requests.
    bool has_session() const;
  };
  /// Nothing where the token is forged, expired (14 days) or of another server.
  std::optional<Place> find(std::string_view token) const;

  /// From any thread, as the next two. `asker`, an actor of this loop, gets a LongPollMail.
  void open(std::size_t loop, channel::ConnectInfo info, ViewId asker);
  void poll(const Place& place, ViewId asker);
  void take(const Place& place, LongPollBatch batch, ViewId asker);

  /// Ends up to `most` sessions of a loop, and gives how many; later ones are refused. On that loop, as the rest.
  std::size_t drain(std::size_t loop, std::size_t most);
  void clear(std::size_t loop);

  // -- for the sessions ----------------------------------------------------------------------------------------------

  const channel::App& app() const { return app_; }
  std::chrono::milliseconds window() const { return window_; }
  std::size_t most_message_bytes(bool has_joined) const {
    return has_joined ? limits_.websocket_message_bytes
                      : std::min(limits_.websocket_message_bytes, limits_.message_bytes_before_join);
  }
  const Limits& limits() const { return limits_; }
  /// `messages`: JSON strings, with commas between them.
  void answer_poll(ViewId asker, int status, std::string_view token, std::string_view messages) const;
  void answer_post(ViewId asker, int status) const;
  /// Destroys the session.
  void remove(const LongPollSession& session);

 private:
  struct Loop {
    bool draining = false;
    std::unordered_map<std::string, std::unique_ptr<LongPollSession>> sessions;
  };
  void open_here(std::size_t loop, channel::ConnectInfo&& info, ViewId asker);
  LongPollSession* add(const Place& place, channel::ConnectInfo&& info);
  LongPollSession* find_here(const Place& place);
  std::string token_of(const Place& place) const;
  template <class Work>
  void with_session(const Place& place, ViewId asker, Work work);
  void send(ViewId asker, LongPollMail kind, std::string body) const;

  const channel::App& app_;
  const Limits& limits_;
  const std::chrono::milliseconds window_;
  const std::string key_;
  std::vector<Loop> loops_;              // each for its loop only
  std::atomic<std::size_t> count_{0};    // of sessions of browsers that have one
  std::atomic<std::size_t> passing_{0};  // of others
};

}  // namespace plume::http
