// Pattern: what a pushed event or a reply must be.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "plume/value.h"

namespace plume::testing {

/// A payload that has at least these members, with these values, at every depth: `{{"song", {{"id", 7}}}}`; another
/// value, which it must equal; or one that a function accepts. By default anything.
class Pattern {
 public:
  Pattern() = default;
  Pattern(Value part) : part_(std::move(part)) {}
  template <class Accepts>
    requires std::is_invocable_r_v<bool, const Accepts&, const Value&>
  Pattern(Accepts accepts) : accepts_(std::move(accepts)) {}
  Pattern(std::initializer_list<std::pair<std::string_view, Value>> members) : part_(members) {}

  bool accepts(const Value& value) const;
  /// What is wanted, for messages.
  std::string text() const;

 private:
  Value part_;
  std::function<bool(const Value&)> accepts_;
};

}  // namespace plume::testing
