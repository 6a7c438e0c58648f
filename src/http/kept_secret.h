// The random secret of a program that is being developed, in a file for the next start.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace plume::http {

/// Returns 64 random characters.
std::string new_secret();

/// Returns the file beside the program that is for its secret: `.NAME.secret`. Empty if the program's own place is not
/// known.
std::filesystem::path secret_file_of_program();

/// Returns the secret in `file`; makes one if there is no such file, for its user only. Of several processes that make
/// it at once all get the same. Returns nullopt, and logs a warning, if it can neither be read nor made, or if others
/// than the user could read or write it.
std::optional<std::string> kept_secret(const std::filesystem::path& file);

}  // namespace plume::http
