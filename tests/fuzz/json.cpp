// JSON: what was read can be written and reads back the same.
#include "base/json.h"

#include <cstdint>
#include <cstdlib>
#include <memory_resource>
#include <string_view>

#include "base/utf8.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (plume::is_utf8(text)) {
    std::string quoted;
    plume::append_json_string(quoted, text);
    require(plume::parse_json(quoted).text() == text);
  }
  std::pmr::monotonic_buffer_resource arena;
  plume::Value value;
  try {
    value = plume::parse_json(text, &arena);
  } catch (const plume::JsonError& error) {
    require(error.position() <= size);
    return 0;
  }
  require(plume::is_utf8(text));
  require(plume::parse_json(value.json()) == value);
  require(plume::parse_json(value.json(true)) == value);
  return 0;
}
