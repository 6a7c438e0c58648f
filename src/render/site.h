// Sites of templates that are written by hand: the statics, and the rest follows from them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

#include "plume/render.h"

namespace plume::detail {

/// A text as a template argument.
template <std::size_t N>
struct StaticText {
  char text[N];
  constexpr StaticText(const char (&literal)[N]) { std::copy_n(literal, N, text); }
  constexpr std::string_view view() const { return {text, N - 1}; }
};

/// How long `c` is as part of a JSON string.
constexpr std::size_t json_size(char c) { return c == '"' || c == '\\' || c == '\n' ? 2 : 1; }

template <bool Root, StaticText... Statics>
struct Site {
  static constexpr std::string_view statics[] = {Statics.view()...};

  static constexpr std::size_t json_length() {
    std::size_t length = 1;  // [ and commas, or ]
    for (const auto text : statics) {
      length += 3;
      for (const char c : text) length += json_size(c);
    }
    return length;
  }
  static constexpr auto make_json() {
    std::array<char, json_length()> out{};
    auto at = out.begin();
    char before = '[';
    for (const auto text : statics) {
      *at++ = std::exchange(before, ',');
      *at++ = '"';
      for (const char c : text) {
        if (json_size(c) == 2) *at++ = '\\';
        *at++ = c == '\n' ? 'n' : c;
      }
      *at++ = '"';
    }
    *at = ']';
    return out;
  }
  static constexpr auto json = make_json();
  static constexpr Template value{statics, {json.data(), json.size()}, sizeof...(Statics) - 1, Root};
};

/// `site<"<p>", "</p>">` is a template with one dynamic.
template <StaticText... Statics>
inline constexpr const Template& site = Site<false, Statics...>::value;
/// The same for one that is exactly one element (templates.md 4.5).
template <StaticText... Statics>
inline constexpr const Template& root_site = Site<true, Statics...>::value;

}  // namespace plume::detail
