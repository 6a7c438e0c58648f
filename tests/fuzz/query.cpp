// Queries: what was read can be written and reads back the same.
#include "base/query.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  plume::Value value;
  try {
    value = plume::parse_query(text);
  } catch (const plume::QueryError&) {
    return 0;
  }
  require(plume::parse_query(plume::encode_query(value)) == value);
  try {
    plume::key_path(text);
    plume::decode_form_event(text, value);
  } catch (const plume::QueryError&) {  // a name that nests too deep
  }
  return 0;
}
