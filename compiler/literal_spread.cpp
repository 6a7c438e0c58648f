#include "compiler/literal_spread.h"

#include <string>
#include <utility>

#include "compiler/cpp_code.h"

namespace plume::compiler {

std::optional<std::vector<Attribute>> unrolled_spread(std::string_view text, const Attribute& attribute) {
  const auto list = inside(text, attribute.code, "{", "}");
  if (!list) return std::nullopt;
  std::vector<Attribute> unrolled;
  for (const auto entry : split_at(text, *list, ",")) {
    const auto pair = inside(text, entry, "{", "}");
    const auto parts = pair ? split_at(text, *pair, ",") : std::vector<Span>{};
    const auto name = parts.size() == 2 ? constant_string(text, parts[0]) : std::nullopt;
    if (!name || name->empty() || name->find_first_of("\"'>/= \t\r\n\f") != std::string::npos) return std::nullopt;
    auto full_name = attribute.name.empty() ? *name : attribute.name + "-" + *name;
    unrolled.push_back({Attribute::Value::expression, std::move(full_name), "", '"', attribute.span, parts[1]});
  }
  return unrolled;
}

}  // namespace plume::compiler
