#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/component_name.h"
#include "compiler/emitter.h"
#include "compiler/literals.h"
#include "compiler/nearest.h"

namespace plume::compiler {

using fmt::format;

void Emitter::dynamic(Place& place, unsigned slot, const std::string& change, Span code,
                      const std::function<void()>& fill) {
  code_.line(format("if ({}.dynamic({}, {})) {{", place.node, slot, change));
  code_.indent();
  mark(code);
  fill();
  close_brace();
}

void Emitter::node(const std::string& render, const std::function<void(Place&)>& fill, bool root) {
  auto site = unit_.new_site();
  site.root = root;
  Place place{fresh("n"), render, site};
  code_.line(format("plume::Node {}({}, {});", place.node, render, site.name));
  fill(place);
  code_.line(format("{}.end();", place.node));
  unit_.add(site);
}

void Emitter::list(Place& place, unsigned slot, std::string_view type,
                   const std::function<void(Place& entry, const std::string& name)>& fill) {
  auto site = unit_.new_site();
  const auto name = fresh("l");
  Place entry{fresh("n"), place.render, site};
  code_.line(format("{}.at({});", place.node, slot));
  code_.line(format("{} {}({}, {});", type, name, place.render, site.name));
  fill(entry, name);
  code_.line(format("{}.end();", name));
  unit_.add(site);
}

void Emitter::open_if(Span condition) {
  code_.line("if (");
  argument(condition, ") {");
  code_.indent();
  visible().merge(declared_names(source_.text(), condition));
}

void Emitter::close_brace() {
  code_.dedent();
  code_.line("}");
}

void Emitter::slot_call(Place& place, unsigned slot, std::string_view method, Span code, const std::string& control) {
  shown_argument(code, control.empty() ? ");" : format(", {});", control),
                 format("{}.{}({}, ", place.node, method, slot));
}

void Emitter::argument(Span code, std::string_view after, std::string_view before) {
  const auto text = trimmed(source_.text(), code);
  if (text.begin == text.end) return code_.mapped(text.begin, std::string("\"\"").append(after), before);
  mapped(translate_in_pieces(text), after, before);
}

void Emitter::shown_argument(Span code, std::string_view after, std::string_view before) {
  const auto text = trimmed(source_.text(), code);
  if (text.begin == text.end) return argument(code, after, before);
  mapped(value(text, Taker::page), after, before);
}

void Emitter::mapped(Pieces pieces, std::string_view after, std::string_view before) {
  pieces.front().before.insert(0, before);
  pieces.back().text.append(after);
  for (const auto& piece : pieces) code_.mapped(piece.offset, piece.text, piece.before);
}

// Loops

std::string Emitter::emit_collection(const Generator& generator, bool may_be_stream) {
  emit_loop_check(generator);
  const auto items = fresh("c");
  const auto begin = format("auto&& {} = plume::detail::each(", items);
  if (generator.range_end) {
    argument(generator.collection, ",", begin + "plume::detail::numbers(");
    argument(*generator.range_end, "));");
  } else if (may_be_stream) {
    const auto field = field_of(generator.collection);
    argument(generator.collection, "));", begin + format("plume::detail::pairs(\"{}\", ", field));
  } else {
    argument(generator.collection, ");", begin);
  }
  return items;
}

void Emitter::open_for(const Generator& generator, const std::string& items) {
  const auto& pattern = generator.pattern;
  std::vector<std::pair<const Pattern*, std::string>> nested;
  code_.mapped(pattern.span.begin, format("{} : {}) {{", binding(pattern, nested), items), "for (");
  code_.indent();
  for (const auto& [inner, value] : nested) bind(*inner, value);
  visible().merge(pattern.names());
}

namespace {
constexpr std::string_view word_characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
}  // namespace

std::string_view Emitter::field_of(Span code) const {
  const auto text = source_.text(trimmed(source_.text(), code));
  const bool is_field = text.starts_with("@") && text.find_first_not_of(word_characters, 1) == std::string_view::npos;
  return is_field ? text.substr(1) : std::string_view();
}

bool Emitter::is_pair(const Generator& generator) const {
  const bool list = source_.text(trimmed(source_.text(), generator.collection)).starts_with("{");
  return generator.pattern.kind == Pattern::Kind::list && generator.pattern.parts.size() == 2 && !list &&
         !generator.range_end;
}

void Emitter::emit_loop_check(const Generator& generator) {
  unit_.need_loops();
  const auto check = [&](Span span, std::string_view what, const std::string& message) {
    const auto code = trimmed(source_.text(), span);
    const auto tokens = lex(source_.text(), code);
    if (tokens.empty() || tokens[0].is("{") || tokens[0].kind == CppToken::Kind::number) return;
    const auto type = format("decltype(({}))", translate(code));
    emit_assertion(code.begin, format("{}<{}>", what, type), message);
  };
  if (!generator.range_end)
    return check(generator.collection, "can_loop", "plume: a :for goes through a range, but this has no begin and end");
  check(generator.collection, "is_range_end", "plume: the ends of a range are whole numbers: 1..3, 1..@count");
  check(*generator.range_end, "is_range_end", "plume: the ends of a range are whole numbers: 1..3, 1..@count");
}

void Emitter::bind(const Pattern& pattern, const std::string& value) {
  std::vector<std::pair<const Pattern*, std::string>> nested;
  code_.mapped(pattern.span.begin, format("{} = {};", binding(pattern, nested), value));
  for (const auto& [inner, name] : nested) bind(*inner, name);
}

/// The declaration that takes `pattern` apart. What it cannot take apart in one step is added to `nested`, with the
/// name it has meanwhile. `type` is that of a name.
std::string Emitter::binding(const Pattern& pattern, std::vector<std::pair<const Pattern*, std::string>>& nested,
                             const std::string& type) {
  if (pattern.kind == Pattern::Kind::declaration) return "[[maybe_unused]] " + translate(pattern.span);
  const auto one = [&](const Pattern& part) {
    if (part.kind == Pattern::Kind::name && part.name[0] != '_') return part.name;
    auto name = fresh("u");
    if (part.kind == Pattern::Kind::list) nested.emplace_back(&part, name);
    return name;
  };
  if (pattern.kind == Pattern::Kind::name) return format("[[maybe_unused]] const {}& {}", type, one(pattern));
  std::string names;
  for (const auto& part : pattern.parts) names += (names.empty() ? "" : ", ") + one(part);
  return "[[maybe_unused]] const auto& [" + names + "]";
}

// Code of the template

namespace {
/// Whether the token at `i` is a plain string literal that is joined with something.
bool is_joined(const std::vector<CppToken>& tokens, std::size_t i) {
  const bool beside_plus = (i > 0 && tokens[i - 1].is("+")) || (i + 1 < tokens.size() && tokens[i + 1].is("+"));
  return beside_plus && tokens[i].kind == CppToken::Kind::string && !tokens[i].text.starts_with('u') &&
         string_value(tokens[i].text);
}
}  // namespace

namespace {
/// The index at which the operand begins that ends before the token at `i`.
std::size_t operand_begin(const std::vector<CppToken>& tokens, std::size_t i) {
  while (i > 0) {
    const auto& last = tokens[i - 1];
    if (!ends_operand(last)) break;
    const bool closes = last.is(")") || last.is("]") || last.is("}");
    int depth = 0;
    for (--i; closes; --i) {
      if (tokens[i].is(")") || tokens[i].is("]") || tokens[i].is("}")) ++depth;
      if (tokens[i].is("(") || tokens[i].is("[") || tokens[i].is("{")) --depth;
      if (depth == 0 || i == 0) break;
    }
    const bool goes_on = i > 0 && (tokens[i - 1].is(".") || tokens[i - 1].is("->") || tokens[i - 1].is("::"));
    if (goes_on)
      --i;
    else if (!closes || i == 0 || !ends_operand(tokens[i - 1]))
      break;
  }
  return i;
}

/// For each token the number of indexed operands that begin there.
std::vector<int> indexed_operands(const std::vector<CppToken>& tokens, bool declares) {
  std::vector<int> begins(tokens.size());
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (!tokens[i].is("[") || !ends_operand(tokens[i - 1]) || tokens[i - 1].is("}")) continue;
    const auto begin = operand_begin(tokens, i);
    if (declares && i == begin + 1 && tokens[begin].kind == CppToken::Kind::identifier) continue;
    ++begins[begin];
  }
  return begins;
}
}  // namespace

