// Scripts and styles that stand in a template: section 10, the manual is <plume/colocated.h>.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast.h"
#include "compiler/diagnostics.h"
#include "compiler/source.h"

namespace plume::compiler {

/// One that is served as a file, with all that the registering code says of it.
struct ColocatedFile {
  std::string kind;  ///< of plume::detail::Colocated::Kind
  std::string path;  ///< `shop.CartLive/12_9f3a….js`: the line and a hash of the name, or of the text where it has none
  std::string manifest;
  std::string key;
  std::string name;  ///< of a hook with the module in front
  std::string text;
};

struct ColocatedParts {
  std::vector<ColocatedFile> files;
  std::string scope;  ///< attribute of the template's outermost tags, where its style holds for them alone
};

/// What a template is called in the browser: its class, `shop.CartLive`.
struct ColocatedModule {
  std::string name;
  std::string root_attribute;  ///< of outermost tags; empty: none
};

/// Takes the elements with `:type` out of the template `nodes`, and puts the module in front of the hook names that
/// begin with a dot. A runtime hook stays, in its final form. Errors M01 to M09.
ColocatedParts take_colocated(const Source& source, Nodes& nodes, const ColocatedModule& module,
                              Diagnostics& diagnostics);

}  // namespace plume::compiler
