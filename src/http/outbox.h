// Outbox: what a connection has still to write.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/alarm.h"

namespace plume::http {

class TlsFilter;

/// Holds memory only while something waits in it, and plaintext only once: of a TLS connection it is encrypted piece by
/// piece, as the client takes it.
class Outbox {
 public:
  using Clock = runtime::Clock;

  Outbox();
  ~Outbox();

  bool empty() const { return held_ == nullptr; }
  std::size_t size() const;
  /// Puts plaintext behind what waits.
  void append(std::string_view bytes, Clock::time_point now);
  /// Puts what TLS has encrypted before the plaintext that waits, and behind what is encrypted already.
  void append_encrypted(std::string_view bytes, Clock::time_point now);

  enum class Result {
    done,     ///< all of it was written
    blocked,  ///< the client takes no more for now; the rest waits
    gone,     ///< the client is gone
  };
  /// Where it is written to: a socket that does not block, and the TLS on it, or null; and where the bytes are counted
  /// that wait behind bodies, or null. The same for each call.
  struct Line {
    int descriptor;
    TlsFilter* tls;
    std::atomic<std::size_t>* total = nullptr;
  };
  /// Writes what waits, then `head` and `body`: with one system call if nothing waits. What cannot be written waits.
  /// Throws if TLS fails.
  Result write(Line line, std::string_view head, std::string_view body, Clock::time_point now);
  /// The same; a body that has to wait is not copied, and is counted with what waits before and behind it.
  Result write_body(Line line, std::string_view head, std::string&& body, Clock::time_point now);
  /// Writes what waits.
  Result flush(Line line);

  /// When the current period began in which the client is to take something: when the first byte had to wait, or
  /// begin_period(). Must not be empty, as for the next two.
  Clock::time_point period_begin() const;
  /// The bytes taken since then.
  std::size_t taken() const;
  void begin_period(Clock::time_point now);

 private:
  struct Held;
  struct Sent {
    Result result;
    std::size_t bytes;
  };
  Held& held(Clock::time_point now);
  Sent send(Line line, std::string_view head, std::string_view body, Clock::time_point now);
  Sent send_encrypted(Line line, std::string_view head, std::string_view body, Clock::time_point now);

  std::unique_ptr<Held> held_;
};

}  // namespace plume::http
