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

  /// Names and values as the page has them.
  Value defaults() const;
  /// Throws std::invalid_argument, with the HTML of the form, where `data` has a field that a user could not fill in
  /// so.
  void check(const Value& data) const;
  /// The name and value that a button of the form adds. Throws std::invalid_argument unless the selector means one.
  Value submitter(std::string_view selector) const;

 private:
  void check_field(const std::string& name, const Value& value) const;
  [[noreturn]] void fail(const std::string& problem) const;

  dom::Node& document_;
  dom::Node& form_;
  std::vector<dom::Node*> controls_;
};

/// What one control sends by itself.
Value value_of_control(const dom::Node& control);

}  // namespace plume::testing
