#include "base/js_module.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"

namespace plume {
namespace {

struct Token {
  enum class Kind { word, number, string, templ, regex, punctuator } kind;
  std::size_t begin, end;
  bool awaits = false;  ///< within an async function
  bool outer = false;   ///< in no brackets
};

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_word_char(char c) {
  return is_letter(c) || is_digit(c) || c == '_' || c == '$' || c == '#' || static_cast<unsigned char>(c) >= 0x80;
}

/// Cuts JavaScript into tokens. It tells a division from a regular expression by what stands before, and gives up where
/// that is not enough.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  /// Returns false if it gave up.
  bool run() {
    while (skip_space()) {
      if (at_ == text_.size()) return open_.empty();
      if (!next()) return false;
    }
    return false;
  }
  const std::vector<Token>& tokens() const { return tokens_; }
  std::string_view text(const Token& token) const { return text_.substr(token.begin, token.end - token.begin); }

 private:
  using Kind = Token::Kind;
  struct Bracket {
    char open;
    bool is_template = false;  ///< the `${` of a template
    bool is_head = false;      ///< of `if (…)` and its like: what follows is a statement
    bool is_async = false;     ///< parameters or body of an async function
  };

  bool skip_space() {
    for (; at_ < text_.size(); ++at_) {
      const auto rest = text_.substr(at_);
      if (rest.starts_with("//")) {
        at_ = std::min(text_.find('\n', at_), text_.size()) - 1;
      } else if (rest.starts_with("/*")) {
        const auto end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return false;
        at_ = end + 1;
      } else if (!is_space(rest[0])) {
        return true;
      }
    }
    return true;
  }

  bool next() {
    const char c = text_[at_];
    if (is_word_char(c)) return word();
    if (c == '"' || c == '\'') return string(c);
    if (c == '`') return template_text();
    if (c == '/') return slash();
    if (c == '(' || c == '[' || c == '{') return open(c);
    if (c == ')' || c == ']' || c == '}') return close(c);
    if (c == '\\') return false;
    const bool twice = at_ + 1 < text_.size() && text_[at_ + 1] == c && (c == '+' || c == '-');
    const bool arrow = text_.substr(at_).starts_with("=>");
    push(Kind::punctuator, at_ + (twice || arrow ? 2 : 1));
    async_ = (arrow && (async_ || after_async_)) || (c == '*' && async_);
    after_async_ = false;
    return true;
  }

  void push(Kind kind, std::size_t end) {
    const bool awaits = std::any_of(open_.begin(), open_.end(), [](auto& b) { return b.open == '{' && b.is_async; });
    tokens_.push_back({kind, at_, end, awaits, open_.empty()});
    at_ = end;
  }
  std::string_view last() const { return tokens_.empty() ? std::string_view() : text(tokens_.back()); }
  bool last_is(std::initializer_list<std::string_view> words) const {
    return std::find(words.begin(), words.end(), last()) != words.end();
  }

  bool word() {
    auto end = at_;
    while (end < text_.size() && is_word_char(text_[end])) ++end;
    const bool member = last() == ".";
    push(is_digit(text_[at_]) ? Kind::number : Kind::word, end);
    if (!member && last() == "async") async_ = true;
    member_ = member;
    return true;
  }

  bool string(char quote) {
    for (auto end = at_ + 1; end < text_.size() && text_[end] != '\n'; ++end) {
      if (text_[end] == '\\')
        ++end;
      else if (text_[end] == quote)
        return push(Kind::string, end + 1), true;
    }
    return false;
  }

  /// From a backtick, or the `}` that ends an expression in a template, to the next backtick or `${`.
  bool template_text() {
    for (auto end = at_ + 1; end < text_.size(); ++end) {
      if (text_[end] == '\\') {
        ++end;
      } else if (text_[end] == '`') {
        return push(Kind::templ, end + 1), true;
      } else if (text_.substr(end).starts_with("${")) {
        push(Kind::punctuator, end + 2);
        open_.push_back({'{', true});
        return true;
      }
    }
    return false;
  }

