#include <fmt/format.h>

#include <algorithm>

#include "compiler/emitter.h"
#include "compiler/literal_spread.h"
#include "compiler/literals.h"

namespace plume::compiler {

using fmt::format;

namespace {

using Value = Attribute::Value;

bool is_form_control(const Element& element) {
  return element.tag.name == "input" || element.tag.name == "select" || element.tag.name == "option";
}

/// Whether its members are attributes of their own where the value is a map (3.2), or it is one of those.
bool is_group(std::string_view name) {
  const auto root = name.substr(0, name.find('-'));
  return root == "data" || root == "aria";
}

/// Whether the attribute holds a live value of a form control, which the browser may have changed meanwhile.
bool is_live(const Element& element, const Attribute& attribute) {
  if (!is_form_control(element)) return false;
  return attribute.kind == Value::spread || attribute.name == "value" || attribute.name == "checked" ||
         attribute.name == "selected";
}

/// The operands where `code` is a chain of `+` and nothing that binds more loosely; else none.
std::vector<Span> operands_of_plus(std::string_view text, Span code) {
  static constexpr std::string_view looser[] = {"<<", "<",  ">", "<=", ">=", "<=>", "==", "!=", "&",  "^",  "|",
                                                "&&", "||", "?", ":",  "=",  "+=",  "-=", ",",  "..", "%=", "*="};
  const auto tokens = lex(text, code);
  std::vector<Span> operands;
  auto begin = code.begin;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    if (token.is(")") || token.is("]") || token.is("}")) --depth;
    if (depth == 0) {
      if (const auto end = skip_template_arguments(tokens, i); end != i) {
        i = end - 1;
        continue;
      }
      const bool is_looser = std::any_of(std::begin(looser), std::end(looser), [&](auto op) { return token.is(op); });
      if (is_looser) return {};
      if (token.is("+") && i > 0) {
        operands.push_back({begin, token.span.begin});
        begin = token.span.end;
      }
    }
    if (token.is("(") || token.is("[") || token.is("{")) ++depth;
  }
  if (!operands.empty()) operands.push_back({begin, code.end});
  return operands;
}

}  // namespace

void Emitter::emit_attribute(const Element& element, const Attribute& attribute, Place& place) {
  const auto& name = attribute.name;
  if (attribute.special() || name == "phx-no-format" || name == "phx-no-curly-interpolation") return;
  if (attribute.kind == Value::none) return place.site.text(" " + name);
  if (attribute.kind == Value::text)
    return place.site.text(format(" {}={}{}{}", name, attribute.quote, attribute.value, attribute.quote));
  if ((attribute.kind == Value::spread || is_group(name)) && emit_literal_spread(element, attribute, place)) return;
  if (const auto constant = constant_string(source_.text(), attribute.code); constant && !name.empty())
    return place.site.text(format(" {}=\"{}\"", name, html_escaped(*constant)));
  if (name == "class") return emit_class(attribute, place);
  if (name == "style") return emit_style(attribute, place);
  if (name.empty() || !emit_concatenation(element, attribute, place)) emit_whole_attribute(element, attribute, place);
}

/// A4, A5 and A10: one dynamic that is the attribute, or all attributes.
void Emitter::emit_whole_attribute(const Element& element, const Attribute& attribute, Place& place) {
  const auto dependencies = finder_.of(attribute.code, visible());
  const auto slot = place.site.slot();
  const auto& name = attribute.name;
  const auto method = name.empty()                       ? "spread"
                      : name == "id"                     ? "id"
                      : name == "data" || name == "aria" ? "group"
                                                         : "attr";
  const auto named = name.empty() || name == "id" ? "" : ", " + cpp_string(name);
  dynamic(place, slot, change(dependencies), attribute.code, [&] {
    shown_argument(attribute.code, is_live(element, attribute) ? format(", {});", control(dependencies)) : ");",
                   format("{}.{}({}{}, ", place.node, method, slot, named));
  });
}

