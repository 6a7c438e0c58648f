#include "compiler/whitespace.h"

#include <algorithm>
#include <iterator>

namespace plume::compiler {

namespace {

/// Length of the white space character at the front of `text`, 0 where there is none.
std::size_t space_length(std::string_view text) {
  static constexpr std::string_view wide[] = {"\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
                                              "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
                                              "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};
  if (text.empty()) return 0;
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  for (const auto space : wide)
    if (text.starts_with(space)) return space.size();
  return 0;
}

/// The end of the run of comments and blank text at `begin`, from which the text is taken.
template <class Iterator>
void drop_blank_run(Iterator begin, Iterator end, std::vector<bool>& dropped, std::size_t first, int step) {
  for (auto i = begin; i != end; ++i, first += static_cast<std::size_t>(step)) {
    const auto* text = std::get_if<Text>(&*i);
    if (text && leading_space(text->text) == text->text.size())
      dropped[first] = true;
    else if (!std::holds_alternative<TemplateComment>(*i))
      return;
  }
}

}  // namespace

std::size_t leading_space(std::string_view text) {
  std::size_t n = 0;
  while (const auto length = space_length(text.substr(n))) n += length;
  return n;
}

void trim_edges(std::vector<Token>& tokens) {
  std::vector<bool> dropped(tokens.size());
  drop_blank_run(tokens.begin(), tokens.end(), dropped, 0, 1);
  drop_blank_run(tokens.rbegin(), tokens.rend(), dropped, tokens.size() - 1, -1);
  std::size_t i = 0;
  std::erase_if(tokens, [&](const Token&) { return dropped[i++]; });
}

}  // namespace plume::compiler
