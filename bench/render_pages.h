// Views for the render benchmarks.
#pragma once

#include "bench/pages.h"
#include "plume/live_component.h"

namespace bench {

class RowsLive : public plume::LiveView {
 public:
  plume::Assign<std::vector<Row>> rows;
  bool keyed = false;
  PLUME_HEEX(R"heex(
    <table>
      <%= if (@keyed) { %>
        <tr :for={row <- @rows} :key={row.id}><td>{row.id}</td><td>{row.label}</td><td>{row.amount}</td></tr>
      <% } else { %>
        <tr :for={row <- @rows}><td>{row.id}</td><td>{row.label}</td><td>{row.amount}</td></tr>
      <% } %>
    </table>
  )heex")
};

/// A template of 100 dynamics on ten assigns.
class HundredLive : public plume::LiveView {
 public:
  plume::Assign<int> a{1}, b{2}, c{3}, d{4}, e{5}, f{6}, g{7}, h{8}, i{9}, j{10};
  PLUME_HEEX(R"heex(
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
    <p title={@a}>{@b} {@c} {@d}</p><p class={@e}>{@f}</p><p>{@g} {@h} {@i} {@j}</p>
  )heex")
};

/// A row that counts its clicks itself.
class RowItem : public plume::LiveComponent {
 public:
  plume::Assign<std::string> label;
  plume::Assign<int> clicks{0};

  void handle_event(std::string_view, const plume::Params&) override { ++clicks; }
  PLUME_HEEX(R"heex(
    <li id={"row-" + @id} phx-click="click" phx-target={@myself}>{@label} <b>{@clicks}</b></li>
  )heex")
};

/// 200 live components.
class ItemsLive : public plume::LiveView {
 public:
  plume::Assign<std::vector<Row>> rows;

  void mount(const plume::Params&, const plume::Session&) override {
    auto all = thousand_rows();
    all.resize(200);
    rows = std::move(all);
  }
  void handle_event(std::string_view, const plume::Params&) override { rows.edit(); }
  PLUME_HEEX(R"heex(
    <ul><.live_component :for={row <- @rows} module={RowItem} id={row.id} label={row.label} /></ul>
  )heex")
};

}  // namespace bench
