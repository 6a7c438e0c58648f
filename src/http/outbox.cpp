#include "http/outbox.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>

namespace plume::http {
namespace {

bool is_blocked(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

// A short message is copied together: the kernel takes one piece faster than two.
constexpr std::size_t most_copied = 1024;

ssize_t send_both(int descriptor, std::string_view head, std::string_view body) {
  if (body.empty()) return ::send(descriptor, head.data(), head.size(), MSG_NOSIGNAL);
  if (head.size() + body.size() <= most_copied) {
    char bytes[most_copied];
    const auto end = std::copy(body.begin(), body.end(), std::copy(head.begin(), head.end(), bytes));
    return ::send(descriptor, bytes, static_cast<std::size_t>(end - bytes), MSG_NOSIGNAL);
  }
  iovec parts[2] = {{const_cast<char*>(head.data()), head.size()}, {const_cast<char*>(body.data()), body.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  return ::sendmsg(descriptor, &message, MSG_NOSIGNAL);
}

}  // namespace

Outbox::Result Outbox::write(int descriptor, std::string_view head, std::string_view body, bool& progressed) {
  if (!empty()) {
    append(head);
    append(body);
    return flush(descriptor, progressed);
  }
  if (head.empty() && body.empty()) return Result::done;
  const auto sent = send_both(descriptor, head, body);
  if (sent < 0 && !is_blocked(errno)) return Result::gone;
  const auto written = sent < 0 ? std::size_t(0) : static_cast<std::size_t>(sent);
  progressed |= written > 0;
  if (written == head.size() + body.size()) return Result::done;
  if (written < head.size()) append(head.substr(written));
  append(body.substr(written > head.size() ? written - head.size() : 0));
  return Result::blocked;
}

Outbox::Result Outbox::flush(int descriptor, bool& progressed) {
  while (!empty()) {
    const auto sent = ::send(descriptor, bytes_.data() + begin_, size(), MSG_NOSIGNAL);
    if (sent < 0) return is_blocked(errno) ? Result::blocked : Result::gone;
    progressed = true;
    begin_ += static_cast<std::size_t>(sent);
    if (begin_ > bytes_.size() / 2) {
      bytes_.erase(0, begin_);
      begin_ = 0;
    }
  }
  std::string().swap(bytes_);
  begin_ = 0;
  return Result::done;
}

}  // namespace plume::http
