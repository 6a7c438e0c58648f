// How the lines of a file end.
#pragma once

#include <string>
#include <string_view>

namespace plume::compiler {

/// The text of a file with lines that end in LF, and the way back to CR LF.
class LineEnds {
 public:
  explicit LineEnds(std::string text);

  /// Whether all lines end in CR LF, and there is one.
  bool are_cr_lf() const { return with_cr_; }
  /// The file's text with LF. It is as it was if its lines end in LF, or some in this and some in that.
  const std::string& text() const { return text_; }
  /// `text` with the line ends of the file.
  std::string restored(std::string text) const;

 private:
  std::string text_;
  bool with_cr_;  // all of them are CR LF
};

}  // namespace plume::compiler
