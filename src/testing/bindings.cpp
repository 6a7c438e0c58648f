#include "testing/bindings.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/json.h"
#include "base/query.h"
#include "testing/form_fields.h"
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
  if (operation == "dispatch") {
    const auto event = arguments["event"].text();
    if (event != "change" && event != "input" && event != "submit") return std::nullopt;
    return Command{.kind = Command::Kind::dispatch, .event = std::string(event), .selector = arguments["to"]};
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

namespace {

/// What is to be done: a command, and what it pushes.
struct Step {
  Command command;
  std::shared_ptr<LiveInstance> instance;
  std::vector<Value> payloads{};
};
using ValueOfPush = std::function<Value(const Value& of_push)>;

/// The elements that a dispatch is for.
std::vector<Node*> targets_of_dispatch(LivePage& page, Node& node, const Value& selector) {
  if (selector.is_null()) return {&node};
  if (selector.is_string()) return dom::Selector(selector.text()).select(page.document());
  if (const auto inner = selector["inner"].text(); !inner.empty()) return dom::Selector(inner).select(node);
  const dom::Selector wanted(selector["closest"].text());
  Node* const found = dom::closest(node, [&](const Node& at) { return at.is_element() && wanted.matches(at); });
  return found ? std::vector<Node*>{found} : std::vector<Node*>();
}

void add_steps(std::vector<Step>& steps, LivePage& page, Node& node, const std::vector<Command>& commands,
               std::string_view type, const ValueOfPush& value_of);

/// What the client sends when an event of a form comes: the field that is bound to it, or else the form, and the button
/// that it came from.
void add_dispatch(std::vector<Step>& steps, LivePage& page, Node& target, std::string_view event) {
  const auto binding = event == "submit" ? "phx-submit" : "phx-change";
  Node* bound = &target;
  if (event != "submit" && !target.is_element("form") && !target.has(binding)) bound = form_of(page.document(), target);
  if (!bound || !bound->has(binding) || is_disabled(target)) return;
  auto commands = commands_of(bound->get(binding));
  std::erase_if(commands, [](const Command& command) { return command.kind == Command::Kind::dispatch; });
  Value fields;
  if (bound->is_element("form"))
    fields = merged(FormFields(page.document(), *bound).defaults(target.is_element("button") ? &target : nullptr),
                    phx_values_of(*bound));
  else
    fields = fields_of(page.document(), *bound);
  if (event != "submit") fields.set("_target", target.get("name").empty() ? "undefined" : target.get("name"));
  add_steps(steps, page, *bound, commands, "form", [&](const Value& of_push) { return merged(fields, of_push); });
}

void add_steps(std::vector<Step>& steps, LivePage& page, Node& node, const std::vector<Command>& commands,
               std::string_view type, const ValueOfPush& value_of) {
  const auto instance = page.view_around(node);
  for (const Command& command : commands) {
    if (command.kind == Command::Kind::dispatch) {
      for (Node* const target : targets_of_dispatch(page, node, command.selector))
        add_dispatch(steps, page, *target, command.event);
      continue;
    }
    auto& payloads = steps.emplace_back(Step{command, instance}).payloads;
    if (command.kind == Command::Kind::push)
      for (const auto& cid : all_targets_of(page.element_of(*instance), node, command))
        payloads.push_back(event_payload(type, command.event, value_of(command.value), cid));
  }
}

}  // namespace

Result run_commands(LivePage& page, Node& node, const std::vector<Command>& commands, std::string_view type,
                    const std::function<Value(const Value& of_push)>& value_of) {
  const auto own_instance = page.view_around(node);
  std::vector<Step> steps;  // all of them first: the element may be gone after one
  add_steps(steps, page, node, commands, type, value_of);
  for (auto& [command, instance, payloads] : steps) {
    for (Value& payload : payloads) {
      if (Value chosen = type == "form" ? page.take_chosen() : Value(); !chosen.is_null())
        payload.set("uploads", std::move(chosen));
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
  return page.result(*own_instance);
}

}  // namespace plume::testing
