#include "channel/channel.h"

#include "channel/socket.h"

namespace plume::channel {

void Channel::run(runtime::Turn& turn, runtime::Mail& mail) {
  const bool of_client = mail.kind == join_mail || mail.kind == message_mail || mail.kind == binary_mail;
  handled_bytes_ = of_client ? mail.bytes.size() : 0;
  handle(turn, mail);
}

void Channel::commit(runtime::Turn& turn) {
  if (!socket_) return;
  waiting_bytes_ -= handled_bytes_;
  socket_->handled(handled_bytes_);
  if (left_) return;
  std::size_t begin = 0;
  for (const auto end : turn.ends) {
    socket_->send(std::string_view(turn.out).substr(begin, end - begin));
    begin = end;
  }
}

void Channel::stopped() {
  if (socket_) socket_->channel_ended(*this);
}

void Channel::drained() {
  if (socket_) socket_->resume();
}

void Channel::reply(runtime::Turn& turn, std::string_view ref, std::string_view status,
                    std::string_view response) const {
  head_.append_reply(turn.out, ref, status, response);
  done(turn);
}

void Channel::push(runtime::Turn& turn, std::string_view event, std::string_view payload) const {
  head_.append_message(turn.out, {}, event, payload);
  done(turn);
}

void Channel::push_end(runtime::Turn& turn, std::string_view event, std::string_view payload) const {
  head_.append_message(turn.out, join_ref_, event, payload);
  done(turn);
}

}  // namespace plume::channel
