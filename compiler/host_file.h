// The C++ around templates: which classes a file defines, and which templates stand in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics.h"
#include "compiler/source.h"

namespace plume::compiler {

/// A class or struct that a file defines, outside of functions.
struct HostClass {
  std::string key;                      ///< `class` or `struct`
  std::vector<std::string> namespaces;  ///< as they are opened: `app`, `ui::parts`, or empty for an anonymous one
  std::string name;                     ///< with the classes around it: `Outer::Inner`
  std::size_t offset = 0;               ///< of its name
  bool is_template = false;
  bool is_final = false;
  /// Of a class template that can have an inline template: `template <class Row>`, without default arguments, and
  /// `<Row>`.
  std::string template_head{}, template_arguments{};
  std::string bases{};  ///< as written behind the colon; empty: none

  /// `app::ui::parts::Outer::Inner`.
  std::string qualified_name() const;
};

/// The text of a PLUME_HEEX(R"tag(…)tag") in the class `host`.
struct InlineTemplate {
  HostClass host;
  Span text;
};

struct HostFile {
  std::vector<HostClass> classes;
  std::vector<InlineTemplate> templates;
};

/// Reads a C++ file lexically: no macro is expanded, no #include followed, both sides of an #if are read. A PLUME_HEEX
/// in the wrong place, or without a raw string, is an error.
HostFile read_host_file(const Source& source, Diagnostics& diagnostics);

/// `CounterLive` is `counter_live`, `HTTPServer` is `http_server`.
std::string snake_case(std::string_view name);

}  // namespace plume::compiler
