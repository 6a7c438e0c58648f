#pragma once

#include <plume/component.h>

#include <optional>
#include <string_view>

/// One field of a form: its label, its input, and what is wrong with it.
struct field {
  plume::Required<std::string_view> name;  ///< of the parameter, below `user`
  plume::Required<std::string_view> label;
  std::string_view type = "text";
  std::string_view value;
  std::string_view hint;
  std::string_view error;  ///< empty: none
  std::optional<std::string_view> autocomplete;
  plume::Rest rest;

  PLUME_HEEX(R"heex(
    <div class="field">
      <label for={"user-" + @name}>{@label}</label>
      <input
        id={"user-" + @name}
        name={"user[" + @name + "]"}
        type={@type}
        value={@value}
        aria-invalid={@error.empty() ? nullptr : "true"}
        aria-describedby={"about-" + @name}
        autocomplete={@autocomplete}
        {@rest}
      />
      <p id={"about-" + @name} class={[@error.empty() ? "hint" : "error"]} aria-live="polite">
        {@error.empty() ? @hint : @error}
      </p>
    </div>
  )heex")
};
