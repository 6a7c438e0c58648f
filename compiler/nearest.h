// Which word was meant by one that is misspelt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plume::compiler {

/// Returns the word of `words` that differs from `word` by the fewest letters, upper and lower case counting as equal;
/// empty if more than a third of the letters differ.
std::string nearest(std::string_view word, const std::vector<std::string>& words);

}  // namespace plume::compiler
