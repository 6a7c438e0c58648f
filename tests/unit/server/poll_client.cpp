#include "poll_client.h"

#include <stdexcept>

#include "base/json.h"
#include "base/percent.h"

namespace plume::testing {

PollClient::PollClient(int port, std::string_view query, std::string_view fields) : polling_(port), posting_(port) {
  opened_ = parse_json(polling_.get("/live/longpoll?" + std::string(query), fields).body);
  token_ = opened_["token"].text();
}

std::string PollClient::path() const { return "/live/longpoll?vsn=2.0.0&token=" + percent_encode(token_); }

void PollClient::begin_poll() { polling_.write("GET " + path() + " HTTP/1.1\r\nHost: localhost\r\n\r\n"); }

Value PollClient::polled() {
  Value body = parse_json(polling_.response().body);
  if (body.contains("token")) token_ = body["token"].text();
  return body;
}

Value PollClient::poll() {
  begin_poll();
  return polled();
}

int PollClient::post(std::string_view body, std::string_view type) {
  begin_post(body, type);
  return posted();
}

void PollClient::begin_post(std::string_view body, std::string_view type) {
  posting_.write("POST " + path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + std::string(type) +
                 "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body));
}

int PollClient::posted() { return static_cast<int>(parse_json(posting_.response().body)["status"].integer_or(0)); }

void PollClient::send(std::string_view text) {
  if (const int status = post(text); status != 200)
    throw std::runtime_error("a message was answered with " + std::to_string(status));
}

std::string PollClient::receive() {
  while (next_ == messages_.size()) {
    const Value body = poll();
    const auto status = body["status"].integer_or(0);
    if (status != 200 && status != 204) throw std::runtime_error("a poll was answered with " + body.json());
    messages_ = body["messages"].as_array();
    next_ = 0;
  }
  return std::string(messages_[next_++].text());
}

}  // namespace plume::testing
