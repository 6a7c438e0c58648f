#pragma once

#include <plume/form.h>
#include <plume/format.h>
#include <plume/js.h>
#include <plume/live_view.h>
#include <plume/select_options.h>

#include <string>
#include <string_view>

#include "form/field.h"
#include "gallery/page.h"
#include "order/cell.h"
#include "order/order.h"

/// An order with as many lines as one likes. Nothing is stored.
class OrderLive : public plume::LiveView {
 public:
  plume::Assign<plume::Form> form;
  plume::Assign<double> total{0};
  plume::Assign<std::string> done;  ///< what was ordered

  void mount(const plume::Params&, const plume::Session&) override;
  void handle_event(std::string_view event, const plume::Params& params) override;

 private:
  void show(const plume::Submitted<Order>& submitted);
  void move_up(std::size_t index);
};
