#include "http/static_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "base/log.h"
#include "base/url.h"

namespace plume::http {
namespace {

// Without O_NONBLOCK a pipe would be waited for.
constexpr int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;

bool leaves_folder(const std::string& segment) {
  return segment == "." || segment == ".." || segment.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos;
}

int open_beneath(int folder, const std::string& path) {
  open_how how{};
  how.flags = flags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  return static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how));
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> found(::realpath(path.c_str(), nullptr), std::free);
  return found ? std::string(found.get()) : std::string();
}

// Returns normally if there is just no file to be served. `exists` is called if that matters: a request for something
// else must not fail.
template <class Exists>
void check_failure(const std::string& path, int error, Exists exists) {
  switch (error) {
    case EMFILE:
    case ENFILE:
    case ENOMEM:
      if (!exists()) return;
      throw HttpError(503, "no file can be opened for now: " + std::generic_category().message(error));
    case EACCES:
    case EPERM:
      return log_warning("a static file may not be read", {{"file", path}});
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
    case ELOOP:
    case EXDEV:
    case ENXIO:
    case ENODEV:
      return;
    default:
      if (!exists()) return;
      throw HttpError(500, "a static file cannot be opened: " + std::generic_category().message(error));
  }
}

}  // namespace

StaticFolder::StaticFolder(std::string folder, StaticAccess access) : folder_(std::move(folder)), access_(access) {
  if (!std::filesystem::is_directory(folder_))
    throw std::invalid_argument("EndpointOptions::static_dir: \"" + folder_ + "\" is no folder");
}

bool StaticFolder::can_name_file(std::string_view url_path) {
  const auto segments = split_path(url_path);
  return segments && std::none_of(segments->begin(), segments->end(), leaves_folder);
}

std::optional<std::string> StaticFolder::path_of(std::string_view url_path) const {
  const auto segments = split_path(url_path);
  if (!segments) throw HttpError(400, "the path cannot be decoded");
  std::string path;
  bool is_served = true;
  for (const std::string& segment : *segments) {
    if (leaves_folder(segment)) throw HttpError(400, "the path holds a segment that no file can have");
    const bool is_hidden = segment.starts_with('.') && !(path.empty() && segment == ".well-known");
    if (segment.find(':') != std::string::npos || (is_hidden && !access_.dot_files)) is_served = false;
    if (!path.empty()) path += '/';
    path += segment;
  }
  return is_served && !path.empty() ? std::optional(std::move(path)) : std::nullopt;
}

// The folder is looked up each time: a deploy may put another one in its place.
int StaticFolder::open_descriptor(const std::string& path) const {
  const int folder = ::open(folder_.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -1;
  const int descriptor = access_.links ? ::openat(folder, path.c_str(), flags) : open_beneath(folder, path);
  const int error = errno;
  ::close(folder);
  errno = error;
  // EXDEV: also a link that leads out and in again. The others: no such call here.
  const bool is_undecided = error == EXDEV || error == EAGAIN || error == ENOSYS || error == EPERM;
  return descriptor < 0 && !access_.links && is_undecided ? open_real_path(path) : descriptor;
}

int StaticFolder::open_real_path(const std::string& path) const {
  const std::string folder = real_path(folder_), file = real_path(folder_ + "/" + path);
  if (folder.empty() || file.empty()) return -1;
  if (file.starts_with(folder.ends_with('/') ? folder : folder + "/")) return ::open(file.c_str(), flags | O_NOFOLLOW);
  errno = EXDEV;
  return -1;
}

std::optional<StaticFile> StaticFolder::open(const std::string& path) const {
  const int descriptor = open_descriptor(path);
  if (descriptor < 0) {
    check_failure(path, errno, [&] { return contains(path); });
    return std::nullopt;
  }
  struct stat status{};
  const bool is_known = ::fstat(descriptor, &status) == 0;
  auto body = std::make_shared<FileBody>(descriptor, static_cast<std::uint64_t>(status.st_size));
  if (!is_known || !S_ISREG(status.st_mode)) return std::nullopt;
  return StaticFile{std::move(body),
                    fmt::format("\"{:x}-{:x}-{:x}\"", status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec)};
}

bool StaticFolder::contains(const std::string& path) const {
  struct stat status{};
  return ::stat((folder_ + "/" + path).c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace plume::http
