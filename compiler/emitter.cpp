#include "compiler/emitter.h"

#include <fmt/format.h>

#include <algorithm>

namespace plume::compiler {

using fmt::format;

bool is_root(const Nodes& nodes) {
  const Element* only = nullptr;
  for (const auto& node : nodes) {
    if (node.as<TemplateComment>()) continue;
    const auto* element = node.as<Element>();
    if (only || !element || element->tag.kind != TagKind::html) return false;
    only = element;
  }
  return only && !only->find(":if") && !only->find(":for");
}

namespace {

bool is_empty(const Nodes& nodes) {
  return std::all_of(nodes.begin(), nodes.end(),
                     [](const Node& node) { return node.as<TemplateComment>() != nullptr; });
}

}  // namespace

Code Emitter::body(const Nodes& nodes) {
  const auto frame = markup_.around_template(nodes);
  const auto fill = [&](Place& place) {
    place.site.text(frame.begin);
    emit(nodes, place);
    place.site.text(frame.end);
  };
  node("r_", fill, is_root(nodes));
  Code all(source_);
  open_trace(all);
  all.append(prologue());
  all.append(code_);
  close_trace(all);
  return all;
}

void Emitter::emit(const Nodes& nodes, Place& place) {
  for (const auto& node : nodes) emit(node, place);
}

void Emitter::emit(const Node& node, Place& place) {
  if (const auto* text = node.as<Text>())
    place.site.text(text->text);
  else if (const auto* output = node.as<Output>())
    emit_output(*output, place, false);
  else if (const auto* statement = node.as<Statement>())
    emit_statement(*statement);
  else if (const auto* element = node.as<Element>())
    emit_element(*element, place);
  else if (const auto* block = node.as<Block>())
    emit_block(*block, place);
}

void Emitter::emit_output(const Output& output, Place& place, bool form_control) {
  const auto dependencies = finder_.of(output.code, visible());
  const auto slot = place.site.slot();
  emit_view_checks(output.code);
  dynamic(place, slot, change(dependencies), output.code,
          [&] { slot_call(place, slot, "text", output.code, form_control ? control(dependencies) : ""); });
}

/// That each `live_render<V>` names a view.
void Emitter::emit_view_checks(Span code) {
  const auto tokens = lex(source_.text(), code);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!tokens[i].is("live_render") || !tokens[i + 1].is("<")) continue;
    auto end = i + 1;
    for (int depth = 0; end < tokens.size(); ++end) {
      depth += tokens[end].is("<") ? 1 : tokens[end].is(">") ? -1 : 0;
      if (depth == 0) break;
    }
    if (end >= tokens.size() || end == i + 2) return;
    const Span type{tokens[i + 2].span.begin, tokens[end - 1].span.end};
    if (around_.structs && around_.structs->is_unknown(source_.text(type))) return;
    emit_assertion(type.begin, format("plume::view::is_nestable<{}>", source_.text(type)),
                   "plume: live_render<V> shows a class derived from plume::LiveView");
  }
}

void Emitter::emit_statement(const Statement& statement) {
  const auto code = trimmed(source_.text(), statement.code);
  if (code.begin == code.end) return;
  const bool ended = source_.text()[code.end - 1] == ';' || source_.text()[code.end - 1] == '}';
  mark(code);
  code_.mapped(code.begin, translate(code, true) + (ended ? "" : ";"));
  for (const auto& token : lex(source_.text(), code))
    if (token.kind == CppToken::Kind::identifier && !is_keyword(token.text)) visible().emplace(token.text);
}

// Blocks

void Emitter::emit_block(const Block& block, Place& place) {
  const auto slot = place.site.slot();
  const auto head = block.kind == BlockKind::if_ ? block.branches.front().code : block.head;
  dynamic(place, slot, change(finder_.of_block(block, visible())), head, [&] {
    Scope scope(*this);
    switch (block.kind) {
      case BlockKind::if_:
        return emit_if(block, place, slot);
      case BlockKind::switch_:
        return emit_switch(block, place, slot);
      case BlockKind::loop:
        return emit_loop(block, place, slot);
    }
  });
}

