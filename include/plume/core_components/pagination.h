// Pagination: the way through numbered pages.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/component.h"
#include "plume/core_components/button.h"
#include "plume/core_components/command.h"
#include "plume/core_components/icon.h"

namespace plume::core {

/// Leads through numbered pages: previous and next, the first and the last, and those around the current one.
///
///     <.pagination page={@page} pages={@pages} patch={[](int n) { return "/birds?page=" + std::to_string(n); }} />
///     <.pagination page={@page} pages={@pages} on_page="page" />
///
/// Shows nothing where there is but one page. A page outside of 1 to `pages` counts as the nearer end.
struct pagination {
  Required<int> page;                     ///< from 1
  Required<int> pages;                    ///< how many there are
  std::function<std::string(int)> patch;  ///< the path of a page
  Command on_page;                        ///< without paths: an event comes with the page's number as `page`
  std::string_view label = "Pages";       ///< of the whole, for screen readers
  std::string_view previous = "Previous", next = "Next";
  std::string class_;

  // What the template writes.
  int current() const;
  std::optional<std::string> path(int number) const;
};

/// The numbers that are shown for `page` of `pages`, in order; 0 stands for those left out.
std::vector<int> page_numbers(int page, int pages);

}  // namespace plume::core
