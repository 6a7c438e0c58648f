#include "compiler/format_printer.h"

#include <fmt/format.h>

#include <algorithm>

namespace plume::compiler {

namespace {

using Kind = Piece::Kind;

bool has_newline(std::string_view text) { return text.find('\n') != std::string_view::npos; }

/// `text` where it is one line that fits.
std::optional<std::string> fitting(std::string text, std::size_t room) {
  if (has_newline(text) || width_of(text) > room) return std::nullopt;
  return text;
}

/// Rule G10.
std::vector<Attribute> ordered(std::vector<Attribute> attributes) {
  const auto rank = [](const Attribute& attribute) {
    return attribute.name == ":let" ? 0 : attribute.name == ":for" ? 1 : attribute.name == ":if" ? 2 : 3;
  };
  std::stable_sort(attributes.begin(), attributes.end(),
                   [&](const auto& left, const auto& right) { return rank(left) < rank(right); });
  return attributes;
}

std::string_view closing_bracket(const OpenTag& tag) { return tag.self_closing || tag.is_void() ? "/>" : ">"; }

/// Attributes whose value means something else in braces than in quotes.
bool keeps_braces(std::string_view name) { return name.starts_with(':') || name == "phx-hook" || name == "phx-update"; }

std::size_t indentation_of(std::string_view line) {
  std::size_t columns = 0;
  for (const char c : line) {
    if (c != ' ' && c != '\t') break;
    columns += c == '\t' ? 2 : 1;
  }
  return columns;
}

/// Whether the content of an element begins on a line of its own even if all of it fits on one.
bool begins_line(const Piece& piece) {
  const auto& list = piece.lists[0];
  return list.begin() >= Gap::line || (list.begin() != Gap::none && list.pieces.front().is_block);
}
bool ends_line(const Piece& piece) {
  const auto& list = piece.lists[0];
  return list.end >= Gap::line || (list.end != Gap::none && list.pieces.back().is_block);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (;;) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (lines.back().ends_with('\r')) lines.back().remove_suffix(1);
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

// The cursor

void FormatPrinter::put(std::string_view text) {
  out_ += text;
  const auto newline = text.rfind('\n');
  column_ = newline == std::string_view::npos ? column_ + width_of(text) : width_of(text.substr(newline + 1));
}

void FormatPrinter::newline(std::size_t indent) {
  out_ += '\n';
  out_.append(indent, ' ');
  column_ = indent;
}

// Lists

/// Rules G3 and G4.
FormatPrinter::Break FormatPrinter::break_before(const Piece& left, const Piece& right) {
  if (right.before == Gap::none) return Break::glue;
  if (right.before == Gap::blank_line) return Break::blank_line;
  if (right.before == Gap::line) return Break::line;
  if (left.is_block && right.kind == Kind::comment) return Break::space;
  if (left.is_block || right.is_block) return Break::line;
  return left.kind == Kind::code || right.kind == Kind::code ? Break::space : Break::fill;
}

void FormatPrinter::list(const PieceList& list, std::size_t indent, std::size_t after) {
  const auto& all = list.pieces;
  for (auto begin = all.begin(); begin != all.end();) {
    auto end = begin + 1;
    while (end != all.end() && break_before(end[-1], *end) <= Break::space) ++end;
    const auto more = end == all.end() ? after : 0;
    if (begin != all.begin()) {
      const auto before = break_before(begin[-1], *begin);
      if (before == Break::blank_line) out_ += '\n';
      const bool fits = before == Break::fill && room() > more && flat_chunk(begin, end, room() - more - 1);
      if (fits)
        put(" ");
      else
        newline(indent);
    }
    chunk(begin, end, indent, more);
    begin = end;
  }
}

/// Pieces that nothing may break apart.
void FormatPrinter::chunk(Pieces begin, Pieces end, std::size_t indent, std::size_t after) {
  if (const auto text = room() >= after ? flat_chunk(begin, end, room() - after) : std::nullopt) return put(*text);
  for (auto piece = begin; piece != end; ++piece) {
    if (piece != begin && piece->before != Gap::none) put(" ");
    if (const auto text = flat(*piece, room()))
      put(*text);
    else
      broken(*piece, indent);
  }
}

std::optional<std::string> FormatPrinter::flat_chunk(Pieces begin, Pieces end, std::size_t room) const {
  std::string out;
  for (auto piece = begin; piece != end; ++piece) {
    if (piece != begin && piece->before != Gap::none) out += ' ';
    const auto width = width_of(out);
    const auto text = width <= room ? flat(*piece, room - width) : std::nullopt;
    if (!text) return std::nullopt;
    out += *text;
  }
  return out;
}

std::optional<std::string> FormatPrinter::flat(const PieceList& list, std::size_t room) const {
  const auto& all = list.pieces;
  for (std::size_t i = 1; i < all.size(); ++i)
    if (break_before(all[i - 1], all[i]) >= Break::line) return std::nullopt;
  return flat_chunk(all.begin(), all.end(), room);
}

// Pieces

std::optional<std::string> FormatPrinter::flat(const Piece& piece, std::size_t room) const {
  switch (piece.kind) {
    case Kind::text:
    case Kind::doctype:
      return fitting(std::string(source_.text(piece.span)), room);
    case Kind::comment:
      return fitting(comment(piece), room);
    case Kind::code:
      return fitting(output(piece, 0, 0), room);
    case Kind::element:
      return flat_element(piece, room);
    case Kind::block:
      return piece.verbatim ? fitting(std::string(source_.text(piece.span)), room) : std::nullopt;
  }
  return std::nullopt;
}

void FormatPrinter::broken(const Piece& piece, std::size_t indent) {
  switch (piece.kind) {
    case Kind::text:
    case Kind::doctype:
      return put(source_.text(piece.span));
    case Kind::comment:
      return put(comment(piece));
    case Kind::code:
      return put(is_in_braces(piece) ? code_.broken_output(piece.node->as<Output>()->code, indent)
                                     : output(piece, indent, column_));
    case Kind::element:
      return element(piece, indent);
    case Kind::block:
      return piece.verbatim ? put(source_.text(piece.span)) : block(piece, indent);
  }
}

/// Rule G16; the deprecated `<%# … %>` becomes `<%!-- … --%>`.
std::string FormatPrinter::comment(const Piece& piece) const {
  const auto text = source_.text(piece.span);
  if (!text.starts_with("<%#")) return std::string(text);
  const auto inner = trim_html_space(source_.text(), {piece.span.begin + 3, piece.span.end - 2});
  return fmt::format("<%!-- {} --%>", source_.text(inner));
}

/// Rule G13.
bool FormatPrinter::is_in_braces(const Piece& piece) const {
  const auto* output = piece.node->as<Output>();
  return output &&
         (!source_.text(piece.span).starts_with("<%") || (!piece.no_curly && code_.fits_braces(output->code)));
}

std::string FormatPrinter::output(const Piece& piece, std::size_t indent, std::size_t column) const {
  if (!is_in_braces(piece)) return code_.tag(piece.span, column);
  return code_.braces(piece.node->as<Output>()->code, indent);
}

// Elements

std::optional<std::string> FormatPrinter::flat_element(const Piece& piece, std::size_t room) const {
  const auto& tag = piece.element().tag;
  auto out = flat_tag(tag, room);
  if (!out || !piece.element().has_content()) return out;
  if (piece.verbatim) {
    *out += source_.text(piece.inner);
  } else if (piece.lists.empty()) {
    return std::nullopt;
  } else {
    const auto& list = piece.lists[0];
    const bool on_lines = !list.empty() && (begins_line(piece) || ends_line(piece));
    const auto used = width_of(*out);
    const auto content = on_lines || used > room ? std::nullopt : flat(list, room - used);
    if (!content) return std::nullopt;
    const bool spaces = !piece.is_loose;
    if (spaces && list.begin() != Gap::none) *out += ' ';
    *out += *content;
    if (spaces && list.end != Gap::none && !list.empty()) *out += ' ';
  }
  return fitting(*out + closing_tag(piece), room);
}

void FormatPrinter::element(const Piece& piece, std::size_t indent) {
  open_tag(piece.element().tag, indent);
  if (!piece.element().has_content()) return;
  if (piece.verbatim)
    put(source_.text(piece.inner));
  else if (piece.lists.empty())
    raw_content(piece, indent);
  else
    content(piece, indent);
  put(closing_tag(piece));
}

/// Rules G6 and G7.
void FormatPrinter::content(const Piece& piece, std::size_t indent) {
  const auto& list = piece.lists[0];
  const auto edge = [&](Gap gap, bool on_line, std::size_t columns) {
    if (on_line)
      newline(columns);
    else if (gap != Gap::none)
      put(" ");
  };
  if (list.empty()) return edge(piece.is_loose ? Gap::none : list.end, false, 0);
  const bool on_line = piece.is_loose || ends_line(piece);
  edge(list.begin(), piece.is_loose || begins_line(piece), indent + 2);
  this->list(list, indent + 2, on_line ? 0 : width_of(closing_tag(piece)) + (list.end != Gap::none));
  edge(list.end, on_line, indent);
}

/// Rule G15.
void FormatPrinter::raw_content(const Piece& piece, std::size_t indent) {
  auto lines = lines_of(source_.text({piece.inner.begin, trim_html_space(source_.text(), piece.inner).end}));
  const auto is_blank = [](std::string_view line) { return std::all_of(line.begin(), line.end(), is_html_space); };
  lines.erase(lines.begin(), std::find_if_not(lines.begin(), lines.end(), is_blank));
  auto shift = std::string_view::npos;
  for (const auto line : lines)
    if (!is_blank(line)) shift = std::min(shift, indentation_of(line));
  for (auto line : lines) {
    if (is_blank(line)) {
      out_ += '\n';
      continue;
    }
    newline(indent + 2 + indentation_of(line) - shift);
    put(line.substr(line.find_first_not_of(" \t")));
  }
  newline(indent);
}

std::string FormatPrinter::closing_tag(const Piece& piece) const {
  return std::string(source_.text({piece.inner.end, piece.span.end}));
}

// Tags

/// Rule G9.
bool FormatPrinter::one_attribute_a_line(const OpenTag& tag) const {
  const auto& all = tag.attributes;
  if (all.size() < 2) return false;
  for (std::size_t i = 1; i < all.size(); ++i)
    if (!has_newline(source_.text({all[i - 1].span.begin, all[i].span.begin}))) return false;
  return true;
}

std::optional<std::string> FormatPrinter::flat_tag(const OpenTag& tag, std::size_t room) const {
  if (one_attribute_a_line(tag)) return std::nullopt;
  auto out = name_of(tag);
  for (const auto& one : ordered(tag.attributes)) {
    out += ' ' + attribute(one, 0);
    if (out.size() > 4 * room) return std::nullopt;  // code points have four bytes at most
  }
  if (closing_bracket(tag) == "/>") out += ' ';
  out += closing_bracket(tag);
  return fitting(std::move(out), room);
}

void FormatPrinter::open_tag(const OpenTag& tag, std::size_t indent) {
  if (const auto text = flat_tag(tag, room())) return put(*text);
  put(name_of(tag));
  const bool alone = tag.attributes.size() < 2;
  for (const auto& one : ordered(tag.attributes)) {
    if (alone)
      put(" ");
    else
      newline(indent + 2);
    put(broken_attribute(one, alone ? indent : indent + 2));
  }
  if (!alone)
    newline(indent);
  else if (closing_bracket(tag) == "/>")
    put(" ");
  put(closing_bracket(tag));
}

/// As written: `<%%` in a name is not what the tree has.
std::string FormatPrinter::name_of(const OpenTag& tag) const {
  const auto text = source_.text(tag.span);
  return std::string(text.substr(0, text.find_first_of(">/=\r\n\"' \t\f", 1)));
}

/// Rule G11.
std::string FormatPrinter::attribute(const Attribute& attribute, std::size_t indent) const {
  const auto text = source_.text(attribute.span);
  const auto name = text.substr(0, text.find_first_of(">/=\r\n\"' \t\f"));
  switch (attribute.kind) {
    case Attribute::Value::none:
      return std::string(name);
    case Attribute::Value::text: {
      const auto begin = text.find(attribute.quote) + 1;
      const auto value = text.substr(begin, text.size() - 1 - begin);
      const char quote = value.find('"') == std::string_view::npos ? '"' : '\'';
      return fmt::format("{}={}{}{}", name, quote, value, quote);
    }
    case Attribute::Value::expression:
      if (const auto value = keeps_braces(attribute.name) ? std::nullopt : code_.plain_string(attribute.code))
        return fmt::format("{}=\"{}\"", name, *value);
      return fmt::format("{}={}", name, code_.braces(attribute.code, indent));
    case Attribute::Value::spread:
      return code_.braces(attribute.code, indent);
  }
  return {};
}

/// At the cursor. Patterns and conditions with `:` stay on their line.
std::string FormatPrinter::broken_attribute(const Attribute& attribute, std::size_t indent) {
  const auto text = this->attribute(attribute, indent);
  if (attribute.kind < Attribute::Value::expression || attribute.special()) return text;
  if (!text.ends_with('}') || has_newline(text) || width_of(text) <= room()) return text;
  return text.substr(0, text.find('{')) + code_.broken_braces(attribute.code, indent);
}

// Blocks

/// Rules G1 and G14.
void FormatPrinter::block(const Piece& piece, std::size_t indent) {
  const auto& block = piece.block();
  const bool clauses = block.kind == BlockKind::switch_;
  put(code_.head(block.head_tag));
  if (clauses) {
    const auto comments = trim_html_space(source_.text(), {block.head_tag.end, block.branches[0].tag.begin});
    if (comments.begin != comments.end) {
      newline(indent + 2);
      put(source_.text(comments));
    }
  }
  for (std::size_t i = 0; i < piece.lists.size(); ++i) {
    if (clauses || i > 0) {
      newline(clauses ? indent + 2 : indent);
      put(code_.head(block.branches[i].tag));
    }
    if (piece.lists[i].empty()) continue;
    newline(clauses ? indent + 4 : indent + 2);
    list(piece.lists[i], clauses ? indent + 4 : indent + 2);
  }
  newline(indent);
  put(code_.head(block.end_tag));
}

}  // namespace plume::compiler
