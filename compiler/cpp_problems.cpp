#include <fmt/format.h>

#include <utility>

#include "compiler/cpp_code.h"

namespace plume::compiler {

namespace {

using Kind = CppToken::Kind;

/// Below what compilers take by default.
constexpr std::size_t most_brackets = 200;

class ProblemFinder {
 public:
  ProblemFinder(std::string_view text, Span code, CodeUse use) : tokens_(lex(text, code)), use_(use) {}

  std::optional<CodeProblem> run() {
    if (tokens_.empty()) return std::nullopt;
    if (use_ == CodeUse::expression) check_first();
    for (std::size_t i = 0; i < tokens_.size() && !problem_; ++i) check(i);
    if (!problem_ && !open_.empty() && !ends_with_block())
      report("T23", tokens_[open_.back()], fmt::format("this {} is never closed", tokens_[open_.back()].text));
    return std::move(problem_);
  }

 private:
  void report(std::string_view id, const CppToken& token, std::string message, std::string hint = {}) {
    if (!problem_) problem_ = CodeProblem{id, token.span.begin, std::move(message), std::move(hint)};
  }

  void check_first() {
    const auto& first = tokens_.front();
    for (const auto word : {"if", "for", "while", "switch", "do", "else", "case", "return"})
      if (first.is(word))
        report("T23", first, fmt::format("an expression is expected, but {} begins a statement", word),
               "blocks are written with code tags: <%= if (…) { %> … <% } %>");
  }

  void check(std::size_t i) {
    const auto& token = tokens_[i];
    if (token.kind == Kind::unterminated)
      return report("T23", token, fmt::format("this {} is never closed", token.text));
    if (token.kind == Kind::character && is_text(token.text))
      return report("T29", token, "a text stands in double quotes", "single quotes hold one character");
    if (token.is("#")) return report("T25", token, "preprocessor directives cannot stand in a template");
    if (token.is("@")) return report("T23", token, "the name of an assign is expected after @");
    if (token.is("(") || token.is("[") || token.is("{")) return open(i);
    if (token.is(")") || token.is("]") || token.is("}")) return close(token);
    if (token.is(";") && open_.empty() && use_ == CodeUse::expression)
      return report("T23", token, "an expression cannot hold a ;", "statements are written <% … %>");
    check_word(i);
  }

  /// Whether what single quotes hold is more than one character.
  static bool is_text(std::string_view literal) {
    const auto open = literal.find('\'');
    const auto close = literal.rfind('\'');
    return close > open + 2 && literal[open + 1] != '\\' && static_cast<unsigned char>(literal[open + 1]) < 0x80;
  }

  void open(std::size_t i) {
    open_.push_back(i);
    if (open_.size() > most_brackets) report("T23", tokens_[i], "brackets nest too deep");
  }

  void close(const CppToken& token) {
    const auto partner = token.is(")") ? "(" : token.is("]") ? "[" : "{";
    if (open_.empty() || !tokens_[open_.back()].is(partner))
      return report("T23", token, fmt::format("this {} closes nothing", token.text));
    open_.pop_back();
  }

  void check_word(std::size_t i) {
    const auto& token = tokens_[i];
    if (token.is("using") || token.is("namespace") || token.is("export") || token.is("asm"))
      return report("T25", token, fmt::format("{} cannot stand in a template", token.text),
                    "put it into the C++ file of the template");
    if (token.is("co_await") || token.is("co_yield") || token.is("co_return") || token.is("goto"))
      return report("T25", token, fmt::format("{} cannot stand in a template", token.text));
    if ((token.is("break") || token.is("continue")) && !within({"for", "while", "do", "switch"}))
      return report("T25", token, fmt::format("{} cannot leave a part of a template", token.text),
                    "use if blocks; a clause of a switch ends by itself");
    if (token.is("return") && !in_lambda())
      return report("T25", token, "return cannot leave a part of a template", "use if blocks");
  }

  /// Whether the cursor stands in braces, and one of `words` comes before them.
  bool within(std::initializer_list<std::string_view> words) const {
    for (const auto open : open_) {
      if (!tokens_[open].is("{")) continue;
      for (std::size_t i = 0; i < open; ++i)
        for (const auto word : words)
          if (tokens_[i].is(word)) return true;
    }
    return false;
  }

  bool in_lambda() const {
    for (const auto open : open_) {
      if (!tokens_[open].is("{")) continue;
      for (std::size_t i = 0; i + 1 <= open; ++i)
        if (tokens_[i].is("]") && (tokens_[i + 1].is("(") || tokens_[i + 1].is("{") || tokens_[i + 1].is("<")))
          return true;
    }
    return false;
  }

  /// The brace at the end of a block's head is closed by a later tag.
  bool ends_with_block() const {
    return use_ == CodeUse::head && open_.size() == 1 && open_[0] + 1 == tokens_.size() && tokens_.back().is("{");
  }

  std::vector<CppToken> tokens_;
  CodeUse use_;
  std::vector<std::size_t> open_;
  std::optional<CodeProblem> problem_;
};

}  // namespace

std::optional<CodeProblem> find_problem(std::string_view text, Span code, CodeUse use) {
  return ProblemFinder(text, code, use).run();
}

}  // namespace plume::compiler
