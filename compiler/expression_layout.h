// Long C++ expressions on several lines, as clang-format lays them out.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plume::compiler {

/// The program `clang-format` on PATH, else the `clang-format-N` of the highest N; empty where there is none.
std::string find_clang_format();

/// The long expressions of one file, for which clang-format runs once: a first round of formatting asks for each of
/// them and gets nothing, lay_out() runs the program, and a second round gets the lines.
class ExpressionLayout {
 public:
  /// `program`: clang-format; empty: nothing is laid out. `file`: the name of the file that is formatted; the style is
  /// that of the .clang-format beside or above it, else Google's.
  ExpressionLayout(std::string program, std::string file, std::size_t line_length)
      : program_(std::move(program)), file_(std::move(file)), line_length_(line_length) {}

  /// Whether `columns` are no more than a line has.
  bool fits(std::size_t columns) const { return columns <= line_length_; }

  using Lines = std::vector<std::string>;
  /// The lines of `code`, which is one line, so that they fit where they begin in `column`. Each is indented in
  /// relation to the first. nullopt where the code stays as it is, or is not laid out yet.
  std::optional<Lines> find(std::string_view code, std::size_t column);
  /// Lays out what was asked for. False where that was nothing.
  bool lay_out();

 private:
  struct Request {
    std::string code;
    std::size_t column;
    auto operator<=>(const Request&) const = default;
  };
  std::string document() const;
  std::string style() const;

  std::string program_;
  std::string file_;
  std::size_t line_length_;
  std::map<Request, std::optional<Lines>> known_;
  std::vector<Request> asked_;
};

}  // namespace plume::compiler
