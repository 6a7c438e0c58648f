// The members of a struct, read off its text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace plume::compiler {

struct StructMember {
  std::string type;  ///< as written
  std::string name;
  std::string initial;  ///< the expression behind `=`, or between braces; empty: none
  std::string comment;  ///< of `///` in front of it and `///<` behind it
};

struct StructText {
  std::string comment;                 ///< of the lines of `///` above it
  std::vector<StructMember> members;   ///< public ones that are not static
  std::vector<std::string> included;   ///< the texts of its static member `included`
  bool has_render = false;             ///< a PLUME_HEEX, or a function `render`
  std::vector<std::string> hidden;     ///< the names of members that are not public
  std::vector<std::string> functions;  ///< the names of member functions that are not static
};

/// Reads the struct whose name is at `name` in `text`, lexically, as `read_host_file` does.
StructText read_struct(std::string_view text, std::size_t name);

/// The arguments of the type `[plume::]NAME<…>`; empty where `type` is another one.
std::vector<std::string> template_arguments(std::string_view type, std::string_view name);

}  // namespace plume::compiler
