// C++ in a template as the formatter writes it: rules G11 and G13. Expressions stay as they are but for the white space
// around them; those of several lines move as a whole, and long ones are laid out by clang-format.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/expression_layout.h"
#include "compiler/source.h"

namespace plume::compiler {

class CodeFormatter {
 public:
  CodeFormatter(const Source& source, ExpressionLayout& layout)
      : source_(source), text_(source.text()), layout_(layout) {}

  /// `{code}`, with `indent` columns before the line that it stands on. Code of several lines gets lines of its own, a
  /// list keeps its brackets at the braces:
  ///
  ///     class={[
  ///       "big",
  ///       @count > 1 && "many"
  ///     ]}
  std::string braces(Span code, std::size_t indent) const;
  /// The same for an expression that does not fit where it stands: on lines of its own, as many as it needs. A list
  /// gets one for each of its items.
  std::string broken_braces(Span code, std::size_t indent);
  /// The same where a line end may only stand in the middle of an expression that is too long for any line.
  std::string broken_output(Span code, std::size_t indent);

  /// The code tag `tag`, which begins in `column`, with one space at each end of its code.
  std::string tag(Span tag, std::size_t column) const;
  /// The same for the head of a block: one of several lines stays as it is.
  std::string head(Span tag) const;

  /// Whether `<%= code %>` means the same as `{code}`.
  bool fits_braces(Span code) const;

  /// The text where `code` is one string literal that is the same as an attribute in quotes.
  std::optional<std::string_view> plain_string(Span code) const;

 private:
  struct Line {
    std::size_t indent;  // from the leftmost line on
    std::string_view text;
  };
  std::vector<Line> lines(Span code) const;
  std::string laid_out(Span code, std::size_t indent) const;
  bool is_one_line(Span code) const;
  std::optional<std::string> items(Span code, std::size_t indent);
  std::optional<std::string> long_lines(Span code, std::size_t indent, std::size_t after = 0);
  std::size_t column(std::size_t at) const;
  bool is_rigid(Span code) const;
  bool ends_in_line_comment(Span code) const;

  const Source& source_;
  std::string_view text_;
  ExpressionLayout& layout_;
};

/// How many columns `text` takes: its code points.
std::size_t width_of(std::string_view text);

}  // namespace plume::compiler
