// Outbox: what a connection has still to write.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plume::http {

/// Holds memory only while something waits in it.
class Outbox {
 public:
  bool empty() const { return begin_ == bytes_.size(); }
  std::size_t size() const { return bytes_.size() - begin_; }
  void append(std::string_view bytes) { bytes_.append(bytes); }

  enum class Result {
    done,     ///< all of it was written
    blocked,  ///< the client takes no more for now; the rest waits
    gone,     ///< the client is gone
  };
  /// Writes what waits, then `head` and `body`, to a socket that does not block: with one system call where nothing
  /// waits. What cannot be written waits. `progressed` is set where anything was written.
  Result write(int descriptor, std::string_view head, std::string_view body, bool& progressed);

 private:
  Result flush(int descriptor, bool& progressed);

  std::string bytes_;
  std::size_t begin_ = 0;
};

}  // namespace plume::http
