#include "base/line_writer.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <list>
#include <thread>

#include "base/log.h"
#include "support/child.h"

namespace plume {
namespace {

using namespace std::chrono_literals;

// A pipe, or another pair, of which the test reads one end.
class Reader {
 public:
  explicit Reader(std::array<int, 2> ends) : read_end_(ends[0]), write_end(ends[1]) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { close(); }

  static std::array<int, 2> pipe() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    return ends;
  }
  static std::array<int, 2> sockets() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    return ends;
  }
  /// Waits for so many lines.
  std::vector<std::string> lines(std::size_t count) {
    std::vector<std::string> lines;
    while (lines.size() < count) {
      const auto end = text_.find('\n');
      if (end == std::string::npos) {
        if (!read_more()) break;
        continue;
      }
      lines.push_back(text_.substr(0, end));
      text_.erase(0, end + 1);
    }
    return lines;
  }
  void close() {
    if (read_end_ >= 0) ::close(read_end_);
    read_end_ = -1;
  }

 private:
  bool read_more() {
    char bytes[4096];
    const auto size = ::read(read_end_, bytes, sizeof bytes);
    if (size > 0) text_.append(bytes, static_cast<std::size_t>(size));
    return size > 0;
  }
  int read_end_;
  std::string text_;

 public:
  const int write_end;
};

constexpr std::size_t room = 64 * 1024;

// Never destroyed, as its contract says.
LineWriter& writer_to(const Reader& reader) {
  static auto& all = *new std::list<LineWriter>;
  const auto notice = [](std::size_t count) { return "dropped " + std::to_string(count) + "\n"; };
  return all.emplace_back(reader.write_end, notice, room);
}

std::string numbered(int number) { return std::to_string(number) + std::string(99, '.') + "\n"; }

struct LineWriterTest : ::testing::TestWithParam<std::array<int, 2> (*)()> {
  LineWriterTest() : reader(GetParam()()), writer(writer_to(reader)) {}
  Reader reader;
  LineWriter& writer;
};

TEST_P(LineWriterTest, WritesALineBeforeItReturns) {
  writer.write("one\n");
  writer.write("two\n");
  ::close(reader.write_end);
  EXPECT_EQ(reader.lines(3), (std::vector<std::string>{"one", "two"}));
}

TEST_P(LineWriterTest, NeverWaitsForItsReaderAndTellsWhatItDropped) {
  constexpr int count = 20'000;  // 2 MB, more than system and writer hold
  for (int i = 0; i < count; ++i) writer.write(numbered(i));
  EXPECT_FALSE(writer.flush(0ms));
  int next = 0, dropped = 0;
  while (next + dropped < count) {
    const auto line = reader.lines(1);
    ASSERT_EQ(line.size(), 1u);
    if (line[0].starts_with("dropped "))
      dropped += std::stoi(line[0].substr(8));
    else
      ASSERT_EQ(line[0] + "\n", numbered(next++ + dropped)) << "in order, and each is written or counted";
  }
  EXPECT_GT(dropped, 0);
  EXPECT_GT(next, static_cast<int>(room / 101));
  EXPECT_TRUE(writer.flush(20s));
  writer.write("flows again\n");
  EXPECT_EQ(reader.lines(1), std::vector<std::string>{"flows again"});
}

TEST_P(LineWriterTest, LivesOnWithoutAReader) {
  ::signal(SIGPIPE, SIG_IGN);
  reader.close();
  for (int i = 0; i < 1000; ++i) writer.write(numbered(i));
  EXPECT_TRUE(writer.flush(20s));
}

TEST_P(LineWriterTest, LivesOnIfTheReaderLeavesWhileLinesWait) {
  ::signal(SIGPIPE, SIG_IGN);
  while (writer.flush(0ms)) writer.write(numbered(0));
  reader.close();
  EXPECT_TRUE(writer.flush(20s));
}

// A terminal says that it is ready if it has any room, and then makes a write wait for the rest.
TEST(LineWriterToATerminal, NeverWaitsForItsReader) {
  const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  ASSERT_GE(terminal, 0);
  ASSERT_EQ(::grantpt(terminal), 0);
  ASSERT_EQ(::unlockpt(terminal), 0);
  const int program = ::open(::ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
  ASSERT_GE(program, 0);
  termios settings{};
  ::cfmakeraw(&settings);
  ASSERT_EQ(::tcsetattr(program, TCSANOW, &settings), 0);
  Reader reader({terminal, program});
  LineWriter& writer = writer_to(reader);
  constexpr int count = 500;  // 50 KB, more than a terminal holds, and less than the writer does
  for (int i = 0; i < count; ++i) writer.write(numbered(i));
  EXPECT_FALSE(writer.flush(0ms));
  for (int i = 0; i < count; ++i)
    ASSERT_EQ(reader.lines(1), std::vector<std::string>{numbered(i).substr(0, numbered(i).size() - 1)});
  EXPECT_TRUE(writer.flush(20s));
}

INSTANTIATE_TEST_SUITE_P(Of, LineWriterTest, ::testing::Values(&Reader::pipe, &Reader::sockets));

// A program that logs more than a pipe holds, and whose reader comes late.
TEST(StalledLog, IsFlushedAtTheEndOfTheProcess) {
  testing::Child child([] {
    for (int i = 0; i < 2000; ++i) log_info("line", {{"number", i}, {"filler", std::string(60, '.')}});
    std::exit(0);
    return 1;
  });
  std::string last;
  for (std::string line; !(line = child.line()).empty();) last = line;
  EXPECT_NE(last.find("number=1999"), std::string::npos) << last;
  EXPECT_EQ(testing::exit_status(child.wait()), 0);
}

TEST(StalledLog, IsWrittenOnceIfTheProcessForks) {
  testing::Child child([] {
    while (flush_log(0ms)) log_info("parent", {{"filler", std::string(60, '.')}});
    log_info("last of the parent");
    const pid_t forked = ::fork();
    if (forked == 0) {
      log_info("child");
      ::_exit(flush_log(20s) ? 0 : 1);
    }
    int status = 0;
    return flush_log(20s) && ::waitpid(forked, &status, 0) == forked ? testing::exit_status(status) : 1;
  });
  int parents = 0, children = 0;
  for (std::string line; !(line = child.line()).empty();) {
    parents += line.find("last of the parent") != std::string::npos;
    children += line.find("info child") != std::string::npos;
  }
  EXPECT_EQ(parents, 1);
  EXPECT_EQ(children, 1);
  EXPECT_EQ(testing::exit_status(child.wait()), 0);
}

}  // namespace
}  // namespace plume
