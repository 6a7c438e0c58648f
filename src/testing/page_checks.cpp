#include "testing/page_checks.h"

#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "base/log.h"
#include "testing/markup.h"

namespace plume::testing {

using dom::Node;

Checks& test_warnings() {
  static Checks checks;
  return checks;
}

PageChecks::PageChecks(Checks checks) : checks_(checks) {
  const Checks& everywhere = test_warnings();
  for (const auto check : {&Checks::duplicate_id, &Checks::duplicate_live_component, &Checks::missing_form_id})
    if (everywhere.*check == Reaction::ignore) checks_.*check = Reaction::ignore;
}

void PageChecks::check(Node& document) {
  check_ids(document);
  check_components(document);
  check_forms(document);
}

void PageChecks::react(Reaction reaction, const std::string& problem) {
  if (reaction == Reaction::raise) throw std::invalid_argument(problem);
  if (reaction == Reaction::warn && warned_.insert(problem).second)
    log_warning("a page has a fault", {{"fault", problem}});
}

void PageChecks::check_ids(Node& document) {
  std::map<std::string, const Node*, std::less<>> seen;
  dom::for_each_element(document, [&](Node& node) {
    const auto id = node.get("id");
    if (id.empty()) return;
    const auto [first, is_new] = seen.try_emplace(std::string(id), &node);
    if (!is_new)
      react(checks_.duplicate_id, "two elements have the id \"" + std::string(id) +
                                      "\", which a browser cannot tell apart:\n  " + dom::outer_html(*first->second) +
                                      "\n  " + dom::outer_html(node));
  });
}

void PageChecks::check_components(Node& document) {
  std::set<std::pair<const Node*, std::string>> seen;
  dom::for_each_element(document, [&](Node& node) {
    if (!node.has("data-phx-component")) return;
    if (!seen.emplace(view_element(node), node.get("data-phx-component")).second)
      react(checks_.duplicate_live_component,
            "a live component stands in two places of a view; give each an id of its own:\n  " + dom::outer_html(node));
  });
}

void PageChecks::check_forms(Node& document) {
  dom::for_each_element(document, [&](Node& node) {
    if (!node.is_element("form") || !node.has("phx-change") || !node.get("id").empty()) return;
    if (node.has("phx-ignore-missing-id") || node.get("phx-auto-recover") == "ignore") return;
    react(checks_.missing_form_id,
          "a form with phx-change has no id: it is empty after the connection was lost:\n  " + dom::outer_html(node));
  });
}

}  // namespace plume::testing
