// Names of components and their attributes, as C++ has them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/tokenizer.h"

namespace plume::compiler {

/// Whether the tag is a component that Plume brings along.
bool is_built_in(const OpenTag& tag);

/// The C++ type of a component's tag: `<.button>` is `button`, `<Ui.Forms.input>` is `Ui::Forms::input`, and the
/// components that Plume brings along are in its namespace. nullopt where the name is none.
std::optional<std::string> component_type(const OpenTag& tag);

/// Whether the component of this tag is chosen at run time: `<.dynamic is={…}>`.
bool is_dynamic(const OpenTag& tag);

/// The member that an attribute or assign `name` stands for: keywords get an underscore, `class` is `class_`. nullopt
/// where it can be no member, as `phx-click`.
std::optional<std::string> member_name(std::string_view name);

/// Whether an attribute of this name may be given to any component that takes `plume::Rest` (6.3).
bool is_global_attribute(std::string_view name);

/// Whether an attribute of this name is one of some HTML elements, which components may include in their rest.
bool is_element_attribute(std::string_view name);

/// The attribute whose type is the argument of a component that is a class template; empty where it is none.
std::string_view deduced_attribute(const OpenTag& tag);

}  // namespace plume::compiler
