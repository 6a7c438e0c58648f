#pragma once

#include <plume/form_data.h>

#include <optional>
#include <string>
#include <vector>

enum class Delivery { pick_up, letter, parcel };
PLUME_ENUM(Delivery, pick_up, letter, parcel)

/// One line of an order.
struct OrderLine {
  std::string item;
  int quantity = 1;
  double price = 0;  ///< of one
  PLUME_FIELDS(item, quantity, price)

  void check(plume::FormErrors& errors) const;
};

struct Order {
  std::string customer;
  Delivery delivery = Delivery::parcel;
  std::optional<int> discount;  ///< percent
  std::vector<OrderLine> lines;
  PLUME_FIELDS(customer, delivery, discount, lines)

  void check(plume::FormErrors& errors) const;
  double total() const;
};
