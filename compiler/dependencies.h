// What a dynamic depends on: rules 5.2 to 5.4.
#pragma once

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
  bool untracked = false;       ///< reads something that nobody tracks, variables among it

  void add(const Dependencies& other);
  /// The names of the assigns, each once, in order of their first use.
  std::vector<std::string> assign_names() const;
};

/// How far names that are not bound in the template can be trusted.
enum class Host {
  file,    ///< a template file: calls of functions read nothing but their arguments
  inline_  ///< in the class: an unqualified call may be one of a member, which reads the class
};

/// Finds dependencies of the C++ in one template.
class DependencyFinder {
 public:
  DependencyFinder(std::string_view text, Host host) : text_(text), host_(host) {}

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
  bool reads_untracked(const std::vector<CppToken>& tokens, std::size_t i) const;

  std::string_view text_;
  Host host_;
};

/// The special attribute `:for` of an element; it was checked before.
std::optional<Generator> generator_of(std::string_view text, const Element& element);
/// What `:let` of an element binds.
Names let_names(std::string_view text, const Element& element);

}  // namespace plume::compiler
