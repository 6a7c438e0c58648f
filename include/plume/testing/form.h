// Form: a form of a live page, filled in by a test.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "plume/testing/element.h"

namespace plume::testing {

/// A form and what is written into its fields (the seed's `form/3`):
///
///     view.form("#user", {{"user", {{"name", "Ada"}}}}).render_submit();
///
/// Fields that are not named keep the values that the page gives them. Each that is named must be there and enabled,
/// and a select, checkbox, radio button or hidden input must have that value among its own: else render_submit and
/// render_change throw std::invalid_argument. The argument of these functions is merged over it, unchecked: for what
/// scripts of the page set, and for `_target`. Events are sent as a browser sends forms: all values are texts.
class Form : public Element {
 public:
  Result render_submit(Value value = {}) const;
  Result render_change(Value value = {}) const;
  /// The same form, submitted by a button of it: its name and value are sent, too. The button must be enabled and have
  /// a name.
  Form put_submitter(std::string_view selector) const;
  Form put_submitter(const Element& button) const { return put_submitter(button.selector()); }

 private:
  friend class View;
  friend class App;
  Form(Element element, Value data) : Element(std::move(element)), data_(std::move(data)) {}

  /// Throws where it is no form.
  dom::Node& form_node() const;
  /// All that is sent.
  Value fields() const;

  Value data_;
  std::optional<std::string> submitter_;
};

}  // namespace plume::testing
