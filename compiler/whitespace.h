// White space that is no part of the page: rule W2.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/tokenizer.h"

namespace plume::compiler {

/// Bytes of Unicode white space at the front of `text`.
std::size_t leading_space(std::string_view text);

/// Drops text that is only white space from both ends of a template; comments there stay.
void trim_edges(std::vector<Token>& tokens);

}  // namespace plume::compiler
