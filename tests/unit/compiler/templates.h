// Short ways to compile templates in tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/checker.h"
#include "compiler/code.h"
#include "compiler/colocated.h"
#include "compiler/diagnostics.h"
#include "compiler/emitter.h"
#include "compiler/literals.h"
#include "compiler/markup.h"
#include "compiler/member_checker.h"
#include "compiler/parser.h"
#include "compiler/unit.h"

namespace plume::compiler::testing {

/// What a template is compiled with.
struct Options {
  std::string module = "Page";
  MarkupOptions markup{};
};

/// A template named t.heex through all steps before the last.
struct Checked {
  Checked(std::string_view text, Trim trim, const Options& options) : source("t.heex", std::string(text)) {
    nodes = parse_template(source, {0, text.size()}, trim, diagnostics);
    check(source, nodes, diagnostics);
    check_members(source, nodes, {}, diagnostics);
    parts = take_colocated(source, nodes, {options.module, options.markup.root_attribute}, diagnostics);
  }
  std::string report() const {
    std::string all;
    for (const auto& one : diagnostics.sorted()) all += render(source, one);
    return all;
  }

  Source source;
  Diagnostics diagnostics;
  Nodes nodes;
  ColocatedParts parts;
};

/// All errors and warnings of a template, as they are shown.
inline std::string diagnose(std::string_view text, Trim trim = Trim::no, const Options& options = {}) {
  return Checked(text, trim, options).report();
}

/// The generated file `out.cpp` of a template without errors.
inline std::string emit(std::string_view text, Trim trim = Trim::no, const Options& options = {}) {
  const Checked checked(text, trim, options);
  if (checked.diagnostics.has_errors()) return checked.report();
  Unit unit(checked.source, "t");
  for (const auto& file : checked.parts.files) unit.add(file);
  auto name = options.module;
  for (auto at = name.find('.'); at != std::string::npos; at = name.find('.')) name.replace(at, 1, "::");
  Markup markup(options.markup, name, 1, checked.parts.scope);
  unit.functions().append(Emitter(checked.source, unit, markup).body(checked.nodes));
  return unit.assemble("out.cpp", {}, "host.h");
}

/// The emitted statements alone, without #line directives.
inline std::string body(std::string_view text) {
  const auto all = emit(text, Trim::no);
  std::string statements;
  for (auto at = all.find("}  // namespace\n\n") + 17; at < all.size();) {
    const auto end = all.find('\n', at);
    const auto line = all.substr(at, end - at);
    const auto text_begin = line.find_first_not_of(' ');
    if (!line.starts_with("#line") && text_begin != std::string::npos) statements += line.substr(text_begin) + "\n";
    at = end + 1;
  }
  return statements;
}

/// The static part of each template site as JSON, in the order of the sites' numbers; `r` stands before those with a
/// single root element.
inline std::vector<std::string> sites(std::string_view text, Trim trim = Trim::no, const Options& options = {}) {
  const auto all = emit(text, trim, options);
  std::vector<std::string> found;
  for (;;) {
    const auto name = "constexpr plume::Template t_t" + std::to_string(found.size()) + "{";
    const auto line = all.find(name);
    if (line == std::string::npos) return found;
    const auto begin = all.find('"', line);
    const auto end = all.find("]\"", begin) + 2;
    const bool root = all.substr(end, all.find('\n', end) - end).find("true") != std::string::npos;
    found.push_back((root ? "r" : "") + string_value(all.substr(begin, end - begin)).value_or("unreadable"));
  }
}

}  // namespace plume::compiler::testing
