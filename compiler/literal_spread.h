// Spreads of attributes that are written out in the template: `{{ {"name", value}, … }}`.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "compiler/tokenizer.h"

namespace plume::compiler {

/// The attributes of a spread, or of `data={{ {"name", value}, … }}`, that is a list in braces with constant names;
/// nullopt if it is something else.
std::optional<std::vector<Attribute>> unrolled_spread(std::string_view text, const Attribute& attribute);

}  // namespace plume::compiler
