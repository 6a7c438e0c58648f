// The code of docs/templates.md. A test compares it with the page.
#pragma once

#include <plume/plume.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace docs {

struct greeting {
  std::string name = "world";
  PLUME_HEEX(R"heex(<p>Hello, {@name}!</p>)heex")
};

struct invoice {
  int number = 7;
  double total = 12.5;
  bool paid = false;
  std::optional<std::string> note;
  std::string customer = "Ada & Co";
  PLUME_HEEX(R"heex(
    <h2>Invoice {@number}</h2>
    <p>{@customer} owes {@total * 1.19}.</p>
    <p>{@paid ? "Paid" : "Open"} {@note}</p>
    <p title={"Invoice " + @number + " of " + @customer}>{@customer.size()} letters</p>
  )heex")
};

struct row {
  bool on = false;
  std::optional<std::string> hint;
  int id = 1;
  int width = 40;
  plume::Rest rest;
  PLUME_HEEX(R"heex(
    <tr id={"row-" + @id} title={@hint} hidden={!@on} class={["row", @on && "row-on"]} style={"width: " + @width + "%"}
        data={{{"id", @id}, {"kind", "row"}}} {@rest}></tr>
  )heex")
};

struct Fruit {
  int id;
  std::string name;
  bool ripe;
};

struct fruits {
  std::vector<Fruit> all;
  std::map<std::string, int> prices;
  int pages = 0;
  PLUME_HEEX(R"heex(
    <ul>
      <li :for={fruit <- @all} :if={fruit.ripe} :key={fruit.id}>{fruit.name}</li>
    </ul>
    <p :if={@all.empty()}>There are none.</p>
    <dl :for={[name, price] <- @prices}><dt>{name}</dt><dd>{price}</dd></dl>
    <a :for={n <- 1..@pages}>{n}</a>
    <i :for={[fruit, i] <- plume::with_index(@all)}>{i}: {fruit.name}</i>
    <b :for={unit <- {"kg", "lb"}}>{unit}</b>
  )heex")
};

struct status {
  int open = 0;
  char kind = 'a';
  std::vector<int> steps;
  PLUME_HEEX(R"heex(
    <%= if (@open == 0) { %>
      <p>All done</p>
    <% } else if (@open == 1) { %>
      <p>One is open</p>
    <% } else { %>
      <p>{@open} are open</p>
    <% } %>
    <%= switch (@kind) { %>
      <% case 'a': %><b>A</b>
      <% default: %><b>other</b>
    <% } %>
    <% int sum = 0; %>
    <%= for (const int step : @steps) { %>
      <% sum += step; %>
      <i>{sum}</i>
    <% } %>
  )heex")
};

struct badge {
  plume::Required<std::string_view> label;  ///< must be given
  plume::OneOf<"info", "warning"> kind;     ///< one of these words; the first if not given
  int count = 0;                            ///< with a default
  plume::Rest rest;                         ///< all other attributes, for its element
  PLUME_HEEX(R"heex(<span class={["badge", @kind]} {@rest}>{@label} {@count}</span>)heex")
};

struct mailbox {
  int unread = 3;
  PLUME_HEEX(R"heex(<.badge label="Mail" count={@unread} kind="warning" id="mail" phx-click="open" />)heex")
};

struct Column {
  plume::Required<std::string_view> label;
};

struct fruit_table {
  const std::vector<Fruit>* rows = nullptr;
  plume::Slot<Fruit, Column> col;  ///< gives each content a Fruit; has the attribute `label`
  plume::Slot<> footer;
  PLUME_HEEX(R"heex(
    <table>
      <tr><th :for={col <- @col}>{col.label}</th></tr>
      <tr :for={row <- *@rows} :key={row.id}><td :for={col <- @col}>{render_slot(col, row)}</td></tr>
    </table>
    <footer :if={@footer}>{render_slot(@footer)}</footer>
  )heex")
};

struct stock {
  std::vector<Fruit> all;
  PLUME_HEEX(R"heex(
    <.fruit_table rows={&@all}>
      <:col :let={fruit} label="Name">{fruit.name}</:col>
      <:col :let={fruit} label="Ripe">{fruit.ripe ? "yes" : "no"}</:col>
      <:footer>{@all.size()} kinds</:footer>
    </.fruit_table>
  )heex")
};

struct card {
  plume::Slot<> inner_block;
  PLUME_HEEX(R"heex(
    <style :type={plume::ColocatedCSS}>
      p { color: teal }
      :scope { border: 1px solid }
    </style>
    <section class="card"><p>Of the card</p>{render_slot(@inner_block)}</section>
  )heex")
};

struct copy_button {
  plume::Required<std::string_view> text;
  PLUME_HEEX(R"heex(
    <button id={"copy-" + @text} phx-hook=".Copy" data-text={@text}>Copy</button>
    <script :type={plume::ColocatedHook} name=".Copy">
      export default {
        mounted() {
          this.el.addEventListener("click", () => navigator.clipboard.writeText(this.el.dataset.text));
        }
      }
    </script>
  )heex")
};

}  // namespace docs
