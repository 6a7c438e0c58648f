#include "base/utf8.h"

#include <cstring>

#include "foundation/utf8.h"

namespace plume {
namespace {

const char* skip_ascii(const char* at, const char* end) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  for (; end - at >= 8; at += 8) {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    if (word & high_bits) break;
  }
  while (at != end && static_cast<unsigned char>(*at) < 0x80) ++at;
  return at;
}

}  // namespace

bool is_utf8(std::string_view text) {
  Utf8Validator validator;
  return validator.feed(text) && validator.at_boundary();
}

std::string repaired_utf8(std::string_view text) {
  std::string repaired;
  while (!text.empty()) {
    const auto length = utf8_length(text);
    repaired.append(length ? text.substr(0, length) : "\uFFFD");
    text.remove_prefix(length ? length : 1);
  }
  return repaired;
}

bool Utf8Validator::feed(std::string_view piece) {
  const char* at = piece.data();
  const char* const end = at + piece.size();
  while (at != end) {
    if (missing_ == 0) {
      at = skip_ascii(at, end);
      if (at == end) break;
      if (!begin_sequence(static_cast<unsigned char>(*at++))) return false;
      continue;
    }
    const auto byte = static_cast<unsigned char>(*at++);
    if (byte < low_ || byte > high_) return false;
    low_ = 0x80;
    high_ = 0xBF;
    --missing_;
  }
  return true;
}

bool Utf8Validator::begin_sequence(unsigned char lead) {
  if (lead < 0xC2 || lead > 0xF4) return false;
  missing_ = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  if (lead == 0xE0) low_ = 0xA0;   // shorter forms exist below
  if (lead == 0xED) high_ = 0x9F;  // surrogates follow
  if (lead == 0xF0) low_ = 0x90;
  if (lead == 0xF4) high_ = 0x8F;
  return true;
}

}  // namespace plume
