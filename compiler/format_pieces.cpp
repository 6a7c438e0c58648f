#include "compiler/format_pieces.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace plume::compiler {

namespace {

constexpr auto npos = std::string_view::npos;

bool is_doctype(std::string_view text) {
  constexpr std::string_view lower = "<!doctype";
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char l, char t) { return l == t || l == (t | 0x20); });
}

/// The HTML comments of a template, some with code tags within.
class Comments {
 public:
  Comments(std::string_view text, const Nodes& nodes) : text_(text) { visit(nodes); }

  /// The end of the comment that begins at `begin`.
  std::size_t end_of(std::size_t begin) const { return ends_.at(begin); }
  /// Whether a comment that begins within `span` holds code.
  bool has_code(Span span) const {
    return std::any_of(with_code_.begin(), with_code_.end(),
                       [&](auto at) { return at >= span.begin && at < span.end; });
  }

 private:
  void visit(const Nodes& nodes) {
    for (const auto& node : nodes) {
      if (node.as<Text>()) {
        visit(node.span);
      } else if (const auto* element = node.as<Element>()) {
        if (!is_raw_text(element->tag)) visit(element->children);
      } else if (const auto* block = node.as<Block>()) {
        for (const auto& branch : block->branches) visit(branch.children);
      }
    }
  }

  void visit(Span span) {
    const auto text = text_.substr(0, span.end);
    auto at = span.begin;
    if (open_) {
      at = close(text, at);
      if (at == npos) return;
    }
    while ((at = text.find('<', at)) != npos) {
      const auto rest = text.substr(at);
      if (is_doctype(rest)) {
        at = text.find('>', at);
      } else if (rest.starts_with("<!--")) {
        open_ = at;
        at = close(text, at + 4);
        if (at == npos) return with_code_.push_back(*open_);
      } else {
        ++at;
      }
    }
  }

  std::size_t close(std::string_view text, std::size_t at) {
    const auto found = text.find("-->", at);
    if (found == npos) return npos;
    ends_[*std::exchange(open_, std::nullopt)] = found + 3;
    return found + 3;
  }

  std::string_view text_;
  std::map<std::size_t, std::size_t> ends_;
  std::vector<std::size_t> with_code_;
  std::optional<std::size_t> open_;
};

class Reader {
 public:
  Reader(const Source& source, const Nodes& nodes) : text_(source.text()), comments_(text_, nodes) {}

  PieceList run(const Nodes& nodes, Span range) {
    auto list = read(nodes, range);
    // White space at the edges is not rendered, be it around template comments.
    const auto& all = list.pieces;
    const auto rendered = [&](const Piece& piece) {
      return piece.kind != Kind::comment || !text_.substr(piece.span.begin).starts_with("<%");
    };
    const auto first = std::find_if(all.begin(), all.end(), rendered) - all.begin();
    const auto last = all.rend() - std::find_if(all.rbegin(), all.rend(), rendered);
    settle(list, {first, false}, {last, false});
    return list;
  }

 private:
  using Kind = Piece::Kind;

  /// Collects pieces of a list, and the white space before the next one.
  struct Collector {
    PieceList list = {};
    int newlines = 0;
    bool spaces = false;

    void space(char c) {
      spaces = true;
      newlines += c == '\n';
    }
    Gap take_gap() {
      const auto gap = newlines > 1 ? Gap::blank_line : newlines == 1 ? Gap::line : spaces ? Gap::space : Gap::none;
      newlines = 0;
      spaces = false;
      return gap;
    }
    Piece& add(Kind kind, Span span) {
      list.pieces.push_back({kind, span, take_gap()});
      return list.pieces.back();
    }
  };

  /// Text is read from the file, white space too that the tree has dropped.
  PieceList read(const Nodes& nodes, Span range) {
    Collector out;
    auto at = range.begin;
    for (const auto& node : nodes) {
      if (node.as<Text>() || node.span.begin < at) continue;
      at = read_text(out, {at, node.span.begin});
      if (at > node.span.begin) {  // a comment reaches into it
        at = std::max(at, node.span.end);
        out.list.pieces.back().span.end = at;
        continue;
      }
      read_node(out, node);
      at = node.span.end;
    }
    read_text(out, {at, range.end});
    out.list.end = out.take_gap();
    mark_glued(out.list);
    return std::move(out.list);
  }

