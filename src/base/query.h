// Query strings and urlencoded forms, to nested Values and back.
#pragma once

#include <cstddef>
#include <memory_resource>
#include <string>
#include <string_view>

#include "plume/http.h"
#include "plume/value.h"

namespace plume {

/// What a query may cost its reader. The caller bounds its bytes.
struct QueryLimits {
  std::size_t max_depth = 32;    ///< parts of one name: `a[b][]` has three
  std::size_t max_pairs = 4096;  ///< and four times as many objects, lists and texts that are made of them
};

/// The text holds an invalid percent sequence or no UTF-8, or is beyond a limit (then status() is 413).
class QueryError : public HttpError {
  using HttpError::HttpError;
};

/// Decodes `a=1&b[c]=2&d[]=3&d[]=4` to {"a": "1", "b": {"c": "2"}, "d": ["3", "4"]}: always an object, its leaves
/// strings, made in `memory`, which must outlive it.
/// - A name without "=" has the value ""; empty pairs are skipped; "+" is a space.
/// - `a[][b]=1&a[][c]=2` fills one element, [{"b": "1", "c": "2"}]; for more elements use indices, `a[0][b]`, which
///   make an object with the keys "0", ….
/// - Names with malformed brackets (`a[b`, `a]`, `[]`, `a[b]c`) are taken literally.
/// - Of pairs that contradict each other the later one wins, whatever it was: text, list or object.
/// Throws QueryError.
Value parse_query(std::string_view text, std::pmr::memory_resource* memory = std::pmr::get_default_resource(),
                  QueryLimits limits = {});

/// The parameters of a form event: the urlencoded `form`, the members of `meta` (an object, or null) put over it, and a
/// text under "_target" replaced by its key_path. Throws QueryError.
Value decode_form_event(std::string_view form, Value meta,
                        std::pmr::memory_resource* memory = std::pmr::get_default_resource(), QueryLimits limits = {});

/// The keys that lead to a form field: "user[name]" to ["user", "name"], "tags[]" to ["tags"]. A name with malformed
/// brackets is the one key. Throws QueryError if the name has more than `max_depth` parts.
Array key_path(std::string_view field_name, std::pmr::memory_resource* memory = std::pmr::get_default_resource(),
               std::size_t max_depth = QueryLimits().max_depth);

/// The urlencoded form of an object that parse_query reads back: null as "", other scalars as their JSON text. An
/// object inside an array is written with `[]`, so that two of them come back as one. Throws QueryError if it would
/// have more than 8 MiB: each text is written with the names of all that it is in.
std::string encode_query(const Value& object);

}  // namespace plume
