// What part of a block a code tag is.
#pragma once

#include <string>
#include <string_view>

#include "compiler/source.h"

namespace plume::compiler {

enum class BlockKind { if_, loop, switch_ };

struct CodeShape {
  enum class Role {
    plain,      ///< an expression or a statement
    head,       ///< `if (…) {`, `for (…) {`, `while (…) {`, `switch (…) {`
    else_,      ///< `} else {`, `} else if (…) {`
    label,      ///< `case X:`, `default:`
    end,        ///< `}`
    malformed,  ///< opens or closes braces in another way
  };
  Role role = Role::plain;
  BlockKind block = BlockKind::if_;  ///< of a head
  bool final_else = false;           ///< `} else {`
  std::string message;               ///< of a malformed one: what is wrong
  std::string hint;
};

/// The shape of the code in `code`: rule E6, with braces for the blocks.
CodeShape shape_of(std::string_view text, Span code);

}  // namespace plume::compiler