/// `_name` for each `@name`, string literals that join with anything, `[]` that reads const maps, and no comments. All
/// else keeps its column.
Emitter::Pieces Emitter::translate_in_pieces(Span code, bool declares) {
  const auto tokens = lex(source_.text(), code);
  const auto indexed = indexed_operands(tokens, declares);
  Pieces pieces{{code.begin, {}, {}}};
  auto at = code.begin;
  const auto cut = [&](std::size_t offset) {
    if (!pieces.back().text.empty() || pieces.back().offset != offset) pieces.push_back({offset, {}, {}});
  };
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    for (auto gap = at; gap < token.span.begin; ++gap) pieces.back().text += source_.text()[gap] == '\n' ? '\n' : ' ';
    at = token.span.end;
    for (int n = indexed[i]; n > 0; --n) {
      cut(token.span.begin);
      pieces.back().before += "plume::detail::in(";
    }
    if (token.is("[") && i > 0 && ends_operand(tokens[i - 1]) && !tokens[i - 1].is("}")) {
      const auto begin = operand_begin(tokens, i);
      if (indexed[begin] > 0) {
        cut(token.span.begin);
        pieces.back().before += ")";
      }
    }
    if (token.is("(") &&
        !(i > 0 && (ends_operand(tokens[i - 1]) || tokens[i - 1].kind == CppToken::Kind::identifier))) {
      const auto end = closing_bracket(tokens, i);
      const bool joins = (i > 0 && tokens[i - 1].is("+")) || (end + 1 < tokens.size() && tokens[end + 1].is("+"));
      if (joins && end < tokens.size() && end > i + 1) {
        auto inner = value({token.span.end, tokens[end].span.begin}, Taker::page);
        pieces.back().text += "(";
        inner.back().text += ")";
        pieces.insert(pieces.end(), inner.begin(), inner.end());
        at = tokens[end].span.end;
        i = end;
        continue;
      }
    }
    if (token.kind != CppToken::Kind::assign) {
      pieces.back().text += token.text;
      if (is_joined(tokens, i)) {
        pieces.back().text += "_plume";
        unit_.need_joining();
      }
      continue;
    }
    const auto name = token.text.substr(1);
    if (i + 1 < tokens.size() && tokens[i + 1].is("(")) {
      uses_self_ = true;
      pieces.back().text += format("self_.{}", name);
    } else {
      use_assign(name, token.span.begin + 1, &Use::value);
      pieces.back().text += format("_{}", name);
    }
  }
  return pieces;
}

