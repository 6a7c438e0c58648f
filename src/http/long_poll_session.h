// LongPollSession: a client that asks for the server's messages again and again, and posts its own.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "channel/socket.h"
#include "runtime/shard.h"

namespace plume::http {

class LongPolls;

/// Messages that a client posted together.
struct LongPollBatch {
  std::string body;
  bool has_lines = false;  ///< one message a line: text, or the base64 of a binary one; else the body is one text
};

/// Lives on one loop, owned by LongPolls, and used on that loop only. What it answers goes, as mail, to the actors that
/// have the requests (see LongPolls). A second poll takes the place of one that waits.
///
/// A client that does not poll for one and a half windows has ended; one whose views do not take its messages within a
/// window, or who leaves more than 16 MiB of theirs untaken (256 KiB before its first join), has to begin anew. One
/// without a browser's session ends as soon as a poll was answered.
class LongPollSession final : public runtime::Ready, private runtime::Alarm, private channel::Transport {
 public:
  LongPollSession(LongPolls& owner, runtime::Shard& shard, std::string id, std::string token,
                  channel::ConnectInfo info);

  const std::string& id() const { return id_; }
  std::size_t loop() const { return shard_.index(); }
  /// It takes no more requests, and is removed in a moment.
  bool has_ended() const { return ended_; }
  void poll(ViewId asker);
  /// Only one batch at a time: another one is answered with 408.
  void take(LongPollBatch&& batch, ViewId asker);
  /// The server stops: the client has to begin anew. False where the session has ended already.
  bool drain();
  void serve() override;

 private:
  using Clock = runtime::Clock;

  void pass_batch();
  bool is_passed() const { return next_ > batch_.body.size(); }
  std::string next_message();
  channel::Socket::Received pass(const std::string& message);
  void answer_poll(int status);
  void answer_batch(int status);
  void end();
  void end_if_passing();

  void send_text(std::string_view text) override;
  void close(std::uint16_t code, std::string_view reason) override;
  void pause() override { paused_ = true; }
  void resume() override;
  void joined() override { has_joined_ = true; }

  Clock::time_point due() const;
  void fire() override;
  template <class Work>
  void guarded(Work work);

  LongPolls& owner_;
  runtime::Shard& shard_;
  const std::string id_, token_;
  const std::string peer_;
  const bool is_passing_;  // it has no browser's session
  bool has_joined_ = false;
  bool ended_ = false;
  bool paused_ = false;  // by the socket: a mailbox is full
  ViewId poll_;          // none: nobody waits
  Clock::time_point polled_;
  std::string unsent_;  // JSON strings, with commas between them
  ViewId poster_;       // none: there is no batch
  Clock::time_point posted_{};
  LongPollBatch batch_;
  std::size_t next_ = 0;  // where the next message of the batch begins; behind its end: there is none
  channel::Socket socket_;
};

}  // namespace plume::http
