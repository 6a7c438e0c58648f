// Templates with the components that Plume brings along.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/assign.h"
#include "plume/built_in.h"
#include "plume/component.h"
#include "plume/form.h"

namespace plume::testing {

struct Links {
  Assign<std::string> to{"/a?b=1&c"};
  Assign<bool> replace{false};
  PLUME_HEEX(R"heex(<.link navigate={@to} replace={@replace} class="n">to</.link>
<.link patch={@to} rel="next">to</.link>
<.link href={@to} target="_blank" download>to</.link>
<.link href={@to} method="delete" data-confirm="?">to</.link>
<.link href={@to} method="post" csrf_token={false}>to</.link>
<.link href={@to} method="post" csrf_token="mine">to</.link>
<.link href="#" id="x">to</.link>
<.link phx-click="go">to</.link>)heex")
};

struct OneLink {
  Assign<std::optional<std::string>> to;
  Assign<std::string> method{"get"};
  PLUME_HEEX(R"heex(<.link href={@to} method={@method}>x</.link>)heex")
};

struct UncheckedLink {
  Assign<std::string> to{"javascript:go()"};
  PLUME_HEEX(R"heex(<.link href={plume::unchecked_url(@to)}>x</.link>)heex")
};

/// A tag of the template, and no component.
struct PlainLink {
  Assign<std::string> to{"javascript:go('<b>\"')"};
  PLUME_HEEX(R"heex(<a href={@to}>x</a>)heex")
};

struct LiveLink {
  Assign<std::string> to{"/"};
  PLUME_HEEX(R"heex(<.link navigate={@to}>x</.link>)heex")
};

struct HttpForm {
  Assign<std::string> action{"/save"}, method{"post"};
  Assign<bool> token{true}, multipart{false};
  PLUME_HEEX(
      R"heex(<.form for={{}} action={@action} method={@method} csrf_token={@token} multipart={@multipart} id="f" class="c" autocomplete="off">x</.form>)heex")
};

struct LiveForm {
  Assign<Form> form{to_form(Value{{"name", "Ada"}}, {.as = "user"})};
  Assign<std::optional<std::string>> id;
  PLUME_HEEX(
      R"heex(<.form :let={f} for={@form} id={@id} phx-change="go"><input id={f["name"].id} name={f["name"].name} value={f["name"].value}></.form>)heex")
};

struct FormWithAnId {
  Assign<Form> form{to_form(Value(), {.as = "user", .id = "u"})};
  PLUME_HEEX(R"heex(<.form for={@form} method="get">x</.form>)heex")
};

struct FormAs {
  Assign<Form> form{to_form(Value(), {.as = "user", .id = "u"})};
  PLUME_HEEX(R"heex(<.form :let={f} for={@form} as="person">{f["name"].name} {f["name"].id}</.form>)heex")
};

struct Rows {
  Assign<Form> form;
  Assign<bool> hidden{true};
  PLUME_HEEX(
      R"heex(<.inputs_for :let={row} field={@form["rows"]} default={plume::Array()} skip_hidden={!@hidden}>{row["n"].name}={row["n"].value}</.inputs_for>)heex")
};

struct Wrapped {
  Assign<std::string> id{"w"};
  PLUME_HEEX(R"heex(<.focus_wrap id={@id} class="c">x</.focus_wrap>)heex")
};

struct Ported {
  Assign<std::optional<std::string>> look;
  PLUME_HEEX(R"heex(<.portal id="p" target="body" class={@look} container="span">x</.portal>)heex")
};

struct Tagged {
  Assign<std::string> tag{"h1"};
  PLUME_HEEX(
      R"heex(<.dynamic_tag tag_name={@tag} name="n" id="i">x</.dynamic_tag><.dynamic_tag tag_name={@tag} class="c" />)heex")
};

struct Interspersed {
  Assign<std::vector<int>> numbers;
  Assign<std::string> mark{", "};
  PLUME_HEEX(R"heex(<.intersperse :let={n} enum={@numbers}><:separator>{@mark}</:separator>{n}</.intersperse>)heex")
};

struct InterspersedList {
  PLUME_HEEX(R"heex(<.intersperse :let={name} enum={{"a", "b"}}><:separator>-</:separator>{name}</.intersperse>)heex")
};

}  // namespace plume::testing