std::string Emitter::translate(Span code, bool declares) {
  std::string all;
  for (const auto& piece : translate_in_pieces(code, declares)) all.append(piece.before).append(piece.text);
  return all;
}

/// The initialiser of the plume::Given of a field that was set from what `dependencies` are of.
std::string Emitter::given(const std::string& field, const Dependencies& dependencies) {
  const auto in_part = [](const Path& path) { return !path.whole; };
  const bool parts =
      !dependencies.variables.empty() || std::any_of(dependencies.assigns.begin(), dependencies.assigns.end(), in_part);
  return field + ", " + change(dependencies) + (parts ? ", " + control(dependencies) : "");
}

namespace {
/// The constant that says whether a qualified name is one.
std::string constant_name(std::string name) {
  std::replace(name.begin(), name.end(), ':', '_');
  return name + "_named_";
}
}  // namespace

std::string Emitter::change(const Dependencies& dependencies) {
  std::string parts = dependencies.untracked ? "plume::Change::unknown" : "";
  for (const auto& path : dependencies.assigns) use_assign(path.name, path.code.begin + 1, &Use::change);
  const auto add = [&](const std::string& part) { parts += (parts.empty() ? "" : " | ") + part; };
  if (!dependencies.untracked) {
    for (const auto& [name, offset] : dependencies.named) {
      named_.try_emplace(name, offset);
      add(constant_name(name));
    }
  }
  for (const auto& name : dependencies.assign_names()) add(name + "_changed_");
  return parts.empty() ? "plume::Change::none" : parts;
}

