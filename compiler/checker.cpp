#include "compiler/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "compiler/attribute_checker.h"
#include "compiler/component_name.h"
#include "compiler/cpp_code.h"
#include "compiler/dependencies.h"
#include "compiler/option_checker.h"

namespace plume::compiler {

namespace {

using Value = Attribute::Value;

class Checker {
 public:
  Checker(const Source& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

  void nodes(const Nodes& all) {
    for (const auto& node : all) std::visit([&](const auto& content) { check(content); }, node.content);
  }

 private:
  void check(const Text&) {}
  void check(const TemplateComment&) {}
  void check(const Output& output) {
    if (code(output.code, CodeUse::expression) && inside(source_.text(), output.code, "{", "}"))
      error("T27", trimmed(source_.text(), output.code).begin, "a list in braces cannot be shown",
            "a value stands in one pair of braces: {@name}");
  }
  void check(const Statement& statement) { code(statement.code, CodeUse::statement); }

  void check(const Block& block) {
    code(block.head, CodeUse::head);
    check_parentheses(block.head);
    for (const auto& branch : block.branches) {
      if (branch.code != block.head) check_parentheses(branch.code);
      if (branch.code != block.head) code(branch.code, CodeUse::head);
      nodes(branch.children);
    }
  }

  void check(const Element& element) {
    check_name(element.tag);
    std::map<std::string_view, const Attribute*> seen;
    for (const auto& attribute : element.tag.attributes) {
      if (attribute.kind >= Value::expression) attribute_code(attribute);
      if (const auto [first, fresh] = seen.emplace(attribute.name, &attribute); !fresh)
        repeated(attribute, *first->second);
      if (attribute.special()) check_special(element, attribute);
    }
    if (element.find(":key") && !element.find(":for") && element.tag.kind != TagKind::slot)
      error("T35", element.tag.span.begin, ":key needs a :for on the same tag");
    if (element.tag.kind == TagKind::html) check_html(element);
    check_attributes(source_, element, diagnostics_);
    if (is_dynamic(element.tag) && (!element.find("is") || element.find("is")->kind != Value::expression))
      error("C1", element.tag.span.begin, "<.dynamic> needs the component that it calls: is={…}",
            "a plume::ComponentOf, see <plume/component.h>");
    if (element.is_live_component()) check_live_component(element);
    nodes(element.children);
  }

  // Code

  /// `if @busy {` of other languages.
  void check_parentheses(Span head) {
    const auto tokens = lex(source_.text(), head);
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
      const auto& token = tokens[i];
      if (token.is("}") || token.is("else")) continue;
      const bool begins = token.is("if") || token.is("for") || token.is("while") || token.is("switch");
      if (begins && !tokens[i + 1].is("(") && !tokens[i + 1].is("constexpr"))
        error("T28", tokens[i + 1].span.begin, fmt::format("what follows {} stands in parentheses", token.text),
              fmt::format("write <%= {} (…) {{ %>", token.text));
      return;
    }
  }

  bool code(Span span, CodeUse use) {
    auto problem = find_problem(source_.text(), span, use);
    if (!problem) problem = find_option_problem(source_.text(), span);
    if (!problem) return true;
    diagnostics_.error(problem->id, problem->offset, std::move(problem->message), std::move(problem->hint));
    return false;
  }

  void attribute_code(const Attribute& attribute) {
    if (lex(source_.text(), attribute.code).empty())
      return error("T23", attribute.code.end, "an expression is expected between the braces");
    if (attribute.name == ":for") {
      if (code(attribute.code, CodeUse::pattern) && !parse_generator(source_.text(), attribute.code))
        error("T34", attribute.span.begin, ":for needs the form {pattern <- collection}, with one generator",
              "for example :for={row <- @rows} or :for={[name, value] <- @map}; filter with :if");
    } else if (attribute.name == ":let") {
      if (code(attribute.code, CodeUse::pattern) && !parse_pattern(source_.text(), attribute.code))
        error("T33", attribute.span.begin, ":let needs a name or a pattern", "for example :let={row} or :let={[a, b]}");
    } else {
      code(attribute.code, attribute.name == ":if" ? CodeUse::pattern : CodeUse::expression);
    }
  }

  // Names

  void check_name(const OpenTag& tag) {
    if (tag.kind == TagKind::html || tag.name == "." || tag.name == ":") return;
    if (tag.kind == TagKind::slot) {
      if (!is_plain_identifier(tag.name.substr(1)))
        error("T21", tag.span.begin, fmt::format("<{}> is not a valid slot name", tag.name));
    } else if (!component_type(tag)) {
      error("T21", tag.span.begin, fmt::format("<{}> is not a valid tag name", tag.name),
            tag.kind == TagKind::remote
                ? "a component of another namespace is written <Ns.name>; HTML tags are lower-case"
                : "a component is written <.name> or <.ns::name>");
    }
  }

  void repeated(const Attribute& attribute, const Attribute& first) {
    if (attribute.kind == Value::spread) return;
    const auto line = source_.position(first.span.begin).line;
    if (attribute.special())
      error("T30", attribute.span.begin, fmt::format("{} is given twice, first on line {}", attribute.name, line));
    else
      diagnostics_.warning("V07", attribute.span.begin,
                           fmt::format("the attribute {} is given twice, first on line {}", attribute.name, line));
  }

