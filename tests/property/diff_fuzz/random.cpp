#include "random.h"

namespace property {
namespace {

// One of them is no UTF-8; two would be different texts of which the same is written.
constexpr const char* pieces[] = {"a",    "b",      "word ",       "",          " ",     "\"", "'",  "<",    ">",
                                  "&",    "&lt;",   "<b>bold</b>", "</script>", "<!-- ", "\\", "\n", "\r\n", "\t",
                                  "\x01", "\x1f",   "\x7f",        "é",         "日本",  "😀", "{",  "}",    "%>",
                                  "1",    "\u2028", "\xff"};

}  // namespace

// splitmix64
std::uint64_t Random::next() {
  std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::string Random::text() {
  std::string text;
  for (auto count = below(4); count > 0; --count) text += pieces[below(std::size(pieces))];
  return text;
}

std::vector<std::string> Random::texts(std::size_t most) {
  std::vector<std::string> all(below(most + 1));
  for (auto& one : all) one = text();
  return all;
}

}  // namespace property
