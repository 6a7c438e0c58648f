// Child: a process that a test forks.
#pragma once

#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>

namespace plume::testing {

/// A process of its own: for tests that end it, change its limits, or leave threads behind. To be made while the test
/// has no other thread.
class Child {
 public:
  /// Runs `work` there, which gives the exit status.
  explicit Child(const std::function<int()>& work) {
    int ends[2];
    if (::pipe(ends)) throw std::runtime_error("no pipe");
    std::fflush(stdout);
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::dup2(ends[1], STDERR_FILENO);
      ::_exit(work());
    }
    ::close(ends[1]);
    output_ = ::fdopen(ends[0], "r");
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { std::fclose(output_); }
  /// The next line it prints.
  std::string line() {
    char text[512] = "";
    return std::fgets(text, sizeof text, output_) ? text : "";
  }
  void signal(int number) const { ::kill(process_, number); }
  /// How it ended, as of waitpid.
  int wait() const {
    int status = 0;
    ::waitpid(process_, &status, 0);
    return status;
  }

 private:
  pid_t process_;
  FILE* output_;
};

/// The exit status in what wait() gave; -1 where a signal ended the process.
inline int exit_status(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }

}  // namespace plume::testing
