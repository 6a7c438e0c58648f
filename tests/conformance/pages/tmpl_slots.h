// tmpl-slots: a component with several slots, slot attributes, `:let`, `:if` and `:for` on slots.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"

namespace corpus {

class TmplSlots : public plume::LiveView {
 public:
  struct Row {
    int id;
    std::string name;
    int qty;
  };

  struct Column {
    std::string_view label;
    bool wide = false;
  };

  struct sheet {
    plume::Required<std::vector<Row>> rows;
    plume::Slot<> caption;
    plume::Required<plume::Slot<Row, Column>> col;
    plume::Slot<std::size_t> foot;
    PLUME_HEEX(R"heex(<table>
  <caption :if={@caption}>{render_slot(@caption)}</caption>
  <thead><tr><th :for={col <- @col} class={col.wide && "wide"}>{col.label}</th></tr></thead>
  <tbody>
    <tr :for={row <- @rows} id={"row-" + row.id}>
      <td :for={col <- @col}>{render_slot(col, row)}</td>
    </tr>
  </tbody>
</table>
<footer :for={foot <- @foot}>{render_slot(foot, @rows.size())}</footer>)heex")
  };

  struct Word {
    std::string item;
    std::string shout;
  };

  struct each {
    plume::Required<std::vector<std::string>> items;
    plume::Required<plume::Slot<Word>> inner_block;
    PLUME_HEEX(R"heex(<span :for={item <- @items}>{render_slot(@inner_block, {item, upper(item)})}</span>)heex")
  };

  plume::Assign<std::vector<Row>> rows{std::vector<Row>{{1, "Nut", 5}, {2, "Bolt", 0}}};
  plume::Assign<bool> extra{false};
  plume::Assign<std::string> title{"Stock"};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "qty") ++rows.edit().front().qty;
    if (event == "add") {
      const int size = static_cast<int>(rows->size());
      rows.edit().push_back({size + 1, "New", size});
    }
    if (event == "extra") extra = !extra;
    if (event == "title") title = title.get() == "Stock" ? "Store" : "Stock";
  }

  PLUME_HEEX(R"heex(<.sheet rows={@rows}>
  <:caption>{@title} list</:caption>
  <:col :let={row} label="Name" wide><b>{row.name}</b></:col>
  <:col :let={{_id, _name, qty}} label={"Qty of " + @title}>
    <%= if (qty > 0) { %>{qty} left<% } else { %><em>none</em><% } %>
  </:col>
  <:col :let={row} :if={@extra} label="Extra">{row.id}/{@title}</:col>
  <:foot :let={count} :for={word <- {"rows", "lines"}}>{count} {word}</:foot>
</.sheet>
<.each :let={e} items={std::vector<std::string>{"ab", "cd"}}>{e.item}={e.shout} {@title}</.each>
<button id="qty" phx-click="qty">qty</button>
<button id="add" phx-click="add">add</button>
<button id="extra" phx-click="extra">extra</button>
<button id="title" phx-click="title">title</button>)heex")

 private:
  static std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
  }
};

}  // namespace corpus
