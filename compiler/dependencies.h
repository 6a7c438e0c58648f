// What a dynamic depends on: rules 5.2 to 5.4.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast.h"
#include "compiler/cpp_code.h"
#include "compiler/source.h"

namespace plume::compiler {

/// `@a`, `@a.b["c"]`, or a member of a variable.
struct Path {
  std::string name;  ///< of the assign or the variable
  Span code;         ///< the whole path
  bool whole;        ///< nothing but the name
};

struct Dependencies {
  std::vector<Path> assigns;
  std::vector<Path> variables;  ///< those bound in the template
  Names mentioned;              ///< of variables bound in the template, called ones too
  /// Qualified names that may be constants, `Mode::list`, and where they stand: the C++ compiler knows.
  std::map<std::string, std::size_t, std::less<>> named;
  bool untracked = false;  ///< reads something that nobody tracks, variables among it

  void add(const Dependencies& other);
  /// The names of the assigns, each once, in order of their first use.
  std::vector<std::string> assign_names() const;
};

/// Finds dependencies of the C++ in one template. What is evaluated again is said in plume/assign.h: whatever is not
/// known to be constant, or to depend on assigns alone.
class DependencyFinder {
 public:
  explicit DependencyFinder(std::string_view text) : text_(text) {}

  /// Of code where the `visible` variables of the template may be read. `own` are those that the construct binds
  /// itself: they do not count.
  Dependencies of(Span code, const Names& visible, const Names& own = {}) const;
  /// Of everything in `nodes`.
  Dependencies of(const Nodes& nodes, const Names& visible, Names own = {}) const;
  /// Of one node. What a statement declares is added to `own`.
  Dependencies of(const Node& node, const Names& visible, Names& own) const;
  Dependencies of_block(const Block& block, const Names& visible, const Names& own = {}) const;
  Dependencies of_element(const Element& element, const Names& visible, Names own = {}) const;
  /// Of the ordinary attributes and the content of an element, as if it had no `:for`, `:if` and `:key`.
  Dependencies of_plain(const Element& element, const Names& visible, Names own = {}) const;

 private:
  std::string_view text_;
};

/// The special attribute `:for` of an element; it was checked before.
std::optional<Generator> generator_of(std::string_view text, const Element& element);
/// What `:let` of an element binds.
Names let_names(std::string_view text, const Element& element);

}  // namespace plume::compiler
