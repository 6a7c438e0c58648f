#include "http/file_body.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

namespace plume::http {
namespace {

constexpr std::uint64_t piece_bytes = 128 * 1024;

}  // namespace

FileBody::~FileBody() { ::close(descriptor_); }

void FileBody::narrow(std::uint64_t first, std::uint64_t size) {
  begin_ = first;
  size_ = size;
}

bool FileBody::append_piece(std::string& out) {
  const std::size_t before = out.size();
  std::size_t left = std::min(piece_bytes, size_ - read_);
  out.resize(before + left);
  char* to = out.data() + before;
  while (left > 0) {
    const ssize_t got = ::pread(descriptor_, to, left, static_cast<off_t>(begin_ + read_));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      out.resize(before);
      return false;
    }
    to += got;
    left -= static_cast<std::size_t>(got);
    read_ += static_cast<std::uint64_t>(got);
  }
  return true;
}

void read_file(Response& response) {
  if (!response.file) return;
  while (!response.file->is_at_end())
    if (!response.file->append_piece(response.body)) throw std::runtime_error("a static file became shorter");
  response.file.reset();
}

}  // namespace plume::http
