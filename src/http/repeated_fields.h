// What becomes of request header fields that come more than once.
#pragma once

#include <optional>
#include <string_view>

#include "plume/http.h"

namespace plume::http {

/// How several fields of one name become one.
enum class Repeated {
  refused,  ///< the field has one value (RFC 9110, 5.3): two readers could take different ones
  listed,   ///< joined with ", " in the order in which they came
  cookies,  ///< joined with "; ", as HTTP/2 and HTTP/3 split `cookie`
};

/// Returns the rule for a field, whose name may be in any case, or nullopt if the table has no row for it. Every field
/// that Plume reads has a row.
std::optional<Repeated> repeated_rule(std::string_view name);

/// Leaves at most one field of each name, by its rule; fields without a row are joined as lists, since a sender may
/// repeat no other. Returns false, and changes nothing, if one is repeated that must not be.
bool combine_repeated(Headers& headers);

}  // namespace plume::http
