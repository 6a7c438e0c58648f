// PollClient: a client that speaks the live protocol by long-polling.
#pragma once

#include <string>
#include <string_view>

#include "support/live_client.h"
#include "support/tcp_client.h"

namespace plume::testing {

class PollClient : public Line {
 public:
  /// Opens a session. `query` and `fields` are those of the first request.
  explicit PollClient(int port, std::string_view query = "vsn=2.0.0", std::string_view fields = {});
  /// The body that answered the first request.
  const Value& opened() const { return opened_; }
  const std::string& token() const { return token_; }
  std::string path() const;

  /// Sends a poll, whose answer polled() waits for.
  void begin_poll();
  Value polled();
  Value poll();
  /// The status that a posted body is answered with.
  int post(std::string_view body, std::string_view type = "application/x-ndjson");
  void begin_post(std::string_view body, std::string_view type = "application/x-ndjson");
  int posted();
  TcpClient& polling() { return polling_; }
  TcpClient& posting() { return posting_; }

  void send(std::string_view text) override;
  std::string receive() override;

 private:
  TcpClient polling_, posting_;
  Value opened_;
  std::string token_;
  Array messages_;
  std::size_t next_ = 0;
};

}  // namespace plume::testing
