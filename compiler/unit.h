// One generated C++ file: the constants of all templates in it, and their functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/code.h"
#include "compiler/colocated.h"
#include "compiler/source.h"

namespace plume::compiler {

/// The static part of a template site as it grows: texts, with one dynamic between each two.
struct Site {
  std::string name;
  std::vector<std::string> statics{""};
  bool root = false;

  void text(std::string_view more) { statics.back() += more; }
  /// The number of a new dynamic at the end.
  unsigned slot() {
    statics.emplace_back();
    return static_cast<unsigned>(statics.size()) - 2;
  }
};

class Unit {
 public:
  /// Where its functions are: in a source file of their own, or in every one that includes it, as class templates need.
  enum class Kind { source, header };
  /// `prefix` begins the names of its constants.
  Unit(const Source& source, std::string prefix, Kind kind = Kind::source)
      : source_(source), prefix_(std::move(prefix)), kind_(kind), functions_(source) {}

  Site new_site() { return {prefix_ + "_t" + std::to_string(sites_++), {""}, false}; }
  /// Adds the constants of a site that is complete.
  void add(const Site& site);
  /// Registers a file that the endpoint serves.
  void add(const ColocatedFile& file);

  /// The name of the constant that stands for the file of the templates in traces of exceptions, where it is `name`.
  std::string template_file(std::string_view name);

  Code& functions() { return functions_; }
  void need_list() { needs_list_ = true; }
  void need_loops() { needs_loops_ = true; }
  void need_calls() { needs_calls_ = true; }
  void need_spreads() { needs_spreads_ = true; }
  void need_built_in() { needs_built_in_ = true; }
  void need_root_check() { needs_root_check_ = true; }
  void need_live_components() { needs_live_components_ = true; }
  void need_joining() { needs_joining_ = true; }
  void need_choices() { needs_choices_ = true; }

  /// The file `name`, which declares `before`, includes the file `host`, and holds everything added.
  std::string assemble(std::string_view name, const std::vector<std::string>& before, std::string_view host) const;
  /// The header `name`, which the file with the class template includes at its end.
  std::string assemble_header(std::string_view name) const;
  /// The namespace of a header's constants, for the functions.
  std::string constants_namespace() const { return "plume_heex_" + prefix_; }

 private:
  void includes(Code& all) const;
  void constants(Code& all) const;

  const Source& source_;
  std::string prefix_;
  Kind kind_;
  std::vector<std::string> constants_;
  Code functions_;
  unsigned sites_ = 0;
  unsigned colocated_ = 0;
  bool needs_list_ = false;
  bool needs_loops_ = false;
  bool needs_calls_ = false;
  bool needs_spreads_ = false;
  bool needs_built_in_ = false;
  bool needs_root_check_ = false;
  bool needs_live_components_ = false;
  bool needs_joining_ = false;
  bool needs_choices_ = false;
  bool needs_traces_ = false;
};

}  // namespace plume::compiler
