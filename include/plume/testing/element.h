// Element: an element of a live page, found by a selector, and what a user can do with it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "plume/testing/result.h"
#include "plume/value.h"

namespace plume::testing {

class LivePage;
struct LiveInstance;

/// How long a test waits for what a view does by itself.
inline constexpr std::chrono::milliseconds receive_timeout{100};

/// A regular expression (ECMAScript) as a text filter: `view.element("li", Matching{"^[0-9]+ items$"})`.
struct Matching {
  std::string pattern;
};

/// Which of the elements of a selector is meant: the one whose text contains this, or matches it. The text of an
/// element is taken with white space collapsed and trimmed.
class TextFilter {
 public:
  TextFilter() = default;
  TextFilter(const char* part) : text_(part), kind_(Kind::contains) {}
  TextFilter(std::string part) : text_(std::move(part)), kind_(Kind::contains) {}
  TextFilter(std::string_view part) : text_(part), kind_(Kind::contains) {}
  TextFilter(Matching regex) : text_(std::move(regex.pattern)), kind_(Kind::matches) {}

  explicit operator bool() const { return kind_ != Kind::none; }
  /// Throws std::invalid_argument where it is no regular expression.
  bool accepts(const std::string& text) const;
  const std::string& text() const { return text_; }

 private:
  enum class Kind { none, contains, matches };
  std::string text_;
  Kind kind_ = Kind::none;
};

/// Opens a file in the browser of the desktop.
void open_in_browser(const std::string& path);

namespace dom {
struct Node;
}

/// One element of a view (the seed's `element/3`). It is looked up anew each time it is used, among all that is inside
/// of the view's container, and every use throws std::invalid_argument unless exactly one element is meant: the message
/// has the selector and the HTML. Before it is looked up, the view has handled all messages that were sent to it.
///
/// The functions below do what the user's action does: they read the element's binding, `phx-value-…` attributes,
/// `phx-target` and JS commands (of which `push`, `patch` and `navigate` count), send the event, and wait for the
/// answer. They give the HTML inside of the view that got the event, or where the page went. `value` is merged over
/// what the element says. Where the view crashes, they throw what it threw.
class Element {
 public:
  /// Follows the link where there is no `phx-click`, or it pushes nothing. Throws std::invalid_argument for a disabled
  /// element, and for one with neither.
  Result render_click(Value value = {}) const;
  /// Of a form (the seed's `render_submit/2`), with the values that are in its fields: see Form.
  Result render_submit(Value value = {}) const;
  /// Of a form, an input, a select or a textarea.
  Result render_change(Value value = {}) const;
  /// `phx-keydown` or `phx-window-keydown`: `render_keydown({{"key", "Enter"}})`.
  Result render_keydown(Value value = {}) const;
  Result render_keyup(Value value = {}) const;
  Result render_focus(Value value = {}) const;
  Result render_blur(Value value = {}) const;
  /// An event that the element's hook pushes. The element needs `phx-hook` and an id, or a `phx-viewport-…` binding.
  Result render_hook(std::string_view event, Value value = {}) const;

  /// The element's HTML.
  Result render() const;
  /// The same once the tasks that go on are over: those of the live component that the element is in, else all of the
  /// view. Throws std::runtime_error where they are not in time.
  Result render_async(std::chrono::milliseconds timeout = receive_timeout) const;
  /// The value of an attribute; "" if there is none.
  std::string attribute(std::string_view name) const;
  /// The element's text, with white space collapsed and trimmed.
  std::string text() const;
  /// As View::open_browser, with this element as the whole page.
  const Element& open_browser(const std::function<void(const std::string& path)>& open = open_in_browser) const;
  /// Whether there is such an element (the seed's `has_element?/1`): one, or several.
  bool exists() const;

  const std::string& selector() const { return selector_; }

 protected:
  friend class View;
  friend class App;
  Element(std::shared_ptr<LivePage> page, std::shared_ptr<LiveInstance> instance, std::string_view selector,
          TextFilter filter)
      : page_(std::move(page)), instance_(std::move(instance)), selector_(selector), filter_(std::move(filter)) {}

  /// Throws unless there is exactly one.
  dom::Node& node() const;
  Result send(std::string_view event, const Value& value) const;
  /// `fields`: those of a form, or of one input; `value`: over them.
  Result send_form(std::string_view event, const Value& fields, const Value& value) const;
  Value own_fields() const;

  std::shared_ptr<LivePage> page_;
  std::shared_ptr<LiveInstance> instance_;
  std::string selector_;
  TextFilter filter_;
};

}  // namespace plume::testing
