// Where the bytes of uploads go.
#include "view/temporary_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace plume::view {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class TemporaryFileTest : public ::testing::Test {
 protected:
  TemporaryFileTest() {
    std::string name = (fs::temp_directory_path() / "plume-test-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    ::setenv("TMPDIR", folder_.c_str(), 1);
  }
  ~TemporaryFileTest() override {
    ::unsetenv("TMPDIR");
    fs::remove_all(folder_);
  }
  std::size_t names() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
  TemporaryFile file_;
};

TEST_F(TemporaryFileTest, HasNoNameUntilItIsMoved) {
  file_.open();
  file_.write("one ");
  file_.write("two");
  file_.close(UploadWriter::Close::done);
  EXPECT_EQ(names(), 0u);
  EXPECT_EQ(content_of(file_.path()), "one two");
  EXPECT_EQ(fs::file_size(file_.path()), 7u);
  file_.move_to(folder_ / "kept");
  EXPECT_EQ(content_of(folder_ / "kept"), "one two");
  EXPECT_EQ(names(), 1u);
  EXPECT_EQ(content_of(file_.path()), "one two") << "it can still be read";
}

TEST_F(TemporaryFileTest, ReplacesWhatHasTheName) {
  std::ofstream(folder_ / "kept") << "old";
  file_.open();
  file_.write("new");
  file_.close(UploadWriter::Close::done);
  file_.move_to(folder_ / "kept");
  EXPECT_EQ(content_of(folder_ / "kept"), "new");
  EXPECT_EQ(names(), 1u);
}

TEST_F(TemporaryFileTest, MovesToAnotherFileSystem) {
  const fs::path other = "/dev/shm/plume-test-kept";
  file_.open();
  file_.write("far");
  file_.close(UploadWriter::Close::done);
  file_.move_to(other);
  EXPECT_EQ(content_of(other), "far");
  fs::remove(other);
}

TEST_F(TemporaryFileTest, SaysThatAFolderIsMissing) {
  file_.open();
  file_.close(UploadWriter::Close::done);
  EXPECT_THROW(file_.move_to(folder_ / "none" / "kept"), fs::filesystem_error);
  EXPECT_EQ(names(), 0u);
}

// A limit of the process stands for a full disk: the write fails in the middle.
TEST_F(TemporaryFileTest, AFullDiskIsAnErrorAndLeavesNothing) {
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old{};
  ::getrlimit(RLIMIT_FSIZE, &old);
  const rlimit small{10, old.rlim_max};
  file_.open();
  ::setrlimit(RLIMIT_FSIZE, &small);
  file_.write("12345678");
  EXPECT_THROW(file_.write("12345678"), std::system_error);
  ::setrlimit(RLIMIT_FSIZE, &old);
  std::signal(SIGXFSZ, before);
  file_.close(UploadWriter::Close::failed);
  EXPECT_EQ(names(), 0u);
}

}  // namespace
}  // namespace plume::view
