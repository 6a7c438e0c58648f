#include "order/order.h"

void OrderLine::check(plume::FormErrors& errors) const {
  if (item.empty()) errors.add("item", "What shall it be?");
  if (quantity < 1) errors.add("quantity", "At least one.");
  if (price < 0) errors.add("price", "We do not pay you.");
}

void Order::check(plume::FormErrors& errors) const {
  if (customer.empty()) errors.add("customer", "For whom is it?");
  if (discount && (*discount < 0 || *discount > 50)) errors.add("discount", "Between 0 and 50 percent.");
  if (lines.empty()) errors.add("lines", "Nothing is ordered yet.");
}

double Order::total() const {
  double sum = 0;
  for (const auto& line : lines) sum += line.quantity * line.price;
  return sum * (100 - discount.value_or(0)) / 100;
}
