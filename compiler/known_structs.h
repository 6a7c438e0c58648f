// The structs that a template can see, read off the text of the files that its class includes: what messages name. What
// is right or wrong is the C++ compiler's to say.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/source.h"
#include "compiler/struct_reader.h"

namespace plume::compiler {

class KnownStructs {
 public:
  KnownStructs() = default;
  /// `load` adds the files when they are first asked for.
  explicit KnownStructs(std::function<void(KnownStructs&)> load) : load_(std::move(load)) {}
  /// Adds all structs, classes and aliases that a file defines.
  void add(const Source& file);
  /// Notes that a file which is included was not found.
  void add_missing() { complete_ = false; }

  /// Returns the struct that a template names `type`: `badge`, `ui::badge` or `::badge`. Null if none or several of the
  /// files' structs may be meant.
  const StructText* find(std::string_view type) const;
  /// Whether no file that was added, nor any that it includes, defines a type whose name ends like `type`. False if a
  /// file is missing.
  bool is_unknown(std::string_view type) const;

 private:
  struct Place {
    std::size_t file;
    std::size_t offset;
    std::optional<StructText> text{};  // once it was asked for
  };
  void load() const;
  std::vector<Place*> places(std::string_view type) const;

  mutable std::function<void(KnownStructs&)> load_;
  mutable bool complete_ = true;
  std::vector<std::string> texts_;                                  // of the files
  mutable std::multimap<std::string, Place, std::less<>> structs_;  // by qualified name
  std::set<std::string, std::less<>> aliases_;                      // without namespaces
};

/// What is known of the C++ around a template.
struct Surroundings {
  const KnownStructs* structs = nullptr;
  const StructText* host = nullptr;  ///< the class of the template
  std::string class_name{};          ///< `PageLive`
  bool in_own_file = false;          ///< the template is a file beside that of the class
};

/// The names of the attributes and slots of a component.
std::vector<std::string> attribute_names(const StructText& component);
/// What an attribute is called that stands for a member: `class_` is `class`.
std::string attribute_name(std::string_view member);
/// The member that an attribute stands for; null if there is none.
const StructMember* member_of(const StructText& component, std::string_view member);

}  // namespace plume::compiler
