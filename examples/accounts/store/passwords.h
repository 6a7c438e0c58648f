#pragma once

#include <cstddef>
#include <semaphore>
#include <string>
#include <string_view>

/// Turns passwords into hashes by Argon2id, which takes time and memory on purpose: whoever steals the hashes must
/// spend both for each guess. May be used by several threads at once; some wait then, which bounds the memory.
class Passwords {
 public:
  struct Cost {
    unsigned long long operations = 2;
    std::size_t memory = 64 * 1024 * 1024;
  };
  Passwords() : Passwords(Cost()) {}
  explicit Passwords(Cost cost);

  /// A text that holds salt, costs and hash; another one each time.
  std::string hash(std::string_view password);
  bool matches(const std::string& hash, std::string_view password);
  /// Takes as long as matches(), and is false: for names that nobody has, lest the time tells which those are.
  bool matches_nobody(std::string_view password);

 private:
  class Turn;
  static constexpr std::ptrdiff_t at_once = 4;
  Cost cost_;
  std::counting_semaphore<at_once> free_{at_once};
  std::string nobody_;
};
