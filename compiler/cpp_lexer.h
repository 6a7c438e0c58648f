// C++ cut into tokens, as far as a template compiler needs to know it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "compiler/source.h"

namespace plume::compiler {

struct CppToken {
  enum class Kind {
    identifier,    ///< keywords too
    number,        ///< `1'000`, `0x1p-3`; `1..9` is the three tokens 1 .. 9
    string,        ///< with prefix and suffix; raw ones too
    character,     ///< with prefix
    comment,       ///< `//…` without the line end, `/*…*/`
    assign,        ///< `@name`
    punctuator,    ///< the longest operator, but `>>` is two tokens, as in `vector<vector<int>>`
    unterminated,  ///< the quote or `/*` that nothing ends
    end,           ///< nothing is left
  };
  Kind kind;
  std::string_view text;
  Span span;

  bool is(std::string_view punctuator_or_word) const {
    return (kind == Kind::punctuator || kind == Kind::identifier) && text == punctuator_or_word;
  }
};

/// The first token of `text` within `range`, which skips white space. A `//` comment ends before `line_comment_end` too
/// where one is given.
CppToken next_token(std::string_view text, Span range, std::string_view line_comment_end = {});

/// All tokens of `range` but comments.
std::vector<CppToken> lex(std::string_view text, Span range);

/// Where in `text` the brace is that closes the one just before `range`; npos where none does. Strings, characters and
/// comments are skipped, and so are `\{` and `\}`.
std::size_t find_closing_brace(std::string_view text, Span range);

/// Whether `word` is a keyword or a literal word (`true`, `nullptr`) of C++20.
bool is_keyword(std::string_view word);
/// Whether `name` is an identifier and no keyword.
bool is_plain_identifier(std::string_view name);
bool is_identifier_start(char c);
bool is_identifier_part(char c);

}  // namespace plume::compiler
