// FileBody: the bytes of an open file that answer a request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "plume/http.h"

namespace plume::http {

/// Reads a file, or a range of it, piece by piece, so a response takes no more memory than a piece. What was opened is
/// what is sent, also if the path leads to another file meanwhile. Used by one thread at a time.
class FileBody {
 public:
  /// Takes over `descriptor`, of a file of `size` bytes.
  FileBody(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  FileBody(const FileBody&) = delete;
  FileBody& operator=(const FileBody&) = delete;
  ~FileBody();

  /// Leaves the `size` bytes that begin at `first`. Only before the first piece.
  void narrow(std::uint64_t first, std::uint64_t size);
  std::uint64_t size() const { return size_; }
  bool is_at_end() const { return read_ == size_; }
  /// Appends the next piece, of up to 128 KiB. Returns false, and appends nothing, if the file does not hold it any
  /// more or cannot be read. May block.
  bool append_piece(std::string& out);
  /// The whole file, read beside the pieces; nullopt if it cannot be read. May block.
  std::optional<std::string> whole() const;

 private:
  bool read_at(std::uint64_t offset, char* to, std::size_t bytes) const;

  const int descriptor_;
  std::uint64_t begin_ = 0;
  std::uint64_t size_;
  std::uint64_t read_ = 0;
};

/// Reads Response::file into Response::body, for clients within the process. Throws std::runtime_error if it cannot.
void read_file(Response& response);

}  // namespace plume::http
