// PollClient: a client that speaks the live protocol by long-polling.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/percent.h"
#include "support/live_client.h"
#include "support/tcp_client.h"

namespace plume::testing {

class PollClient : public Line {
 public:
  /// Opens a session. `query` and `fields` are those of the first request.
  explicit PollClient(int port, std::string_view query = "vsn=2.0.0", std::string_view fields = {})
      : polling_(port), posting_(port) {
    opened_ = parse_json(polling_.get("/live/longpoll?" + std::string(query), fields).body);
    token_ = opened_["token"].text();
  }
  /// The body that answered the first request.
  const Value& opened() const { return opened_; }
  const std::string& token() const { return token_; }
  std::string path() const { return "/live/longpoll?vsn=2.0.0&token=" + percent_encode(token_); }

  /// Sends a poll, whose answer polled() waits for.
  void begin_poll() { polling_.write("GET " + path() + " HTTP/1.1\r\nHost: localhost\r\n\r\n"); }
  Value polled() {
    Value body = parse_json(polling_.response().body);
    if (body.contains("token")) token_ = body["token"].text();
    return body;
  }
  Value poll() {
    begin_poll();
    return polled();
  }
  /// The status that a posted body is answered with.
  int post(std::string_view body, std::string_view type = "application/x-ndjson") {
    begin_post(body, type);
    return posted();
  }
  void begin_post(std::string_view body, std::string_view type = "application/x-ndjson") {
    posting_.write("POST " + path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + std::string(type) +
                   "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
  }
  int posted() { return static_cast<int>(parse_json(posting_.response().body)["status"].integer_or(0)); }
  TcpClient& polling() { return polling_; }
  TcpClient& posting() { return posting_; }

  void send(std::string_view text) override {
    if (const int status = post(text); status != 200)
      throw std::runtime_error("a message was answered with " + std::to_string(status));
  }
  std::string receive() override {
    while (next_ == messages_.size()) {
      const Value body = poll();
      const auto status = body["status"].integer_or(0);
      if (status != 200 && status != 204) throw std::runtime_error("a poll was answered with " + body.json());
      messages_ = body["messages"].as_array();
      next_ = 0;
    }
    return std::string(messages_[next_++].text());
  }

 private:
  TcpClient polling_, posting_;
  Value opened_;
  std::string token_;
  Array messages_;
  std::size_t next_ = 0;
};

}  // namespace plume::testing
