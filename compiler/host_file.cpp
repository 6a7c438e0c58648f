#include "compiler/host_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/cpp_lexer.h"

namespace plume::compiler {

namespace {

using Kind = CppToken::Kind;

class Reader {
 public:
  Reader(const Source& source, Diagnostics& diagnostics)
      : text_(source.text()), diagnostics_(diagnostics), tokens_(code_tokens(text_)) {}

  HostFile run() {
    while (at_ < tokens_.size()) step();
    return std::move(file_);
  }

 private:
  /// What a brace that is open belongs to.
  struct Scope {
    enum class Kind { names, type, other } kind;
    std::string name;
    std::optional<HostClass> host;
  };

  /// All tokens but those of preprocessor directives.
  static std::vector<CppToken> code_tokens(std::string_view text) {
    std::vector<CppToken> tokens;
    std::size_t line_of_last = std::string_view::npos;
    for (std::size_t at = 0;;) {
      const auto token = next_token(text, {at, text.size()});
      if (token.kind == Kind::end) return tokens;
      at = token.span.end;
      const auto line = text.rfind('\n', token.span.begin);
      const bool first_of_line = line != line_of_last || tokens.empty();
      line_of_last = line;
      if (token.is("#") && first_of_line && begins_line(text, token.span.begin))
        at = directive_end(text, at);
      else if (token.kind != Kind::comment)
        tokens.push_back(token);
    }
  }

  static bool begins_line(std::string_view text, std::size_t at) {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
    return at == 0 || text[at - 1] == '\n';
  }

  static std::size_t directive_end(std::string_view text, std::size_t at) {
    for (;; ++at) {
      at = std::min(text.find('\n', at), text.size());
      const auto line = text.substr(0, at);
      if (at == text.size() || !(line.ends_with("\\") || line.ends_with("\\\r"))) return at;
    }
  }

  bool is(std::string_view text, std::size_t ahead = 0) const {
    return at_ + ahead < tokens_.size() && tokens_[at_ + ahead].is(text);
  }

  void step() {
    if (is("template") && is("<", 1)) {
      template_begin_ = at_++;
      skip_angles();
      is_template_ = true;
    } else if (is("namespace")) {
      open_namespace();
    } else if (is("enum")) {
      skip_enum();
    } else if (is("class") || is("struct")) {
      open_class();
    } else if (is("PLUME_HEEX") && is("(", 1)) {
      inline_template();
    } else if (is("{")) {
      open({Scope::Kind::other, "", std::nullopt});
    } else if (is("}")) {
      if (!scopes_.empty()) scopes_.pop_back();
      next();
    } else {
      next();
    }
  }

  void next() {
    if (is(";") || is("{") || is("}")) is_template_ = false;
    ++at_;
  }

  void open(Scope scope) {
    scopes_.push_back(std::move(scope));
    is_template_ = false;
    ++at_;
  }

  void skip_angles() {
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
      if (is("<")) ++depth;
      if (is(">") && --depth == 0) return void(++at_);
      if (is("{") || is(";")) return;
    }
  }

  void skip_enum() {
    while (at_ < tokens_.size() && !is("{") && !is(";") && !is(")") && !is(",") && !is(">")) ++at_;
  }

  void open_namespace() {
    std::string name;
    for (++at_; at_ < tokens_.size() && !is("{"); ++at_) {
      if (is("=") || is(";")) return;
      if (tokens_[at_].kind == Kind::identifier && !is("inline")) name += tokens_[at_].text;
      if (is("::")) name += "::";
    }
    if (at_ < tokens_.size()) open({Scope::Kind::names, name, std::nullopt});
  }

  /// `class [attributes] Name [final] [: bases] {`. Anything else that begins with class or struct is passed over.
  void open_class() {
    HostClass host;
    host.key = tokens_[at_].text;
    host.is_template = std::exchange(is_template_, false);
    if (host.is_template) read_template_head(host);
    for (++at_; at_ < tokens_.size() && !is("{") && !is(":"); ++at_) {
      const auto& token = tokens_[at_];
      if (is("[") || is("(")) {
        skip_brackets();
      } else if (is("<")) {
        host.is_template = true;
        host.template_head.clear();  // a specialisation
        skip_angles();
        --at_;
      } else if (is("final")) {
        host.is_final = true;
      } else if (is("::")) {
        host.name += "::";
      } else if (token.kind == Kind::identifier) {
        host.name = host.name.ends_with("::") ? host.name + std::string(token.text) : std::string(token.text);
        host.offset = token.span.begin;
      } else {
        return;
      }
    }
    const auto bases = at_ + 1;
    while (at_ < tokens_.size() && !is("{") && !is(";")) ++at_;
    if (!is("{") || host.name.empty()) return;
    if (bases < at_)
      host.bases = text_.substr(tokens_[bases].span.begin, tokens_[at_ - 1].span.end - tokens_[bases].span.begin);
    place(host);
    const bool reachable = scopes_.empty() || scopes_.back().kind != Scope::Kind::other;
    if (reachable) file_.classes.push_back(host);
    open({Scope::Kind::type, "", host});
  }

