#include "channel/message.h"

#include <algorithm>
#include <cstring>

#include "base/json.h"
#include "base/utf8.h"
#include "plume/http.h"

namespace plume::channel {
namespace {

constexpr std::size_t longest_head = 4096;
constexpr std::size_t longest_topic = 1024;
constexpr std::size_t longest_name = 256;  // of a ref or an event

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

[[noreturn]] void refuse(const char* why) { throw HttpError(400, why); }

constexpr const char* no_message = "a message is an array of five: join_ref, ref, topic, event, payload";
constexpr const char* no_texts = "refs, topic and event of a message are strings";

// Reads a head as clients write it: without white space and without escapes. Returns the bytes of it; 0 if it is
// another one, or none.
std::size_t read_plain_head(std::string_view text, ClientMessage& message) {
  const char* at = text.data();
  const char* const end = at + std::min(text.size(), longest_head);
  const auto take = [&](char c) { return at != end && *at++ == c; };
  const auto field = [&](std::string_view& value) {
    if (!take('"')) return false;
    const auto* const quote = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
    if (!quote) return false;
    value = {at, static_cast<std::size_t>(quote - at)};
    at = quote + 1;
    return take(',');
  };
  const auto ref = [&](std::string_view& value) {
    if (end - at < 5 || std::memcmp(at, "null,", 5) != 0) return field(value) && value.size() <= longest_name;
    at += 5;
    return true;
  };
  const bool is_plain = take('[') && ref(message.join_ref) && ref(message.ref) && field(message.topic) &&
                        field(message.event) && message.topic.size() <= longest_topic &&
                        message.event.size() <= longest_name;
  const auto size = static_cast<std::size_t>(at - text.data());
  return is_plain && !std::memchr(text.data(), '\\', size) ? size : 0;
}

// Reads any head, and finds the payload behind it, at which it does not look.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), head_(text.substr(0, longest_head)) {}

  void read(ClientMessage& message) {
    at_ = read_plain_head(text_, message);
    if (at_ == 0) read_head(message);
    message.payload = rest();
  }

 private:
  void read_head(ClientMessage& message) {
    message.join_ref = message.ref = {};
    skip_space();
    if (!take('[')) refuse(no_message);
    message.join_ref = ref(message, 0);
    message.ref = ref(message, 1);
    message.topic = field(message, 2, longest_topic);
    message.event = field(message, 3, longest_name);
  }
  void skip_space() {
    while (at_ < head_.size() && is_space(head_[at_])) ++at_;
  }
  bool take(char c) {
    if (at_ == head_.size()) fail(no_message);
    if (head_[at_] != c) return false;
    ++at_;
    return true;
  }
  void comma() {
    skip_space();
    if (!take(',')) refuse(no_message);
  }
  std::string_view ref(ClientMessage& message, std::size_t index) {
    skip_space();
    if (head_.substr(at_, 4) != "null") return field(message, index, longest_name);
    at_ += 4;
    comma();
    return {};
  }
  std::string_view field(ClientMessage& message, std::size_t index, std::size_t longest) {
    skip_space();
    if (!take('"')) refuse(no_texts);
    const auto end = head_.find('"', at_);
    if (end == std::string_view::npos) fail(no_message);
    std::string_view value = head_.substr(at_, end - at_);
    if (value.find('\\') == std::string_view::npos)
      at_ = end + 1;
    else
      value = unescaped(message, index);
    if (value.size() > longest) refuse("a ref, the topic or the event of a message is too long");
    comma();
    return value;
  }
  std::string_view unescaped(ClientMessage& message, std::size_t index) {
    const auto begin = at_ - 1;
    while (at_ < head_.size() && head_[at_] != '"') at_ += head_[at_] == '\\' ? 2 : 1;
    if (at_ >= head_.size()) fail(no_message);
    ++at_;
    if (!message.storage) message.storage = std::make_unique<std::array<std::string, 4>>();
    return (*message.storage)[index] = parse_json(head_.substr(begin, at_ - begin)).text();
  }
  std::string_view rest() const {
    auto end = text_.size();
    while (end > at_ && is_space(text_[end - 1])) --end;
    if (end == at_ || text_[end - 1] != ']') refuse(no_message);
    return text_.substr(at_, end - 1 - at_);
  }

  // The head was read to its end.
  [[noreturn]] void fail(const char* why) const {
    refuse(head_.size() < text_.size() ? "the head of a message is too long" : why);
  }

  const std::string_view text_;
  const std::string_view head_;
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

ClientMessage::ClientMessage(std::string_view text) { Reader(text).read(*this); }

Value ClientMessage::parse_payload(std::pmr::memory_resource* memory) const {
  try {
    return parse_json_of_client(payload, memory);
  } catch (const JsonError&) {  // more elements than five, which are to be ignored?
    const Value rest = parse_json_of_client("[" + std::string(payload) + "]");
    if (rest.size() < 2) throw;
    return rest.at(0);
  }
}

BinaryMessage::BinaryMessage(std::string_view bytes) {
  constexpr std::size_t lengths = 5;
  constexpr const char* no_push = "a binary message is a push: a byte of 0, four lengths, and as many texts";
  if (bytes.size() < lengths || bytes[0] != 0) refuse(no_push);
  data = bytes.substr(lengths);
  std::size_t at = 1;
  for (std::string_view* text : {&join_ref, &ref, &topic, &event}) {
    const auto size = static_cast<unsigned char>(bytes[at++]);
    if (size > data.size()) refuse(no_push);
    *text = data.substr(0, size);
    if (!is_utf8(*text)) refuse(no_push);
    data.remove_prefix(size);
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
