#include "compiler/splitter.h"

#include <algorithm>
#include <utility>

#include "compiler/cpp_lexer.h"

namespace plume::compiler {

namespace {

constexpr auto npos = std::string_view::npos;

class Splitter {
 public:
  Splitter(const Source& source, Span range, Diagnostics& diagnostics)
      : text_(source.text().substr(0, range.end)), at_(range.begin), diagnostics_(diagnostics) {}

  std::vector<Segment> run() {
    while (at_ < text_.size()) {
      const auto rest = text_.substr(at_);
      if (rest.starts_with("<%%"))
        escaped_tag();
      else if (rest.starts_with("<%!--"))
        comment(5, "--%>", "a template comment is never closed: --%> is missing");
      else if (rest.starts_with("<%#"))
        old_comment();
      else if (rest.starts_with("<%"))
        code_tag();
      else
        take_char();
    }
    flush();
    return std::move(segments_);
  }

 private:
  void take_char() {
    current_.chars += text_[at_];
    current_.offsets.push_back(at_++);
  }

  void escaped_tag() {
    take_char();
    take_char();
    ++at_;
  }

  void flush() {
    current_.end = at_;
    if (!current_.chars.empty()) segments_.emplace_back(std::move(current_));
    current_ = {};
  }

  void comment(std::size_t skip, std::string_view closing, const char* unclosed) {
    flush();
    const auto found = text_.find(closing, at_ + skip);
    if (found == npos) diagnostics_.error("E2", at_, unclosed);
    const auto end = found == npos ? text_.size() : found + closing.size();
    segments_.emplace_back(TemplateComment{{at_, end}});
    at_ = end;
  }

  void old_comment() {
    diagnostics_.warning("V05", at_, "<%# … %> is deprecated", "write <%!-- … --%>");
    comment(3, "%>", "a comment is never closed: %> is missing");
  }

  void code_tag() {
    flush();
    CodeTag tag;
    tag.span.begin = at_;
    tag.code.begin = at_ + 2;
    const char marker = tag.code.begin < text_.size() ? text_[tag.code.begin] : '\0';
    tag.output = marker == '=';
    if (marker == '=' || marker == '/' || marker == '|') ++tag.code.begin;
    if (marker == '/' || marker == '|')
      diagnostics_.error("E5", at_, std::string("<%") + marker + " is not supported", "write <%= … %> or <% … %>");
    const auto end = tag_end(tag.code.begin);
    if (end == npos) diagnostics_.error("E4", at_, "a code tag is never closed: %> is missing");
    tag.code.end = std::min(end, text_.size());
    tag.span.end = std::min(tag.code.end + 2, text_.size());
    segments_.emplace_back(tag);
    at_ = tag.span.end;
  }

  /// Where the `%>` is that ends the code at `at`. One within a string does not; one in a `//` comment does.
  std::size_t tag_end(std::size_t at) const {
    for (;;) {
      const auto token = next_token(text_, {at, text_.size()}, "%>");
      if (token.kind == CppToken::Kind::end) return npos;
      if (text_.substr(token.span.begin).starts_with("%>")) return token.span.begin;
      at = token.span.end;
    }
  }

  std::string_view text_;
  std::size_t at_;
  Diagnostics& diagnostics_;
  TextSegment current_;
  std::vector<Segment> segments_;
};

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Blank lines at the front become one line end; what is on the line of the tag itself stays.
void trim_after_tag(TextSegment& text) {
  std::size_t trimmed = 0;
  for (auto i = trimmed;;) {
    while (i < text.chars.size() && is_blank(text.chars[i])) ++i;
    if (text.chars.compare(i, 2, "\r\n") == 0) ++i;
    if (i >= text.chars.size() || text.chars[i] != '\n') break;
    trimmed = ++i;
  }
  if (trimmed <= 1) return;
  text.chars.erase(0, trimmed - 1);
  text.offsets.erase(text.offsets.begin(), text.offsets.begin() + static_cast<std::ptrdiff_t>(trimmed - 1));
}

/// Blank lines at the end, and the indentation of the tag, become one line end.
void trim_before_tag(TextSegment& text) {
  auto trimmed = text.chars.size();
  bool found = false;
  for (auto i = trimmed;;) {
    while (i > 0 && is_blank(text.chars[i - 1])) --i;
    if (i == 0 || text.chars[i - 1] != '\n') break;
    --i;
    if (i > 0 && text.chars[i - 1] == '\r') --i;
    trimmed = i;
    found = true;
  }
  if (!found) return;
  text.chars.resize(trimmed + 1);
  text.offsets.resize(trimmed + 1);
  text.chars[trimmed] = '\n';
}

void trim_around_tags(std::vector<Segment>& segments) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    auto* text = std::get_if<TextSegment>(&segments[i]);
    if (!text) continue;
    if (i > 0) trim_after_tag(*text);
    if (i + 1 < segments.size()) trim_before_tag(*text);
  }
}

}  // namespace

std::vector<Segment> split(const Source& source, Span range, Trim trim, Diagnostics& diagnostics) {
  auto segments = Splitter(source, range, diagnostics).run();
  if (trim == Trim::yes) trim_around_tags(segments);
  return segments;
}

}  // namespace plume::compiler
