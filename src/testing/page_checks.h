// What is checked after each patch (server-api 15.9).
#pragma once

#include <set>
#include <string>

#include "plume/testing/checks.h"
#include "testing/dom.h"

namespace plume::testing {

/// Of one page. A fault is warned of once.
class PageChecks {
 public:
  /// What is ignored everywhere is ignored in spite of `checks`.
  explicit PageChecks(Checks checks);
  /// Reacts to the faults of the page. Throws std::invalid_argument.
  void check(dom::Node& document);

 private:
  void check_ids(dom::Node& document);
  void check_components(dom::Node& document);
  void check_forms(dom::Node& document);
  void react(Reaction reaction, const std::string& problem);

  Checks checks_;
  std::set<std::string> warned_;
};

}  // namespace plume::testing
