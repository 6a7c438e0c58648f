// A template as the formatter sees it: pieces that stay as they are, and the white space between them.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/ast.h"
#include "compiler/source.h"

namespace plume::compiler {

/// White space between two pieces.
enum class Gap { none, space, line, blank_line };

struct Piece;

/// The content of an element, a branch or a whole template.
struct PieceList {
  std::vector<Piece> pieces;
  Gap end = Gap::none;  ///< behind the last piece; where there is none: all of it
  bool empty() const { return pieces.empty(); }
  /// In front of the first piece.
  Gap begin() const;
};

struct Piece {
  enum class Kind {
    text,     ///< a line of text, or what of it stands between other pieces
    comment,  ///< `<!-- … -->`, `<%!-- … --%>`
    doctype,
    code,  ///< Output or Statement
    element,
    block,
  };
  Kind kind;
  Span span;
  Gap before;                         ///< between it and the piece before it, or the edge
  const Node* node = nullptr;         ///< of code, elements and blocks
  std::vector<PieceList> lists = {};  ///< the content of an element, or the branches of a block
  Span inner = {};                    ///< between the tags of an element with content
  bool no_curly = false;              ///< `{` is text here
  bool verbatim = false;              ///< its content stays byte for byte: rule G5
  /// Begins and ends a line wherever there is white space around it: rules G2, G3 and G14.
  bool is_block = false;
  bool is_loose = false;  ///< white space at the inner edges of the element shows nowhere

  const Element& element() const { return *node->as<Element>(); }
  const Block& block() const { return *node->as<Block>(); }
};

/// The pieces of a template without errors. `range` is all of its text.
///
/// Code blocks get lines of their own only where the white space that this puts inside of them is there already, or
/// beside them, or shows nowhere since the neighbour is a block element. Else they are verbatim: `item<%= if (@n > 1) {
/// %>s<% } %>` must not become two words.
PieceList read_pieces(const Source& source, const Nodes& nodes, Span range);

/// Whether `c` is white space to HTML.
bool is_html_space(char c);
/// `span` without HTML's white space at its ends.
Span trim_html_space(std::string_view text, Span span);

/// Whether what `tag` opens flows with the text around it: rule G2.
bool is_inline(const OpenTag& tag);
/// Whether white space right inside the tags of such an element shows nowhere: in block elements, and in inline ones
/// that hold no text themselves, as `<select>`.
bool is_loose_inside(const OpenTag& tag);
/// `<script>` and `<style>`, whose content is another language.
bool is_raw_text(const OpenTag& tag);

}  // namespace plume::compiler
