#pragma once

#include <plume/component.h>
#include <plume/form.h>

#include <string_view>

/// An input in a row, and what is wrong with it below.
struct cell {
  plume::Required<plume::FormField> of;
  plume::Required<std::string_view> label;
  plume::Rest rest;

  PLUME_HEEX(R"heex(
    <div class="cell">
      <input
        id={@of.id}
        name={@of.name}
        value={@of.value}
        aria-label={@label}
        aria-invalid={plume::used_errors(@of).empty() ? nullptr : "true"}
        phx-debounce="150"
        {@rest}
      />
      <p :for={error <- plume::used_errors(@of)} class="error" role="alert">{error}</p>
    </div>
  )heex")
};
