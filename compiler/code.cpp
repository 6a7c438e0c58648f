#include "compiler/code.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/literals.h"

namespace plume::compiler {

void Code::line(std::string_view text) {
  lines_.push_back({0, text.empty() ? std::string() : std::string(depth_, ' ').append(text)});
}

void Code::mapped(std::size_t offset, std::string_view text, std::string_view before) {
  const auto at = source_->position(offset);
  auto column = static_cast<std::size_t>(at.column) - 1;
  if (before.size() > column) {
    lines_.push_back({at.line, std::string(depth_, ' ').append(before.substr(0, before.find_last_not_of(' ') + 1))});
    before = {};
  }
  column -= before.size();
  lines_.push_back({at.line, std::string(column, ' ').append(before).append(text)});
}

void Code::append(const Code& other) {
  const std::string indentation(depth_, ' ');
  for (const auto& line : other.lines_)
    lines_.push_back(
        {line.template_line, line.template_line || line.text.empty() ? line.text : indentation + line.text});
}

std::string Code::assemble(std::string_view name) const {
  std::string out;
  int next_own = 1;       // the number of the next line of `out`
  int next_template = 0;  // the template line the compiler would give to it; 0: it is our own
  const auto add = [&](std::string_view text) {
    out.append(text) += '\n';
    const auto lines = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    next_own += lines;
    return lines;
  };
  for (const auto& line : lines_) {
    if (line.template_line != 0 && line.template_line != next_template)
      add(fmt::format("#line {} {}", line.template_line, cpp_string(source_->name())));
    else if (line.template_line == 0 && next_template != 0)
      add(fmt::format("#line {} {}", next_own + 1, cpp_string(name)));
    const auto lines = add(line.text);
    next_template = line.template_line == 0 ? 0 : line.template_line + lines;
  }
  return out;
}

}  // namespace plume::compiler
