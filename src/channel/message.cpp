#include "channel/message.h"

#include <algorithm>

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
    const auto end = text_.find('"', at_);
    if (end == std::string_view::npos) return false;
    value = text_.substr(at_, end - at_);
    at_ = end + 1;
    return value.find('\\') == std::string_view::npos && comma();
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

bool needs_escape(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
}

// Such values come as checked UTF-8.
void append_field(std::string& out, std::string_view value) {
  if (value.empty()) {
    out.append("null,", 5);
  } else if (!needs_escape(value)) {
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
  storage = std::make_unique<std::array<std::string, 5>>();
  std::string_view* const fields[] = {&join_ref, &ref, &topic, &event};
  for (std::size_t i = 0; i < 4; ++i) {
    const Value& value = whole.at(i);
    if (!value.is_string() && !(i < 2 && value.is_null()))
      throw HttpError(400, "refs, topic and event of a message are strings");
    *fields[i] = (*storage)[i] = value.text();
  }
  append_json(storage->back(), whole.at(4));
  payload = storage->back();
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

MessageHead::MessageHead(std::string_view join_ref, std::string_view topic) : text_("[") {
  append_field(text_, join_ref);
  ref_at_ = text_.size();
  append_field(text_, topic);
}

void MessageHead::append(std::string& out, std::string_view ref, std::string_view event) const {
  const std::string_view text(text_);
  out.append(text.substr(0, ref_at_));
  append_field(out, ref);
  out.append(text.substr(ref_at_));
  out.push_back('"');
  out.append(event);
  out.append("\",", 2);
}

void MessageHead::append_message(std::string& out, std::string_view ref, std::string_view event,
                                 std::string_view payload) const {
  append(out, ref, event);
  out.append(payload);
  out.push_back(']');
}

void MessageHead::append_reply(std::string& out, std::string_view ref, std::string_view status,
                               std::string_view response) const {
  append(out, ref, "phx_reply");
  out.append("{\"status\":\"").append(status).append("\",\"response\":").append(response).append("}]");
}

}  // namespace plume::channel
