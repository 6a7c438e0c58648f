// ES modules as parts of a file that holds several.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// A module as an expression of JavaScript, which runs its code in a function.
struct ModuleExpression {
  std::string code;
  bool has_default;  ///< its value is the default export, else undefined
};

/// Returns nullopt if the module does not mean the same within a function (it imports, exports names, or awaits at its
/// top), or if it is not understood without a parser. Such a module must stay a file of its own.
std::optional<ModuleExpression> module_expression(std::string_view module);

}  // namespace plume
