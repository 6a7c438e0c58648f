// Table: rows of any type.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/command.h"
#include "plume/core_components/icon.h"

namespace plume::core {

/// A column of a table.
struct TableColumn {
  Required<std::string_view> label;  ///< its head
  std::string_view sort;             ///< not empty: its head is a button, and sends this
  std::string_view class_;           ///< of its cells; "core-number" aligns numbers
};

/// A table (the seed's generated `table/1`). It is a class template over the type of a row; pages name the one they
/// need, `using birds_table = plume::core::table<Bird>;`:
///
///     <.birds_table id="birds" rows={@birds} sorted_by={@key} direction={@direction} on_sort="sort">
///       <:col :let={bird} label="Name" sort="name">{bird.name}</:col>
///       <:col :let={bird} label="Wingspan">{bird.wingspan} cm</:col>
///       <:action :let={bird}><.link navigate={"/birds/" + bird.id}>Show</.link></:action>
///     </.birds_table>
///
/// The button in the head of a column that can be sorted sends its key as `sort`, and as `direction` "ascending", or
/// "descending" where the table is sorted by it in ascending order now. Sorting is the page's part; the table says how
/// it is sorted (`aria-sort`).
///
/// With `row_id`, rows that move keep their elements. A `row_click` is for the mouse: whoever has none needs a link or
/// button in the row besides.
template <class Row>
struct table {
  Required<std::string_view> id;
  Required<std::span<const Row>> rows;            ///< a vector or array, which is borrowed
  std::function<std::string(const Row&)> row_id;  ///< the DOM id of a row
  std::function<JS(const Row&)> row_click;        ///< what a click on a row's cells does, but for its actions
  std::optional<std::string_view> caption;        ///< names the table
  std::string_view sorted_by;                     ///< the `sort` of a column; "" for none
  OneOf<"ascending", "descending"> direction;     ///< in which it is sorted
  Command on_sort;                                ///< what the head of a column does
  std::string_view action_label = "Actions";      ///< head of the actions, for screen readers
  std::string class_;
  Required<Slot<Row, TableColumn>> col;
  Slot<Row> action;
  Slot<> empty;  ///< shown where there are no rows

  // What the template writes.
  bool is_sorted_by(const TableColumn& column) const { return !column.sort.empty() && column.sort == sorted_by; }
  std::optional<std::string_view> order(const TableColumn& column) const {
    return is_sorted_by(column) ? std::optional<std::string_view>(direction) : std::nullopt;
  }
  std::string_view next_direction(const TableColumn& column) const {
    return is_sorted_by(column) && direction == "ascending" ? "descending" : "ascending";
  }
  std::string_view sort_icon(const TableColumn& column) const {
    if (!is_sorted_by(column)) return "arrows-up-down";
    return direction == "ascending" ? "arrow-up" : "arrow-down";
  }
  std::optional<std::string> dom_id(const Row& row) const { return row_id ? std::optional(row_id(row)) : std::nullopt; }
  std::string key(const Row& row) const { return row_id ? row_id(row) : std::to_string(&row - rows->data()); }
  std::optional<JS> click(const Row& row) const { return row_click ? std::optional(row_click(row)) : std::nullopt; }
  std::size_t columns() const { return col->size() + (action ? 1 : 0); }

  PLUME_HEEX(R"heex(
    <div class={["core-table-frame", @class]} role="group" tabindex="0" aria-label={@caption}>
      <table id={@id} class="core-table">
        <caption :if={@caption}>{@caption}</caption>
        <thead>
          <tr>
            <th :for={column <- @col} scope="col" class={column.class_} aria-sort={@order(column)}>
              <%= if (column.sort.empty()) { %>
                {column.label}
              <% } else { %>
                <button
                  type="button"
                  class="core-table-sort"
                  phx-click={@on_sort}
                  phx-value-sort={column.sort}
                  phx-value-direction={@next_direction(column)}
                >{column.label}<.icon name={@sort_icon(column)} /></button>
              <% } %>
            </th>
            <th :if={@action} scope="col"><span class="core-hidden">{@action_label}</span></th>
          </tr>
        </thead>
        <tbody>
          <tr :for={row <- @rows} :key={@key(row)} id={@dom_id(row)} class={[@row_click && "core-clickable"]}>
            <td :for={column <- @col} class={column.class_} phx-click={@click(row)}>{render_slot(column, row)}</td>
            <td :if={@action} class="core-table-actions">{render_slot(@action, row)}</td>
          </tr>
          <tr :if={@rows.empty() && @empty} class="core-table-empty">
            <td colspan={@columns()}>{render_slot(@empty)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  )heex")
};

}  // namespace plume::core

#include "plume/core_components/table.heex.h"
