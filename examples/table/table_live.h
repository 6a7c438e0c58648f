#pragma once

#include <plume/live_view.h>

#include <cstddef>
#include <string_view>
#include <vector>

#include "gallery/page.h"
#include "table/rows.h"
#include "table/table_row.h"

/// A table of many rows and what is commonly done to one. The action of its route says whether rows have keys.
class TableLive : public plume::LiveView {
 public:
  static constexpr std::size_t at_once = 1'000;
  static constexpr std::size_t most = 10'000;

  plume::Assign<std::vector<Row>> rows;
  plume::Assign<int> selected{0};  ///< number of a row; 0: none
  plume::Assign<bool> keyed{true};

  void mount(const plume::Params& params, const plume::Session& session) override;
  void handle_params(const plume::Params& params, std::string_view uri) override;
  void handle_event(std::string_view event, const plume::Params& params) override;

 private:
  void append();
  RowMaker maker_;
};
