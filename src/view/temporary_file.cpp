#include "view/temporary_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace fs = std::filesystem;

namespace plume::view {
namespace {

constexpr std::string_view folder_prefix = "plume-uploads-";
constexpr mode_t readable_as_others = 0666;  // as far as the umask lets it

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

fs::path temporary_directory() {
  for (const char* name : {"TMPDIR", "TMP", "TEMP"})
    if (const char* value = std::getenv(name); value && ::access(value, W_OK | X_OK) == 0) return value;
  return "/tmp";
}

/// A folder of this process, which holds a lock on it as long as it lives.
class PrivateFolder {
 public:
  explicit PrivateFolder(const fs::path& within) {
    sweep(within);
    std::string name = (within / (std::string(folder_prefix) + "XXXXXX")).string();
    if (!::mkdtemp(name.data())) fail("a folder for uploads cannot be made in " + within.string());
    path_ = name;
    lock_ = ::open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (lock_ >= 0) ::flock(lock_, LOCK_EX | LOCK_NB);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    if (lock_ >= 0) ::close(lock_);
  }
  const fs::path& path() const { return path_; }

 private:
  // Removes those of processes that are gone.
  static void sweep(const fs::path& within) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(within, ignored)) {
      if (!entry.path().filename().string().starts_with(folder_prefix)) continue;
      const int folder = ::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
      if (folder < 0) continue;
      if (::flock(folder, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
      ::close(folder);
    }
  }

  fs::path path_;
  int lock_;
};

const fs::path& private_folder() {
  static const PrivateFolder folder(temporary_directory());
  return folder.path();
}

void write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("an upload cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string name_in_proc(int file) { return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(file); }

// A name beside `to` for a file that is not complete yet.
fs::path name_beside(const fs::path& to) {
  static std::atomic<unsigned> last{0};
  return to.string() + ".part-" + std::to_string(::getpid()) + "-" + std::to_string(++last);
}

}  // namespace

TemporaryFile::~TemporaryFile() {
  if (file_ >= 0) ::close(file_);
  if (!name_.empty()) ::unlink(name_.c_str());
}

void TemporaryFile::open() {
  const fs::path folder = temporary_directory();
  file_ = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, readable_as_others);
  if (file_ >= 0) return;
  if (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT) fail("an upload cannot be kept in " + folder.string());
  open_named();
}

void TemporaryFile::open_named() {
  std::string name = (private_folder() / "XXXXXX").string();
  file_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (file_ < 0) fail("an upload cannot be kept in " + private_folder().string());
  name_ = std::move(name);
}

void TemporaryFile::write(std::string_view bytes) { write_all(file_, bytes); }

void TemporaryFile::close(Close why) {
  if (why == Close::done || file_ < 0) return;
  ::close(std::exchange(file_, -1));
}

fs::path TemporaryFile::path() const { return name_.empty() ? fs::path(name_in_proc(file_)) : fs::path(name_); }

// The new name appears with all bytes behind it. On another file system they are copied.
void TemporaryFile::move_to(const fs::path& to) const {
  const fs::path part = name_beside(to);
  const std::string from = path().string();
  if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, part.c_str(), AT_SYMLINK_FOLLOW) != 0) {
    if (errno != EXDEV && errno != EPERM && errno != ENOENT)
      throw fs::filesystem_error("an upload cannot be moved", to, std::error_code(errno, std::generic_category()));
    fs::copy_file(from, part);
  }
  std::error_code error;
  fs::rename(part, to, error);
  if (!error) return;
  ::unlink(part.c_str());
  throw fs::filesystem_error("an upload cannot be moved", to, error);
}

std::shared_ptr<UploadWriter> make_temporary_file() { return std::make_shared<TemporaryFile>(); }

}  // namespace plume::view

namespace plume {

namespace {
const view::TemporaryFile& file_of(const std::shared_ptr<UploadWriter>& writer) {
  if (const auto* file = dynamic_cast<const view::TemporaryFile*>(writer.get())) return *file;
  throw std::logic_error("plume::UploadedFile: this upload made no file; use meta() or writer<W>()");
}
}  // namespace

fs::path UploadedFile::path() const { return file_of(writer_).path(); }
void UploadedFile::move_to(const fs::path& to) const { file_of(writer_).move_to(to); }

}  // namespace plume
