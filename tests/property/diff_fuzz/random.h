// Random: numbers and texts of a seed, the same on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace property {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  /// In [0, limit).
  std::size_t below(std::size_t limit) { return next() % limit; }
  bool once_in(std::size_t times) { return below(times) == 0; }
  /// A short text, often empty, often with what must be escaped, sometimes no UTF-8.
  std::string text();
  std::vector<std::string> texts(std::size_t most);

 private:
  std::uint64_t next();
  std::uint64_t state_;
};

}  // namespace property
