// The fields of multipart forms (RFC 7578), which browsers send for forms with files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plume::http {

/// What one form may cost its reader. The caller bounds the bytes of the body.
struct MultipartLimits {
  std::size_t parts;         ///< files included
  std::size_t header_bytes;  ///< of all parts together
  std::size_t field_bytes;   ///< names and texts of all fields together
};

/// Reads the fields of a form: returns them urlencoded, in their order, for parse_query. Files are passed over: parts
/// with a file name, and parts that are multipart themselves. Throws HttpError: 400 for what is no such form, 413 for
/// one beyond a limit.
std::string urlencoded_fields(std::string_view body, std::string_view content_type, const MultipartLimits& limits);

}  // namespace plume::http
