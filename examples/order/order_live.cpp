#include "order/order_live.h"

#include <utility>

void OrderLive::mount(const plume::Params&, const plume::Session&) {
  page_title = "Nested form";
  Order order;
  order.lines = {{"Pencil", 12, 0.5}, {"Ink", 1, 4.25}};
  form = plume::to_form(order, {.as = "order"});
  total = order.total();
}

void OrderLive::handle_event(std::string_view event, const plume::Params& params) {
  if (event == "up") return move_up(static_cast<std::size_t>(params["index"].integer_or(0)));
  const auto submitted = plume::decode<Order>(params["order"]);
  show(submitted);
  done = event == "save" && submitted.ok() ? submitted.value.customer : "";
}

void OrderLive::show(const plume::Submitted<Order>& submitted) {
  form = plume::to_form(submitted, {.as = "order"});
  total = submitted.value.total();
}

/// Decodes what the form shows once more, with two lines in another order.
void OrderLive::move_up(std::size_t index) {
  const auto& lines = form["lines"].forms();
  if (index == 0 || index >= lines.size()) return;
  auto params = form->data;
  params.merge(form->params);
  plume::Value rows, order;
  for (const auto& line : lines) {
    auto row = line.data;
    row.merge(line.params);
    rows.set(std::to_string(*line.index), std::move(row));
    order.push_back(std::to_string(*line.index));
  }
  std::swap(order.as_array()[index - 1], order.as_array()[index]);
  params.set("lines", std::move(rows));
  params.set("lines_sort", std::move(order));
  show(plume::decode<Order>(params));
}
