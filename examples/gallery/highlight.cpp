#include "gallery/highlight.h"

#include <algorithm>
#include <iterator>

namespace gallery {
namespace {

constexpr std::string_view keywords[] = {
    "auto",      "bool",    "case",     "char",     "class",    "const",  "constexpr", "default", "double",
    "else",      "enum",    "explicit", "false",    "for",      "if",     "inline",    "int",     "mutable",
    "namespace", "nullptr", "operator", "override", "private",  "public", "return",    "static",  "struct",
    "template",  "this",    "throw",    "true",     "typename", "using",  "void",      "while"};

bool in_word(char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool in_tag(char c) { return in_word(c) || c == '-' || c == '.' || c == ':' || c == '/'; }

template <class Belongs>
std::size_t run(std::string_view text, std::size_t from, Belongs belongs) {
  return static_cast<std::size_t>(std::find_if_not(text.begin() + from, text.end(), belongs) - text.begin());
}

std::size_t after_string(std::string_view text) {
  std::size_t at = 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

// The piece at the beginning of `text`, which is not empty.
Piece first_piece(std::string_view text) {
  if (text.starts_with("//")) return {"comment", text};
  if (text[0] == '"') return {"string", text.substr(0, after_string(text))};
  if (text[0] == '<' && text.size() > 1 && in_tag(text[1])) return {"tag", text.substr(0, run(text, 1, in_tag))};
  if (!in_word(text[0])) return {"", text.substr(0, 1)};
  const auto word = text.substr(0, run(text, 0, in_word));
  const bool keyword = std::find(std::begin(keywords), std::end(keywords), word) != std::end(keywords);
  return {keyword ? "keyword" : "", word};
}

Line pieces_of(std::string_view text) {
  Line line;
  while (!text.empty()) {
    const Piece piece = first_piece(text);
    if (piece.kind.empty() && !line.empty() && line.back().kind.empty())
      line.back().text = {line.back().text.data(), line.back().text.size() + piece.text.size()};
    else
      line.push_back(piece);
    text.remove_prefix(piece.text.size());
  }
  return line;
}

}  // namespace

std::vector<Line> highlight(std::string_view source) {
  std::vector<Line> lines;
  while (!source.empty()) {
    const auto end = source.find('\n');
    lines.push_back(pieces_of(source.substr(0, end)));
    source.remove_prefix(end == source.npos ? source.size() : end + 1);
  }
  return lines;
}

}  // namespace gallery