  /// The end of what was read, which is behind that of `span` where a comment goes on there.
  std::size_t read_text(Collector& out, Span span) {
    auto at = span.begin;
    while (at < span.end) {
      const auto rest = text_.substr(at, span.end - at);
      if (is_html_space(rest[0])) {
        out.space(text_[at++]);
      } else if (rest.starts_with("<!--")) {
        const auto end = comments_.end_of(at);
        out.add(Kind::comment, {at, end});
        at = end;
      } else if (is_doctype(rest)) {
        const auto end = at + rest.find('>') + 1;
        out.add(Kind::doctype, {at, end}).is_block = true;
        at = end;
      } else {
        const auto line = trim_html_space(text_, {at, line_end(at, span.end)});
        out.add(Kind::text, line);
        at = line.end;
      }
    }
    return at;
  }

  std::size_t line_end(std::size_t at, std::size_t end) const {
    for (; at < end && text_[at] != '\n'; ++at)
      if (text_[at] == '<' && (text_.substr(at).starts_with("<!--") || is_doctype(text_.substr(at)))) break;
    return at;
  }

  void read_node(Collector& out, const Node& node) {
    if (const auto* element = node.as<Element>())
      read_element(out.add(Kind::element, node.span), node, *element);
    else if (const auto* block = node.as<Block>())
      read_block(out.add(Kind::block, node.span), node, *block);
    else
      read_code(out.add(node.as<TemplateComment>() ? Kind::comment : Kind::code, node.span), node);
  }

  void read_code(Piece& piece, const Node& node) const {
    piece.node = &node;
    piece.no_curly = no_curly_;
  }

  void read_element(Piece& piece, const Node& node, const Element& element) {
    piece.node = &node;
    piece.is_block = !is_inline(element.tag);
    piece.is_loose = is_loose_inside(element.tag);
    if (!element.has_content()) return;
    piece.inner = {element.tag.span.end, text_.rfind("</", node.span.end - 1)};
    piece.verbatim = keeps_content(element);
    if (is_raw_text(element.tag)) {
      piece.verbatim |= has_code_of_lines(element.children);
      return;
    }
    const bool no_curly = std::exchange(no_curly_, no_curly_ || element.find("phx-no-curly-interpolation"));
    piece.lists.push_back(read(element.children, piece.inner));
    no_curly_ = no_curly;
  }

  /// Moving such lines of a script might change a string.
  bool has_code_of_lines(const Nodes& nodes) const {
    const auto has_lines = [&](Span span) {
      return text_.substr(span.begin, span.end - span.begin).find('\n') != npos;
    };
    return std::any_of(nodes.begin(), nodes.end(), [&](const Node& node) {
      const auto* block = node.as<Block>();
      if (!block) return !node.as<Text>() && has_lines(node.span);
      return has_lines(block->head) || std::any_of(block->branches.begin(), block->branches.end(), [&](auto& branch) {
               return has_lines(branch.code) || has_code_of_lines(branch.children);
             });
    });
  }

  static bool keeps_content(const Element& element) {
    const auto& name = element.tag.name;
    if (name == "pre" || name == "textarea" || element.find("phx-no-format")) return true;
    const auto* editable = element.find("contenteditable");
    return editable && !(editable->kind == Attribute::Value::text && editable->value == "false");
  }

  void read_block(Piece& piece, const Node& node, const Block& block) {
    piece.node = &node;
    for (std::size_t i = 0; i < block.branches.size(); ++i) {
      const auto end = i + 1 < block.branches.size() ? block.branches[i + 1].tag.begin : block.end_tag.begin;
      piece.lists.push_back(read(block.branches[i].children, {block.branches[i].tag.end, end}));
    }
  }

