// The text of one file, and where in it things are.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plume::compiler {

/// A part of a file's text, as byte offsets: [begin, end).
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// A place as people count: both from 1, columns in code points (a tab is one).
struct Position {
  int line = 1;
  int column = 1;
  friend bool operator==(const Position&, const Position&) = default;
};

/// One file: its name as diagnostics show it, and its text. Every span of a template is one of the file that holds it,
/// be it a template file or a C++ file with the template inside.
class Source {
 public:
  Source(std::string name, std::string text);

  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  std::string_view text(Span span) const { return text().substr(span.begin, span.end - span.begin); }
  /// Behind the byte order mark, where there is one.
  std::size_t text_begin() const { return text().starts_with("\xEF\xBB\xBF") ? 3 : 0; }
  /// Of a byte offset from 0 to the size of the text.
  Position position(std::size_t offset) const;
  /// Line `number` (from 1) without its line end.
  std::string_view line(int number) const;

  /// Why the text cannot be a template or C++ at all: the offset of the first byte that is NUL or no UTF-8, or npos.
  std::size_t first_bad_byte() const;
  static constexpr std::size_t npos = std::string_view::npos;

 private:
  std::string name_;
  std::string text_;
  std::vector<std::size_t> line_starts_;
};

}  // namespace plume::compiler