  /// From `template` to the cursor. Left empty where a parameter has no name to give to the arguments.
  void read_template_head(HostClass& host) const {
    std::string head, arguments, name;
    int depth = 0, brackets = 0;
    bool in_default = false, in_list = true;
    for (auto i = template_begin_; i < at_; ++i) {
      const auto& token = tokens_[i];
      if (token.is("(") || token.is("[") || token.is("{")) ++brackets;
      if (token.is(")") || token.is("]") || token.is("}")) --brackets;
      const bool ends = in_list && brackets == 0 && depth == 1 && (token.is(",") || token.is(">"));
      if (ends) {
        if (name.empty()) return;
        arguments += (arguments.empty() ? "" : ", ") + name;
        name.clear();
        in_default = false;
        in_list = token.is(",");
      }
      if (brackets == 0 && token.is("<")) ++depth;
      if (brackets == 0 && token.is(">")) --depth;
      if (in_list && depth == 1 && brackets == 0 && token.is("=")) in_default = true;
      if (in_list && depth == 1 && !in_default && token.kind == Kind::identifier && !is_keyword(token.text))
        name = std::string(token.text) + (i > 0 && tokens_[i - 1].is("...") ? "..." : "");
      if (!in_default) head.append(head.empty() ? "" : " ").append(token.text);
    }
    host.template_head = head;
    host.template_arguments = "<" + arguments + ">";
  }

  void skip_brackets() {
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
      if (is("(") || is("[") || is("{")) ++depth;
      if ((is(")") || is("]") || is("}")) && --depth == 0) return;
    }
  }

  /// Says where `host` is: the namespaces and classes that are open.
  void place(HostClass& host) const {
    for (const auto& scope : scopes_)
      if (scope.kind == Scope::Kind::names) host.namespaces.push_back(scope.name);
    if (!scopes_.empty() && scopes_.back().host) {
      host.name = scopes_.back().host->name + "::" + host.name;
      host.is_template |= scopes_.back().host->is_template;
      if (scopes_.back().host->is_template) host.template_head.clear();
    }
  }

  void inline_template() {
    const auto macro = tokens_[at_].span.begin;
    at_ += 2;
    if (scopes_.empty() || !scopes_.back().host)
      return diagnostics_.error("H01", macro, "PLUME_HEEX must stand directly in a class or struct");
    const auto& host = *scopes_.back().host;
    if (host.is_template && host.template_head.empty())
      return diagnostics_.error(
          "H02", macro,
          fmt::format("{} cannot have a template of HTML: it is within a class template, a specialisation, or has a "
                      "template parameter without a name",
                      host.name));
    const auto body = raw_text();
    if (!body || !is(")", 1))
      return diagnostics_.error("H03", at_ < tokens_.size() ? tokens_[at_].span.begin : text_.size(),
                                "PLUME_HEEX takes one raw string", "write PLUME_HEEX(R\"heex(…)heex\")");
    for (const auto& other : file_.templates)
      if (other.host.qualified_name() == host.qualified_name())
        return diagnostics_.error("H04", macro, fmt::format("{} has a template already", host.name));
    file_.templates.push_back({host, *body});
  }

  /// What is between the parentheses of the raw string at the cursor.
  std::optional<Span> raw_text() const {
    if (at_ >= tokens_.size() || tokens_[at_].kind != Kind::string || !tokens_[at_].text.starts_with("R\""))
      return std::nullopt;
    const auto& token = tokens_[at_];
    const auto open = token.text.find('(');
    const auto close = token.text.rfind(')');
    return Span{token.span.begin + open + 1, token.span.begin + close};
  }

  std::string_view text_;
  Diagnostics& diagnostics_;
  std::vector<CppToken> tokens_;
  std::size_t at_ = 0;
  bool is_template_ = false;
  std::size_t template_begin_ = 0;
  std::vector<Scope> scopes_;
  HostFile file_;
};

}  // namespace

std::string HostClass::qualified_name() const {
  std::string result;
  for (const auto& part : namespaces)
    if (!part.empty()) result += part + "::";
  return result + name;
}

HostFile read_host_file(const Source& source, Diagnostics& diagnostics) { return Reader(source, diagnostics).run(); }

std::string snake_case(std::string_view name) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_other = [&](char c) { return is_identifier_part(c) && !is_upper(c) && c != '_'; };
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins_word =
        i > 0 && is_upper(name[i]) &&
        (is_other(name[i - 1]) || (is_upper(name[i - 1]) && i + 1 < name.size() && is_other(name[i + 1])));
    if (begins_word) out += '_';
    out += is_upper(name[i]) ? static_cast<char>(name[i] + 32) : name[i];
  }
  return out;
}

}  // namespace plume::compiler
