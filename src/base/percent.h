// Percent encoding of URLs and form data.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plume {

/// What "+" means: itself in a path, a space in a query string or form.
enum class Plus { literal, space };

/// The text with %XX (and "+") decoded; nothing where a % is not followed by two hexadecimal digits. The result need
/// not be UTF-8.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

/// Decodes in place and returns how long the text is now; nothing as above, the text then being spoiled.
std::optional<std::size_t> percent_decode_in_place(char* text, std::size_t size, Plus plus);

/// Appends `text` with every byte encoded but letters, digits and "-._~". With Plus::space a space becomes "+".
void append_percent_encoded(std::string& out, std::string_view text, Plus plus = Plus::literal);
std::string percent_encode(std::string_view text, Plus plus = Plus::literal);

}  // namespace plume
