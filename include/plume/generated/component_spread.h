// Attributes that a call spreads onto a component, `<.link {@rest}>`, or onto an entry of a slot: each sets the member
// of its name, and what is no member goes into the rest. Included by compiled templates with such a call only.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "plume/component.h"
#include "plume/for_each.h"
#include "plume/generated/component_call.h"
#include "plume/owns_data.h"

namespace plume::detail {

// What names a member has

/// Returns the name at the end of `pretty_function`, which was made with the member's address as template argument.
constexpr std::string_view name_at_end(std::string_view pretty_function) {
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  auto end = pretty_function.size();
  while (end > 0 && !in_name(pretty_function[end - 1])) --end;
  auto begin = end;
  while (begin > 0 && in_name(pretty_function[begin - 1])) --begin;
  return pretty_function.substr(begin, end - begin);
}
template <auto* Member>
consteval auto pretty_member() {
  return name_at_end(__PRETTY_FUNCTION__);
}
/// The name of the member that `Member` points to.
template <auto* Member>
inline constexpr std::string_view name_of_member = pretty_member<Member>();

template <class C>
concept NamesAttributes = requires(C& component) { C::plume_attributes(component, [](std::string_view, auto&) {}); };

template <class C, class Field, class Visit>
void visit_field(C& component, std::string_view name, Field field, Visit& visit) {
  if constexpr (has_field<C, Field>) visit(name, field(component));
}

/// Calls `visit(name, member)` for the members that have the name of an attribute of HTML.
template <class C, class Visit>
void visit_members_of_html(C& component, Visit& visit) {
#define PLUME_VISIT_HTML(name) visit_field(component, #name, PLUME_FIELD(name), visit);
  PLUME_FOR_EACH(PLUME_VISIT_HTML, accesskey, anchor, autocapitalize, autocorrect, autofocus, class_, contenteditable,
                 dir, draggable, enterkeyhint, exportparts, hidden, id, inert, inputmode, is, itemid, itemprop, itemref,
                 itemscope, itemtype, lang, nonce, part, popover, role, slot, spellcheck, style, tabindex, title,
                 translate, virtualkeyboardpolicy, writingsuggestions)
  PLUME_FOR_EACH(PLUME_VISIT_HTML, accept, alt, autocomplete, capture, checked, cols, disabled, download, enctype, for_,
                 form, height, href, hreflang, list, max, maxlength, media, method, min, minlength, multiple, name,
                 novalidate, pattern, placeholder, preload, readonly, referrerpolicy, rel, required, rows, selected,
                 size, sizes, src, srcset, start, step, target, type, value, webkitdirectory, width, wrap)
#undef PLUME_VISIT_HTML
}

/// Calls `visit(name, member)` for the members of a component: those that it lists itself (PLUME_ATTRIBUTES), else all
/// that can be told at compile time, else those that have the name of an attribute of HTML.
template <class C, class Visit>
void visit_members(C& component, Visit visit) {
  if constexpr (NamesAttributes<C>)
    C::plume_attributes(component, visit);
  else if constexpr (!is_plain<C>())
    visit_members_of_html(component, visit);
  else if constexpr (constexpr auto count = count_members<C>(); count > 0)
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      with_members<count>(component,
                          [&](auto&... members) { (visit(name_of_member<member_at<C, I>()>, members), ...); });
    }(std::make_index_sequence<count>());
}

/// Whether the member is one that an attribute may set.
template <class M>
inline constexpr bool is_attribute = !IsSlot<M> && !std::is_same_v<std::remove_cvref_t<M>, Rest>;

/// Whether `attribute` in a template stands for `member`: templates write `class` for `class_`.
constexpr bool is_name_of(std::string_view member, std::string_view attribute) {
  return member == attribute || (member.ends_with('_') && member.substr(0, member.size() - 1) == attribute);
}

// How a value is given to a member

enum class Fit : std::uint8_t {
  set,
  left_out,  ///< null and false leave an attribute out that cannot hold them
  wrong,     ///< of a type that the member does not take
};

template <class M>
struct UnwrappedType {
  using type = HeldBy<M>;
};
template <class M>
  requires is_a<HeldBy<M>, std::optional>
struct UnwrappedType<M> {
  using type = typename HeldBy<M>::value_type;
};
/// What a member holds in the end: the T of a Required<std::optional<T>>.
template <class M>
using Unwrapped = typename UnwrappedType<M>::type;

template <class T>
inline constexpr bool is_number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char>;
template <class T>
concept HasEnumerators = std::is_enum_v<T> && requires(T value) { plume_enumerators(value); };
template <class T>
concept ReadsText = requires(std::string_view text, T& value) {
  { from_text(text, value) } -> std::convertible_to<bool>;
};
template <class T>
inline constexpr bool is_one_of = false;
template <Literal... Words>
inline constexpr bool is_one_of<OneOf<Words...>> = true;

