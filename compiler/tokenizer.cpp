#include "compiler/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "compiler/cpp_lexer.h"

namespace plume::compiler {

namespace {

constexpr auto npos = std::string::npos;
constexpr std::string_view tag_hint =
    "a code tag cannot stand within a tag: write attr={…}; null and false leave an attribute out";

bool ends_name(char c) { return std::string_view(">/=\r\n\"' \t\f").find(c) != npos; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\n'; }

bool starts_with_any_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char l, char t) {
           return l == (t >= 'A' && t <= 'Z' ? static_cast<char>(t + 32) : t);
         });
}

TagKind kind_of(std::string_view name) {
  if (name.starts_with(':')) return TagKind::slot;
  if (name.starts_with('.')) return TagKind::local;
  if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z') return TagKind::remote;
  return TagKind::html;
}

class Tokenizer {
 public:
  explicit Tokenizer(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  std::vector<Token> run(const std::vector<Segment>& segments) {
    for (const auto& segment : segments) {
      if (const auto* text = std::get_if<TextSegment>(&segment)) {
        segment_ = text;
        at_ = 0;
        run_text();
        flush();
      } else if (const auto* code = std::get_if<CodeTag>(&segment)) {
        if (!in_broken_tag_) tokens_.emplace_back(*code);
      } else {
        tokens_.emplace_back(std::get<TemplateComment>(segment));
      }
    }
    if (mode_ == Mode::comment) error("T01", mode_begin_, "an HTML comment is never closed: --> is missing");
    return std::move(tokens_);
  }

 private:
  enum class Mode { text, comment, raw };

  void run_text() {
    while (at_ < size()) {
      if (in_broken_tag_)
        skip_broken_tag();
      else if (mode_ == Mode::comment)
        take_through("-->");
      else if (mode_ == Mode::raw)
        take_raw();
      else
        text_mode();
    }
  }

  void text_mode() {
    if (starts_with_any_case(rest(), "<!doctype"))
      doctype();
    else if (rest().starts_with("<!--"))
      begin_comment();
    else if (rest().starts_with("<?"))
      processing_instruction();
    else if (rest().starts_with("</"))
      closing_tag();
    else if (rest()[0] == '<')
      opening_tag();
    else if (rest()[0] == '{' && no_curly_depth_ == 0)
      interpolation();
    else
      take(1);
  }

  // Text

  void take(std::size_t n) {
    if (text_.text.empty()) text_.span.begin = offset(at_);
    text_.text.append(chars(), at_, n);
    at_ += n;
    text_.span.end = at_ == 0 ? offset(0) : segment_->offset(at_ - 1) + 1;
  }

  void flush() {
    if (!text_.text.empty()) tokens_.emplace_back(std::move(text_));
    text_ = {};
  }

  void doctype() {
    const auto end = chars().find('>', at_);
    if (end == npos) {
      error("T02", segment_->end, "the input ended within <!doctype: > is missing");
      return take(size() - at_);
    }
    take(end + 1 - at_);
  }

  void processing_instruction() {
    error("T03", offset(at_ + 1), "<? is not HTML: processing instructions cannot stand in a template",
          "a literal < is written &lt;");
    const auto end = chars().find('>', at_);
    take((end == npos ? size() : end + 1) - at_);
  }

  void begin_comment() {
    mode_ = Mode::comment;
    mode_begin_ = offset(at_);
    take(4);
  }

  /// Takes text through `closing`, which ends the mode, or all of the segment.
  void take_through(std::string_view closing) {
    const auto found = chars().find(closing, at_);
    if (found == npos) return take(size() - at_);
    take(found + closing.size() - at_);
    mode_ = Mode::text;
  }

  void take_raw() {
    const auto found = chars().find("</" + raw_name_ + ">", at_);
    take((found == npos ? size() : found) - at_);
    if (found != npos) mode_ = Mode::text;
  }

  void interpolation() {
    const auto code = curly_code();
    if (!code) return take(1);
    flush();
    tokens_.emplace_back(Interpolation{{code->begin - 1, code->end + 1}, *code});
  }

  /// The code of the braces at the cursor, which moves behind them; an error where they do not close.
  std::optional<Span> curly_code() {
    const auto end = find_closing_brace(chars(), {at_ + 1, size()});
    if (end == npos) {
      error("T15", offset(at_), "this { is never closed: } is missing",
            "a literal brace is written &lbrace; or <%= \"{\" %>; a // comment hides the rest of its line");
      return std::nullopt;
    }
    const Span code{offset(at_) + 1, offset(end)};
    at_ = end + 1;
    return code;
  }

  // Tags

  void opening_tag() {
    OpenTag tag;
    tag.span.begin = offset(at_);
    tag.name = name_at(at_ + 1);
    if (tag.name.empty()) {
      bad_opening();
      return take(1);
    }
    flush();
    tag.kind = kind_of(tag.name);
    tag.broken = !check_name(tag.name, offset(at_ + 1));
    at_ += 1 + tag.name.size();
    const bool complete = attributes(tag);
    tag.span.end = offset(at_ - 1) + 1;
    if (!complete) {
      tag.broken = true;
      broken_tag_ = std::move(tag);
      in_broken_tag_ = true;
      return skip_broken_tag();
    }
    open(std::move(tag));
  }

  void bad_opening() {
    error("T03", offset(at_ + 1), "a tag's name is expected after <", "a literal < is written &lt;");
  }

  bool check_name(const std::string& name, std::size_t at) {
    if (name == ".")
      error("T04", at, "a component's name is expected after .");
    else if (name == ":inner_block")
      error("T05", at, "the slot name inner_block is reserved for the content outside of slots");
    else if (name == ":")
      error("T05", at, "a slot's name is expected after :");
    else
      return true;
    return false;
  }

  /// The tag is complete: what follows is its content.
  void open(OpenTag tag) {
    const bool has_content = !tag.self_closing && !tag.is_void();
    const bool no_curly = std::any_of(tag.attributes.begin(), tag.attributes.end(),
                                      [](auto& a) { return a.name == "phx-no-curly-interpolation"; });
    if (has_content && (no_curly_depth_ > 0 || no_curly)) ++no_curly_depth_;
    if (has_content && (tag.name == "script" || tag.name == "style")) {
      mode_ = Mode::raw;
      raw_name_ = tag.name;
    }
    tokens_.emplace_back(std::move(tag));
  }

  void closing_tag() {
    CloseTag tag;
    tag.span.begin = offset(at_);
    tag.name = name_at(at_ + 2);
    if (tag.name.empty()) {
      error("T03b", offset(at_ + 2), "a tag's name is expected after </");
      return take(2);
    }
    flush();
    tag.kind = kind_of(tag.name);
    at_ += 2 + tag.name.size();
    if (at_ >= size() || chars()[at_] != '>') {
      error("T06", offset(at_), fmt::format("> is expected right after </{}", tag.name));
      at_ = std::min(chars().find('>', at_), size() - 1);
    }
    ++at_;
    tag.span.end = offset(at_ - 1) + 1;
    if (no_curly_depth_ > 0 && !is_void_element(tag.name)) --no_curly_depth_;
    tokens_.emplace_back(std::move(tag));
  }

  /// The attributes and the end of `tag`; false where an error left its end to be found.
  bool attributes(OpenTag& tag) {
    for (;;) {
      skip_spaces();
      if (at_ >= size()) {
        error("T10", segment_->end, fmt::format("the tag <{} is never ended: > or /> is missing", tag.name), tag_hint);
        return false;
      }
      if (rest().starts_with("/>")) {
        tag.self_closing = true;
        at_ += 2;
        return true;
      }
      if (chars()[at_] == '>') {
        ++at_;
        return true;
      }
      if (!(chars()[at_] == '{' ? spread(tag) : attribute(tag))) return false;
    }
  }

  bool spread(OpenTag& tag) {
    Attribute attribute;
    attribute.kind = Attribute::Value::spread;
    attribute.span.begin = offset(at_);
    const auto code = curly_code();
    if (!code) return false;
    attribute.code = *code;
    attribute.span.end = offset(at_ - 1) + 1;
    tag.attributes.push_back(std::move(attribute));
    return true;
  }

  bool attribute(OpenTag& tag) {
    Attribute attribute;
    attribute.span.begin = offset(at_);
    if (!attribute_name(attribute.name)) return false;
    const auto name_end = at_;
    skip_spaces();
    if (at_ < size() && chars()[at_] == '=') {
      ++at_;
      skip_spaces();
      if (!attribute_value(attribute)) return false;
    } else {
      at_ = name_end;
    }
    attribute.span.end = offset(at_ - 1) + 1;
    warn_of_missing_space(attribute);
    tag.attributes.push_back(std::move(attribute));
    return true;
  }

  bool attribute_name(std::string& name) {
    const auto begin = at_;
    while (at_ < size() && !ends_name(chars()[at_]) && chars()[at_] != '}') ++at_;
    name = chars().substr(begin, at_ - begin);
    if (at_ >= size()) {
      error("T02", segment_->end, fmt::format("the input ended within the attribute {}", name), tag_hint);
      return false;
    }
    const char c = chars()[at_];
    if (c == '}')
      error("T11", offset(at_), "an attribute is expected here, but this } closes nothing");
    else if (c == '"' || c == '\'')
      error("T12", offset(at_), fmt::format("{} cannot be in an attribute's name", c));
    else if (name.empty())
      error("T13", offset(at_), "an attribute's name is expected");
    else
      return true;
    return false;
  }

  bool attribute_value(Attribute& attribute) {
    const char c = at_ < size() ? chars()[at_] : '\0';
    if (c == '{') {
      const auto code = curly_code();
      attribute.kind = Attribute::Value::expression;
      attribute.code = code.value_or(Span{});
      return code.has_value();
    }
    if (c != '"' && c != '\'') {
      error("T14b", offset(at_), fmt::format("a value in quotes, or {{…}}, is expected after {}=", attribute.name));
      return false;
    }
    const auto end = chars().find(c, at_ + 1);
    if (end == npos) {
      error("T14", segment_->end, fmt::format("the value of {} is never closed: {} is missing", attribute.name, c),
            "a code tag cannot stand within a value: write attr={…}, or spread attributes with {attrs}");
      return false;
    }
    attribute.kind = Attribute::Value::text;
    attribute.quote = c;
    attribute.value = chars().substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return true;
  }

  void warn_of_missing_space(const Attribute& attribute) {
    if (attribute.kind == Attribute::Value::none || at_ >= size()) return;
    const char c = chars()[at_];
    if (!is_space(c) && c != '\r' && c != '>' && c != '/' && c != '}')
      diagnostics_.warning("V01", offset(at_),
                           fmt::format("a space is missing after the attribute {}", attribute.name));
  }

  /// Goes on behind the next `>`, be it beyond code tags, and takes the tag as it was read so far.
  void skip_broken_tag() {
    const auto end = chars().find('>', at_);
    if (end == npos) {
      at_ = size();
      return;
    }
    broken_tag_.self_closing = end > 0 && chars()[end - 1] == '/';
    at_ = end + 1;
    in_broken_tag_ = false;
    open(std::move(broken_tag_));
  }

  // Characters

  const std::string& chars() const { return segment_->chars; }
  std::size_t size() const { return chars().size(); }
  std::string_view rest() const { return std::string_view(chars()).substr(at_); }
  std::size_t offset(std::size_t index) const { return segment_->offset(index); }

  std::string name_at(std::size_t begin) const {
    auto end = begin;
    while (end < size() && !ends_name(chars()[end])) ++end;
    return chars().substr(begin, end - begin);
  }

  void skip_spaces() {
    while (at_ < size() && (is_space(chars()[at_]) || rest().starts_with("\r\n"))) ++at_;
  }

  void error(std::string_view id, std::size_t at, std::string message, std::string_view hint = {}) {
    diagnostics_.error(id, at, std::move(message), std::string(hint));
  }

  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  const TextSegment* segment_ = nullptr;
  std::size_t at_ = 0;
  Text text_;
  Mode mode_ = Mode::text;
  std::size_t mode_begin_ = 0;
  std::string raw_name_;
  int no_curly_depth_ = 0;
  bool in_broken_tag_ = false;
  OpenTag broken_tag_;
};

}  // namespace

bool OpenTag::is_void() const { return kind == TagKind::html && is_void_element(name); }

bool is_void_element(std::string_view name) {
  static constexpr std::string_view names[] = {"area",  "base",   "br",   "col",  "command", "embed",  "hr",    "img",
                                               "input", "keygen", "link", "meta", "param",   "source", "track", "wbr"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

std::vector<Token> tokenize(const std::vector<Segment>& segments, Diagnostics& diagnostics) {
  return Tokenizer(diagnostics).run(segments);
}

}  // namespace plume::compiler
