// The components that the templates of the property tests call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/component.h"

namespace property {

struct leaf {
  plume::Required<std::string_view> label;
  int n = 0;
  plume::Rest rest;
  PLUME_HEEX(R"heex(<i {@rest}>{@label}:{@n}</i>)heex")
};

/// Several roots, text among them, and a value that it computes.
struct loose {
  int n = 0;
  std::string_view label;
  PLUME_HEEX(R"heex(text {@n} <b>{@n * @n}</b> {@label} <%= if (@n % 2 == 0) { %>even<% } %>)heex")
};

struct box {
  std::string_view title;
  bool open = true;
  plume::Rest rest;
  plume::Slot<> inner_block;
  PLUME_HEEX(R"heex(<section class="box" {@rest}>
  <h2 :if={!@title.empty()}>{@title}</h2>
  <div :if={@open}>{render_slot(@inner_block)}</div>
</section>)heex")
};

/// Hands its content on to another component.
struct frame {
  bool open = true;
  plume::Slot<> inner_block;
  PLUME_HEEX(R"heex(<.box title="framed" open={@open}>[{render_slot(@inner_block)}]</.box>)heex")
};

/// Gives its content an argument.
struct pass {
  std::string value;
  plume::Slot<std::string> inner_block;
  PLUME_HEEX(R"heex(<em>{render_slot(@inner_block, @value)}</em>)heex")
};

struct each {
  std::vector<std::string> items;
  plume::Slot<std::string> inner_block;
  PLUME_HEEX(R"heex(<b :for={item <- @items}>{render_slot(@inner_block, item)}</b>)heex")
};

/// Named slots: one that is rendered whole, one whose entries it goes through.
struct panel {
  struct Column {
    std::string_view label;
  };
  plume::Slot<> header;
  plume::Slot<int, Column> col;
  plume::Slot<> inner_block;
  int count = 2;
  PLUME_HEEX(R"heex(<article>
  <header :if={@header}>{render_slot(@header)}</header>
  <p :for={i <- 1..@count}><span :for={col <- @col} title={col.label}>{render_slot(col, i)}</span></p>
  {render_slot(@inner_block)}
</article>)heex")
};

}  // namespace property
