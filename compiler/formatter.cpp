#include "compiler/formatter.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/checker.h"
#include "compiler/expression_layout.h"
#include "compiler/format_pieces.h"
#include "compiler/format_printer.h"
#include "compiler/host_file.h"
#include "compiler/line_ends.h"
#include "compiler/parser.h"

namespace plume::compiler {

namespace {

constexpr std::size_t closing_columns = std::string_view(")heex\")").size();

/// One template within a C++ file.
class InlineFormatter {
 public:
  InlineFormatter(const Source& source, Span range, std::size_t line_length, ExpressionLayout& layout)
      : source_(source), range_(range), limit_(line_length), layout_(layout) {
    const auto text = source.text();
    const auto line = text.rfind('\n', range.begin - 1) + 1;  // npos + 1 is 0
    indent_ = std::min(text.find_first_not_of(" \t", line), range.begin) - line;
    column_ = width_of(text.substr(line, range.begin - line));
  }

  /// What belongs between the parentheses of the raw string.
  std::string run(const Nodes& nodes) const {
    const auto list = read_pieces(source_, nodes, range_);
    if (list.empty()) return {};
    const bool on_lines = list.begin() >= Gap::line || list.end >= Gap::line;
    if (const auto line = on_lines ? std::nullopt : on_one_line(list)) return *line;
    return lines(list);
  }

 private:
  /// White space around text (doctypes and HTML comments are such) at an edge is rendered: none is added, and one space
  /// stays.
  bool is_text(const Piece& piece) const {
    using Kind = Piece::Kind;
    return piece.kind == Kind::text || piece.kind == Kind::doctype ||
           (piece.kind == Kind::comment && source_.text(piece.span).starts_with("<!"));
  }
  bool is_tight(Gap gap, const Piece& piece) const { return gap == Gap::none && is_text(piece); }
  std::string_view space(Gap gap, const Piece& piece) const { return gap != Gap::none && is_text(piece) ? " " : ""; }

  std::optional<std::string> on_one_line(const PieceList& list) const {
    const auto used = column_ + closing_columns;
    const auto line = used < limit_ ? FormatPrinter(source_, layout_, limit_).flat(list, limit_ - used) : std::nullopt;
    if (!line) return std::nullopt;
    return std::string(space(list.begin(), list.pieces.front())) + *line +
           std::string(space(list.end, list.pieces.back()));
  }

  std::string lines(const PieceList& list) const {
    FormatPrinter printer(source_, layout_, limit_, column_);
    if (!is_tight(list.begin(), list.pieces.front())) printer.newline(indent_ + 2);
    printer.list(list, indent_ + 2);
    if (!is_tight(list.end, list.pieces.back())) printer.newline(indent_);
    return printer.text();
  }

  const Source& source_;
  Span range_;
  std::size_t limit_;
  ExpressionLayout& layout_;
  std::size_t indent_;
  std::size_t column_;
};

/// What stands between the quote and the parenthesis of the raw string whose content is `range`.
std::string_view delimiter_of(std::string_view text, Span range) {
  const auto quote = text.rfind('"', range.begin - 1);
  return text.substr(quote + 1, range.begin - quote - 2);
}

/// The tree of a template, checked too: an unclosed string may reach further once code tags around it are gone.
Nodes read_template(const Source& source, Span range, Diagnostics& diagnostics) {
  auto nodes = parse_template(source, range, Trim::no, diagnostics);
  check(source, nodes, diagnostics);
  return nodes;
}

/// What `write` makes with the layout of long expressions, which it is called twice for.
template <class Write>
std::string with_layout(const Source& source, const FormatOptions& options, Write write) {
  ExpressionLayout layout(options.clang_format, source.name(), options.line_length);
  auto text = write(layout);
  return layout.lay_out() ? write(layout) : text;
}

std::optional<std::string> template_file(const Source& source, const FormatOptions& options, Diagnostics& diagnostics) {
  const Span range{source.text_begin(), source.text().size()};
  const auto nodes = read_template(source, range, diagnostics);
  if (diagnostics.has_errors()) return std::nullopt;
  const auto list = read_pieces(source, nodes, range);
  const auto text = with_layout(source, options, [&](ExpressionLayout& layout) {
    FormatPrinter printer(source, layout, options.line_length);
    printer.list(list, 0);
    return printer.text();
  });
  return std::string(source.text({0, range.begin})) + text + (list.empty() ? "" : "\n");
}

std::optional<std::string> inline_templates(const Source& source, const FormatOptions& options,
                                            Diagnostics& diagnostics) {
  const auto text = source.text();
  std::vector<std::pair<Span, Nodes>> all;
  for (const auto& one : read_host_file(source, diagnostics).templates)
    all.emplace_back(one.text, read_template(source, one.text, diagnostics));
  if (diagnostics.has_errors()) return std::nullopt;
  return with_layout(source, options, [&](ExpressionLayout& layout) {
    std::string out;
    std::size_t done = 0;
    for (const auto& [range, nodes] : all) {
      const auto delimiter = delimiter_of(text, range);
      if (delimiter == "noformat") continue;
      const auto formatted = InlineFormatter(source, range, options.line_length, layout).run(nodes);
      const auto closing = ")" + std::string(delimiter) + "\"";
      if (formatted.find(closing) != std::string::npos) continue;  // other quotes would end the raw string
      out += text.substr(done, range.begin - done);
      out += formatted;
      done = range.end;
    }
    return out + std::string(text.substr(done));
  });
}

/// `format` of the source, whose lines end as they did. Errors are those of the source as it is.
template <class Format>
std::optional<std::string> with_line_ends(const Source& source, Diagnostics& diagnostics, Format format) {
  const LineEnds line_ends{std::string(source.text())};
  if (line_ends.are_cr_lf()) {
    Diagnostics ignored;
    if (auto result = format(Source(source.name(), line_ends.text()), ignored))
      return line_ends.restored(*std::move(result));
  }
  return format(source, diagnostics);
}

}  // namespace

std::optional<std::string> format_template_file(const Source& source, const FormatOptions& options,
                                                Diagnostics& diagnostics) {
  return with_line_ends(source, diagnostics,
                        [&](const Source& one, Diagnostics& found) { return template_file(one, options, found); });
}

std::optional<std::string> format_inline_templates(const Source& source, const FormatOptions& options,
                                                   Diagnostics& diagnostics) {
  return with_line_ends(source, diagnostics,
                        [&](const Source& one, Diagnostics& found) { return inline_templates(one, options, found); });
}

}  // namespace plume::compiler