/// Makes a T of a text, of which all must be it: numbers, true and false, enumerations, and what from_text takes.
template <class T>
std::optional<T> parsed(std::string_view text) {
  if constexpr (std::is_same_v<T, bool>) {
    if (text == "true" || text == "false") return text == "true";
  } else if constexpr (is_number<T>) {
    T number{};
    const auto end = text.data() + text.size();
    if (const auto [at, error] = std::from_chars(text.data(), end, number); error == std::errc() && at == end)
      return number;
  } else if constexpr (HasEnumerators<T>) {
    for (const auto& [enumerator, name] : plume_enumerators(T{}))
      if (name == text) return enumerator;
  } else {
    T value{};
    if (from_text(text, value)) return value;
  }
  return std::nullopt;
}

template <class M>
Fit give_text(M& member, std::string_view text) {
  using T = Unwrapped<M>;
  if constexpr (is_one_of<T>) {
    if (!T::has(text)) return Fit::wrong;
    member = T(text);
    return Fit::set;
  } else if constexpr (TakesValue<M, std::string_view>) {
    member = text;
    return Fit::set;
  } else if constexpr (std::is_same_v<T, bool> || is_number<T> || HasEnumerators<T> || ReadsText<T>) {
    auto value = parsed<T>(text);
    if (!value) return Fit::wrong;
    member = *std::move(value);
    return Fit::set;
  } else {
    return Fit::wrong;
  }
}

template <class M, class T>
Fit give_number(M& member, T value) {
  using N = Unwrapped<M>;
  if constexpr (is_number<N>) {
    if constexpr (std::is_integral_v<N> && std::is_integral_v<T>) {
      if (!std::in_range<N>(value)) return Fit::wrong;
    } else if constexpr (std::is_integral_v<N>) {
      return Fit::wrong;
    }
    member = static_cast<N>(value);
    return Fit::set;
  } else if constexpr (TakesValue<M, T>) {
    member = value;
    return Fit::set;
  } else {
    return Fit::wrong;
  }
}

/// Gives `value` to a member, as a call in a template would, but for texts: the rest of a component has texts only, so
/// what stood for a number is read as one.
template <class M, class T>
Fit give_member(M& member, const T& value) {
  if constexpr (is_a<T, std::variant>) {
    return std::visit([&](const auto& held) { return give_member(member, held); }, value);
  } else if constexpr (std::is_same_v<T, Value> && !TakesValue<M, const Value&>) {
    return give_member(member, value.variant());
  } else if constexpr (is_a<T, std::optional>) {
    return value ? give_member(member, *value) : give_member(member, std::nullopt);
  } else if constexpr (NullLike<T>) {
    if constexpr (TakesValue<M, std::nullopt_t>) member = std::nullopt;
    return Fit::left_out;
  } else if constexpr (is_number<T>) {
    return give_number(member, value);
  } else if constexpr (TakesValue<M, const T&> && !is_one_of<Unwrapped<M>>) {
    member = value;
    return Fit::set;
  } else if constexpr (std::is_same_v<T, bool>) {
    return value ? Fit::wrong : Fit::left_out;
  } else if constexpr (TakesValue<M, const char*> && std::is_pointer_v<Unwrapped<M>> && requires { value.c_str(); }) {
    member = value.c_str();
    return Fit::set;
  } else if constexpr (StringLike<T>) {
    return give_text(member, std::string_view(value));
  } else {
    return Fit::wrong;
  }
}

/// Says what a member takes: "a number".
template <class M>
std::string taken_by() {
  using T = Unwrapped<M>;
  std::string words;
  const auto add = [&](std::string_view word) { words.append(words.empty() ? "one of " : ", ").append(word); };
  if constexpr (std::is_same_v<T, bool>) {
    return "true or false";
  } else if constexpr (is_number<T>) {
    return std::is_integral_v<T> ? "a whole number in its range" : "a number";
  } else if constexpr (is_one_of<T>) {
    for (const auto word : T::words()) add(word);
  } else if constexpr (HasEnumerators<T>) {
    for (const auto& [enumerator, name] : plume_enumerators(T{})) add(name);
  } else {
    return StringLike<T> ? "a text" : "a value of another type";
  }
  return words;
}

// Errors; each throws std::invalid_argument. `tag` is the call's, ".link".
[[noreturn]] void throw_wrong_attribute(std::string_view tag, std::string_view name, std::string_view value,
                                        std::string_view taken);
[[noreturn]] void throw_unknown_attribute(std::string_view tag, std::string_view name);
[[noreturn]] void throw_missing_attribute(std::string_view tag, std::string_view name);
[[noreturn]] void throw_lent_attribute(std::string_view tag, std::string_view name);