  /// Content stays where text or `{…}` follows the element without white space between.
  static void mark_glued(PieceList& list) {
    auto& all = list.pieces;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      const auto& next = all[i + 1];
      const bool glued =
          next.before == Gap::none && (next.kind == Kind::text || (next.kind == Kind::code && next.node->as<Output>()));
      if (glued && all[i].kind == Kind::element && all[i].element().has_content()) all[i].verbatim = true;
    }
  }

  /// The edge of a list.
  struct Edge {
    std::ptrdiff_t at;  // the first piece, or behind the last one
    bool loose;         // whether white space there changes nothing
  };

  void settle(PieceList& list, bool before, bool after) { settle(list, {0, before}, {std::ssize(list.pieces), after}); }

  /// Decides which blocks are verbatim.
  void settle(PieceList& list, Edge before, Edge after) {
    auto& all = list.pieces;
    for (std::ptrdiff_t i = 0; i < std::ssize(all); ++i) {
      auto& piece = all[static_cast<std::size_t>(i)];
      if (piece.kind == Kind::element) {
        for (auto& content : piece.lists)
          settle(content, piece.is_loose || content.begin() != Gap::none, piece.is_loose || content.end != Gap::none);
      } else if (piece.kind == Kind::block) {
        const auto* last = &piece - 1;
        const auto* next = &piece + 1;
        const bool loose_before = i <= before.at ? before.loose : piece.before != Gap::none || is_block_element(*last);
        const bool loose_after = i + 1 >= after.at ? after.loose : next->before != Gap::none || is_block_element(*next);
        settle_block(piece, loose_before, loose_after);
      }
    }
  }

  void settle_block(Piece& piece, bool before, bool after) {
    piece.verbatim = comments_.has_code(piece.span) || !may_break(piece, before, after);
    piece.is_block = !piece.verbatim;
    if (piece.is_block)
      for (auto& branch : piece.lists) settle(branch, true, true);
  }

  static bool may_break(const Piece& piece, bool before, bool after) {
    return std::all_of(piece.lists.begin(), piece.lists.end(), [&](const PieceList& branch) {
      const bool begin = branch.begin() != Gap::none || (!branch.empty() && is_block_element(branch.pieces.front()));
      const bool end = branch.end != Gap::none || (!branch.empty() && is_block_element(branch.pieces.back()));
      if (branch.empty()) return before || after || end;
      const bool joins = piece.block().kind != BlockKind::loop || begin || end;
      return joins && (before || begin) && (after || end);
    });
  }

  static bool is_block_element(const Piece& piece) { return piece.kind == Kind::element && piece.is_block; }

  std::string_view text_;
  Comments comments_;
  bool no_curly_ = false;
};

}  // namespace

Gap PieceList::begin() const { return pieces.empty() ? end : pieces.front().before; }

PieceList read_pieces(const Source& source, const Nodes& nodes, Span range) {
  return Reader(source, nodes).run(nodes, range);
}

bool is_html_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

Span trim_html_space(std::string_view text, Span span) {
  while (span.begin < span.end && is_html_space(text[span.begin])) ++span.begin;
  while (span.begin < span.end && is_html_space(text[span.end - 1])) --span.end;
  return span;
}

bool is_inline(const OpenTag& tag) {
  static constexpr std::string_view names[] = {
      "a",        "abbr", "acronym",  "audio",    "b",    "bdi",    "bdo",   "big",      "br",     "button", "canvas",
      "cite",     "code", "data",     "datalist", "del",  "dfn",    "em",    "embed",    "i",      "iframe", "img",
      "input",    "ins",  "kbd",      "label",    "map",  "mark",   "meter", "noscript", "object", "output", "picture",
      "progress", "q",    "ruby",     "s",        "samp", "select", "slot",  "small",    "span",   "strong", "sub",
      "sup",      "svg",  "template", "textarea", "time", "tt",     "u",     "var",      "video",  "wbr"};
  if (tag.kind == TagKind::slot) return false;
  if (tag.name.find("link") != std::string::npos || tag.name.find("button") != std::string::npos) return true;
  return tag.kind == TagKind::html && std::find(std::begin(names), std::end(names), tag.name) != std::end(names);
}

bool is_loose_inside(const OpenTag& tag) {
  static constexpr std::string_view names[] = {"audio", "datalist", "picture", "select", "svg", "video"};
  return !is_inline(tag) || std::find(std::begin(names), std::end(names), tag.name) != std::end(names);
}

bool is_raw_text(const OpenTag& tag) { return tag.name == "script" || tag.name == "style"; }

}  // namespace plume::compiler
