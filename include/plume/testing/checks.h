// Checks: what the testing client looks for in every page that it is shown.
#pragma once

namespace plume::testing {

enum class Reaction {
  raise,   ///< std::invalid_argument out of the call that brought the page
  warn,    ///< a line in the log
  ignore,  ///< nothing
};

/// Faults of pages that browsers do not complain of.
struct Checks {
  Reaction duplicate_id = Reaction::raise;              ///< two elements with the same id
  Reaction duplicate_live_component = Reaction::raise;  ///< one live component in two places
  /// A form with `phx-change` but without an id cannot be recovered when the connection was lost. Forms with
  /// `phx-ignore-missing-id` or `phx-auto-recover="ignore"` are left out.
  Reaction missing_form_id = Reaction::warn;
};

/// For all pages that are opened from now on (the seed's setting `test_warnings`). What is ignored here is ignored
/// everywhere, whatever a page asks for.
Checks& test_warnings();

}  // namespace plume::testing
