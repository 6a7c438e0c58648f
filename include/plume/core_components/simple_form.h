// SimpleForm: a form, its inputs one below the other.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/built_in.h"
#include "plume/component.h"

namespace plume::core {

/// A form with its inputs one below the other, and its buttons at the end (the seed's `simple_form/1`):
///
///     <.simple_form for={@form} id="bird" phx-change="validate" phx-submit="save">
///       <.input field={@form["name"]} label="Name" />
///       <:actions><.button variant="primary">Save</.button></:actions>
///     </.simple_form>
///
/// Its attributes are those of `<.form>`. Both slots may take the form with `:let={f}`.
struct simple_form {
  Required<FormSource> for_;  ///< `for={@form}`
  std::optional<std::string_view> id, as, action, method;
  CsrfToken csrf_token = true;
  bool multipart = false;
  std::string class_;
  Rest rest;
  Required<Slot<Form>> inner_block;
  Slot<Form> actions;

  static constexpr std::string_view included[] = {"autocomplete", "name", "rel", "enctype", "novalidate", "target"};
};

}  // namespace plume::core
