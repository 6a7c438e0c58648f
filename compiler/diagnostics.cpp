#include "compiler/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/cpp_lexer.h"
#include "compiler/literals.h"

namespace plume::compiler {

namespace {
std::string_view name_of(Severity severity) { return severity == Severity::error ? "error" : "warning"; }

/// Where the identifier ends that begins at `at`, or the one other character there.
std::size_t end_of_word(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && is_identifier_part(text[end])) ++end;
  return end == at && at < text.size() && text[at] != '\n' ? at + 1 : end;
}
}  // namespace

void Diagnostics::error(std::string_view id, std::size_t offset, std::string message, std::string hint) {
  if (++errors_ <= most_errors)
    all_.push_back({std::string(id), Severity::error, offset, std::move(message), std::move(hint)});
}

void Diagnostics::warning(std::string_view id, std::size_t offset, std::string message, std::string hint) {
  all_.push_back({std::string(id), Severity::warning, offset, std::move(message), std::move(hint)});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  auto result = all_;
  std::stable_sort(result.begin(), result.end(), [](auto& a, auto& b) { return a.offset < b.offset; });
  return result;
}

std::string render(const Source& source, const Diagnostic& diagnostic) {
  const auto at = source.position(diagnostic.offset);
  const auto width = std::to_string(at.line).size();
  auto out = fmt::format("{}:{}:{}: {}: {}\n", source.name(), at.line, at.column, name_of(diagnostic.severity),
                         diagnostic.message);
  out += fmt::format("{:{}} |\n", "", width);
  for (int line = std::max(1, at.line - 3); line <= at.line; ++line)
    out += fmt::format("{:>{}} | {}\n", line, width, source.line(line));
  out += fmt::format("{:{}} | {:{}}^\n", "", width, "", at.column - 1);
  if (!diagnostic.hint.empty()) out += fmt::format("{:{}} = hint: {}\n", "", width, diagnostic.hint);
  return out;
}

std::string render_json(const Source& source, const Diagnostic& diagnostic) {
  const auto at = source.position(diagnostic.offset);
  const auto end = source.position(end_of_word(source.text(), diagnostic.offset));
  return fmt::format(
             R"({{"file":{},"line":{},"column":{},"end_line":{},"end_column":{},"severity":"{}","id":"{}","message":{},)"
             R"("hint":{}}})",
             json_string(source.name()), at.line, at.column, end.line, end.column, name_of(diagnostic.severity),
             diagnostic.id, json_string(diagnostic.message), json_string(diagnostic.hint)) +
         "\n";
}

}  // namespace plume::compiler
