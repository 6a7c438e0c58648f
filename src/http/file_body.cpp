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

bool FileBody::read_at(std::uint64_t offset, char* to, std::size_t bytes) const {
  while (bytes > 0) {
    const ssize_t got = ::pread(descriptor_, to, bytes, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    offset += static_cast<std::uint64_t>(got);
    bytes -= static_cast<std::size_t>(got);
  }
  return true;
}

bool FileBody::append_piece(std::string& out) {
  const std::size_t before = out.size();
  const std::size_t bytes = std::min(piece_bytes, size_ - read_);
  out.resize(before + bytes);
  if (!read_at(begin_ + read_, out.data() + before, bytes)) {
    out.resize(before);
    return false;
  }
  read_ += bytes;
  return true;
}

std::optional<std::string> FileBody::whole() const {
  std::string content(size_, '\0');
  if (!read_at(begin_, content.data(), content.size())) return std::nullopt;
  return content;
}

void read_file(Response& response) {
  if (!response.file) return;
  while (!response.file->is_at_end())
    if (!response.file->append_piece(response.body)) throw std::runtime_error("a static file became shorter");
  response.file.reset();
}

}  // namespace plume::http
