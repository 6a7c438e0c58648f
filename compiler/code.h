// C++ being written, line by line, where each line knows whether the template or nobody is to blame for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/source.h"

namespace plume::compiler {

class Code {
 public:
  explicit Code(const Source& source) : source_(&source) {}

  /// A line of our own, indented.
  void line(std::string_view text);
  void blank() { line(""); }
  void indent() { depth_ += 2; }
  void dedent() { depth_ -= 2; }

  /// Code that stands for what is at `offset` of the template: errors in it are reported there. `text`, which may have
  /// several lines, begins in the column of `offset`; `before` stands in front of it.
  void mapped(std::size_t offset, std::string_view text, std::string_view before = {});

  void append(const Code& other);

  /// All of it as a file `name`, with `#line` directives wherever the origin changes.
  std::string assemble(std::string_view name) const;

 private:
  struct Line {
    int template_line;  // 0: our own
    std::string text;
  };
  const Source* source_;
  std::vector<Line> lines_;
  std::size_t depth_ = 0;
};

}  // namespace plume::compiler
