#pragma once

#include <plume/component.h>
#include <plume/form.h>

#include <optional>
#include <string_view>

/// One field of a form: its label, its input, and what is wrong with it once somebody was there.
struct field {
  plume::Required<plume::FormField> of;
  plume::Required<std::string_view> label;
  std::string_view type = "text";
  std::string_view hint;
  std::optional<std::string_view> autocomplete;
  plume::Rest rest;

  std::string_view error() const {
    const auto errors = plume::used_errors(of);
    return errors.empty() ? std::string_view() : errors.front();
  }

  PLUME_HEEX(R"heex(
    <div class="field">
      <label for={@of.id}>{@label}</label>
      <input
        id={@of.id}
        name={@of.name}
        type={@type}
        value={@of.value}
        aria-invalid={@error().empty() ? nullptr : "true"}
        aria-describedby={"about-" + @of.field}
        autocomplete={@autocomplete}
        {@rest}
      />
      <p id={"about-" + @of.field} class={[@error().empty() ? "hint" : "error"]} aria-live="polite">
        {@error().empty() ? @hint : @error()}
      </p>
    </div>
  )heex")
};
