#include "http/outbox.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "http/tls.h"

namespace plume::http {
namespace {

bool is_blocked(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

// A short message is copied together: the kernel takes one piece faster than two, and TLS makes one record of it.
constexpr std::size_t most_copied = 1024;

// So much is encrypted at once: four records.
constexpr std::size_t piece_bytes = 64 * 1024;

std::size_t copy_both(char* to, std::string_view head, std::string_view body) {
  return static_cast<std::size_t>(std::copy(body.begin(), body.end(), std::copy(head.begin(), head.end(), to)) - to);
}

ssize_t send_both(int descriptor, std::string_view head, std::string_view body) {
  if (body.empty()) return ::send(descriptor, head.data(), head.size(), MSG_NOSIGNAL);
  if (head.size() + body.size() <= most_copied) {
    char bytes[most_copied];
    return ::send(descriptor, bytes, copy_both(bytes, head, body), MSG_NOSIGNAL);
  }
  iovec parts[2] = {{const_cast<char*>(head.data()), head.size()}, {const_cast<char*>(body.data()), body.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = 2;
  return ::sendmsg(descriptor, &message, MSG_NOSIGNAL);
}

// Takes up to `most` bytes off the front of both.
std::string_view take_piece(std::string_view& head, std::string_view& body, char (&room)[most_copied]) {
  if (head.size() + body.size() <= most_copied) {
    const auto size = copy_both(room, std::exchange(head, {}), std::exchange(body, {}));
    return {room, size};
  }
  std::string_view& from = head.empty() ? body : head;
  const auto piece = from.substr(0, piece_bytes);
  from.remove_prefix(piece.size());
  return piece;
}

// Bytes that leave at the front. Gives back the memory of those that have left.
class Queue {
 public:
  bool empty() const { return begin_ == bytes_.size(); }
  std::size_t size() const { return bytes_.size() - begin_; }
  std::string_view text() const { return std::string_view(bytes_).substr(begin_); }
  void append(std::string_view bytes) { bytes_.append(bytes); }
  void append(std::string&& bytes, std::size_t begin) {
    if (!empty()) return append(std::string_view(bytes).substr(begin));
    bytes_ = std::move(bytes);
    begin_ = begin;
  }
  void remove(std::size_t count) {
    begin_ += count;
    if (begin_ <= bytes_.size() / 2) return;
    bytes_ = std::string(text());
    begin_ = 0;
  }

 private:
  std::string bytes_;
  std::size_t begin_ = 0;
};

}  // namespace

struct Outbox::Held {
  ~Held() { count(0); }
  std::size_t size() const { return encrypted.size() + plain.size(); }
  void count(std::size_t bytes) {
    if (total) *total += bytes - std::exchange(counted, bytes);  // wraps around, as the sum does
  }

  Queue encrypted;  // goes first
  Queue plain;
  std::size_t taken = 0;
  Clock::time_point period_begin;
  std::atomic<std::size_t>* total = nullptr;  // null: nothing is counted
  std::size_t counted = 0;
};

Outbox::Outbox() = default;
Outbox::~Outbox() = default;

std::size_t Outbox::size() const { return held_ ? held_->size() : 0; }
Outbox::Clock::time_point Outbox::period_begin() const { return held_->period_begin; }
std::size_t Outbox::taken() const { return held_->taken; }

void Outbox::begin_period(Clock::time_point now) {
  held_->taken = 0;
  held_->period_begin = now;
}

Outbox::Held& Outbox::held(Clock::time_point now) {
  if (!held_) {
    held_ = std::make_unique<Held>();
    held_->period_begin = now;
  }
  return *held_;
}

void Outbox::append(std::string_view bytes, Clock::time_point now) {
  if (!bytes.empty()) held(now).plain.append(bytes);
}

void Outbox::append_encrypted(std::string_view bytes, Clock::time_point now) {
  if (!bytes.empty()) held(now).encrypted.append(bytes);
}

Outbox::Result Outbox::write(Line line, std::string_view head, std::string_view body, Clock::time_point now) {
  if (!empty()) {
    append(head, now);
    append(body, now);
    return flush(line);
  }
  const auto [result, sent] = send(line, head, body, now);
  if (result != Result::blocked) return result;
  if (sent < head.size()) append(head.substr(sent), now);
  append(body.substr(sent > head.size() ? sent - head.size() : 0), now);
  return result;
}

Outbox::Result Outbox::write_body(Line line, std::string_view head, std::string&& body, Clock::time_point now) {
  const bool waits = !empty();
  const Sent sent = waits ? Sent{Result::blocked, 0} : send(line, head, body, now);
  if (sent.result != Result::blocked) return sent.result;
  const std::size_t of_body = sent.bytes > head.size() ? sent.bytes - head.size() : 0;
  append(head.substr(std::min(sent.bytes, head.size())), now);
  Held& kept = held(now);
  kept.plain.append(std::move(body), of_body);
  kept.total = line.total;
  kept.count(kept.size());
  return waits ? flush(line) : sent.result;
}

// With nothing waiting. `blocked` also if all of the plaintext was taken, but not what it was encrypted to.
Outbox::Sent Outbox::send(Line line, std::string_view head, std::string_view body, Clock::time_point now) {
  const auto size = head.size() + body.size();
  if (size == 0) return {Result::done, 0};
  if (line.tls) return send_encrypted(line, head, body, now);
  const auto sent = send_both(line.descriptor, head, body);
  if (sent < 0) return {is_blocked(errno) ? Result::blocked : Result::gone, 0};
  const auto written = static_cast<std::size_t>(sent);
  return {written == size ? Result::done : Result::blocked, written};
}

Outbox::Sent Outbox::send_encrypted(Line line, std::string_view head, std::string_view body, Clock::time_point now) {
  std::string encrypted;
  char room[most_copied];
  std::size_t taken = 0;
  while (!head.empty() || !body.empty()) {
    encrypted.clear();
    const auto piece = take_piece(head, body, room);
    line.tls->send(piece, encrypted);
    taken += piece.size();
    const auto sent = ::send(line.descriptor, encrypted.data(), encrypted.size(), MSG_NOSIGNAL);
    if (sent < 0 && !is_blocked(errno)) return {Result::gone, taken};
    const auto written = sent < 0 ? std::size_t(0) : static_cast<std::size_t>(sent);
    if (written == encrypted.size()) continue;
    append_encrypted(std::string_view(encrypted).substr(written), now);
    return {Result::blocked, taken};
  }
  return {Result::done, taken};
}

Outbox::Result Outbox::flush(Line line) {
  while (held_) {
    Held& held = *held_;
    if (held.encrypted.empty() && held.plain.empty()) {
      held_.reset();
      break;
    }
    if (line.tls && held.encrypted.empty()) {
      std::string encrypted;
      const auto piece = held.plain.text().substr(0, piece_bytes);
      line.tls->send(piece, encrypted);
      held.plain.remove(piece.size());
      held.encrypted.append(std::move(encrypted), 0);
    }
    Queue& first = held.encrypted.empty() ? held.plain : held.encrypted;
    const auto sent = ::send(line.descriptor, first.text().data(), first.size(), MSG_NOSIGNAL);
    if (sent < 0) return is_blocked(errno) ? Result::blocked : Result::gone;
    held.taken += static_cast<std::size_t>(sent);
    first.remove(static_cast<std::size_t>(sent));
    held.count(held.size());
  }
  return Result::done;
}

}  // namespace plume::http
