// Text to Value and back.
#pragma once

#include <cstddef>
#include <memory_resource>
#include <string>
#include <string_view>

#include "plume/http.h"
#include "plume/value.h"

namespace plume {

/// What a JSON text may cost its reader. The caller bounds its bytes.
struct JsonLimits {
  std::size_t max_depth = 64;        ///< nested arrays and objects; at most 256
  std::size_t max_values = 500'000;  ///< values of every kind, containers included
};

/// The text is no JSON, or beyond a limit (then status() is 413).
class JsonError : public HttpError {
 public:
  JsonError(const std::string& problem, std::size_t position, int status = 400)
      : HttpError(status, "JSON, byte " + std::to_string(position) + ": " + problem), position_(position) {}

  /// Offset in bytes at which reading stopped.
  std::size_t position() const noexcept { return position_; }

 private:
  std::size_t position_;
};

/// Parses exactly one JSON value (RFC 8259, UTF-8 checked). Strings, arrays and objects of the result live in `memory`,
/// which must outlive it. Integers beyond 64 bits become doubles; of members with equal keys the last one wins.
/// Throws JsonError.
Value parse_json(std::string_view text, std::pmr::memory_resource* memory = std::pmr::get_default_resource(),
                 JsonLimits limits = {});

/// The same for what browsers send: half a surrogate pair, as `\ud83d`, is read as U+FFFD. JavaScript writes it for a
/// text that was cut there, and its standard lets it.
Value parse_json_of_client(std::string_view text, std::pmr::memory_resource* memory = std::pmr::get_default_resource(),
                           JsonLimits limits = {});

/// Appends `value` as compact JSON: non-ASCII kept, doubles in the shortest form that reads back the same ("1.0" for
/// whole ones), NaN and infinities as null. With `sorted_keys` members come in the byte order of their keys.
void append_json(std::string& out, const Value& value, bool sorted_keys = false);

/// Appends `text` as a JSON string, quotes included. What is not UTF-8 in it becomes U+FFFD, as in append_json: a
/// browser ends the connection over such a message.
void append_json_string(std::string& out, std::string_view text);

}  // namespace plume
