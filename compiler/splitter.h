// The first step: a template cut into text, code tags and template comments. It knows nothing of HTML.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "compiler/diagnostics.h"
#include "compiler/source.h"

namespace plume::compiler {

/// Text between code tags: what remains of it after `<%%` became `<%` and blank lines around tags were trimmed.
struct TextSegment {
  std::string chars;
  std::vector<std::size_t> offsets;  ///< for each char, where in the file it comes from
  std::size_t end = 0;               ///< where in the file the segment ends

  std::size_t offset(std::size_t index) const { return index < offsets.size() ? offsets[index] : end; }
};

/// `<% code %>`, or `<%= code %>` which outputs its value.
struct CodeTag {
  Span span;
  Span code;
  bool output = false;
};

/// `<%!-- … --%>`, or the deprecated `<%# … %>`.
struct TemplateComment {
  Span span;
};

using Segment = std::variant<TextSegment, CodeTag, TemplateComment>;

/// Whether blank lines around code tags and template comments shrink to one line end: in template files, but not in
/// templates within C++.
enum class Trim : bool { no, yes };

/// Rules E1 to E8. A tag whose end is missing takes the rest of the template.
std::vector<Segment> split(const Source& source, Span range, Trim trim, Diagnostics& diagnostics);

}  // namespace plume::compiler
