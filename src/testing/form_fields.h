// FormFields: what a form of the page would send (server-api 15.5).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/value.h"
#include "testing/dom.h"

namespace plume::testing {

class FormFields {
 public:
  /// The enabled controls in the form, and those elsewhere that name it.
  FormFields(dom::Node& document, dom::Node& form);

  /// Names and values as the page has them, with those of the button that submits the form, if there is one.
  Value defaults(const dom::Node* button = nullptr) const;
  /// Throws std::invalid_argument, with the HTML of the form, where `data` has a field that a user could not fill in
  /// so.
  void check(const Value& data) const;
  /// The button of the form that the selector means. Throws std::invalid_argument unless it is one that adds something.
  const dom::Node& submitter(std::string_view selector) const;

 private:
  void check_field(const std::string& name, const Value& value) const;
  [[noreturn]] void fail(const std::string& problem) const;

  dom::Node& document_;
  dom::Node& form_;
  std::vector<dom::Node*> controls_;
};

/// What an element sends with an event of its own: a form its fields, a control its value, and `phx-value-…`.
Value fields_of(dom::Node& document, dom::Node& element);
/// The form that a control belongs to: the one it names, else the one around it; null if there is none.
dom::Node* form_of(dom::Node& document, dom::Node& control);

}  // namespace plume::testing
