#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Turns passwords into hashes by Argon2id, which takes time and memory on purpose: whoever steals the hashes must
/// spend both for each guess. May be used by several threads at once; see auth/hashing_turns.h for how many that
/// should be.
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
  Cost cost_;
  std::string nobody_;
};
