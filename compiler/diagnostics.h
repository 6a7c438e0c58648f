// What the compiler has to say about a template.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source.h"

namespace plume::compiler {

enum class Severity { error, warning };

/// One error or warning, at a byte of the file.
struct Diagnostic {
  std::string id;  ///< as in the manual: "T20", "V01"
  Severity severity;
  std::size_t offset;
  std::string message;
  std::string hint;  ///< what to do about it; may be empty
};

/// The errors and warnings of one file. Of errors the first 20 are kept: more of them help nobody.
class Diagnostics {
 public:
  static constexpr std::size_t most_errors = 20;

  void error(std::string_view id, std::size_t offset, std::string message, std::string hint = {});
  void warning(std::string_view id, std::size_t offset, std::string message, std::string hint = {});

  bool has_errors() const { return errors_ != 0; }
  /// By position.
  std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

/// `FILE:LINE:COL: error: MESSAGE`, the source line with up to three before it, a caret below, and the hint:
///
///     ui/page.heex:2:3: error: <span> is never closed (template ended)
///       |
///     1 | text
///     2 |   <span>
///       |   ^
std::string render(const Source& source, const Diagnostic& diagnostic);

/// One line of JSON:
/// {"file":…,"line":…,"column":…,"end_line":…,"end_column":…,"severity":…,"id":…,"message":…,"hint":…}. The end is
/// behind the word or sign at the place of the diagnostic.
std::string render_json(const Source& source, const Diagnostic& diagnostic);

}  // namespace plume::compiler
