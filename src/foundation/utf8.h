// UTF-8: the character at the front of a text (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
#pragma once

#include <cstddef>
#include <string_view>

namespace plume {

/// Returns the length (2 to 4) of the multi-byte sequence at `at`, or 0 if it is ill-formed. `at < end`, and *at is not
/// ASCII.
inline std::size_t utf8_sequence(const char* at, const char* end) {
  const auto byte = [&](int i) { return static_cast<unsigned char>(at[i]); };
  const auto tail = [&](int i) { return at + i < end && (byte(i) & 0xC0) == 0x80; };
  const unsigned char lead = byte(0);
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (!tail(1) || !tail(2)) return 0;
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F)) return 0;
    return 3;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) return 0;
    return 4;
  }
  return 0;
}

/// Returns the length of the character that `text` begins with, or 0 if it begins with none. `text` is not empty.
inline std::size_t utf8_length(std::string_view text) {
  return static_cast<unsigned char>(text.front()) < 0x80 ? 1 : utf8_sequence(text.data(), text.data() + text.size());
}

/// Returns a character of a length that utf8_length() told.
inline char32_t utf8_decoded(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return lead;
  char32_t c = lead & (0x7Fu >> character.size());
  for (const char next : character.substr(1)) c = c << 6 | (static_cast<unsigned char>(next) & 0x3F);
  return c;
}

}  // namespace plume
