#pragma once

#include <plume/core_components.h>
#include <plume/form.h>
#include <plume/live_view.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "components/bird.h"
#include "components/demo.h"
#include "gallery/page.h"

namespace core = plume::core;

/// Every core component, with the state of a small application behind them.
class ComponentsLive : public plume::LiveView {
 public:
  static constexpr std::size_t most = 50;  ///< birds
  using birds_table = core::table<Bird>;
  static inline const std::vector<std::string> with_error{"This is no address."};

  plume::Assign<std::vector<Bird>> birds{known_birds()};
  plume::Assign<std::string> sorted_by;
  plume::Assign<std::string> direction{"ascending"};
  plume::Assign<plume::Form> bird{empty_form()};                                              ///< in the dialog
  plume::Assign<bool> adding{false};                                                          ///< the dialog is open
  plume::Assign<plume::Form> inputs{plume::to_form(plume::Params::object(), {.as = "all"})};  ///< of every type
  plume::Assign<std::string> tab{"looks"};
  plume::Assign<std::string> chosen;  ///< in the menu
  plume::Assign<int> page{1};         ///< of the URL
  plume::Assign<int> loaded{40};      ///< percent

  void mount(const plume::Params&, const plume::Session&) override { page_title = "Core components"; }
  void handle_params(const plume::Params& params, std::string_view uri) override;
  void handle_event(std::string_view event, const plume::Params& params) override;

 private:
  static plume::Form empty_form() { return plume::to_form(Bird(), {.as = "bird"}); }
  void sort(const plume::Params& params);
  void validate(const plume::Params& params, bool save);
};
