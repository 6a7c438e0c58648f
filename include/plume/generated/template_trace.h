// Where in a template an exception came from. Used by templates that are compiled with debug annotations; other ones
// know nothing of it.
#pragma once

#include <string_view>

namespace plume {

/// A file with templates, a constant of what is compiled from it.
struct TemplateFile {
  std::string_view name;  ///< below the project's folder
  std::string_view path;  ///< where the compiler read it
};

/// A place in a template: both numbers count from 1, columns in code points.
struct TemplatePosition {
  const TemplateFile* file;
  int line;
  int column;
};

namespace detail {

/// Follows a compiled template, or the content of a slot, from expression to expression.
class TemplateTrace {
 public:
  explicit TemplateTrace(const TemplateFile& file) : position_{&file, 1, 1} {}
  TemplateTrace(const TemplateTrace&) = delete;
  TemplateTrace& operator=(const TemplateTrace&) = delete;

  /// The expression there is evaluated next.
  void at(int line, int column) {
    position_.line = line;
    position_.column = column;
  }
  const TemplatePosition& position() const { return position_; }
  /// The exception that is being handled leaves the template: notes where it came from.
  void left() const;

 private:
  TemplatePosition position_;
};

}  // namespace detail
}  // namespace plume
