// Texts in the notations of the languages that meet in a template.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plume::compiler {

/// `text` as a JSON string with its quotes.
std::string json_string(std::string_view text);

/// `text` as a C++ string literal with its quotes.
std::string cpp_string(std::string_view text);

/// `text` with & < > " ' escaped as HTML does.
std::string html_escaped(std::string_view text);

/// The value of one C++ string literal (ordinary or raw, prefix u8 or none, no suffix), or nullopt where it is none.
std::optional<std::string> string_value(std::string_view literal);

}  // namespace plume::compiler
