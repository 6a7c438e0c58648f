// Forms: whatever is submitted becomes a value and errors, never an exception, and what the form shows decodes to the
// same.
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/query.h"
#include "plume/form_data.h"

namespace {

enum class Size { small, large };
PLUME_ENUM(Size, small, large)

struct Line {
  std::string name;
  int qty = 1;
  std::vector<int> numbers;
  PLUME_FIELDS(name, qty, numbers)
  void check(plume::FormErrors& errors) const {
    if (qty < 1) errors.add("qty", "At least one.");
  }
};
struct Order {
  std::string title;
  double price = 0;
  bool gift = false;
  Size size = Size::small;
  std::optional<Line> first;
  std::vector<Line> lines;
  std::vector<std::string> tags;
  PLUME_FIELDS(title, price, gift, size, first, lines, tags)
};

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  plume::Value params;
  try {
    params = plume::parse_query({reinterpret_cast<const char*>(data), size});
  } catch (const plume::QueryError&) {
    return 0;
  }
  const auto order = plume::decode<Order>(params);
  const auto form = plume::to_form(order, {.as = "order"});
  const auto& rows = form["lines"].forms();
  if (!order.errors.has("lines")) require(rows.size() == order.value.lines.size());
  for (const auto& row : rows) {
    plume::used_input(row["qty"]);
    require(row["name"].name.starts_with("order[lines]["));
    require(row.id.starts_with("order_lines_"));
  }
  const auto again = plume::decode<Order>(plume::encode(order.value));
  require(plume::encode(again.value) == plume::encode(order.value));
  return 0;
}
