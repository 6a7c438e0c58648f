#include "base/line_writer.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>
#include <thread>
#include <utility>

namespace plume {
namespace {

bool is_temporary(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

// A terminal that is ready may still make a write wait, so it is opened again, for writes that do not.
int description_of(int descriptor) {
  if (!::isatty(descriptor)) return descriptor;
  const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
  const int own = ::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  return own >= 0 ? own : descriptor;
}

bool makes_wait(int descriptor) { return ::isatty(descriptor) && !(::fcntl(descriptor, F_GETFL) & O_NONBLOCK); }

// Writes what the system takes without waiting. Terminals, some files and older kernels know no such write: they are
// asked first, and if they are ready they take as much as a pipe takes in one piece.
ssize_t write_what_is_taken(int descriptor, std::string_view bytes) {
  const iovec part{const_cast<char*>(bytes.data()), bytes.size()};
  const ssize_t written = ::pwritev2(descriptor, &part, 1, -1, RWF_NOWAIT);
  if (written >= 0 || (errno != EOPNOTSUPP && errno != ENOSYS && errno != EINVAL)) return written;
  pollfd ready{descriptor, POLLOUT, 0};
  if (!makes_wait(descriptor) && ::poll(&ready, 1, 0) > 0)
    return ::write(descriptor, bytes.data(), std::min<std::size_t>(bytes.size(), PIPE_BUF));
  errno = EAGAIN;
  return -1;
}

// Waits for the reader. Returns false if the descriptor takes no more.
bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (!is_temporary(errno)) {
      return false;
    } else if (errno != EINTR) {
      pollfd ready{descriptor, POLLOUT, 0};
      ::poll(&ready, 1, -1);
    }
  }
  return true;
}

std::size_t lines_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// While it lives, threads that are made here get no signals.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

}  // namespace

LineWriter::LineWriter(int descriptor, std::function<std::string(std::size_t)> notice, std::size_t room)
    : descriptor_(description_of(descriptor)), notice_(std::move(notice)), room_(room) {}

void LineWriter::write(std::string_view line) {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty() && !has_thread_) return write_directly(line);
  const std::size_t needed = in_flight_.size() + waiting_.size() + line.size();
  const std::string notice = dropped_ && needed <= room_ ? notice_(dropped_) : std::string();
  if (needed + notice.size() > room_) {
    ++dropped_;
  } else {
    dropped_ = 0;
    waiting_.append(notice).append(line);
  }
  if (!has_thread_) start_writing();
}

void LineWriter::write_directly(std::string_view line) {
  std::string with_notice;
  if (dropped_) line = with_notice = notice_(dropped_).append(line);
  const ssize_t written = write_what_is_taken(descriptor_, line);
  if (written < 0 && !is_temporary(errno)) {
    ++dropped_;
    return;
  }
  dropped_ = 0;
  line.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  if (line.empty()) return;
  waiting_ = line;
  start_writing();
}

// If the system gives no thread, the next line tries again.
void LineWriter::start_writing() {
  const SignalsBlocked blocked;
  try {
    has_thread_ = true;
    std::thread([this] { write_waiting(); }).detach();
  } catch (const std::system_error&) {
    has_thread_ = false;
  }
}

void LineWriter::write_waiting() {
  std::unique_lock lock(mutex_);
  while (!waiting_.empty()) {
    in_flight_.swap(waiting_);
    lock.unlock();
    const bool is_written = write_all(descriptor_, in_flight_);
    lock.lock();
    if (!is_written) dropped_ += lines_in(in_flight_);
    in_flight_.clear();
    if (is_written && waiting_.empty() && dropped_) waiting_ = notice_(std::exchange(dropped_, 0));
  }
  forget_memory();
  changed_.notify_all();
}

void LineWriter::forget_memory() {
  has_thread_ = false;
  std::string().swap(waiting_);
  std::string().swap(in_flight_);
}

bool LineWriter::flush(std::chrono::milliseconds most) {
  std::unique_lock lock(mutex_);
  if (!waiting_.empty() && !has_thread_) start_writing();
  return changed_.wait_for(lock, most, [this] { return waiting_.empty() && !has_thread_; });
}

void LineWriter::after_fork_in_child() {
  forget_memory();
  dropped_ = 0;
  mutex_.unlock();
}

}  // namespace plume
