// The files that a C++ file includes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "compiler/known_structs.h"

namespace plume::compiler {

/// Adds the structs of `file` and of all files that it includes, found beside the including file or in `directories`.
/// Returns the paths of those beside; headers of the standard library are passed over, and others that are not found
/// are noted as missing.
std::vector<std::string> add_included_files(KnownStructs& structs, const std::filesystem::path& file,
                                            const std::vector<std::string>& directories);

}  // namespace plume::compiler