/// A3: `"row-" + id` is static text with dynamics between. Operands before the first literal are added up first, as C++
/// does.
bool Emitter::emit_concatenation(const Element& element, const Attribute& attribute, Place& place) {
  const auto text = source_.text();
  auto operands = operands_of_plus(text, attribute.code);
  const auto first = std::find_if(operands.begin(), operands.end(),
                                  [&](Span part) { return constant_string(text, part).has_value(); });
  if (first == operands.end()) return false;
  if (first - operands.begin() > 1) {
    operands.front().end = (first - 1)->end;
    operands.erase(operands.begin() + 1, first);
  }
  place.site.text(format(" {}=\"", attribute.name));
  for (const auto part : operands) {
    if (const auto constant = constant_string(text, part)) {
      place.site.text(html_escaped(*constant));
      continue;
    }
    const auto dependencies = finder_.of(part, visible());
    const auto slot = place.site.slot();
    dynamic(place, slot, change(dependencies), part,
            [&] { slot_call(place, slot, "text", part, is_live(element, attribute) ? control(dependencies) : ""); });
  }
  place.site.text("\"");
  return true;
}

/// A9: `{{ {"name", value}, … }}` is unrolled, and so is `data={{ {"name", value}, … }}`.
bool Emitter::emit_literal_spread(const Element& element, const Attribute& attribute, Place& place) {
  const auto unrolled = unrolled_spread(source_.text(), attribute);
  if (!unrolled) return false;
  for (const auto& one : *unrolled) emit_attribute(element, one, place);
  return true;
}

// class and style

void Emitter::emit_class(const Attribute& attribute, Place& place) {
  const auto text = source_.text();
  const auto list = inside(text, attribute.code, "[", "]");
  auto items = list ? split_at(text, *list, ",") : std::vector<Span>{attribute.code};
  place.site.text(" class=\"");
  std::string constants;
  auto rest = items.begin();
  for (; list && rest != items.end(); ++rest) {
    const auto constant = constant_string(text, *rest);
    if (!constant) break;
    if (!constant->empty()) constants += (constants.empty() ? "" : " ") + *constant;
  }
  place.site.text(html_escaped(constants));
  items.erase(items.begin(), rest);
  if (!items.empty()) {
    if (!constants.empty()) place.site.text(" ");
    emit_class_slot(items, list.has_value(), {items.front().begin, items.back().end}, place);
  }
  place.site.text("\"");
}

void Emitter::emit_class_slot(const std::vector<Span>& items, bool is_list, Span code, Place& place) {
  const auto slot = place.site.slot();
  dynamic(place, slot, change(finder_.of(code, visible())), code, [&] {
    const auto begin = format("{}.class_list({}, ", place.node, slot);
    if (is_list)
      class_items(items, ");", begin);
    else
      class_item(items.front(), ");", begin);
  });
}

/// A8: a list is the concatenation of its items.
void Emitter::emit_style(const Attribute& attribute, Place& place) {
  const auto text = source_.text();
  const auto list = inside(text, attribute.code, "[", "]");
  place.site.text(" style=\"");
  for (const auto item : list ? split_at(text, *list, ",") : std::vector<Span>{attribute.code}) {
    if (const auto constant = constant_string(text, item)) {
      place.site.text(html_escaped(*constant));
      continue;
    }
    const auto slot = place.site.slot();
    dynamic(place, slot, change(finder_.of(item, visible())), item,
            [&] { class_item(item, ");", format("{}.style({}, ", place.node, slot)); });
  }
  place.site.text("\"");
}

void Emitter::class_items(const std::vector<Span>& items, std::string_view after, std::string_view before) {
  const auto begin = format("{}plume::classes(", before);
  const auto end = format("){}", after);
  if (items.empty()) return code_.line(begin + end);
  for (const auto& item : items)
    class_item(item, &item == &items.back() ? end : ",", &item == &items.front() ? begin : std::string_view());
}

/// One item: a nested list, or any other expression.
void Emitter::class_item(Span item, std::string_view after, std::string_view before) {
  const auto text = source_.text();
  if (const auto list = inside(text, item, "[", "]")) return class_items(split_at(text, *list, ","), after, before);
  shown_argument(item, after, before);
}

}  // namespace plume::compiler
