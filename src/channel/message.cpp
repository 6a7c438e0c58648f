#include "channel/message.h"

#include "base/json.h"
#include "plume/http.h"

namespace plume::channel {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Reads the four texts of a message's head, where they hold no escapes; that is all the client sends in practice.
class HeadScanner {
 public:
  explicit HeadScanner(std::string_view text) : text_(text) {}

  bool scan(ClientMessage& message) {
    skip_space();
    return take('[') && ref(message.join_ref) && ref(message.ref) && field(message.topic) && field(message.event) &&
           rest(message.payload);
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool ref(std::string_view& value) {
    skip_space();
    if (text_.substr(at_, 4) != "null") return field(value);
    at_ += 4;
    return comma();
  }
  bool field(std::string_view& value) {
    skip_space();
    if (!take('"')) return false;
    const auto end = text_.find_first_of("\"\\", at_);
    if (end == std::string_view::npos || text_[end] == '\\') return false;
    value = text_.substr(at_, end - at_);
    at_ = end + 1;
    return comma();
  }
  bool comma() {
    skip_space();
    return take(',');
  }
  bool rest(std::string_view& payload) {
    auto end = text_.size();
    while (end > at_ && is_space(text_[end - 1])) --end;
    if (end == at_ || text_[end - 1] != ']') return false;
    payload = text_.substr(at_, end - 1 - at_);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool needs_no_escape(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') return false;
  return true;
}

// Refs, topics and events are short, come as checked UTF-8, and stand in every message.
void append_field(std::string& out, std::string_view value) {
  if (value.empty()) {
    out.append("null,", 5);
  } else if (needs_no_escape(value)) {
    out.push_back('"');
    out.append(value);
    out.append("\",", 2);
  } else {
    append_json_string(out, value);
    out.push_back(',');
  }
}

}  // namespace

ClientMessage::ClientMessage(std::string_view text) {
  if (HeadScanner(text).scan(*this)) return;
  const Value whole = parse_json(text);
  if (!whole.is_array() || whole.size() < 5)
    throw HttpError(400, "a message is an array of five: join_ref, ref, topic, event, payload");
  std::string_view* const fields[] = {&join_ref, &ref, &topic, &event};
  for (std::size_t i = 0; i < 4; ++i) {
    const Value& value = whole.at(i);
    if (!value.is_string() && !(i < 2 && value.is_null()))
      throw HttpError(400, "refs, topic and event of a message are strings");
    storage[i] = value.text();
    *fields[i] = storage[i];
  }
  append_json(storage[4], whole.at(4));
  payload = storage[4];
}

Value ClientMessage::parse_payload(std::pmr::memory_resource* memory) const {
  try {
    return parse_json(payload, memory);
  } catch (const JsonError&) {  // more elements than five, which are to be ignored?
    const Value rest = parse_json("[" + std::string(payload) + "]");
    if (rest.size() < 2) throw;
    return rest.at(0);
  }
}

void append_head(std::string& out, std::string_view join_ref, std::string_view ref, std::string_view topic,
                 std::string_view event) {
  out.push_back('[');
  append_field(out, join_ref);
  append_field(out, ref);
  append_field(out, topic);
  append_field(out, event);
}

void append_message(std::string& out, std::string_view join_ref, std::string_view ref, std::string_view topic,
                    std::string_view event, std::string_view payload) {
  append_head(out, join_ref, ref, topic, event);
  out.append(payload);
  out.push_back(']');
}

void append_reply(std::string& out, std::string_view join_ref, std::string_view ref, std::string_view topic,
                  std::string_view status, std::string_view response) {
  append_head(out, join_ref, ref, topic, "phx_reply");
  out.append("{\"status\":\"").append(status).append("\",\"response\":").append(response).append("}]");
}

}  // namespace plume::channel
