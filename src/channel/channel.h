// Channel: what a socket holds by topic: a view, or the upload of a file.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "channel/message.h"
#include "runtime/shard.h"
#include "view/process.h"

namespace plume::channel {

class Socket;

/// The mail that channels get from their socket, and views from each other.
enum ChannelMail : int {
  join_mail = view::first_channel_mail,
  message_mail,
  binary_mail,
  end_mail,
  patch_mail,
  hibernate_mail,
  look_mail
};

/// Its messages come as mail: `join_mail` first, then `message_mail` and `binary_mail`, and `end_mail` as the last one,
/// whose bytes say why.
class Channel : public runtime::Actor {
 public:
  Channel(Socket& socket, std::string_view topic, std::string_view join_ref)
      : socket_(&socket), topic_(topic), join_ref_(join_ref), head_(join_ref, topic) {}

  void run(runtime::Turn& turn, runtime::Mail& mail) final;
  void commit(runtime::Turn& turn) override;
  void stopped() override;
  void drained() override;

  const std::string& topic() const { return topic_; }
  const std::string& join_ref() const { return join_ref_; }
  const MessageHead& head() const { return head_; }
  /// On the loop: a message of so many bytes is on its way to the mailbox.
  void expect(std::size_t bytes) { waiting_bytes_ += bytes; }
  /// On the loop: bytes of the client's messages that were not handled yet.
  std::size_t waiting_bytes() const { return waiting_bytes_; }
  /// On the loop: the client no longer listens to this channel; the socket still hears of its end.
  void leave() { left_ = true; }
  /// On the loop: the socket is gone.
  void detach() { socket_ = nullptr; }

 protected:
  virtual void handle(runtime::Turn& turn, runtime::Mail& mail) = 0;

  void reply(runtime::Turn& turn, std::string_view ref, std::string_view status, std::string_view response) const;
  void push(runtime::Turn& turn, std::string_view event, std::string_view payload) const;
  /// Tells the client that the channel ends: `phx_close` or `phx_error`.
  void push_end(runtime::Turn& turn, std::string_view event, std::string_view payload) const;
  /// What was appended to `turn.out` is one message.
  static void done(runtime::Turn& turn) { turn.ends.push_back(turn.out.size()); }
  /// On the loop; null if it is gone.
  Socket* socket() const { return socket_; }

 private:
  // On the loop only.
  Socket* socket_;
  bool left_ = false;
  std::size_t waiting_bytes_ = 0;

  std::size_t handled_bytes_ = 0;  // of the message that the last run() was for
  const std::string topic_;
  const std::string join_ref_;
  const MessageHead head_;
};

}  // namespace plume::channel
