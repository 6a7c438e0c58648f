// Writes the pieces of a template as lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/format_code.h"
#include "compiler/format_pieces.h"

namespace plume::compiler {

class FormatPrinter {
 public:
  /// The cursor begins in `column`.
  FormatPrinter(const Source& source, ExpressionLayout& layout, std::size_t line_length, std::size_t column = 0)
      : source_(source), code_(source, layout), limit_(line_length), column_(column) {}

  /// Writes `list`, whose lines begin at `indent`; the cursor is at its first character. `after` columns are still to
  /// come on its last line.
  void list(const PieceList& list, std::size_t indent, std::size_t after = 0);
  void newline(std::size_t indent);
  void put(std::string_view text);

  /// `list` on one line of at most `room` columns, or nullopt.
  std::optional<std::string> flat(const PieceList& list, std::size_t room) const;

  const std::string& text() const { return out_; }

 private:
  /// What stands before a piece that is not the first.
  enum class Break {
    glue,   // nothing
    space,  // always a space
    fill,   // a space, or a line end where the rest does not fit
    line,
    blank_line,
  };
  static Break break_before(const Piece& left, const Piece& right);

  using Pieces = std::vector<Piece>::const_iterator;
  void chunk(Pieces begin, Pieces end, std::size_t indent, std::size_t after);
  std::optional<std::string> flat_chunk(Pieces begin, Pieces end, std::size_t room) const;
  std::optional<std::string> flat(const Piece& piece, std::size_t room) const;
  std::optional<std::string> flat_element(const Piece& piece, std::size_t room) const;
  std::optional<std::string> flat_tag(const OpenTag& tag, std::size_t room) const;
  void broken(const Piece& piece, std::size_t indent);
  void element(const Piece& piece, std::size_t indent);
  void content(const Piece& piece, std::size_t indent);
  void raw_content(const Piece& piece, std::size_t indent);
  void block(const Piece& piece, std::size_t indent);
  void open_tag(const OpenTag& tag, std::size_t indent);

  std::size_t room() const { return column_ < limit_ ? limit_ - column_ : 0; }
  std::string attribute(const Attribute& attribute, std::size_t indent) const;
  std::string broken_attribute(const Attribute& attribute, std::size_t indent);
  bool is_in_braces(const Piece& piece) const;
  std::string output(const Piece& piece, std::size_t indent, std::size_t column) const;
  std::string comment(const Piece& piece) const;
  std::string closing_tag(const Piece& piece) const;
  std::string name_of(const OpenTag& tag) const;
  bool one_attribute_a_line(const OpenTag& tag) const;

  const Source& source_;
  CodeFormatter code_;
  std::size_t limit_;
  std::string out_;
  std::size_t column_;
};

}  // namespace plume::compiler
