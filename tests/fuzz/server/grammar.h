// Grammar: makes scripts out of scripts.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace plume::testing {

/// What a seed makes is always the same.
class Grammar {
 public:
  explicit Grammar(unsigned int seed) : random_(seed) {}

  /// `script` with some actions added, changed, moved or left out; at most `most` bytes.
  std::string mutated(std::string_view script, std::size_t most);
  /// Actions of both, in their order.
  std::string crossed(std::string_view one, std::string_view other, std::size_t most);

 private:
  using Lines = std::vector<std::string>;
  std::size_t below(std::size_t bound) { return bound ? random_() % bound : 0; }
  bool once_in(std::size_t times) { return below(times) == 0; }
  template <class List>
  std::string one_of(const List& list);

  void mutate(Lines& lines);
  void change_word(std::string& line);
  void change_bytes(std::string& line);
  Lines story();
  std::string action();
  std::string request();
  std::string header();
  std::string message();
  std::string socket_action();
  std::string url();
  std::string text();
  std::string json(int depth = 0);
  std::string event();
  std::string arguments(std::string_view name);

  std::minstd_rand random_;
};

}  // namespace plume::testing
