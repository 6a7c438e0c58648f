#include "compiler/format_code.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/cpp_code.h"
#include "compiler/cpp_lexer.h"
#include "compiler/format_pieces.h"

namespace plume::compiler {

namespace {

using Kind = CppToken::Kind;

constexpr std::size_t tab_width = 2;

bool has_newline(std::string_view text) { return text.find('\n') != std::string_view::npos; }

/// Calls `visit` for each token of `code`, comments too.
template <class Visit>
void each_token(std::string_view text, Span code, Visit visit) {
  for (auto at = code.begin;;) {
    const auto token = next_token(text, {at, code.end});
    if (token.kind == Kind::end) return;
    visit(token);
    at = token.span.end;
  }
}

}  // namespace

std::string CodeFormatter::braces(Span code, std::size_t indent) const {
  code = trim_html_space(text_, code);
  const bool open_end = ends_in_line_comment(code);
  const auto apart = open_end ? "\n" : source_.text(code).ends_with('\\') ? " " : "";  // `\}` closes nothing
  if (is_rigid(code)) return fmt::format("{{{}{}}}", source_.text(code), apart);
  if (!has_newline(source_.text(code)) && !open_end) return fmt::format("{{{}}}", source_.text(code));
  const auto list = inside(text_, code, "[", "]");
  const auto items = list ? trim_html_space(text_, *list) : Span{};
  const bool hugs = items.begin != items.end && list->begin == code.begin + 1 && list->end + 1 == code.end;
  const auto lines = laid_out(hugs ? items : code, indent + 2);
  return fmt::format("{}{}\n{:{}}{}", hugs ? "{[" : "{", lines, "", indent, hugs ? "]}" : "}");
}

std::string CodeFormatter::broken_braces(Span code, std::size_t indent) {
  code = trim_html_space(text_, code);
  if (!is_one_line(code)) return braces(code, indent);
  if (const auto list = items(code, indent + 2)) return fmt::format("{{[{}\n{:{}}]}}", *list, "", indent);
  const auto lines = long_lines(code, indent + 2);
  return fmt::format("{{{}\n{:{}}}}", lines ? *lines : laid_out(code, indent + 2), "", indent);
}

std::string CodeFormatter::broken_output(Span code, std::size_t indent) {
  code = trim_html_space(text_, code);
  const auto lines = is_one_line(code) ? long_lines(code, indent + 2) : std::nullopt;
  return lines ? fmt::format("{{{}\n{:{}}}}", *lines, "", indent) : braces(code, indent);
}

/// Whether `code` is an expression that may get line ends.
bool CodeFormatter::is_one_line(Span code) const {
  const auto text = source_.text(code);
  return !text.empty() && !has_newline(text) && !text.ends_with('\\') && !is_rigid(code) && !ends_in_line_comment(code);
}

/// The items of `[a, b]`, each with a line end before it.
std::optional<std::string> CodeFormatter::items(Span code, std::size_t indent) {
  const auto list = inside(text_, code, "[", "]");
  if (!list || list->begin != code.begin + 1 || list->end + 1 != code.end) return std::nullopt;
  const auto parts = split_at(text_, *list, ",");
  std::string out;
  for (const auto& part : parts) {
    const auto item = trim_html_space(text_, part);
    if (item.begin == item.end) return std::nullopt;
    const bool more = part.end < trim_html_space(text_, *list).end;
    out += long_lines(item, indent, more).value_or(fmt::format("\n{:{}}{}", "", indent, source_.text(item)));
    if (more) out += ',';
  }
  if (parts.empty()) return std::nullopt;
  return out;
}

/// What is too long for a line that begins at `indent`, with `after` columns behind it, as clang-format lays it out,
/// each line with a line end before it.
std::optional<std::string> CodeFormatter::long_lines(Span code, std::size_t indent, std::size_t after) {
  const auto text = source_.text(code);
  const auto lines = layout_.fits(indent + width_of(text) + after) ? std::nullopt : layout_.find(text, indent);
  if (!lines) return std::nullopt;
  std::string out;
  for (const auto& line : *lines) out += fmt::format("\n{:{}}{}", "", line.empty() ? 0 : indent, line);
  return out;
}

std::string CodeFormatter::tag(Span tag, std::size_t column) const {
  const auto open = text_[tag.begin + 2] == '=' ? std::string("<%= ") : std::string("<% ");
  const auto code = trim_html_space(text_, {tag.begin + open.size() - 1, tag.end - 2});
  if (code.begin == code.end) return open + "%>";
  if (!has_newline(source_.text(code)) || is_rigid(code)) return fmt::format("{}{} %>", open, source_.text(code));
  const auto rest = laid_out(code, column + open.size());
  return open + rest.substr(rest.find_first_not_of(" \n")) + " %>";
}

std::string CodeFormatter::head(Span tag) const {
  if (has_newline(source_.text(tag))) return std::string(source_.text(tag));
  return this->tag(tag, 0);
}

bool CodeFormatter::fits_braces(Span code) const {
  code = trim_html_space(text_, code);
  const auto braces = fmt::format("{}}}", source_.text(code));
  return braces.size() > 1 && braces.find("<%") == std::string::npos &&
         find_closing_brace(braces, {0, braces.size()}) == braces.size() - 1;
}

std::optional<std::string_view> CodeFormatter::plain_string(Span code) const {
  const auto text = source_.text(trim_html_space(text_, code));
  if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
  const auto value = text.substr(1, text.size() - 2);
  if (value.find_first_of("\\&<>\"'") != std::string_view::npos) return std::nullopt;
  return value;
}

/// The lines of `code`, each where it was in relation to the others.
std::vector<CodeFormatter::Line> CodeFormatter::lines(Span code) const {
  std::vector<Line> lines{{column(code.begin), {}}};
  for (auto at = code.begin;;) {
    const auto end = std::min(text_.find('\n', at), code.end);
    const auto line = trim_html_space(text_, {at, end});
    if (at != code.begin) lines.push_back({column(line.begin), {}});
    lines.back().text = source_.text(line);
    if (end == code.end) break;
    at = end + 1;
  }
  std::size_t leftmost = std::string_view::npos;
  for (const auto& line : lines)
    if (&line != &lines.front() && !line.text.empty()) leftmost = std::min(leftmost, line.indent);
  leftmost = std::min(leftmost, lines[0].indent);
  lines[0].indent = leftmost;
  for (auto& line : lines) line.indent -= std::min(line.indent, leftmost);
  return lines;
}

/// `code` on lines of its own, each with a line end before it.
std::string CodeFormatter::laid_out(Span code, std::size_t indent) const {
  std::string out;
  for (const auto& line : lines(code)) {
    out += '\n';
    if (!line.text.empty()) out += fmt::format("{:{}}{}", "", indent + line.indent, line.text);
  }
  return out;
}

/// Of the character at `at`, from 0.
std::size_t CodeFormatter::column(std::size_t at) const {
  const auto newline = text_.rfind('\n', at == 0 ? 0 : at - 1);
  const auto begin = at == 0 || newline == std::string_view::npos ? 0 : newline + 1;
  const auto before = text_.substr(begin, at - begin);
  const auto tabs = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\t'));
  return width_of(before) + tabs * (tab_width - 1);
}

/// Whether moving its lines would change what `code` means: some token has several.
bool CodeFormatter::is_rigid(Span code) const {
  bool rigid = false;
  each_token(text_, code, [&](const CppToken& token) { rigid |= has_newline(token.text) || token.is("\\"); });
  return rigid;
}

bool CodeFormatter::ends_in_line_comment(Span code) const {
  bool line_comment = false;
  each_token(text_, code, [&](const CppToken& token) { line_comment = token.text.starts_with("//"); });
  return line_comment;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace plume::compiler
