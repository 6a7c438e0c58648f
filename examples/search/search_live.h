#pragma once

#include <plume/live_view.h>

#include <string>
#include <string_view>
#include <vector>

#include "gallery/page.h"
#include "search/countries.h"
#include "search/found_text.h"

/// Finds countries by name or capital while the user types.
class SearchLive : public plume::LiveView {
 public:
  plume::Assign<std::string> query;
  plume::Assign<std::vector<Country>> found;

  void mount(const plume::Params& params, const plume::Session&) override {
    page_title = "Search";
    search(params["q"].text());
  }

  void handle_event(std::string_view, const plume::Params& params) override { search(params["q"].text()); }

 private:
  void search(std::string_view text) {
    query = text;
    found = find_countries(*query);
  }
};
