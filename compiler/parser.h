// The third step: tokens become a tree.
#pragma once

#include <vector>

#include "compiler/ast.h"
#include "compiler/diagnostics.h"
#include "compiler/splitter.h"
#include "compiler/tokenizer.h"

namespace plume::compiler {

/// The tree of `tokens`, whose edges are trimmed: tags and blocks matched, slots in their places, white space after
/// slots dropped (1.6, 1.9 T20 to T24, W4, W8). After errors the tree holds what could be understood.
Nodes parse(const Source& source, std::vector<Token> tokens, Diagnostics& diagnostics);

/// Splits, tokenizes, trims and parses the template in `range`, which must be UTF-8 without NUL (T00).
Nodes parse_template(const Source& source, Span range, Trim trim, Diagnostics& diagnostics);

}  // namespace plume::compiler