  // Special attributes

  void check_special(const Element& element, const Attribute& attribute) {
    const auto& tag = element.tag;
    const auto& name = attribute.name;
    const bool html = tag.kind == TagKind::html;
    const bool known =
        name == ":for" || name == ":if" || name == ":key" || name == ":type" || (name == ":let" && !html);
    if (name == ":type" && !html) return error("T38", tag.span.begin, ":type can only stand on HTML tags");
    if (!known) return unknown_special(tag, attribute);
    if (name == ":key" && tag.kind == TagKind::slot)
      return error("T36", attribute.span.begin, fmt::format(":key cannot stand on a slot: {}", tag.name));
    if (attribute.kind != Value::expression)
      return error("T33", attribute.span.begin,
                   name == ":let" ? fmt::format(":let of {} needs a pattern in braces: :let={{…}}", describe(tag))
                                  : fmt::format("{} needs an expression in braces: {}={{…}}", name, name));
    if (name != ":type" && element.find(":type") && html)
      error("M06", attribute.span.begin, fmt::format("{} cannot stand beside :type", name),
            "what has a :type is taken out when the template is compiled");
    if (name == ":let" && tag.self_closing)
      error("T37", attribute.span.begin, fmt::format(":let needs content, but {} is self-closing", describe(tag)));
  }

  void unknown_special(const OpenTag& tag, const Attribute& attribute) {
    if (tag.kind == TagKind::html)
      error("T31", attribute.span.begin, fmt::format("{} is no special attribute of an HTML tag", attribute.name),
            "there are :if, :for, :key and :type");
    else
      error("T32", attribute.span.begin, fmt::format("{} is no special attribute in {}", attribute.name, describe(tag)),
            tag.kind == TagKind::slot ? "there are :if, :for and :let" : "there are :if, :for, :key and :let");
  }

  static std::string describe(const OpenTag& tag) {
    const auto kind = tag.kind == TagKind::slot    ? "slot"
                      : tag.kind == TagKind::local ? "local component"
                                                   : "remote component";
    return fmt::format("{}: {}", kind, tag.name);
  }

  // Live components

  void check_live_component(const Element& element) {
    const auto& tag = element.tag;
    const auto* module = element.find("module");
    if (module && module->kind == Value::expression && names_value(module->code))
      error("L01", module->code.begin,
            "module={…} of <.live_component> names a class, which is known when the program is built, and no value",
            "for one of several classes write a block: <%= if (…) { %> … <% } %>");
    if (!module || module->kind != Value::expression)
      error("L01", module ? module->span.begin : tag.span.begin,
            "<.live_component> needs the class of the component: module={Row}");
    if (!element.find("id"))
      error("L02", tag.span.begin, "<.live_component> needs an id",
            "unique among the components of its class in the view, for example id={row.id}");
  }

  bool names_value(Span code) const {
    const auto tokens = lex(source_.text(), code);
    return std::any_of(tokens.begin(), tokens.end(), [](const CppToken& token) {
      return token.kind == CppToken::Kind::assign || token.kind == CppToken::Kind::string || token.is("?");
    });
  }

  // HTML

  void check_html(const Element& element) {
    const auto& attributes = element.tag.attributes;
    const bool has_spread =
        std::any_of(attributes.begin(), attributes.end(), [](auto& a) { return a.kind == Value::spread; });
    for (const auto name : {"phx-update", "phx-hook"})
      if (element.find(name) && !element.find("id") && !has_spread)
        error("T40", element.tag.span.begin, fmt::format("an element with {} needs an id", name));
    if (const auto* update = element.find("phx-update")) {
      check_update(*update);
      if (update->value == "stream") check_stream(element, *update);
    }
    const auto* name = element.find("name");
    if (element.tag.name == "input" && name && name->value == "id")
      diagnostics_.warning("V03", name->span.begin, "an input named id hides the id of its form from scripts",
                           "give the input another name");
  }

  /// The generated code checks that what the items come from is a stream.
  void check_stream(const Element& element, const Attribute& update) {
    const bool has_items = std::any_of(element.children.begin(), element.children.end(), [](const Node& node) {
      const auto* child = node.as<Element>();
      return child && child->find(":for");
    });
    if (!has_items && !is_blank(element.children))
      error("T42", update.span.begin, "phx-update=\"stream\" is for an element whose children are a stream's items",
            "a child of it has :for={[id, item] <- @stream} and id={id}; for other content take the phx-update away");
  }

  void check_update(const Attribute& update) {
    if (update.kind != Value::text) return;
    if (update.value == "append" || update.value == "prepend")
      diagnostics_.warning("V02", update.span.begin, fmt::format("phx-update=\"{}\" is deprecated", update.value),
                           "use a stream: phx-update=\"stream\"");
    else if (update.value != "ignore" && update.value != "stream" && update.value != "replace")
      error("T41", update.span.begin,
            fmt::format("phx-update cannot be \"{}\": it is one of ignore, stream, replace, append, prepend",
                        update.value));
  }

  void error(std::string_view id, std::size_t at, std::string message, std::string hint = {}) {
    diagnostics_.error(id, at, std::move(message), std::move(hint));
  }

  const Source& source_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check(const Source& source, const Nodes& nodes, Diagnostics& diagnostics) {
  Checker(source, diagnostics).nodes(nodes);
}

}  // namespace plume::compiler
