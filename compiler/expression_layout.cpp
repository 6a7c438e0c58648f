#include "compiler/expression_layout.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "compiler/cpp_lexer.h"

extern char** environ;

namespace plume::compiler {

namespace {

namespace fs = std::filesystem;
using Kind = CppToken::Kind;

// How an expression stands in the document that clang-format gets: behind a line comment, which keeps it on lines of
// its own, in as many blocks as put it into its column, and all of it this much further to the right.
constexpr std::size_t shift = 6;
constexpr std::string_view begin_mark = "// plume begins", end_mark = "// plume ends";

/// All tokens, comments too.
std::vector<CppToken> all_tokens(std::string_view text) {
  std::vector<CppToken> tokens;
  for (std::size_t at = 0;;) {
    tokens.push_back(next_token(text, {at, text.size()}));
    if (tokens.back().kind == Kind::end) return tokens;
    at = tokens.back().span.end;
  }
}

/// With names of C++ for assigns, of the same width.
std::string masked(std::string code) {
  for (const auto& token : all_tokens(std::string(code)))
    if (token.kind == Kind::assign) code[token.span.begin] = 'q';
  return code;
}

/// `text`, laid out, with the assigns of `code`; nullopt where it is not the same code.
std::optional<std::string> unmasked(std::string text, const std::string& code) {
  const auto expected = masked(code), laid_out = text;
  const auto original = all_tokens(code), wanted = all_tokens(expected), found = all_tokens(laid_out);
  if (wanted.size() != found.size() || original.size() != found.size()) return std::nullopt;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (wanted[i].text != found[i].text) return std::nullopt;
    if (original[i].kind == Kind::assign) text[found[i].span.begin] = '@';
  }
  return text;
}

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// The lines of `text` without the indentation that all of them have; the first one has no other.
ExpressionLayout::Lines relative_lines(std::string_view text) {
  ExpressionLayout::Lines lines;
  std::size_t least = std::string_view::npos;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    least = std::min(least, indentation(lines.back()));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  for (auto& line : lines) line.erase(0, &line == &lines.front() ? indentation(line) : least);
  return lines;
}

/// What the program prints that gets `input`; nullopt where it fails.
std::optional<std::string> output_of(const std::vector<std::string>& command, const std::string& input) {
  const std::unique_ptr<FILE, int (*)(FILE*)> in(std::tmpfile(), std::fclose), out(std::tmpfile(), std::fclose);
  if (!in || !out) return std::nullopt;
  std::fwrite(input.data(), 1, input.size(), in.get());
  std::rewind(in.get());

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, fileno(in.get()), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(out.get()), STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments;
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int failure = posix_spawn(&child, command[0].c_str(), &files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  int status = 0;
  if (failure != 0 || waitpid(child, &status, 0) != child || status != 0) return std::nullopt;

  std::string text(static_cast<std::size_t>(lseek(fileno(out.get()), 0, SEEK_END)), '\0');
  std::rewind(out.get());
  if (std::fread(text.data(), 1, text.size(), out.get()) != text.size()) return std::nullopt;
  return text;
}

/// The expressions in what clang-format made of the document, in their order.
std::vector<std::string_view> expressions_of(std::string_view document) {
  std::vector<std::string_view> found;
  for (auto at = document.find(begin_mark); at != document.npos; at = document.find(begin_mark, at)) {
    const auto head = document.find('\n', at) + 1;
    const auto code = document.find('\n', head) + 1;
    at = document.find(end_mark, code);
    const auto end = at == document.npos ? at : document.rfind(';', at);
    if (end == document.npos || end < code) return {};
    found.push_back(document.substr(code, end - code));
  }
  return found;
}

}  // namespace

std::optional<ExpressionLayout::Lines> ExpressionLayout::find(std::string_view code, std::size_t column) {
  if (program_.empty()) return std::nullopt;
  const auto [request, fresh] = known_.try_emplace({std::string(code), column});
  if (fresh) asked_.push_back(request->first);
  return request->second;
}

bool ExpressionLayout::lay_out() {
  if (asked_.empty()) return false;
  const auto assumed = fs::absolute(file_).string() + ".cpp";
  const auto document = output_of(
      {program_, "--style=" + style(), "--fallback-style=Google", "--assume-filename=" + assumed}, this->document());
  const auto expressions = document ? expressions_of(*document) : std::vector<std::string_view>();
  if (expressions.size() == asked_.size()) {
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      const auto text = unmasked(std::string(expressions[i]), asked_[i].code);
      if (text && text->find('\n') != text->npos) known_[asked_[i]] = relative_lines(*text);
    }
  }
  asked_.clear();
  return true;
}

std::string ExpressionLayout::document() const {
  std::string text = "void f() {\n";
  for (const auto& one : asked_) {
    const auto blocks = (one.column + 1) / 2;
    for (std::size_t i = 0; i < blocks; ++i) text += "if (x) {\n";
    text += fmt::format("{}\nreturn  //\n{};\n{}\n", begin_mark, masked(one.code), end_mark);
    for (std::size_t i = 0; i < blocks; ++i) text += "}\n";
  }
  return text + "}\n";
}

/// Of the file's own style, but for what decides about columns, and what changes more than white space.
std::string ExpressionLayout::style() const {
  return fmt::format(
      "{{BasedOnStyle: InheritParentConfig, ColumnLimit: {}, IndentWidth: 2, ContinuationIndentWidth: 4, UseTab: "
      "Never, "
      "BreakBeforeBraces: Attach, AllowShortBlocksOnASingleLine: Never, AllowShortFunctionsOnASingleLine: None, "
      "BreakStringLiterals: false, ReflowComments: false, DerivePointerAlignment: false, "
      "KeepEmptyLinesAtTheStartOfBlocks: "
      "false}}",
      line_length_ + shift);
}

std::string find_clang_format() {
  constexpr std::string_view name = "clang-format";
  std::string_view folders = std::getenv("PATH") ? std::getenv("PATH") : "";
  std::pair<int, std::string> highest;
  while (!folders.empty()) {
    const auto end = std::min(folders.find(':'), folders.size());
    const fs::path folder(folders.substr(0, end));
    folders.remove_prefix(std::min(end + 1, folders.size()));
    if (access((folder / name).c_str(), X_OK) == 0) return (folder / name).string();
    std::error_code error;
    for (const auto& file : fs::directory_iterator(folder, error)) {
      int version = 0;
      char more = 0;
      const auto found = file.path().filename().string();
      if (std::sscanf(found.c_str(), "clang-format-%d%c", &version, &more) == 1)
        highest = std::max(highest, {version, file.path().string()});
    }
  }
  return highest.second;
}

}  // namespace plume::compiler
