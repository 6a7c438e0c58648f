// Enumerations with names: PLUME_ENUM makes an enum a field of forms, a text of pages, and the options of a select.
#pragma once

#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/for_each.h"
#include "plume/macro_pair.h"
#include "plume/select_options.h"

#define PLUME_ENUM_NAME(item) {PlumeEnum::PLUME_PAIR_FIRST(item), PLUME_PAIR_NAME(item)},
#define PLUME_ENUM_LABEL(item) PLUME_PAIR_SECOND(item, ""),

/// The enumerators of an enum, by name, up to 64; stands behind the enum, in its namespace. It may then be a field of a
/// form (plume/form_data.h) and a member of JSON (plume/json.h), both by its names, and be written into a page, which
/// shows the name. What people read is the label: the name with spaces and a capital, "Pick up" for `pick_up`, or what
/// stands beside it in parentheses.
///
///     enum class Delivery { pick_up, letter, express };
///     PLUME_ENUM(Delivery, pick_up, letter, (express, "By courier, today"))
///
///     <.input field={@form["delivery"]} type="select" options={plume::options<Delivery>()} />
///     {plume::label_of(@delivery)}
#define PLUME_ENUM(type, ...)                                                                                  \
  inline std::span<const std::pair<type, std::string_view>> plume_enumerators(type) {                          \
    using PlumeEnum = type;                                                                                    \
    static constexpr std::pair<type, std::string_view> all[] = {PLUME_FOR_EACH(PLUME_ENUM_NAME, __VA_ARGS__)}; \
    return all;                                                                                                \
  }                                                                                                            \
  inline std::span<const std::string_view> plume_labels(type) {                                                \
    static constexpr std::string_view all[] = {PLUME_FOR_EACH(PLUME_ENUM_LABEL, __VA_ARGS__)};                 \
    return all;                                                                                                \
  }                                                                                                            \
  inline std::string to_text(type value) { return std::string(plume::detail::enumerator_name(value)); }

namespace plume {
namespace detail {

template <class E>
concept Enumerated = std::is_enum_v<E> && requires(E value) { plume_enumerators(value); };

template <class E>
std::string_view enumerator_name(E value) {
  for (const auto& [enumerator, name] : plume_enumerators(value))
    if (enumerator == value) return name;
  return {};
}

/// The words of a name: "Pick up" for `pick_up`.
std::string words_of(std::string_view name);

}  // namespace detail

/// The label of an enumerator, as PLUME_ENUM says it; "" for a value that PLUME_ENUM does not list.
template <detail::Enumerated E>
std::string label_of(E value) {
  std::size_t at = 0;
  for (const auto& [enumerator, name] : plume_enumerators(value)) {
    const std::string_view label = plume_labels(value)[at++];
    if (enumerator == value) return label.empty() ? detail::words_of(name) : std::string(label);
  }
  return {};
}

/// The enumerator of that name, as to_text writes it; nothing if PLUME_ENUM lists none.
template <detail::Enumerated E>
std::optional<E> enum_from(std::string_view text) {
  for (const auto& [enumerator, name] : plume_enumerators(E()))
    if (name == text) return enumerator;
  return std::nullopt;
}

/// All enumerators in the order of PLUME_ENUM, as the options of a `<select>` or a group of radio buttons: their
/// labels, and their names as values.
template <detail::Enumerated E>
std::vector<SelectOption> options() {
  std::vector<SelectOption> all;
  for (const auto& [enumerator, name] : plume_enumerators(E())) all.emplace_back(label_of(enumerator), name);
  return all;
}

}  // namespace plume
