#include "plume/list_key.h"

#include "plume/value.h"

namespace plume::detail {

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

}  // namespace plume::detail
