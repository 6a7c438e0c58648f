// Checking that bytes are UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace plume {

bool is_utf8(std::string_view text);

/// `text` with U+FFFD in place of every byte that belongs to no character.
std::string repaired_utf8(std::string_view text);

/// The same for text that arrives in pieces, which may be cut anywhere.
class Utf8Validator {
 public:
  /// False as soon as no continuation could make the text valid; nothing may be fed after that.
  bool feed(std::string_view piece);
  /// Whether the text may end here. A validator that says so is as new.
  bool at_boundary() const { return missing_ == 0; }

 private:
  bool begin_sequence(unsigned char lead);

  std::uint8_t missing_ = 0;  // bytes that the current character still lacks
  std::uint8_t low_ = 0x80;   // bounds of the next one of them
  std::uint8_t high_ = 0xBF;
};

}  // namespace plume
