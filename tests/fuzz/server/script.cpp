#include "fuzz/server/script.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <thread>

#include "base/ascii.h"

namespace plume::testing {
namespace {

constexpr std::size_t most_fragments = 40;

/// Takes the first word off the front.
std::string_view word(std::string_view& text) {
  const auto end = std::min(text.find(' '), text.size());
  const std::string_view first = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return first;
}

std::size_t number(std::string_view text, std::size_t most) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::min(value, most);
}

int hex(char digit) { return is_digit(digit) ? digit - '0' : to_lower(digit) - 'a' + 10; }

}  // namespace

void Script::run(std::string_view text) {
  for (std::size_t lines = 0; !text.empty() && lines < most_lines; ++lines) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    act(line);
  }
}

void Script::finish() {
  for (const auto& client : clients_)
    if (client) client->turn_deaf(false), client->settle();
  for (auto& client : clients_) client.reset();
}

Client& Script::client() {
  auto& at = clients_[current_];
  if (!at) at = std::make_unique<Client>(server_, browser_);
  return *at;
}

void Script::act(std::string_view line) {
  const std::string_view action = word(line);
  if (action.empty()) return;
  if (request(action, line) || page_action(action, line) || message_action(action, line) || socket_action(action, line))
    return;
  control(action, line);
}

bool Script::request(std::string_view action, std::string_view rest) {
  if (!std::ranges::all_of(action, [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
  const std::string target = decoded(word(rest));
  client().request(action, target, decoded(rest));
  // The answer to a request that is whole does not take long, but for a handler that was moved to another thread.
  if (client().is_waiting()) client().wait(10), client().settle();
  return true;
}

bool Script::page_action(std::string_view action, std::string_view rest) {
  if (action == "header")
    client().add_header(decoded(rest));
  else if (action == "chunk")
    client().cut_body(number(rest, 100'000));
  else if (action == "socket")
    client().open_socket(decoded(rest));
  else if (action == "longpoll")
    client().open_poll();
  else if (action == "poll")
    client().poll();
  else if (action == "batch")
    client().collect_texts();
  else if (action == "post")
    client().post();
  else
    return false;
  return true;
}

bool Script::message_action(std::string_view action, std::string_view rest) {
  const auto quoted = [](std::string_view text) { return Value(text).json(); };
  if (action == "heartbeat") return client().heartbeat(), true;
  if (action == "text") return client().send_text(decoded(rest)), true;
  if (action != "join" && action != "live" && action != "event" && action != "form" && action != "part" &&
      action != "push")
    return false;
  const std::size_t view = number(word(rest), 19);
  if (action == "join" || action == "live") {
    client().join(view, decoded(rest), action == "live");
    return true;
  }
  const std::string cid = action == "part" ? ",\"cid\":" + std::string(word(rest)) : "";
  const std::string name = decoded(word(rest)), value = decoded(rest);
  if (action == "push")
    client().push(view, name, value.empty() ? "{}" : value);
  else
    client().push(view, "event",
                  std::string(action == "form" ? R"({"type":"form","event":)" : R"({"type":"click","event":)") +
                      quoted(name) + ",\"value\":" +
                      (action == "form" ? quoted(value)
                       : value.empty()  ? "{}"
                                        : value) +
                      cid + "}");
  return true;
}

bool Script::socket_action(std::string_view action, std::string_view rest) {
  if (action == "binary") {
    client().send_frame(0x82, true, decoded(rest));
  } else if (action == "frame") {
    const auto first = static_cast<unsigned char>(number(word(rest), 255));
    const bool is_masked = word(rest) != "0";
    client().send_frame(first, is_masked, decoded(rest));
  } else if (action == "fragments") {
    client().cut_message(number(rest, most_fragments));
  } else if (action == "deflate") {
    client().compress_message();
  } else if (action == "raw") {
    client().send_raw(decoded(rest));
  } else if (action == "slice") {
    client().cut_writes(number(rest, 100'000));
  } else {
    return false;
  }
  return true;
}

void Script::control(std::string_view action, std::string_view rest) {
  if (action == "use") current_ = number(rest, clients_.size() - 1);
  if (action == "shut") client().end_writing();
  if (action == "drop") client().drop();
  if (action == "deaf") client().turn_deaf(rest != "0");
  if (action == "disconnect") Site::instance().endpoint().disconnect(decoded(rest));
  if (action == "drain") server_.drain();
  if (action == "wait") {
    std::this_thread::sleep_for(std::chrono::milliseconds(number(rest, 60)));
    client().settle();
  }
}

std::string Script::decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto next = [&](std::size_t by) { return i + by < text.size() ? text[i + by] : '\0'; };
    if (text[i] == '$') {
      const std::string_view with_digit = "sfi", alone = "ctk";
      if (with_digit.find(next(1)) != std::string_view::npos && is_digit(next(2))) {
        out += placeholder(next(1), next(2));
        i += 2;
        continue;
      }
      if (next(1) && alone.find(next(1)) != std::string_view::npos) {
        out += placeholder(next(1), '0');
        ++i;
        continue;
      }
    }
    if (text[i] == '\\' && next(1) == 'x' && is_hex_digit(next(2)) && is_hex_digit(next(3))) {
      out += static_cast<char>(hex(next(2)) * 16 + hex(next(3)));
      i += 3;
    } else if (text[i] == '\\' && (next(1) == 'n' || next(1) == 'r' || next(1) == '\\')) {
      out += next(1) == 'n' ? '\n' : next(1) == 'r' ? '\r' : '\\';
      ++i;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string Script::placeholder(char kind, char digit) {
  const Browser::View view = browser_.view(static_cast<std::size_t>(digit - '0'));
  switch (kind) {
    case 's':
      return view.session;
    case 'f':
      return view.fixed;
    case 'i':
      return view.id;
    case 'c':
      return browser_.csrf_token;
    case 't':
      return client().poll_token();
    default:
      return browser_.cookie_field();
  }
}

}  // namespace plume::testing
