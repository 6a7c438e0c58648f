#include "testing/bindings.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/query.h"
#include "testing/markup.h"
#include "testing/selector.h"

namespace plume::testing {

using dom::Node;

namespace {

std::optional<Command> command_of(std::string_view operation, const Value& arguments) {
  if (operation == "push") {
    const Value& target = arguments["target"];
    return Command{.kind = Command::Kind::push,
                   .event = std::string(arguments["event"].text()),
                   .value = arguments["value"],
                   .target = target.is_int() ? std::to_string(target.as_int()) : std::string(target.text())};
  }
  if (operation != "patch" && operation != "navigate") return std::nullopt;
  return Command{.kind = operation == "patch" ? Command::Kind::patch : Command::Kind::navigate,
                 .to = std::string(arguments["href"].text()),
                 .replace = arguments["replace"] == Value(true)};
}

// That of the element, and that of the command: events go to both.
std::vector<std::optional<std::int64_t>> all_targets_of(Node& view, const Node& node, const Command& command) {
  const auto own = node.get("phx-target");
  if (own.empty() || own == command.target) return targets_of(view, command.target.empty() ? own : command.target);
  auto targets = targets_of(view, own);
  if (command.target.empty()) return targets;
  for (const auto& target : targets_of(view, command.target))
    if (std::find(targets.begin(), targets.end(), target) == targets.end()) targets.push_back(target);
  return targets;
}

}  // namespace

std::vector<Command> commands_of(std::string_view binding) {
  if (!binding.starts_with('[')) return {{.kind = Command::Kind::push, .event = std::string(binding)}};
  std::vector<Command> commands;
  const Value list = parse_json(binding);
  for (const Value& entry : list.as_array())
    if (auto command = command_of(entry.at(0).text(), entry.at(1))) commands.push_back(std::move(*command));
  return commands;
}

Value merged(Value under, const Value& over) {
  if (over.is_null()) return under;
  if (!under.is_object() || !over.is_object()) return over;
  for (const auto& [key, value] : over.as_object()) {
    Value& own = under.find_or_insert(key);
    own = own.is_object() && value.is_object() ? merged(std::move(own), value) : value;
  }
  return under;
}

Value phx_values_of(const Node& node) {
  Value values = Value::object();
  for (const auto& [name, value] : node.attributes)
    if (name.starts_with("phx-value-")) values.set(name.substr(10), value);
  return values;
}

Value values_of(const Node& node) {
  Value values = phx_values_of(node);
  if (const std::string* const value = node.find("value")) values.set("value", *value);
  return values;
}

std::vector<std::optional<std::int64_t>> targets_of(Node& view, std::string_view target) {
  if (target.empty()) return {std::nullopt};
  if (const auto cid = Value(target).integer()) return {cid};
  std::vector<std::optional<std::int64_t>> targets;
  for (Node* const found : dom::Selector(target).select(view)) targets.push_back(component_around(*found));
  if (targets.empty()) targets.emplace_back();
  return targets;
}

Value event_payload(std::string_view type, std::string_view event, const Value& value,
                    const std::optional<std::int64_t>& cid) {
  Value payload{{"type", type}, {"event", event}};
  payload.set("value", type == "form" ? Value(encode_query(value)) : value);
  if (cid) payload.set("cid", *cid);
  return payload;
}

Result run_commands(LivePage& page, Node& node, const std::vector<Command>& commands, std::string_view type,
                    const std::function<Value(const Value& of_push)>& value_of) {
  const auto instance = page.view_around(node);
  // The element may be gone after the first of them.
  std::vector<std::pair<Command, std::vector<Value>>> steps;
  for (const Command& command : commands) {
    auto& payloads = steps.emplace_back(command, std::vector<Value>()).second;
    if (command.kind != Command::Kind::push) continue;
    for (const auto& cid : all_targets_of(page.element_of(*instance), node, command))
      payloads.push_back(event_payload(type, command.event, value_of(command.value), cid));
  }
  for (auto& [command, payloads] : steps) {
    for (Value& payload : payloads) {
      page.push(instance, "event", std::move(payload));
      if (const auto result = page.result(*instance); result.redirect()) return result;
    }
    if (command.kind == Command::Kind::push) continue;
    if (command.kind == Command::Kind::patch)
      page.patch_to(command.to);
    else
      page.go(instance, {.kind = Redirect::Kind::live_redirect, .to = command.to, .replace = command.replace});
    break;
  }
  return page.result(*instance);
}

}  // namespace plume::testing
