#pragma once

#include <plume/core_components/button.h>
#include <plume/core_components/table.h>
#include <plume/live_view.h>

#include <string>
#include <vector>

/// A page that holds its template.
class GreetingLive : public plume::LiveView {
 public:
  using numbers_table = plume::core::table<int>;
  plume::Assign<std::string> name{"package"};
  plume::Assign<std::vector<int>> numbers{std::vector<int>{7}};

  PLUME_HEEX(R"heex(
    <p>Hello, {@name}</p>
    <.plume::core::button navigate="/">Count</.plume::core::button>
    <.numbers_table id="numbers" rows={@numbers}><:col :let={n} label="Number">{n}</:col></.numbers_table>
  )heex")
};