/// The plume::Control of a form control's value; empty where it never changes.
std::string Emitter::control(const Dependencies& dependencies) {
  std::string parts;
  const auto add = [&](const std::string& part) { parts += (parts.empty() ? "" : " | ") + part; };
  for (const auto& path : dependencies.assigns) {
    if (path.whole) use_assign(path.name, path.code.begin + 1, &Use::change);
    add(path.whole ? format("f_.control({}_field_)", path.name)
                   : format("plume::detail::path_of({})", translate(path.code)));
  }
  for (const auto& path : dependencies.variables) add(format("plume::detail::path_of({})", translate(path.code)));
  if (dependencies.untracked && parts.empty()) add("plume::Control{plume::Change::unknown}");
  return parts.empty() ? "plume::Control{plume::Change::none}" : parts;
}

void Emitter::use_assign(std::string_view name, std::size_t offset, bool Use::* how) {
  const auto [use, fresh_name] = uses_.try_emplace(std::string(name), Use{offset});
  if (fresh_name) used_.emplace_back(name);
  use->second.*how = true;
}

/// Declares what the body uses of the assigns: `_name`, the value, and `name_changed_`. An unknown one is an error
/// here, where it was used first.
Code Emitter::prologue() {
  Code code(source_);
  bool needs_frame = false;
  for (const auto& [name, use] : uses_) needs_frame |= use.change;
  if (needs_frame) code.line("const plume::Frame f_(r_);");
  for (const auto& name : used_) {
    const auto& use = uses_.at(name);
    emit_assign(code, name, use.offset);
    if (use.value) code.line(format("const auto& _{} = plume::detail::get({}_field_);", name, name));
    if (use.change) code.line(format("const plume::Change {}_changed_ = f_.changed({}_field_);", name, name));
  }
  for (const auto& [name, offset] : named_)
    code.mapped(offset, name + ")) ? plume::Change::none : plume::Change::unknown;",
                format("[[maybe_unused]] constexpr plume::Change {} = "
                       "__builtin_constant_p(plume::detail::reads_constant(",
                       constant_name(name)));
  return code;
}

namespace {
/// Members that views, components and layouts inherit.
bool is_inherited(std::string_view member) {
  constexpr std::string_view names[] = {"flash", "page_title", "myself", "id", "inner_content", "view"};
  return std::find(std::begin(names), std::end(names), member) != std::end(names);
}
}  // namespace

/// Declares `name_field_`, the member that `@name` is. One that the text of the class does not have may be inherited.
void Emitter::emit_assign(Code& code, const std::string& name, std::size_t offset) {
  const auto member = member_name(name).value_or(name);
  const bool known = around_.host && member_of(*around_.host, member);
  if (name == "live_action" && !known)
    return code.mapped(offset, "plume::detail::LiveActionOf().view(self_);", "auto&& live_action_field_ = ");
  if (around_.host && !known && !is_inherited(member)) {
    unit_.need_calls();
    const auto meant = nearest(name, attribute_names(*around_.host));
    const auto message = format("plume: there is no @{}: {} has no such member, or it is private{}", name,
                                around_.class_name, meant.empty() ? "" : format("; did you mean @{}?", meant));
    code.mapped(offset,
                format("has_field<std::remove_reference_t<decltype(self_)>, "
                       "decltype(PLUME_FIELD({}))>, {});",
                       member, cpp_string(message)),
                "static_assert(");
    return code.line(format("auto&& {}_field_ = plume::detail::member_or_none(self_, PLUME_FIELD({}));", name, member));
  }
  code.mapped(offset, member + ";", format("auto& {}_field_ = self_.", name));
}

// Traces of exceptions

void Emitter::mark(std::size_t offset) {
  if (!markup_.has_debug_annotations()) return;
  const auto [line, column] = source_.position(offset);
  code_.line(format("trace_.at({}, {});", line, column));
}

void Emitter::mark(const Attribute& attribute) {
  mark(attribute.kind >= Attribute::Value::expression ? attribute.code : attribute.span);
}

void Emitter::open_trace(Code& code) {
  if (!markup_.has_debug_annotations()) return;
  code.line(format("plume::detail::TemplateTrace trace_({});", unit_.template_file(markup_.file())));
  code.line("try {");
  code.indent();
}

void Emitter::close_trace(Code& code) {
  if (!markup_.has_debug_annotations()) return;
  code.dedent();
  code.line("} catch (...) {");
  code.line("  trace_.left();");
  code.line("  throw;");
  code.line("}");
}

}  // namespace plume::compiler