void Emitter::emit_if(const Block& block, Place& place, unsigned slot) {
  for (const auto& branch : block.branches) {
    if (&branch != &block.branches.front()) code_.line("}");
    emit_head(branch.code);
    emit_branch(branch.children, place, slot);
    code_.dedent();
  }
  const bool has_else = lex(source_.text(), block.branches.back().code).size() == 2;  // else {
  if (!has_else) emit_nothing_else(place, slot);
  code_.line("}");
}

/// The code of a block's head, whose variables are visible from here on.
void Emitter::emit_head(Span code) {
  const auto head = trimmed(source_.text(), code);
  code_.mapped(head.begin, translate(head, true));
  code_.indent();
  visible().merge(declared_names(source_.text(), head));
}

void Emitter::emit_nothing_else(const Place& place, unsigned slot) {
  code_.line("} else {");
  code_.line(format("  {}.empty({});", place.node, slot));
}

void Emitter::emit_branch(const Nodes& children, Place& place, unsigned slot) {
  Scope scope(*this);
  if (is_empty(children)) return code_.line(format("{}.empty({});", place.node, slot));
  code_.line(format("{}.at({});", place.node, slot));
  node(place.render, [&](Place& inner) { emit(children, inner); });
}

/// Labels with nothing but white space behind them share the next clause.
void Emitter::emit_switch(const Block& block, Place& place, unsigned slot) {
  emit_head(block.head);
  bool has_default = false;
  for (const auto& branch : block.branches) {
    const auto label = trimmed(source_.text(), branch.code);
    for (const auto& token : lex(source_.text(), label)) has_default |= token.is("default");
    code_.mapped(label.begin, translate(label));
    if (&branch != &block.branches.back() && is_blank(branch.children)) continue;
    code_.line("{");
    code_.indent();
    emit_branch(branch.children, place, slot);
    code_.line("break;");
    close_brace();
  }
  if (!has_default) code_.line(format("default: {}.empty({});", place.node, slot));
  close_brace();
}

void Emitter::emit_loop(const Block& block, Place& place, unsigned slot) {
  list(place, slot, "plume::List", [&](Place& entry, const std::string& list_name) {
    emit_head(block.head);
    code_.line(format("plume::Node {}({}, {}, {}.next());", entry.node, entry.render, entry.site.name, list_name));
    emit(block.branches[0].children, entry);
    code_.line(format("{}.end();", entry.node));
    mark(block.head);
    close_brace();
  });
}

// Elements

void Emitter::emit_element(const Element& element, Place& place) {
  const bool repeated = element.find(":for");
  if (!repeated && !element.find(":if")) return emit_plain(element, place);
  const auto slot = place.site.slot();
  const auto head = element.find(repeated ? ":for" : ":if")->code;
  dynamic(place, slot, change(finder_.of_element(element, visible())), head, [&] {
    Scope scope(*this);
    if (repeated)
      emit_for(element, place, slot);
    else
      emit_conditional(element, place, slot);
  });
}

void Emitter::emit_conditional(const Element& element, Place& place, unsigned slot) {
  open_if(element.find(":if")->code);
  code_.line(format("{}.at({});", place.node, slot));
  node(place.render, [&](Place& inner) { emit_plain(element, inner); });
  code_.dedent();
  emit_nothing_else(place, slot);
  code_.line("}");
}

void Emitter::emit_for(const Element& element, Place& place, unsigned slot) {
  const auto head = element.find(":for")->code;
  const auto* key = element.find(":key");
  const auto* filter = element.find(":if");
  const auto generator = *generator_of(source_.text(), element);
  emit_stream_checks(element, generator);
  const auto items = emit_collection(generator, is_pair(generator));
  const auto type = format("plume::detail::{}<decltype({})>", key ? "KeyedListFor" : "ListFor", items);
  list(place, slot, type, [&](Place& entry, const std::string& list_name) {
    open_for(generator, format("{}.items({})", list_name, items));
    const auto next = format("plume::Node {}({}, {}, {}.next(", entry.node, entry.render, entry.site.name, list_name);
    if (filter) mark(filter->code);
    if (filter) open_if(filter->code);
    if (key) {
      mark(key->code);
      code_.mapped(trimmed(source_.text(), key->code).begin, next);
      argument(inside(source_.text(), key->code, "{", "}").value_or(key->code), ")));",
               "plume::detail::KeyMaker().of(");
    } else {
      code_.line(next + "));");
    }
    emit_plain(element, entry);
    code_.line(format("{}.end();", entry.node));
    if (filter) close_brace();
    mark(head);
    close_brace();
  });
}

