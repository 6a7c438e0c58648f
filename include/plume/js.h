// JS: commands that the browser runs without asking the server.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "plume/text.h"
#include "plume/value.h"

namespace plume {

/// Which elements a command is for: a CSS selector in the document, or one that starts at the element itself.
class Selector {
 public:
  enum class Scope { document, inner, closest };
  Selector(const char* css) : css_(css) {}
  Selector(std::string css) : css_(std::move(css)) {}
  Selector(std::string_view css) : css_(css) {}
  Selector(Scope scope, std::string_view css) : scope_(scope), css_(css) {}

  Scope scope() const { return scope_; }
  const std::string& css() const { return css_; }

 private:
  Scope scope_ = Scope::document;
  std::string css_;
};

/// Elements inside the one the command is on (the seed's `{:inner, css}`).
inline Selector inner(std::string_view css) { return {Selector::Scope::inner, css}; }
/// The nearest ancestor, or the element itself (the seed's `{:closest, css}`).
inline Selector closest(std::string_view css) { return {Selector::Scope::closest, css}; }

/// Classes of a CSS transition: those set while it runs, those at its start, and those at its end, each a text of names
/// with spaces between. One text alone names those while it runs.
struct Transition {
  std::string during, start, end;
  Transition(const char* d) : during(d) {}
  Transition(std::string d) : during(std::move(d)) {}
  Transition(std::string_view d, std::string_view s, std::string_view e) : during(d), start(s), end(e) {}
};

/// A transition, or none: `"fade-out"`, or the three texts of a Transition in braces.
class OptionalTransition : public std::optional<Transition> {
 public:
  using std::optional<Transition>::optional;
  OptionalTransition(std::string_view during, std::string_view start, std::string_view end)
      : optional(Transition(during, start, end)) {}
  PLUME_REFUSED_CONSTRUCTOR("a transition is one text of classes, or three: during, start and end")
  OptionalTransition(std::string_view during, std::string_view end);
};

/// Where a pushed event goes: a selector, or the number of a component (`@myself`).
using PushTarget = std::variant<std::string, int>;

struct PushOptions {
  std::optional<PushTarget> target{};    ///< none: the view
  std::optional<std::string> loading{};  ///< selector of elements that get the loading class too
  std::optional<bool> page_loading{};    ///< shows the page's loading indicator
  std::optional<Value> value{};          ///< an object, merged over the element's phx-value-…
};
struct DispatchOptions {
  std::optional<Selector> to{};
  std::optional<bool> bubbles{};  ///< the client's default: true
  std::optional<Value> detail{};  ///< an object; not for "click"
  bool blocking = false;          ///< waits until the page calls `detail.done()`
};
struct ShowOptions {
  std::optional<Selector> to{};  ///< none: the element itself; so it is for all commands
  std::optional<std::string> display{};
  OptionalTransition transition{};
  std::optional<int> time{};  ///< milliseconds; the client's default: 200
  std::optional<bool> blocking{};
};
struct HideOptions {
  std::optional<Selector> to{};
  OptionalTransition transition{};
  std::optional<int> time{};
  std::optional<bool> blocking{};
};
struct ToggleOptions {
  std::optional<Selector> to{};
  std::optional<std::string> display{};
  OptionalTransition in{}, out{};
  std::optional<int> time{};
  std::optional<bool> blocking{};
};
struct ClassOptions {
  std::optional<Selector> to{};
  OptionalTransition transition{};
  std::optional<int> time{};
  std::optional<bool> blocking{};
};
struct TransitionOptions {
  std::optional<Selector> to{};
  std::optional<int> time{};
  std::optional<bool> blocking{};
};
struct ToOptions {
  std::optional<Selector> to{};
};
struct NavigateOptions {
  bool replace = false;
};

/// A list of commands (the seed's `Phoenix.LiveView.JS`), written into an attribute of a template:
///
///     <button phx-click={plume::JS().push("close").hide({.to = "#dialog", .transition = "fade-out"})}>
///
/// Every function appends one command and returns the list, so that they are chained. Lists may be kept and passed to
/// components. Functions throw std::invalid_argument where an option cannot be, naming it.
class JS {
 public:
  JS() = default;

  JS& push(std::string_view event, const PushOptions& options = {});
  JS& dispatch(std::string_view event, const DispatchOptions& options = {});
  JS& show(const ShowOptions& options = {});
  JS& hide(const HideOptions& options = {});
  JS& toggle(const ToggleOptions& options = {});
  JS& add_class(std::string_view names, const ClassOptions& options = {});
  JS& remove_class(std::string_view names, const ClassOptions& options = {});
  JS& toggle_class(std::string_view names, const ClassOptions& options = {});
  JS& transition(const Transition& transition, const TransitionOptions& options = {});
  JS& set_attribute(std::string_view name, std::string_view value, const ToOptions& options = {});
  JS& remove_attribute(std::string_view name, const ToOptions& options = {});
  JS& toggle_attribute(std::string_view name, std::string_view value, const ToOptions& options = {});
  JS& toggle_attribute(std::string_view name, std::string_view one, std::string_view other,
                       const ToOptions& options = {});
  /// Later patches leave these attributes alone; `*` stands for any text.
  JS& ignore_attributes(const std::vector<std::string>& names, const ToOptions& options = {});
  /// The same for one attribute.
  template <std::convertible_to<std::string_view> Name>
  JS& ignore_attributes(const Name& name, const ToOptions& options = {}) {
    return ignore_attributes(std::vector{std::string(std::string_view(name))}, options);
  }
  JS& focus(const ToOptions& options = {});
  JS& focus_first(const ToOptions& options = {});
  JS& push_focus(const ToOptions& options = {});
  JS& pop_focus();
  /// To another live page; `href` is a local path, or an http(s) URL.
  JS& navigate(std::string_view href, const NavigateOptions& options = {});
  JS& patch(std::string_view href, const NavigateOptions& options = {});
  /// Runs the commands that stand in an attribute.
  JS& exec(std::string_view attribute, const ToOptions& options = {});
  /// Appends all commands of another list.
  JS& concat(const JS& other);

  bool empty() const { return commands_.empty(); }
  /// The list as JSON: what the attribute holds.
  std::string json() const { return "[" + commands_ + "]"; }
  /// For event payloads.
  Value value() const;
  friend std::string to_text(const JS& js) { return js.json(); }
  friend bool operator==(const JS&, const JS&) = default;

 private:
  JS& append(std::string_view name, const Value& arguments);
  JS& change_class(std::string_view name, std::string_view classes, const ClassOptions& options);
  std::string commands_;  // JSON, without the brackets around
};

}  // namespace plume
