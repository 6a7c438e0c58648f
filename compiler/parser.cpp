#include "compiler/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/cpp_lexer.h"
#include "compiler/whitespace.h"

namespace plume::compiler {

namespace {

using Role = CodeShape::Role;

/// More than any page needs, and fewer than C++ compilers take by default.
constexpr std::size_t most_open = 200;

/// An element or block whose end is still to come; the lowest one is the template itself.
struct Open {
  Node node;
  Nodes children;         // of the element, or of the block's last branch
  bool forgiven = false;  // an error was reported already that explains why its end is missing
  bool final_else = false;

  Element* element() { return std::get_if<Element>(&node.content); }
  Block* block() { return std::get_if<Block>(&node.content); }
};

class Parser {
 public:
  Parser(const Source& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {
    open_.push_back({});
  }

  Nodes run(std::vector<Token> tokens) {
    for (auto& token : tokens) {
      const bool after_slot = std::exchange(after_slot_, false);
      std::visit([&](auto& t) { take(t, after_slot); }, token);
    }
    while (open_.size() > 1) {
      report_unclosed("(template ended)");
      close_top(source_.text().size());
    }
    return std::move(open_.back().children);
  }

 private:
  void take(Text& text, bool after_slot) {
    if (after_slot) text.text.erase(0, leading_space(text.text));
    if (!text.text.empty()) add({text.span, std::move(text)});
  }
  void take(Interpolation& interpolation, bool) { add({interpolation.span, Output{interpolation.code}}); }
  void take(TemplateComment& comment, bool) { add({comment.span, comment}); }

  void add(Node node) { open_.back().children.push_back(std::move(node)); }

  // Elements

  void take(OpenTag& tag, bool) {
    check_place(tag);
    const auto span = tag.span;
    Element element{std::move(tag), {}};
    const bool content = element.has_content() && !too_deep(span.begin);
    const bool slot = element.tag.kind == TagKind::slot;
    const bool broken = element.tag.broken;
    open_.push_back({{span, std::move(element)}, {}, broken});
    if (content) return;
    close_top(span.end);
    after_slot_ = slot;
  }

  void check_place(const OpenTag& tag) {
    if (tag.kind != TagKind::slot) return;
    auto* parent = open_.back().element();
    if (!parent || !parent->is_component())
      error("T22", tag.span.begin, fmt::format("the slot <{}> must be a direct child of a component", tag.name),
            "it cannot stand at the top, within an HTML tag, another slot or a code block");
  }

  bool too_deep(std::size_t at) {
    if (open_.size() < most_open) return false;
    error("T20", at, "tags and blocks nest too deep");
    return true;
  }

  void take(CloseTag& tag, bool) {
    auto* top = open_.back().element();
    if (top && top->tag.name == tag.name) return close_element(tag);
    const auto match = std::find_if(open_.rbegin(), open_.rend(), [&](Open& open) {
      auto* element = open.element();
      return element && element->tag.name == tag.name;
    });
    if (match == open_.rend()) return report_unopened(tag, top);
    const auto block = std::find_if(open_.rbegin(), match, [](Open& open) { return open.block() != nullptr; });
    if (block != match) return report_crossing(tag, *match, *block);
    report_mismatch(tag, *top);
    while (open_.back().element()->tag.name != tag.name) close_top(tag.span.begin);
    close_element(tag);
  }

  void close_element(const CloseTag& tag) {
    after_slot_ = tag.kind == TagKind::slot;
    close_top(tag.span.end);
  }

  void report_unopened(const CloseTag& tag, const Element* top) {
    if (top) {
      report_mismatch(tag, *top);
      open_.back().forgiven = true;
    } else {
      error("T20d", tag.span.begin,
            fmt::format("</{}> closes a tag that was never opened{}", tag.name, void_note(tag)));
    }
  }

  void report_mismatch(const CloseTag& tag, const Element& top) {
    error("T20c", tag.span.begin,
          fmt::format("</{}> is expected here, for the <{}> of line {}, but found </{}>{}", top.tag.name, top.tag.name,
                      source_.position(top.tag.span.begin).line, tag.name, void_note(tag)));
  }

  void report_crossing(const CloseTag& tag, Open& element, const Open& block) {
    error("T20e", block.node.span.begin,
          fmt::format("this block is not closed before </{}> of line {} closes a tag opened outside of it", tag.name,
                      source_.position(tag.span.begin).line));
    element.forgiven = true;
  }

  static std::string void_note(const CloseTag& tag) {
    return is_void_element(tag.name) ? fmt::format(" (<{}> is a void element and has no closing tag)", tag.name) : "";
  }

  // Code

  void take(CodeTag& tag, bool) {
    const auto shape = shape_of(source_.text(), tag.code);
    if (tag.output && (shape.role == Role::else_ || shape.role == Role::end || shape.role == Role::label))
      diagnostics_.warning("V06", tag.span.begin, "the = has no meaning in the middle or at the end of a block",
                           "write <% … %>");
    switch (shape.role) {
      case Role::plain:
        return add_plain(tag);
      case Role::head:
        return begin_block(tag, shape.block);
      case Role::else_:
        return begin_else(tag, shape.final_else);
      case Role::label:
        return begin_clause(tag);
      case Role::end:
        return end_block(tag);
      case Role::malformed:
        return take_malformed(tag, shape);
    }
  }

  /// Reports it, and takes it for the end of a block where it closes one brace more than it opens.
  void take_malformed(const CodeTag& tag, const CodeShape& shape) {
    const auto tokens = lex(source_.text(), tag.code);
    const bool closes = tokens.front().is("}");
    error("T23", tokens[closes ? 1 : 0].span.begin, shape.message, shape.hint);
    if (closes && !tokens.back().is("{")) end_block(tag);
  }

  void add_plain(const CodeTag& tag) {
    if (tag.output)
      add({tag.span, Output{tag.code}});
    else
      add({tag.span, Statement{tag.code}});
  }

  void begin_block(const CodeTag& tag, BlockKind kind) {
    if (!tag.output)
      error("E5", tag.span.begin, "this block would output nothing: the = is missing", "write <%= … { %>");
    if (too_deep(tag.span.begin)) return;
    Block block{kind, tag.code, {}, tag.span, {}};
    if (kind != BlockKind::switch_) block.branches.push_back({tag.code, {}, tag.span});
    open_.push_back({{tag.span, std::move(block)}, {}});
  }

  void begin_else(const CodeTag& tag, bool final_else) {
    auto* block = enclosing_block(tag);
    if (!block) return;
    if (block->kind != BlockKind::if_) return error("T20e", tag.span.begin, "else belongs to an if block");
    if (std::exchange(open_.back().final_else, final_else) && !open_.back().forgiven) {
      error("T20e", tag.span.begin, "an if block ends with its else branch");
      open_.back().forgiven = true;
    }
    block->branches.back().children = std::exchange(open_.back().children, {});
    block->branches.push_back({after_brace(tag), {}, tag.span});
  }

  void begin_clause(const CodeTag& tag) {
    auto* block = enclosing_block(tag);
    if (!block) return;
    if (block->kind != BlockKind::switch_)
      return error("T20e", tag.span.begin, "case and default belong to a switch block");
    finish_clause(*block, tag.span.begin);
    block->branches.push_back({tag.code, {}, tag.span});
  }

  void finish_clause(Block& block, std::size_t at) {
    auto children = std::exchange(open_.back().children, {});
    if (!block.branches.empty())
      block.branches.back().children = std::move(children);
    else if (!is_blank(children))
      error("T24", at, "the first case of a switch must come before any text");
  }

  void end_block(const CodeTag& tag) {
    auto* block = enclosing_block(tag);
    if (!block) return;
    if (block->kind == BlockKind::switch_ && block->branches.empty())
      error("T24", open_.back().node.span.begin, "this switch has no case", "write <% case …: %> within it");
    block->end_tag = tag.span;
    close_top(tag.span.end);
  }

  /// The innermost block, after the elements that are open within it are closed with an error; null where `tag` is in
  /// no block.
  Block* enclosing_block(const CodeTag& tag) {
    if (std::none_of(open_.begin(), open_.end(), [](Open& open) { return open.block() != nullptr; })) {
      error("T20e", tag.span.begin, "this tag belongs to a block, but none is open here");
      return nullptr;
    }
    while (!open_.back().block()) {
      report_unclosed("(the block around it ended)");
      close_top(tag.span.begin);
    }
    return open_.back().block();
  }

  /// The code of `} else …` without its first brace.
  Span after_brace(const CodeTag& tag) const { return {lex(source_.text(), tag.code).front().span.end, tag.code.end}; }

  // Ends

  void report_unclosed(std::string_view why) {
    auto& top = open_.back();
    if (std::exchange(top.forgiven, true)) return;
    if (auto* element = top.element())
      error(why == "(template ended)" ? "T20" : "T20b", element->tag.span.begin,
            fmt::format("<{}> is never closed {}", element->tag.name, why));
    else
      error("T20e", top.node.span.begin, fmt::format("this block is never closed {}", why), "end it with <% } %>");
  }

  void close_top(std::size_t end) {
    auto top = std::move(open_.back());
    open_.pop_back();
    top.node.span.end = end;
    if (auto* element = top.element())
      element->children = std::move(top.children);
    else if (!top.block()->branches.empty())
      top.block()->branches.back().children = std::move(top.children);
    add(std::move(top.node));
  }

  void error(std::string_view id, std::size_t at, std::string message, std::string hint = {}) {
    diagnostics_.error(id, at, std::move(message), std::move(hint));
  }

  const Source& source_;
  Diagnostics& diagnostics_;
  std::vector<Open> open_;
  bool after_slot_ = false;
};

bool check_text(const Source& source, Span range, Diagnostics& diagnostics) {
  const auto bad = Source("", std::string(source.text(range))).first_bad_byte();
  if (bad == Source::npos) return true;
  diagnostics.error("T00", range.begin + bad, "a template is UTF-8 text, but this byte is not");
  return false;
}

}  // namespace

Nodes parse(const Source& source, std::vector<Token> tokens, Diagnostics& diagnostics) {
  return Parser(source, diagnostics).run(std::move(tokens));
}

Nodes parse_template(const Source& source, Span range, Trim trim, Diagnostics& diagnostics) {
  if (!check_text(source, range, diagnostics)) return {};
  auto tokens = tokenize(split(source, range, trim, diagnostics), diagnostics);
  trim_edges(tokens);
  return parse(source, std::move(tokens), diagnostics);
}

}  // namespace plume::compiler
