// Literal: a text that is known to the compiler.
#pragma once

#include <cstddef>
#include <string_view>

namespace plume {

/// A text as a template argument.
template <std::size_t N>
struct Literal {
  char chars[N];
  consteval Literal(const char (&text)[N]) {
    for (std::size_t i = 0; i < N; ++i) chars[i] = text[i];
  }
  constexpr std::string_view view() const { return {chars, N - 1}; }
};

}  // namespace plume
