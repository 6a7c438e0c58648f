// The character classes and small pieces of syntax that HTTP's grammar is made of (RFC 9110).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plume::http {

/// A character of a field name, a method or a parameter's name.
bool is_token_character(char c);
bool is_token(std::string_view text);

/// Whether `value` may stand in a header field: no control characters but tabs.
bool is_field_value(std::string_view value);

/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

/// The elements of a comma-separated list, trimmed, without empty ones.
std::vector<std::string_view> list_elements(std::string_view list);

/// Whether a content type, whatever its parameters, is in a range as "text/html", "text/*" or "*/*".
bool is_in_media_range(std::string_view content_type, std::string_view range);

/// Whether `list` holds `token`, in any case, as in "keep-alive, Upgrade".
bool list_holds(std::string_view list, std::string_view token);

}  // namespace plume::http
