#include "compiler/struct_reader.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "compiler/cpp_lexer.h"
#include "compiler/literals.h"

namespace plume::compiler {

namespace {

using Kind = CppToken::Kind;
using Tokens = std::vector<CppToken>;

bool is_one_of(const CppToken& token, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return token.is(word); });
}
int bracket_step(const CppToken& token) {
  return is_one_of(token, {"(", "[", "{"}) ? 1 : is_one_of(token, {")", "]", "}"}) ? -1 : 0;
}

std::string_view without_space(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// The text of one line of `///` or `///<`.
std::string_view comment_text(std::string_view line) {
  line.remove_prefix(line.starts_with("///<") ? 4 : 3);
  return line.starts_with(' ') ? line.substr(1) : line;
}

/// The lines of `///` above the line of the character at `at`, and above the head of a template there.
std::string comment_above(std::string_view text, std::size_t at) {
  std::string comment;
  for (auto end = text.rfind('\n', at); end != text.npos && end > 0;) {
    const auto before = text.rfind('\n', end - 1);
    const auto begin = before == text.npos ? 0 : before + 1;
    const auto line = without_space(text.substr(begin, end - begin));
    if (line.starts_with("///"))
      comment = std::string(comment_text(line)) + "\n" + comment;
    else if (!comment.empty() || !(line.starts_with("template") || line.starts_with("requires")))
      break;
    end = before;
  }
  return comment;
}

class MemberReader {
 public:
  explicit MemberReader(std::string_view text) : text_(text) {}

  StructText run(std::size_t name) {
    public_ = !without_space(text_.substr(0, name)).ends_with("class");
    auto at = text_.find('{', name);
    at = at == text_.npos ? text_.size() : at + 1;
    for (;;) {
      const auto token = next_token(text_, {at, text_.size()});
      if (token.kind == Kind::end || (depth_ == 0 && token.is("}"))) break;
      at = token.span.end;
      if (token.kind == Kind::comment)
        take_comment(token.text);
      else
        take(token);
    }
    return std::move(result_);
  }

 private:
  void take_comment(std::string_view text) {
    if (text.starts_with("///<")) {
      for (auto i = latest_; i < result_.members.size(); ++i) add_line(result_.members[i].comment, comment_text(text));
    } else if (text.starts_with("///") && declaration_.empty()) {
      add_line(comment_, comment_text(text));
    }
  }
  static void add_line(std::string& comment, std::string_view line) {
    comment.append(comment.empty() ? "" : " ").append(without_space(line));
  }

  void take(const CppToken& token) {
    declaration_.push_back(token);
    depth_ += bracket_step(token);
    if (depth_ != 0) return;
    const auto& first = declaration_.front();
    const bool ends_function = token.is("}") && (first.is("{") || is_function());
    const bool ends_macro = token.is(")") && first.is("PLUME_HEEX");
    if (token.is(":") && declaration_.size() == 2 && is_one_of(first, {"public", "protected", "private"}))
      public_ = first.is("public");
    else if (token.is(";") || ends_function || ends_macro)
      finish();
    else
      return;
    declaration_.clear();
    comment_.clear();
  }

  /// Where the name of what is declared ends: at an initialiser, the next name, or the parameters of a function.
  std::size_t name_end(std::size_t at) const {
    int angles = 0;
    for (; at < declaration_.size(); ++at) {
      const auto& token = declaration_[at];
      angles += token.is("<") ? 1 : token.is(">") ? -1 : 0;
      if (angles == 0 && is_one_of(token, {",", "=", "{", "(", ";"})) break;
    }
    return at;
  }
  bool is_function() const {
    const auto end = name_end(0);
    return (end < declaration_.size() && declaration_[end].is("(")) ||
           std::any_of(declaration_.begin(), declaration_.end(), [](auto& token) { return token.is("operator"); });
  }

  void finish() {
    const auto& first = declaration_.front();
    const auto end = name_end(0);
    if (first.is("PLUME_HEEX") ||
        (is_function() && end > 0 && end < declaration_.size() && declaration_[end - 1].is("render")))
      result_.has_render = true;
    const bool is_static = std::any_of(declaration_.begin(), declaration_.begin() + static_cast<std::ptrdiff_t>(end),
                                       [](auto& token) { return token.is("static"); });
    if (is_static) return take_included();
    const bool other =
        is_one_of(first, {"using", "friend", "typedef", "template", "struct", "class", "enum", "union", "{"});
    if (other || end < 2) return;
    if (is_function())
      result_.functions.emplace_back(declaration_[end - 1].text);
    else if (public_)
      take_members(end);
    else
      take_hidden(end);
  }

  void take_hidden(std::size_t end) {
    auto members = std::move(result_.members);
    result_.members.clear();
    take_members(end);
    for (auto& member : result_.members) result_.hidden.push_back(std::move(member.name));
    result_.members = std::move(members);
    latest_ = result_.members.size();
  }

  void take_included() {
    const bool is_list =
        std::any_of(declaration_.begin(), declaration_.end(), [](auto& t) { return t.is("included"); });
    for (const auto& token : declaration_)
      if (is_list && token.kind == Kind::string) result_.included.push_back(string_value(token.text).value_or(""));
  }

  void take_members(std::size_t end) {
    latest_ = result_.members.size();
    const auto type = text_between(0, end - 1);
    while (end < declaration_.size() && end > 0) {
      StructMember member{type, std::string(declaration_[end - 1].text), "", comment_};
      auto next = end;
      if (!declaration_[end].is(",") && !declaration_[end].is(";")) {
        next = initial_end(end);
        member.initial = declaration_[end].is("=") ? text_between(end + 1, next) : text_between(end + 1, next - 1);
      }
      result_.members.push_back(std::move(member));
      if (!declaration_[next].is(",")) return;
      end = name_end(next + 1);
    }
  }

  /// Of the initialiser at `at`: the comma or semicolon behind it.
  std::size_t initial_end(std::size_t at) const {
    int depth = 0;
    for (; at + 1 < declaration_.size(); ++at) {
      depth += bracket_step(declaration_[at]);
      if (depth == 0 && declaration_[at].is(",")) break;
    }
    return at;
  }

  std::string text_between(std::size_t begin, std::size_t end) const {
    if (begin >= end) return {};
    const auto from = declaration_[begin].span.begin;
    return std::string(text_.substr(from, declaration_[end - 1].span.end - from));
  }

  std::string_view text_;
  bool public_ = true;
  int depth_ = 0;
  Tokens declaration_;
  std::string comment_;
  std::size_t latest_ = 0;
  StructText result_;
};

}  // namespace

StructText read_struct(std::string_view text, std::size_t name) {
  auto result = MemberReader(text).run(name);
  result.comment = comment_above(text, name);
  return result;
}

std::vector<std::string> template_arguments(std::string_view type, std::string_view name) {
  const auto tokens = lex(type, {0, type.size()});
  std::size_t at = 0;
  if (tokens.size() > 2 && tokens[0].is("plume") && tokens[1].is("::")) at = 2;
  if (tokens.size() < at + 3 || !tokens[at].is(name) || !tokens[at + 1].is("<") || !tokens.back().is(">")) return {};
  std::vector<std::string> arguments;
  int depth = 0;
  auto begin = tokens[at + 1].span.end;
  for (auto i = at + 2; i < tokens.size(); ++i) {
    const bool last = i + 1 == tokens.size();
    if (last || (depth == 0 && tokens[i].is(","))) {
      arguments.emplace_back(without_space(type.substr(begin, tokens[i].span.begin - begin)));
      begin = tokens[i].span.end;
    }
    depth += bracket_step(tokens[i]) + (tokens[i].is("<") ? 1 : tokens[i].is(">") ? -1 : 0);
  }
  return arguments;
}

}  // namespace plume::compiler
