// Bindings: what `phx-click` and its like tell the client to do (wire-protocol 4, 11).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/testing/result.h"
#include "plume/value.h"
#include "testing/dom.h"
#include "testing/live_page.h"

namespace plume::testing {

/// One command of a binding, of those that concern the server. A dispatch does if it is of an event that forms are
/// bound to: "change", "input" and "submit".
struct Command {
  enum class Kind { push, dispatch, patch, navigate } kind;
  std::string event{};   ///< of a push or dispatch
  Value value{};         ///< of a push
  std::string target{};  ///< of a push: a number or a selector; "": none
  std::string to{};      ///< of a patch or navigate
  Value selector{};      ///< of a dispatch: see plume::Selector; null: the element itself
  bool replace = false;
};

/// Those of a binding's text, which is the name of an event or a list of JS commands.
std::vector<Command> commands_of(std::string_view binding);

/// `over` put over `under`, and objects in it over objects.
Value merged(Value under, const Value& over);

/// What an element sends with its events: `phx-value-…` and its `value`.
Value values_of(const dom::Node& node);
/// `phx-value-…` alone.
Value phx_values_of(const dom::Node& node);

/// The components that a target means, none for the view itself: one, or several of a selector.
std::vector<std::optional<std::int64_t>> targets_of(dom::Node& view, std::string_view target);

/// The payload of an event; that of forms is written as browsers do.
Value event_payload(std::string_view type, std::string_view event, const Value& value,
                    const std::optional<std::int64_t>& cid);

/// Does what the commands of an element's binding tell. `value_of`: what is sent, of the value of a push.
Result run_commands(LivePage& page, dom::Node& node, const std::vector<Command>& commands, std::string_view type,
                    const std::function<Value(const Value& of_push)>& value_of);

}  // namespace plume::testing