namespace {
/// Whether the attribute of this name has one value that the template tells; a spread may have any.
bool is_told(const Element& element, std::string_view name) {
  const auto& attributes = element.tag.attributes;
  const bool spread =
      std::any_of(attributes.begin(), attributes.end(), [](const auto& one) { return one.name.empty(); });
  const auto* attribute = element.find(name);
  return attribute ? attribute->kind < Attribute::Value::expression : !spread;
}
bool has_stream(const Element& container) {
  const auto* update = container.find("phx-update");
  return update && update->kind < Attribute::Value::expression && update->value == "stream";
}
}  // namespace

std::string Emitter::streams(const Element& element) {
  const auto generator = *generator_of(source_.text(), element);
  const auto code = trimmed(source_.text(), generator.collection);
  if (generator.range_end || source_.text(code).starts_with("{")) return "false";
  return format("is_stream<std::remove_cvref_t<decltype({})>>", translate(code));
}

/// A stream's items stand in an element with phx-update="stream", and have the DOM ids that the loop gives.
void Emitter::emit_stream_checks(const Element& element, const Generator& generator) {
  const auto at = trimmed(source_.text(), generator.collection).begin;
  const auto found = containers_.find(&element);
  if (found != containers_.end() && has_stream(*found->second)) {
    std::string any;
    for (const auto& child : found->second->children)
      if (const auto* item = child.as<Element>(); item && item->find(":for"))
        any += (any.empty() ? "" : " || ") + streams(*item);
    emit_assertion(at, any,
                   "plume: phx-update=\"stream\" is for a plume::Stream, and this is none: take the phx-update away");
  } else if (found != containers_.end() && is_pair(generator) && is_told(*found->second, "phx-update")) {
    emit_assertion(at, "!" + streams(element),
                   "plume: the element around the items of a stream needs an id and phx-update=\"stream\"");
  }
  if (element.is_component() || !is_pair(generator)) return;
  const auto* id = element.find("id");
  const bool has_id = id && id->kind == Attribute::Value::expression &&
                      source_.text(trimmed(source_.text(), id->code)) == generator.pattern.parts[0].name;
  if (!has_id && (id || is_told(element, "id")))
    emit_assertion(at, "!" + streams(element),
                   format("plume: each item of a stream has the DOM id that the loop gives: id={{{}}}",
                          generator.pattern.parts[0].name.empty() ? "dom_id" : generator.pattern.parts[0].name));
}

void Emitter::emit_plain(const Element& element, Place& place) {
  if (element.is_component())
    emit_component(element, place);
  else
    emit_html(element, place);
}

void Emitter::emit_html(const Element& element, Place& place) {
  const auto& tag = element.tag;
  place.site.text("<" + tag.name + markup_.attributes(line_of(element), outermost_));
  for (const auto& attribute : tag.attributes) emit_attribute(element, attribute, place);
  place.site.text(">");
  if (tag.is_void()) return;
  for (const auto& child : element.children)
    if (const auto* item = child.as<Element>(); item && item->find(":for")) containers_.emplace(item, &element);
  const bool around = std::exchange(outermost_, false);
  for (const auto& child : element.children) {
    const auto* output = child.as<Output>();
    if (output && tag.name == "textarea")
      emit_output(*output, place, true);
    else
      emit(child, place);
  }
  outermost_ = around;
  place.site.text("</" + tag.name + ">");
}

}  // namespace plume::compiler
