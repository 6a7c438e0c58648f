#include "plume/select_options.h"

#include <algorithm>

#include "plume/text.h"

namespace plume {
namespace {

bool is_selected(const Value& selected, std::string_view value) {
  if (selected.is_null()) return false;
  if (!selected.is_array()) return detail::plain_text(selected) == value;
  const auto& several = selected.as_array();
  return std::any_of(several.begin(), several.end(), [&](const Value& one) { return is_selected(one, value); });
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out.append(" ").append(name).append("=\"");
  escape_html(out, value);
  out.append("\"");
}

void append_options(std::string& out, std::span<const SelectOption> options, const Value& selected);

void append_option(std::string& out, const SelectOption& option, const Value& selected) {
  if (option.separator) {
    out.append("<hr/>");
  } else if (!option.members.empty()) {
    out.append("<optgroup");
    append_attribute(out, "label", option.label);
    out.append(">");
    append_options(out, option.members, selected);
    out.append("</optgroup>");
  } else {
    out.append("<option");
    if (is_selected(selected, option.value)) out.append(" selected");
    if (option.disabled) out.append(" disabled");
    if (option.hidden) out.append(" hidden");
    append_attribute(out, "value", option.value);
    out.append(">");
    escape_html(out, option.label);
    out.append("</option>");
  }
}

void append_options(std::string& out, std::span<const SelectOption> options, const Value& selected) {
  for (const auto& option : options) append_option(out, option, selected);
}

}  // namespace

SelectOption SelectOption::group(std::string_view label, std::vector<SelectOption> members) {
  SelectOption option(label);
  option.members = std::move(members);
  return option;
}

SelectOption SelectOption::line() {
  SelectOption option("");
  option.separator = true;
  return option;
}

Safe options_for_select(std::span<const SelectOption> options, const Value& selected) {
  std::string out;
  append_options(out, options, selected);
  return Safe(std::move(out));
}

Safe options_for_select(std::initializer_list<SelectOption> options, const Value& selected) {
  return options_for_select(std::span(options.begin(), options.size()), selected);
}

}  // namespace plume
