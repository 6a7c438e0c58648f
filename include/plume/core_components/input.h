// Input: one field of a form, with its label and what is wrong with it.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/component.h"
#include "plume/core_components/icon.h"
#include "plume/form.h"
#include "plume/select_options.h"
#include "plume/value.h"

namespace plume::core {

/// What a user may choose from. Borrows a vector that lives on, and keeps one that does not.
class SelectOptions {
 public:
  SelectOptions() = default;
  SelectOptions(const std::vector<SelectOption>& options) : options_(options) {}
  SelectOptions(std::vector<SelectOption>&& options) : kept_(std::move(options)), options_(kept_) {}
  SelectOptions(std::initializer_list<SelectOption> options) : SelectOptions(std::vector(options)) {}
  /// Texts, numbers, enumerators, or pairs of label and value.
  template <detail::Choices Range>
  SelectOptions(const Range& choices) : SelectOptions(std::vector<SelectOption>(choices.begin(), choices.end())) {}
  SelectOptions(const SelectOptions&) = delete;
  SelectOptions& operator=(SelectOptions&& other) {
    const bool keeps = !other.kept_.empty();
    kept_ = std::move(other.kept_);
    options_ = keeps ? std::span<const SelectOption>(kept_) : other.options_;
    return *this;
  }

  auto begin() const { return options_.begin(); }
  auto end() const { return options_.end(); }

 private:
  std::vector<SelectOption> kept_;
  std::span<const SelectOption> options_;
};

/// One field of a form (the seed's generated `input/1`): its label, its control, a hint, and its errors, once the user
/// has been there.
///
///     <.input field={@form["email"]} type="email" label="E-mail" hint="We write rarely." autocomplete="email" />
///     <.input field={@form["size"]} type="select" label="Size" prompt="Choose" options={{"small", "large"}} />
///     <.input name="query" value={@query} type="search" label="Search" />
///
/// `type` is one of HTML's, or "select", "textarea", or "radio": a group of one button for each option. A "checkbox"
/// sends "true" or "false". All further attributes, as `required`, `min` or `phx-debounce`, go to the control; those of
/// a radio group to each button.
///
/// Errors are tied to their control (`aria-describedby`, `aria-invalid`) and announced when they come.
struct input {
  FormField field;                           ///< gives id, name, value and errors
  std::optional<std::string_view> id, name;  ///< in place of the field's; where there is no id, it is the name
  std::optional<std::string_view> label;     ///< none: give an `aria-label`
  std::optional<Value> value;                ///< in place of the field's
  OneOf<"text", "checkbox", "color", "date", "datetime-local", "email", "file", "hidden", "month", "number", "password",
        "radio", "range", "search", "select", "tel", "textarea", "time", "url", "week">
      type;
  std::string_view hint;
  std::span<const std::string> errors;     ///< in place of the field's; shown whether the field was used or not
  std::optional<bool> checked;             ///< of a checkbox; none: whether the value is true
  std::optional<std::string_view> prompt;  ///< of a select: its first line, with an empty value
  SelectOptions options;                   ///< of a select or radio group
  bool multiple = false;                   ///< of a select, file or email
  std::string class_;                      ///< of the whole
  Rest rest;

  static constexpr std::string_view included[] = {
      "accept",    "autocomplete", "capture",     "cols",     "disabled", "form", "list", "max",  "maxlength", "min",
      "minlength", "pattern",      "placeholder", "readonly", "required", "rows", "size", "step", "wrap"};

  // What the template writes.
  std::string_view dom_id() const;
  std::string dom_name() const;
  std::span<const std::string> shown_errors() const { return errors.empty() ? used_errors(field) : errors; }
  const char* invalid() const { return shown_errors().empty() ? nullptr : "true"; }
  /// A value that was given for the control among the further attributes; null where there was none.
  const Rest::Attribute::second_type& given(std::string_view attribute) const;
};

/// The value that an input of `type` shows: `given`, or else that of the field, as normalize_value has it.
Value shown_value(const std::optional<Value>& given, const FormField& field, std::string_view type);
/// Whether an option is the chosen one, or one of those.
bool is_chosen(const std::optional<Value>& given, const FormField& field, std::string_view option);

}  // namespace plume::core
