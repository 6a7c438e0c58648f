// The written templates of the property tests: each construct of the language at least once, alone and in others.
#pragma once

#include <string>

#include "components.h"
#include "fields.h"

namespace property {

class Texts : public Fields {
 public:
  PLUME_HEEX(R"heex(<p>{@text}|{@word}|{@n}|{@x}|{@a}|{@maybe}|{@words}|{@form["q"]}|{42}|{"lit"}|{@n + 1}</p>)heex")
};

class Adjacent : public Fields {
 public:
  PLUME_HEEX(R"heex({@text}{@n}{@word})heex")
};

class Attributes : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<div id={"d-" + @n} title={@text} hidden={@a} data-x={@maybe} aria-label={"pre " + @word + "-" + @n} data-f={@form["r"]}>
  <br class={@word}><img alt={@x} /> <a href="#" download={@b}>'"</a>
</div>)heex")
};

class ClassLists : public Fields {
 public:
  PLUME_HEEX(R"heex(<p class={["a", "b", @a && "on", @word, ["deep", @n > 2 && "high", nullptr]]}>x</p>
<p class={@b && "only"} style={@text}>y</p>
<p class={[@maybe, @words]} style={@a ? "color: red" : ""}>z</p>)heex")
};

class Spreads : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<p {@attrs} class="s" {@attrs}>{@n}</p><.leaf label={@word} n={@n} data-k={@text} aria-hidden={@a} />)heex")
};

class RawMarkup : public Fields {
 public:
  PLUME_HEEX(R"heex(<div>{plume::raw(@markup)}</div>a {plume::raw(@markup)} {@markup} z)heex")
};

class If : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<p :if={@a}>yes {@n}</p><p :if={!@a} title={@text}>no</p><%= if (@maybe) { %>is {@maybe}<% } %>)heex")
};

class NestedIfs : public Fields {
 public:
  PLUME_HEEX(R"heex(<div>
  <%= if (@a) { %>
    <p>a {@n}<%= if (@b) { %> and b {@text}<% } else { %> but not b {@n}<% } %></p>
  <% } else if (@n > 2) { %>
    <%= if (@b) { %><%= if (@mode == 1) { %>deep {@word}<% } %><% } %>
  <% } else { %>
    neither
  <% } %>
</div>)heex")
};

class Switch : public Fields {
 public:
  PLUME_HEEX(R"heex(<%= switch (@mode) { %>
  <% case 0: %>zero {@n}
  <% case 1: %><b title={@text}>one</b>
  <% case 2: %>
    <%= switch (@n) { %><% case 0: %><% case 1: %>low {@word}<% default: %>{@n}<% } %>
  <% default: %>
<% } %>)heex")
};

class ConditionVariable : public Fields {
 public:
  PLUME_HEEX(R"heex(<%= if (const auto size = @words.size(); size > 1) { %>{size} {@n}<% } else { %>few: {size}<% } %>
<% const auto twice = @n * 2; %>{twice} {@text} <%= if (@a) { %>{twice + 1}<% } %>)heex")
};

class PlainLoop : public Fields {
 public:
  PLUME_HEEX(R"heex(<ul><li :for={item <- @items} title={item.name}>{item.n} {@word} {item.note}</li></ul>)heex")
};

class KeyedLoop : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<ul><li :for={item <- @items} :key={item.id} id={"i-" + item.id}>{item.name} <b :if={item.on}>{item.n} {@n}</b> {@word}</li></ul>)heex")
};

class FilteredLoop : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<p :for={item <- @items} :if={item.on} :key={item.id}>{item.name}</p>-<p :for={item <- @items} :if={item.n > 1 && @a}>{item.n}</p>)heex")
};

class LoopInLoop : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<div :for={item <- @items} :key={item.id}>{item.name}<i :for={tag <- item.tags}>{tag} {@n} {item.n}</i></div>
<p><%= for (const auto& item : @items) { %>{item.id}<%= for (const auto& tag : item.tags) { %>[{tag}]<% } %>;<% } %></p>)heex")
};

class KeyedInKeyed : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<div :for={item <- @items} :key={item.id}><i :for={{other, at} <- plume::with_index(@items)} :key={other.id}>{at}:{other.n * item.n}{@a && item.on ? @word : @text}</i></div>)heex")
};

class BranchesInLoops : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<%= for (const auto& item : @items) { %><%= if (item.on) { %><b>{item.name}</b><% } else if (item.n > 2) { %>big {item.n}<% } else { %>small<% } %><% } %>
<section :if={@a}><p :for={word <- @words}>{word}</p></section>)heex")
};

class CountedLoops : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<b :for={i <- 1..@n}>{i}</b><%= for (int i = 0; i < @mode; ++i) { %>{i}{@text}<% } %><i :for={{word, i} <- plume::with_index(@words)} :key={i}>{i}{word}</i>)heex")
};

class Components : public Fields {
 public:
  PLUME_HEEX(R"heex(<.leaf label={@text} n={@n} /><.leaf label="fixed" /><.loose n={@n} label={@word} />
<.leaf :if={@a} label={@word} {@attrs} /><.leaf :for={item <- @items} :key={item.id} label={item.name} n={item.n} title={@text} />)heex")
};

class DefaultSlots : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<.box title={@word} open={@a} data-n={@n}>in {@text}<.box title="inner">deep {@n} <.leaf label={@word} /></.box></.box>
<.box /><.box title="static">only text</.box><.frame open={@b}>framed {@n}{@text}</.frame>)heex")
};

class NamedSlots : public Fields {
 public:
  PLUME_HEEX(R"heex(<.panel count={@mode}>
  <:header>one {@text}</:header>
  <:header :if={@a}>two {@n}</:header>
  <:col label="fixed">static</:col>
  <:col :let={i} label={@word}>{i} {@n}</:col>
  <:col :let={i} :if={@b} label="maybe">{i + @n}</:col>
  body {@word}
</.panel>)heex")
};

class SlotsOfLoops : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<.panel count={1}><:header :for={word <- @words}>{word} {@n}</:header><:col :for={item <- @items} :let={i} label={item.name}>{i}{item.n}</:col></.panel>)heex")
};

class LetArguments : public Fields {
 public:
  PLUME_HEEX(R"heex(<.pass :let={value} value={@text}>{value} {@n}</.pass><.pass value={@word}>{@n}</.pass>
<.each :let={item} items={@words}>{item} {@n}<%= if (item.size() > 2) { %>{item.size()}<% } %></.each>)heex")
};

class SlotsInLoops : public Fields {
 public:
  PLUME_HEEX(
      R"heex(<.box :for={item <- @items} :key={item.id} title={item.name} open={item.on}>{item.n}<.each :let={tag} items={item.tags}>{tag}{item.id}{@word}</.each></.box>)heex")
};

class FormControls : public Fields {
 public:
  static constexpr bool controls = true;
  PLUME_HEEX(R"heex(<form>
  <input name="q" value={@form["q"]} /><input type="checkbox" checked={@a} /><input {@attrs} />
  <select><option :for={word <- @words} value={word} selected={word == @text}>{word}</option></select>
  <textarea>
{@text} and {@word}</textarea>
  <input :for={item <- @items} :key={item.id} value={item.name} checked={item.on} />
</form>)heex")
};

class Nothing : public Fields {
 public:
  PLUME_HEEX(R"heex(<p>static only</p>)heex")
};

}  // namespace property
