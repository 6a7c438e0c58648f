// LineWriter: lines to a file descriptor whose reader may stall.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace plume {

/// Writes lines in their order and never waits for whoever reads them. A line is written at once if the system takes
/// it, so it is not lost if the process ends by a signal. Otherwise it waits in memory, and a thread writes it when the
/// reader goes on; that thread ends when nothing waits. Lines that find no room, or that cannot be written, are dropped
/// and counted: when lines flow again, a notice tells how many. May be used from any thread.
///
/// Must live as long as the process: a thread that waits for the reader cannot be ended.
class LineWriter {
 public:
  static constexpr std::size_t default_room = 1024 * 1024;
  /// `notice` returns the line that tells of `dropped` lines. `room`: bytes that may wait.
  LineWriter(int descriptor, std::function<std::string(std::size_t dropped)> notice, std::size_t room = default_room);

  /// `line` ends with a line break.
  void write(std::string_view line);
  /// Waits until nothing waits to be written, at most so long. Returns whether nothing does.
  bool flush(std::chrono::milliseconds most);

  /// Called around fork(): the child forgets what waits, for the parent writes it.
  void before_fork() { mutex_.lock(); }
  void after_fork_in_parent() { mutex_.unlock(); }
  void after_fork_in_child();

 private:
  void write_directly(std::string_view line);
  void start_writing();
  void write_waiting();
  void forget_memory();

  const int descriptor_;
  const std::function<std::string(std::size_t)> notice_;
  const std::size_t room_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  std::string in_flight_;  // what the thread writes
  bool has_thread_ = false;
  std::size_t dropped_ = 0;
};

}  // namespace plume