/// A range of names and values that keeps them, so that members may refer to them.
template <class T>
concept HeldAttributes =
    Spreadable<T> && requires(const T& range) { requires std::is_reference_v<decltype(*range.begin())>; };

/// Whether attributes may be spread from a T onto a C. What the caller of a template gave to its rest may be anything,
/// so a component without a rest does not take it.
template <class C, class T>
inline constexpr bool TakesSpread =
    HasRest<std::remove_reference_t<C>> || !std::is_same_v<std::remove_cvref_t<T>, Rest> ||
    std::is_same_v<std::remove_cvref_t<C>, NoAttributes>;

/// The attributes of a slot's entry, apart from its content.
template <class Arg, class Attrs>
Attrs& attributes_of(SlotEntry<Arg, Attrs>& entry) {
  return entry;
}
template <class C>
C& attributes_of(C& component) {
  return component;
}

/// Gives the spread attributes of one call or entry. `Stays` where what they are given to lives on after the call.
template <bool Stays, class C>
class Spreading {
 public:
  Spreading(C& component, std::string_view tag) : component_(component), tag_(tag) {}

  /// Gives all of `attributes`, which must outlive the call. Throws std::invalid_argument for a value that the member
  /// of its name does not take, and for a name that is no member's if there is no rest.
  template <HeldAttributes T>
  void give(const T& attributes) {
    for (const auto& [name, value] : attributes) give_one(std::string_view(name), value);
  }
  template <class T>
  PLUME_REFUSED_AS_SPREAD void give(const T& attributes);

  /// Throws std::invalid_argument if a required attribute was neither given so far nor is among `fields`.
  template <class... Fields>
  void check_required(Fields... fields) const {
    if constexpr (is_plain<C>()) {
      std::uint32_t bit = 1;
      visit_members(component_, [&]<class M>(std::string_view name, M& member) {
        if constexpr (is_required<M> && is_attribute<M>)
          if (!(given_ & bit) && !((field_of(component_, fields) == std::addressof(member)) || ...))
            throw_missing_attribute(tag_, name.ends_with('_') ? name.substr(0, name.size() - 1) : name);
        bit <<= 1;
      });
    }
  }

 private:
  template <class T>
  void give_one(std::string_view name, const T& value) {
    if (Stays && name == "id") return;  // says which component is meant, and stands in the call
    bool found = false;
    std::uint32_t bit = 1;
    visit_members(component_, [&]<class M>(std::string_view member_name, M& member) {
      if constexpr (is_attribute<M>)
        if (!found && is_name_of(member_name, name)) {
          found = true;
          if (set(member, name, value)) given_ |= bit;
        }
      bit <<= 1;
    });
    if (found) return;
    if constexpr (HasRest<C>)
      component_.rest.set(name, value);
    else
      throw_unknown_attribute(tag_, name);
  }

  template <class M, class T>
  bool set(M& member, std::string_view name, const T& value) {
    if constexpr (Stays && !owns_data<M>) {
      throw_lent_attribute(tag_, name);
    } else {
      const auto fit = give_member(member, value);
      if (fit == Fit::wrong) throw_wrong_attribute(tag_, name, plain_text(value), taken_by<M>());
      return fit == Fit::set;
    }
  }

  C& component_;
  std::string_view tag_;
  std::uint32_t given_ = 0;  // a bit for each member
};
/// `live` is std::true_type for a live component.
template <class Live, class C>
auto spreading(Live, C& component, std::string_view tag) {
  auto& attributes = attributes_of(component);
  return Spreading<Live::value, std::remove_reference_t<decltype(attributes)>>(attributes, tag);
}

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif
/// Whether the fields name all required slots of C, which a spread cannot give.
template <class C, class... Fields>
constexpr bool names_required_slots(Fields...) {
  if constexpr (!is_plain<C>() || count_members<C>() == 0) {
    return true;
  } else {
    constexpr auto count = count_members<C>();
    return []<std::size_t... I>(std::index_sequence<I...>) {
      const auto is_named = []<class M>(M* member) {
        if constexpr (is_required<M> && IsSlot<M>) {
          const auto is_it = [&]<class Field>(Field field) {
            if constexpr (has_field<C, Field>)
              return static_cast<const void*>(&field(imagined<C>.object)) == static_cast<const void*>(member);
            else
              return false;
          };
          return (is_it(Fields{}) || ...);
        } else {
          return true;
        }
      };
      return (is_named(member_at<C, I>()) && ...);
    }(std::make_index_sequence<count>());
  }
}
template <class C, class... Fields>
concept EverySlotIsGiven = names_required_slots<C>(Fields{}...);
#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace plume::detail