  bool slash() {
    if (last_is({"}", "++", "--"})) return false;
    if (!may_begin_regex()) return push(Kind::punctuator, at_ + 1), true;
    bool in_class = false;
    for (auto end = at_ + 1; end < text_.size() && text_[end] != '\n'; ++end) {
      const char c = text_[end];
      if (c == '\\')
        ++end;
      else if (c == '[')
        in_class = true;
      else if (c == ']')
        in_class = false;
      else if (c == '/' && !in_class)
        return regex(end + 1);
    }
    return false;
  }
  bool regex(std::size_t end) {
    while (end < text_.size() && is_letter(text_[end])) ++end;
    push(Kind::regex, end);
    return true;
  }
  bool may_begin_regex() const {
    if (tokens_.empty()) return true;
    if (last() == ")") return after_head_;
    if (tokens_.back().kind == Kind::word)
      return !member_ && last_is({"return", "typeof", "case", "do", "else", "in", "of", "instanceof", "new", "void",
                                  "delete", "throw", "yield", "await", "default", "extends"});
    return tokens_.back().kind == Kind::punctuator && last() != "]";
  }

  bool open(char c) {
    Bracket bracket{c};
    if (c == '(') {
      bracket.is_head = last_is({"if", "while", "for", "with"});
      bracket.is_async = async_;
    } else if (c == '{') {
      bracket.is_async = after_async_ || async_;
    }
    async_ = after_async_ = false;
    push(Kind::punctuator, at_ + 1);
    open_.push_back(bracket);
    return true;
  }

  bool close(char c) {
    if (open_.empty()) return false;
    const auto bracket = open_.back();
    const char partner = c == ')' ? '(' : c == ']' ? '[' : '{';
    if (bracket.open != partner) return false;
    open_.pop_back();
    if (bracket.is_template) return template_text();
    push(Kind::punctuator, at_ + 1);
    after_head_ = bracket.is_head;
    async_ = false;
    after_async_ = c == ')' && bracket.is_async;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
  std::vector<Bracket> open_;
  bool async_ = false;        ///< `async` was read, and its parameters or body come
  bool after_async_ = false;  ///< the parameters of an async function have just ended
  bool after_head_ = false;   ///< so has the head of a statement
  bool member_ = false;       ///< the last word stands behind a dot
};

/// What is written in place of `export default`, and the name of what it exports.
struct Default {
  std::size_t begin, end;
  std::string in_place, name;
};

class ModuleReader {
 public:
  explicit ModuleReader(std::string_view text) : text_(text), lexer_(text) {}

  std::optional<ModuleExpression> expression() {
    if (text_.starts_with("#!") || !lexer_.run()) return std::nullopt;
    for (std::size_t i = 0; i < tokens().size(); ++i)
      if (!check(i)) return std::nullopt;
    std::string code = "(() => {\n";
    if (default_)
      code.append(text_.substr(0, default_->begin)).append(default_->in_place).append(text_.substr(default_->end));
    else
      code.append(text_);
    // The text may end with a comment of one line.
    code.append("\n").append(default_ ? "return " + default_->name + ";\n" : "").append("})()");
    return ModuleExpression{std::move(code), default_.has_value()};
  }

 private:
  const std::vector<Token>& tokens() const { return lexer_.tokens(); }
  std::string_view word(std::size_t i) const {
    return i < tokens().size() ? lexer_.text(tokens()[i]) : std::string_view();
  }

  bool check(std::size_t i) {
    if (tokens()[i].kind != Token::Kind::word || (i > 0 && word(i - 1) == ".")) return true;
    if (word(i) == "import") return false;
    if (word(i) == "await") return tokens()[i].awaits;
    return word(i) != "export" || read_export(i);
  }

  bool read_export(std::size_t i) {
    if (default_ || !tokens()[i].outer || word(i + 1) != "default" || i + 2 >= tokens().size()) return false;
    auto at = i + 2;
    if (word(at) == "async" && word(at + 1) == "function") ++at;
    const bool declares = word(at) == "function" || word(at) == "class";
    if (!declares) {
      default_ = Default{begin(i), end(i + 1), "const plume_default =", "plume_default"};
      return true;
    }
    if (word(at + 1) == "*") ++at;
    const auto next = word(at + 1);
    const bool named = next != "(" && next != "{" && next != "extends";
    // The name of a declaration that has none comes behind its word.
    default_ = named ? Default{begin(i), begin(i + 2), "", std::string(next)}
                     : Default{begin(i), end(at),
                               std::string(text_.substr(begin(i + 2), end(at) - begin(i + 2))) + " plume_default",
                               "plume_default"};
    return true;
  }
  std::size_t begin(std::size_t i) const { return tokens()[i].begin; }
  std::size_t end(std::size_t i) const { return tokens()[i].end; }

  std::string_view text_;
  Lexer lexer_;
  std::optional<Default> default_;
};

}  // namespace

std::optional<ModuleExpression> module_expression(std::string_view module) { return ModuleReader(module).expression(); }

}  // namespace plume
