#include "http/kept_secret.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

#include "base/log.h"
#include "crypto/base64.h"
#include "crypto/random.h"

namespace plume::http {
namespace {

constexpr std::size_t min_secret = 64, max_secret = 1024;

struct File {
  explicit File(int opened) : descriptor(opened) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor >= 0) ::close(descriptor);
  }
  const int descriptor;
};

std::string error_text() { return std::generic_category().message(errno); }

std::nullopt_t not_kept(const std::filesystem::path& file, std::string_view why) {
  log_warning("the secret is not kept for the next start", {{"file", file.string()}, {"why", why}});
  return std::nullopt;
}

// The file cannot be a link, nor that of somebody else.
std::optional<std::string> read(const std::filesystem::path& path, int descriptor) {
  struct stat status{};
  if (::fstat(descriptor, &status) != 0) return not_kept(path, error_text());
  if (!S_ISREG(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & 077) != 0)
    return not_kept(path, "it must be a file that only its user can read; remove it");
  std::array<char, max_secret> bytes;
  const auto size = ::read(descriptor, bytes.data(), bytes.size());
  if (size < static_cast<ssize_t>(min_secret)) return not_kept(path, "it holds less than 64 bytes; remove it");
  return std::string(bytes.data(), static_cast<std::size_t>(size));
}

// Writes a file of its own, and gives it the name if no other process was faster.
bool make(const std::filesystem::path& path) {
  std::string own = path.string() + ".XXXXXX";
  const File file(::mkostemp(own.data(), O_CLOEXEC));
  if (file.descriptor < 0) return false;
  const std::string secret = new_secret();
  const bool is_written = ::write(file.descriptor, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size());
  const bool is_made = is_written && (::link(own.c_str(), path.c_str()) == 0 || errno == EEXIST);
  const int error = errno;
  ::unlink(own.c_str());
  errno = error;
  return is_made;
}

}  // namespace

std::string new_secret() { return crypto::base64url_encode(crypto::random_bytes(48)); }

std::filesystem::path secret_file_of_program() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (error) return {};
  return program.parent_path() / ("." + program.filename().string() + ".secret");
}

std::optional<std::string> kept_secret(const std::filesystem::path& path) {
  if (path.empty()) return std::nullopt;
  const auto open = [&] { return ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK); };
  if (const File file(open()); file.descriptor >= 0) return read(path, file.descriptor);
  if (errno != ENOENT || !make(path)) return not_kept(path, error_text());
  const File file(open());
  return file.descriptor >= 0 ? read(path, file.descriptor) : not_kept(path, error_text());
}

}  // namespace plume::http
