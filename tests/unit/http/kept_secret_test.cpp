#include "http/kept_secret.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/log.h"
#include "plume/endpoint.h"

namespace plume::http {
namespace {

namespace fs = std::filesystem;

class KeptSecret : public ::testing::Test {
 protected:
  KeptSecret() : folder_(fs::temp_directory_path() / ("plume-secret-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    set_log_sink([](LogLevel, std::string_view) {});
  }
  ~KeptSecret() override {
    set_log_sink({});
    fs::remove_all(folder_);
  }
  mode_t mode() const {
    struct stat status{};
    ::stat(file_.c_str(), &status);
    return status.st_mode & 0777;
  }

  const fs::path folder_;
  const fs::path file_ = folder_ / ".app.secret";
};

TEST_F(KeptSecret, IsTheSameAtTheNextStart) {
  const auto secret = kept_secret(file_);
  ASSERT_TRUE(secret);
  EXPECT_GE(secret->size(), 64u);
  EXPECT_EQ(kept_secret(file_), secret);
  EXPECT_EQ(mode(), 0600u) << "for the user only";
  EXPECT_NE(kept_secret(folder_ / "other"), secret);
}

TEST_F(KeptSecret, IsOneForProcessesThatStartAtOnce) {
  std::vector<std::optional<std::string>> secrets(8);
  {
    std::vector<std::jthread> starts;
    for (auto& secret : secrets) starts.emplace_back([&] { secret = kept_secret(file_); });
  }
  EXPECT_EQ(std::set(secrets.begin(), secrets.end()).size(), 1u);
  EXPECT_TRUE(secrets.front());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "nothing else is left";
}

TEST_F(KeptSecret, IsNotTakenFromAFileOfOthers) {
  const auto secret = kept_secret(file_);
  ::chmod(file_.c_str(), 0644);
  EXPECT_FALSE(kept_secret(file_));
  ::chmod(file_.c_str(), 0600);
  EXPECT_EQ(kept_secret(file_), secret);
  fs::create_symlink(file_, folder_ / "link");
  EXPECT_FALSE(kept_secret(folder_ / "link"));
  std::ofstream(file_) << "short";
  EXPECT_FALSE(kept_secret(file_));
  fs::create_directory(folder_ / "folder");
  EXPECT_FALSE(kept_secret(folder_ / "folder"));
}

TEST_F(KeptSecret, IsNotKeptIfThereIsNoRoom) {
  EXPECT_FALSE(kept_secret(folder_ / "missing" / "secret"));
  EXPECT_FALSE(kept_secret(""));
}

TEST_F(KeptSecret, IsThatOfEndpointsWithoutOne) {
  const fs::path file = secret_file_of_program();
  EXPECT_EQ(file.filename(), ".http_test.secret");
  fs::remove(file);
  const auto secret_of = [](EndpointOptions options) {
    options.live_view.signing_salt = "of the tests";
    return Endpoint(std::move(options)).options().secret_key_base;
  };
  const std::string kept = secret_of({.keep_secret = true});
  EXPECT_EQ(secret_of({.keep_secret = true}), kept);
  EXPECT_NE(secret_of({.keep_secret = false}), kept);
  EXPECT_EQ(secret_of({.secret_key_base = std::string(64, 'k'), .keep_secret = true}), std::string(64, 'k'));
  EXPECT_EQ(kept_secret(file), kept);
  fs::remove(file);
}

#ifndef NDEBUG
TEST_F(KeptSecret, IsKeptByProgramsForDebugging) { EXPECT_TRUE(EndpointOptions().keep_secret); }
#endif

}  // namespace
}  // namespace plume::http
