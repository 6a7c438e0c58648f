// Selector: which elements a CSS selector means.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "testing/dom.h"

namespace plume::testing::dom {

/// Knows types, ids, classes, attributes with all their operators, all combinators, lists, and of the pseudo-classes
/// those that the document alone decides: `:not`, `:is`, `:where`, `:has`, `:root`, `:empty`, `:checked`, `:disabled`,
/// `:enabled`, `:required`, `:optional`, `:first-child`, `:nth-child` and all of their kind.
class Selector {
 public:
  /// Throws std::invalid_argument, which says where and why, for what is no selector or not known.
  explicit Selector(std::string_view text);

  bool matches(const Node& element) const;
  /// Those below `root`, in the order of the document.
  std::vector<Node*> select(Node& root) const;

  using Test = std::function<bool(const Node&)>;
  /// What one element must be, and how it stands to the one of the step before: ' ', '>', '+' or '~'.
  struct Step {
    char combinator = ' ';
    std::vector<Test> tests{};
  };
  using Steps = std::vector<Step>;

 private:
  std::vector<Steps> alternatives_;
};

}  // namespace plume::testing::dom
