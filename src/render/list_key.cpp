#include "plume/list_key.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/json.h"
#include "plume/value.h"

namespace plume {
namespace {

std::string number_text(std::uint64_t number, ListKey::Form form) {
  if (form == ListKey::Form::floating) return Value(std::bit_cast<double>(number)).json();
  return form == ListKey::Form::integer ? std::to_string(static_cast<std::int64_t>(number)) : std::to_string(number);
}

std::string quoted(std::string_view text) {
  std::string quoted;
  append_json_string(quoted, text);
  return quoted;
}

// Takes the first part off what KeyParts wrote, and returns it for people.
std::string take_part(std::string_view& parts) {
  const char kind = parts.front();
  parts.remove_prefix(1);
  if (kind == '0') return "nothing";
  std::uint64_t bits = 0;
  std::memcpy(&bits, parts.data(), sizeof bits);
  parts.remove_prefix(sizeof bits);
  switch (kind) {
    case 'b':
      return bits ? "true" : "false";
    case '-':
      return number_text(bits, ListKey::Form::integer);
    case '+':
      return number_text(bits, ListKey::Form::natural);
    case '.':
      return number_text(bits, ListKey::Form::floating);
    default:
      break;
  }
  const std::string_view text = parts.substr(0, bits);
  parts.remove_prefix(bits);
  return kind == 's' ? quoted(text) : std::string(text);
}

}  // namespace

std::string to_string(const ListKey& key) {
  if (key.is_number()) return number_text(key.number(), key.form());
  if (key.form() == ListKey::Form::text) return quoted(key.text());
  std::string_view left = key.text();
  std::string text;
  while (!left.empty()) text.append(text.empty() ? "" : ", ").append(take_part(left));
  return "{" + text + "}";
}

namespace detail {

void KeyParts::nothing() { append("0", 1); }

void KeyParts::number(char kind, std::uint64_t bits) {
  append(&kind, 1);
  append(&bits, sizeof bits);
}

void KeyParts::text(char kind, std::string_view text) {
  number(kind, text.size());
  append(text.data(), text.size());
}

void KeyParts::json(const Value& value) {
  if (value.is_null()) return nothing();
  if (value.is_bool()) return add(value.as_bool());
  if (value.is_int()) return add(value.as_int());
  if (value.is_double()) return add(value.as_double());
  if (value.is_string()) return add(value.text());
  text('j', value.json());
}

void KeyParts::append(const void* bytes, std::size_t count) {
  if (count == 0) return;
  if (long_.empty() && count <= sizeof short_ - size_) {
    std::memcpy(short_ + size_, bytes, count);
    size_ += count;
    return;
  }
  if (long_.empty()) long_.assign(short_, size_);
  long_.append(static_cast<const char*>(bytes), count);
}

}  // namespace detail
}  // namespace plume
