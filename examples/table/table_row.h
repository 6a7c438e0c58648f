#pragma once

#include <plume/component.h>

#include <string>
#include <string_view>

/// One row of the table.
struct table_row {
  int number = 0;
  plume::Required<std::string_view> label;
  bool selected = false;

  PLUME_HEEX(R"heex(
    <tr id={"row-" + @number} aria-selected={@selected ? "true" : nullptr}>
      <td class="number">{@number}</td>
      <td><button type="button" class="link" phx-click="select" phx-value-number={@number}>{@label}</button></td>
      <td class="actions">
        <button
          type="button"
          class="icon"
          phx-click="remove"
          phx-value-number={@number}
          aria-label={"Remove row " + @number}
        >×</button>
      </td>
    </tr>
  )heex")
};
