// What the compiler itself adds to the markup of a template: the marks of outermost tags and the annotations for people
// who look at the page in their browser (10.3, 12).
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "compiler/ast.h"

namespace plume::compiler {

struct MarkupOptions {
  std::string root_attribute{};    ///< of every outermost tag, such as `phx-r`; empty: none
  bool debug_annotations = false;  ///< comments around templates and slots, and in front of calls; traces of exceptions
  bool debug_attributes = false;   ///< `data-phx-loc`, the line, on every tag
  std::string app{};               ///< named in the comments
  std::string file{};              ///< of the template, as comments and traces name it
};

/// The additions to one template. The default adds nothing.
class Markup {
 public:
  Markup() = default;
  /// `component` is the class, and `line` where its template begins; `scope` is a further attribute of outermost tags,
  /// or empty.
  Markup(const MarkupOptions& options, std::string component, int line, std::string scope)
      : options_(options), component_(std::move(component)), line_(line), scope_(std::move(scope)) {}

  bool has_debug_annotations() const { return options_.debug_annotations; }
  const std::string& file() const { return options_.file; }
  /// What stands behind the name of a tag on `line`, before the author's attributes.
  std::string attributes(int line, bool outermost) const;
  /// In front of a call.
  std::string call(int line) const;

  /// The comments around some content; both empty where it gets none.
  struct Frame {
    std::string begin, end;
  };
  Frame around_template(const Nodes& nodes) const;
  /// `name` with its colon.
  Frame around_slot(std::string_view name, int line, const Nodes& nodes) const;

 private:
  Frame around(std::string_view name, int line, const Nodes& nodes) const;

  MarkupOptions options_;
  std::string component_;
  int line_ = 1;
  std::string scope_;
};

}  // namespace plume::compiler
