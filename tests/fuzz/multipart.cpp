// Multipart forms: any bytes are refused, or read within the limits; what is read is a form that is urlencoded.
#include "http/multipart.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/percent.h"
#include "base/query.h"
#include "plume/http.h"

namespace {

constexpr plume::http::MultipartLimits limits{.parts = 10, .header_bytes = 300, .field_bytes = 100};

void require(bool holds) {
  if (!holds) std::abort();
}

// The first line is the content type, the rest the body.
std::string fields_of(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  const std::string body(text.substr(std::min(line.size() + 1, text.size())));  // of its own, to notice reads beyond it
  return plume::http::urlencoded_fields(body, line, limits);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const std::string fields = fields_of(text);
    std::size_t pairs = 0, bytes = 0;
    for (std::string_view rest = fields; !rest.empty(); ++pairs) {
      const auto pair = rest.substr(0, rest.find('&'));
      require(pair.find('=') != pair.npos);
      const auto decoded = plume::percent_decode(pair, plume::Plus::space);
      require(decoded.has_value());
      bytes += decoded->size() - 1;
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    }
    require(pairs <= limits.parts && bytes <= limits.field_bytes);
    plume::parse_query(fields);
  } catch (const plume::HttpError& error) {
    require(error.status() == 400 || error.status() == 413);
  }
  return 0;
}
