// How compiled templates call components: giving attributes that may be members or go into the rest, and checking that
// all required ones were given. Included by compiled templates only.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/component.h"
#include "plume/range.h"

/// Names a member of a component that may not exist: a function from the component to the member.
#define PLUME_FIELD(name) [](auto& plume_component) -> decltype((plume_component.name)) { return plume_component.name; }

namespace plume::detail {

/// What `upload={@photos}` gives to a component. An overload beside plume::Upload notes the name.
template <class T>
T&& named(std::string_view, T&& value) {
  return std::forward<T>(value);
}

template <class C, class Field>
inline constexpr bool has_field = std::is_invocable_v<Field, C&>;
template <class T>
inline constexpr bool is_chosen = is_a<T, ComponentOf>;
/// The attributes of what stands for a component.
struct NoAttributes {};
/// Whether nothing need be said of a member that Field names.
template <class C, class Field>
inline constexpr bool knows_field = has_field<C, Field> || std::is_same_v<std::remove_cvref_t<C>, NoAttributes>;
/// What stands for a component chosen at run time by what chooses none, behind the error that says so.
struct NoComponent {
  template <class T>
  explicit NoComponent(const T&) {}
  NoAttributes& attributes();
  void call(Render&, std::span<const Given>) {}
};
template <class T>
struct ChosenByType {
  using type = NoComponent;
};
template <class Attributes>
struct ChosenByType<ComponentOf<Attributes>> {
  using type = ChosenComponent<Attributes>;
};
/// The object of the component that a T chooses.
template <class T>
using ChosenBy = typename ChosenByType<T>::type;

template <class C>
concept HasRest = requires(C& component) {
  { component.rest } -> std::same_as<Rest&>;
};
/// Whether a component takes a global attribute of the name of Field: as a member, or in its rest.
template <class C, class Field>
inline constexpr bool TakesAttribute =
    has_field<C, Field> || HasRest<C> || std::is_same_v<std::remove_cvref_t<C>, NoAttributes>;

/// Whether a T means the same once it is a Held. C++ would make a letter of a number, a number of `true`, 1 of 1.5,
/// `true` of any text, and a text of a null pointer.
template <class Held, class T>
constexpr bool keeps_meaning() {
  if constexpr (is_a<T, std::optional> && is_a<Held, std::optional>)
    return keeps_meaning<typename Held::value_type, typename T::value_type>();
  else if constexpr (is_a<Held, std::optional>)
    return std::is_same_v<T, std::nullopt_t> || keeps_meaning<typename Held::value_type, T>();
  else if constexpr (std::is_same_v<Held, bool>)
    return !StringLike<T>;
  else if constexpr (std::is_arithmetic_v<Held>)
    return !std::is_same_v<T, bool> && !(std::is_integral_v<Held> && std::is_floating_point_v<T>);
  else if constexpr (StringLike<Held> && !std::is_pointer_v<Held>)
    return !NullLike<T> && (!std::is_arithmetic_v<T> || std::is_same_v<T, char>);
  else
    return true;
}
/// The attribute that a component is made for, if the call gives none that fits.
using NoItems = Required<Borrowed<std::initializer_list<NoItem>>>;
template <class M>
using HeldBy = std::remove_cvref_t<decltype(get(std::declval<const std::remove_cvref_t<M>&>()))>;
template <class C>
class RestItem;
/// Whether a value may be given to a member of type M.
template <class M, class T>
constexpr bool value_fits() {
  using Member = std::remove_cvref_t<M>;
  if constexpr (is_a<Member, RestItem> || std::is_same_v<Member, NoItem> || std::is_same_v<Member, NoItems> ||
                std::is_same_v<std::remove_cvref_t<T>, NoItem>)
    return true;
  else if constexpr (std::is_assignable_v<M&, T>)
    return keeps_meaning<HeldBy<M>, std::remove_cvref_t<T>>();
  else
    return false;
}

template <class M, class T>
inline constexpr bool TakesValue = value_fits<M, T>();

/// A value for a member of type M. A null pointer is an empty text, or none for an optional member.
template <class M, class T>
decltype(auto) unless_null(T&& value) {
  using Held = HeldBy<M>;
  if constexpr (!std::is_pointer_v<std::remove_cvref_t<T>> || !StringLike<std::remove_cvref_t<T>>) {
    return std::forward<T>(value);
  } else if constexpr (is_a<Held, std::optional> && std::is_constructible_v<Held, T>) {
    return value ? Held(value) : Held();
  } else if constexpr (StringLike<Held> && !std::is_pointer_v<Held>) {
    return value ? std::string_view(value) : std::string_view();
  } else {
    return std::forward<T>(value);
  }
}

/// Whether a text may be given to a member of type M: any to those that are no OneOf.
template <class M, Literal Text>
inline constexpr bool takes_text = true;
template <Literal Text, Literal... Values>
inline constexpr bool takes_text<OneOf<Values...>, Text> = OneOf<Values...>::has(Text.view());
template <class T, Literal Text>
inline constexpr bool takes_text<Required<T>, Text> = takes_text<T, Text>;
template <class M, Literal Text>
concept TakesText = takes_text<std::remove_cvref_t<M>, Text>;

template <class Entry>
struct ArgumentOf;
template <class Arg, class Attrs>
struct ArgumentOf<SlotEntry<Arg, Attrs>> {
  using type = Arg;
};
/// What `:let` takes of a slot without argument, behind the error that says so.
struct NoArgument {
  NoArgument(const None&) {}
  friend std::string to_text(const NoArgument&) { return {}; }
};
/// Whether the component passes anything to the content of a slot's entry.
template <class Entry>
inline constexpr bool gives_argument = !std::is_same_v<typename ArgumentOf<std::remove_cvref_t<Entry>>::type, None>;
/// Whether the content of a slot's entry takes what the component passes to it.
template <class Content, class Entry>
inline constexpr bool takes_argument_of =
    std::invocable<Content&, Render&, const typename ArgumentOf<std::remove_cvref_t<Entry>>::type&>;

// Compiled templates assert these concepts where an attribute stands, so that the error is there. What follows does
// nothing where they do not hold, and adds no second error.

/// Gives an attribute that is no member of any component, as `phx-click`: it goes into `rest`.
template <class C, ClassList T>
void give_rest(C& component, std::string_view name, const T& value) {
  if constexpr (HasRest<C>) component.rest.set(name, value);
}

/// Whether the rest of a component, or of a slot's entry, includes attributes of this name.
template <class C>
constexpr bool includes(std::string_view name) {
  using Component = std::remove_reference_t<C>;
  if constexpr (HasRest<C> && requires { Component::included; })
    for (const std::string_view one : Component::included)
      if (one == name) return true;
  return false;
}
/// Whether a component takes an attribute of HTML elements that is no global one: as a member, or in its rest where its
/// `included` names it.
template <class C, class Field>
constexpr bool takes_element_attribute(std::string_view name) {
  return has_field<C, Field> || includes<C>(name);
}

template <class C, class Field, Literal Name>
inline constexpr bool TakesElementAttribute =
    std::is_same_v<std::remove_cvref_t<C>, NoAttributes> || takes_element_attribute<C, Field>(Name.view());

/// Stands for a member where the attribute goes into the rest, or nowhere. Takes what may be written as an attribute.
template <class C>
class RestItem {
 public:
  RestItem(C& component, std::string_view name) : component_(component), name_(name) {}
  template <ClassList T>
  void operator=(const T& value) {
    give_rest(component_, name_, value);
  }

 private:
  C& component_;
  std::string_view name_;
};
/// Stands for the member that a component does not have, but includes in its rest.
template <class C>
RestItem<C> included(C& component, std::string_view name) {
  return RestItem<C>(component, name);
}
template <class C, class Field>
decltype(auto) member_or_rest(C& component, Field field, std::string_view name) {
  if constexpr (has_field<C, Field>)
    return field(component);
  else
    return RestItem<C>(component, name);
}

/// Whether given_hash takes a T: numbers, texts, JSON values, and optional ones and vectors of them.
template <class T>
constexpr bool is_hashed_as_given() {
  if constexpr (is_a<T, std::optional> || is_a<T, std::vector>)
    return is_hashed_as_given<typename T::value_type>();
  else
    return std::is_arithmetic_v<T> || std::is_enum_v<T> || NullLike<T> || std::same_as<T, std::string> ||
           std::same_as<T, std::string_view> || (std::is_scalar_v<std::decay_t<T>> && StringLike<T>) ||
           std::same_as<T, Safe> || std::same_as<T, Value>;
}
template <class T>
concept HashedAsGiven = is_hashed_as_given<T>();

/// Unlike the hashes of what is written, it tells all values apart.
template <HashedAsGiven T>
std::uint64_t given_hash(const T& value) {
  if constexpr (NullLike<T>) {
    return empty_hash;
  } else if constexpr (std::is_enum_v<T>) {
    return hash_integer(static_cast<std::uint64_t>(value));
  } else if constexpr (std::same_as<T, Value>) {
    return attr_form(value) == AttrForm::none ? hash_integer(text_hash(value)) : text_hash(value);
  } else if constexpr (std::is_pointer_v<T>) {
    return value ? text_hash(value) : hash_integer(empty_hash);
  } else if constexpr (is_a<T, std::optional>) {
    return value ? hash_integer(given_hash(*value)) : empty_hash;
  } else if constexpr (is_a<T, std::vector>) {
    std::uint64_t hash = 0;
    for (const typename T::value_type& item : value) hash = hash_integer(hash + given_hash(item));
    return hash;
  } else {
    return text_hash(value);
  }
}

/// Sums up the attributes of a call of a live component, to tell whether they are others than those of its last call.
/// Values that can be neither hashed nor compared with what the component has count as others.
class GivenHash {
 public:
  /// What goes into the rest: only what is written of it counts.
  template <class T>
  void add(const T& value) {
    if constexpr (Textual<T> || is_a<T, Classes>)
      mix(attr_hash(value));
    else if constexpr (Attributes<T>)
      mix(spread_hash(value));
    else
      add_unknown();
  }
  template <class C, class Field, class T>
  void add(C& component, Field field, const T& value) {
    if constexpr (!has_field<C, Field>)
      add(value);
    else if constexpr (HashedAsGiven<T>)
      mix(given_hash(value));
    else if constexpr (requires {
                         { get(field(component)) == get(value) } -> std::convertible_to<bool>;
                       }) {
      others_ |= !(get(field(component)) == get(value));
    } else
      add_unknown();
  }
  void add_unknown() { others_ = true; }
  /// Differs where what is hashed does; never 0.
  std::uint64_t sum() const { return hash_ | 1; }
  /// Whether they count as others in any case.
  bool others() const { return others_; }

 private:
  void mix(std::uint64_t part) { hash_ = (hash_ ^ part) * 0x9E3779B97F4A7C15u; }
  std::uint64_t hash_ = 0x51ED270B0A1F2D4Bu;
  bool others_ = false;
};

/// Forgets what the last call of a live component gave to `rest`.
template <class C>
void clear_rest(C& component) {
  if constexpr (HasRest<C>) component.rest = {};
}

/// How a call gives attributes. It is an object since GCC reports refused functions twice, but not member functions.
struct Giver {
  /// Gives a value to a member, if the member takes it.
  template <class M, class T>
    requires(!is_a<M, RestItem>)
  void member(M& field, T&& value) const {
    if constexpr (TakesValue<M, T> && std::is_assignable_v<M&, T>) field = std::forward<T>(value);
  }
  template <class C, class T>
    requires(ClassList<T> || !HasRest<C>)
  void member(RestItem<C>& item, const T& value) const {
    if constexpr (HasRest<C>) item = value;
  }
  template <class C, class T>
    requires(!ClassList<T> && HasRest<C>)
  PLUME_REFUSED_AS_TEXT void member(RestItem<C>& item, const T& value) const;

  /// Gives an attribute that is no member of any component, as `phx-click`, to `rest`.
  template <class C, ClassList T>
  void rest(C& component, std::string_view name, const T& value) const {
    give_rest(component, name, value);
  }
  template <class C, class T>
  PLUME_REFUSED_AS_TEXT void rest(C& component, std::string_view name, const T& value) const;
};

/// What render code asks about when it asks for the member, or for `rest`.
template <class C, class Field>
const void* field_of(C& component, Field field) {
  if constexpr (has_field<C, Field>)
    return std::addressof(field(component));
  else
    return nullptr;
}
/// The same for what member_or_rest returned.
template <class M>
const void* field_at(M& member) {
  return std::addressof(member);
}
template <class C>
const void* field_at(RestItem<C>&) {
  return nullptr;
}
template <class C>
const void* rest_of(C& component) {
  if constexpr (HasRest<C>)
    return std::addressof(component.rest);
  else
    return nullptr;
}

/// `rest`, if one of what member_or_rest returned went into it.
template <class C, class... M>
const void* rest_if_given(C& component, M&...) {
  return (is_a<M, RestItem> || ...) ? rest_of(component) : nullptr;
}

/// Whether a member of this type is a slot.
template <class M>
concept IsSlot = is_a<std::remove_cvref_t<decltype(slot_of(std::declval<std::remove_cvref_t<M>&>()))>, Slot>;
template <class C, class Field>
constexpr bool is_slot_field() {
  if constexpr (has_field<C, Field>) return IsSlot<std::invoke_result_t<Field, C&>>;
  return true;
}
/// Whether the member that Field names is a slot, or there is none.
template <class C, class Field>
inline constexpr bool is_slot_or_none = is_slot_field<std::remove_reference_t<C>, Field>();
extern Slot<> no_slot;
/// Returns the slot that a member of a component is; if it is none, one to go on with behind the error.
template <class C, class Field>
auto& slot_at(C& component, Field field) {
  if constexpr (!has_field<C, Field>)
    return no_slot;
  else if constexpr (IsSlot<decltype(field(component))>)
    return slot_of(field(component));
  else
    return no_slot;
}
/// Returns a member of a component; if there is none, a NoItem.
template <class C, class Field>
decltype(auto) member_or_none(C& component, Field field) {
  if constexpr (has_field<C, Field>)
    return field(component);
  else
    return NoItem();
}

/// The types of a slot's entries and of their attributes.
template <class S>
struct EntryOf;
template <class Arg, class Attrs>
struct EntryOf<Slot<Arg, Attrs>> {
  using type = typename Slot<Arg, Attrs>::Entry;
  using attributes = Attrs;
  using argument = Arg;
  using let = std::conditional_t<std::is_same_v<Arg, None>, NoArgument, Arg>;
};

/// White space between the slots of a component: it is its default slot's content where it has a default slot.
template <class C, class Field, class Content>
class BlankContent {
 public:
  BlankContent(C& component, Field field, Content& content) {
    if constexpr (has_slot) {
      entry_.content(content);
      slot_of(field(component)).add(entry_);
      field_ = std::addressof(field(component));
    }
  }
  BlankContent(const BlankContent&) = delete;
  BlankContent& operator=(const BlankContent&) = delete;
  const void* field() const { return field_; }

 private:
  static constexpr bool has_slot = requires(C& component, Field field) { requires IsSlot<decltype(field(component))>; };
  struct Nothing {};
  static auto entry_type() {
    if constexpr (has_slot)
      return std::type_identity<typename EntryOf<
          std::remove_reference_t<decltype(slot_of(std::declval<std::invoke_result_t<Field, C&>>()))>>::type>();
    else
      return std::type_identity<Nothing>();
  }
  typename decltype(entry_type())::type entry_;
  const void* field_ = nullptr;
};

/// What an attribute's expression gives, as something that lasts until the component was called. A call may return a
/// reference into a temporary of the expression: `user(id).name()`, `JS().push("a")`, `std::max(n, 1)`. So what may be
/// one is copied: `Chained` where something is done to what a call returns, and values that cost nothing to copy
/// anyway.
template <bool Chained, class T>
auto kept(T&& value) {
  return std::forward<T>(value);
}
template <bool Chained, class T>
  requires(!std::is_constructible_v<std::remove_cvref_t<T>, T &&> ||
           (std::is_lvalue_reference_v<T> && !Chained && !std::is_trivially_copyable_v<std::remove_cvref_t<T>>))
T&& kept(T&& value) {
  return std::forward<T>(value);
}

/// Keeps copies of the values that repeated slot entries were given: they must outlive the loop that made them.
class Keeper {
 public:
  template <class T>
  auto&& operator()(T&& value) {
    using Kept = std::remove_cvref_t<T>;
    if constexpr (std::is_constructible_v<Kept, T&&>) {
      auto kept = std::make_shared<Kept>(std::forward<T>(value));
      kept_.push_back(kept);
      return static_cast<Kept&>(*kept);
    } else {
      return std::forward<T>(value);
    }
  }

 private:
  std::vector<std::shared_ptr<void>> kept_;
};

// Which members of a component are required, and which of them were given: found at compile time by comparing addresses
// of members within an object that exists by name only.

template <class C>
struct Imagined {
  C object;
};
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wundefined-var-template"
#pragma clang diagnostic ignored "-Wundefined-internal"
#endif
template <class C>
extern Imagined<C> imagined;

/// Converts to whatever a member may be initialised with, but not to a base class.
template <class C>
struct AnyMember {
  template <class T>
    requires(!std::is_base_of_v<std::remove_cv_t<T>, C>)
  operator T() const;
};
/// Converts to base classes only.
template <class C>
struct AnyBase {
  template <class T>
    requires(std::is_base_of_v<T, C> && !std::is_same_v<T, C>)
  operator T() const;
};

template <class C, std::size_t>
using AnyMemberAt = AnyMember<C>;
template <class C, std::size_t... I>
constexpr bool takes_members(std::index_sequence<I...>) {
  return requires { C{AnyMemberAt<C, I>()...}; };
}
inline constexpr std::size_t most_members = 24;
template <class C, std::size_t N = most_members>
constexpr std::size_t count_members() {
  if constexpr (N == 0 || takes_members<C>(std::make_index_sequence<N>()))
    return N;
  else
    return count_members<C, N - 1>();
}

template <class C>
constexpr bool has_base() {
  return requires { C{AnyBase<C>()}; };
}
/// Whether C has members and a base, or bases of bases: its members may be those of several classes.
template <class C>
constexpr bool adds_to_base() {
  return has_base<C>() && (requires { C{AnyBase<C>(), AnyMember<C>()}; } ||
                           requires { C{AnyBase<C>(), AnyBase<C>()}; } || requires { C{{AnyBase<C>()}}; });
}
/// Gives content to a slot's entry, if it takes what the component passes to it.
template <class Entry, class Content>
void fill(Entry& entry, Content& content) {
  if constexpr (takes_argument_of<Content, Entry>) entry.content(content);
}
template <class Entry, class Content>
void fill_own(Entry& entry, Content&& content) {
  if constexpr (takes_argument_of<std::remove_reference_t<Content>, Entry>)
    entry.own_content(std::forward<Content>(content));
}

/// The class that a pointer to a member of it names: in `char label::*` the compiler looks for a type, and passes over
/// members and variables of that name.
template <class Pointer>
struct OwnerOf;
template <class M, class C>
struct OwnerOf<M C::*> {
  using type = C;
};
template <class Pointer>
using Named = typename OwnerOf<Pointer>::type;

/// Whether the members of C can be told at compile time: up to 24 of them, all its own or all of its base, no
/// constructors and nothing private.
template <class C>
constexpr bool is_plain() {
  if constexpr (!std::is_aggregate_v<C>)
    return false;
  else
    return !adds_to_base<C>() && !takes_members<C>(std::make_index_sequence<most_members + 1>());
}

/// `visit(members…)` of an object with N members.
template <std::size_t N, class C, class Visit>
constexpr auto with_members(C& object, Visit visit) {
  if constexpr (N == 1) {
    auto& [m1] = object;
    return visit(m1);
  } else if constexpr (N == 2) {
    auto& [m1, m2] = object;
    return visit(m1, m2);
  } else if constexpr (N == 3) {
    auto& [m1, m2, m3] = object;
    return visit(m1, m2, m3);
  } else if constexpr (N == 4) {
    auto& [m1, m2, m3, m4] = object;
    return visit(m1, m2, m3, m4);
  } else if constexpr (N == 5) {
    auto& [m1, m2, m3, m4, m5] = object;
    return visit(m1, m2, m3, m4, m5);
  } else if constexpr (N == 6) {
    auto& [m1, m2, m3, m4, m5, m6] = object;
    return visit(m1, m2, m3, m4, m5, m6);
  } else if constexpr (N == 7) {
    auto& [m1, m2, m3, m4, m5, m6, m7] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7);
  } else if constexpr (N == 8) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8);
  } else if constexpr (N == 9) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9);
  } else if constexpr (N == 10) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10);
  } else if constexpr (N == 11) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11);
  } else if constexpr (N == 12) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12);
  } else if constexpr (N == 13) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13);
  } else if constexpr (N == 14) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14);
  } else if constexpr (N == 15) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15);
  } else if constexpr (N == 16) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16);
  } else if constexpr (N == 17) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17);
  } else if constexpr (N == 18) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18);
  } else if constexpr (N == 19) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19);
  } else if constexpr (N == 20) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20);
  } else if constexpr (N == 21) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21);
  } else if constexpr (N == 22) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22] =
        object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22);
  } else if constexpr (N == 23) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23] =
        object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22,
                 m23);
  } else if constexpr (N == 24) {
    auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
           m24] = object;
    return visit(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22,
                 m23, m24);
  } else {
    return visit();
  }
}

template <class M>
inline constexpr bool is_required = is_a<M, Required>;

/// The index of the first required member that no Field names; the number of members where there is none.
template <class C, class... Fields>
constexpr std::size_t first_missing() {
  constexpr auto n = count_members<C>();
  return with_members<n>(imagined<C>.object, [](auto&... members) {
    std::size_t index = 0;
    std::size_t missing = n;
    const auto check = [&](auto& member) {
      const auto names_member = [&]<class Field>(Field field) {
        if constexpr (has_field<C, Field>)
          return static_cast<const void*>(&field(imagined<C>.object)) == static_cast<const void*>(&member);
        else
          return false;
      };
      if constexpr (is_required<std::remove_cvref_t<decltype(member)>>)
        if (missing == n && !(names_member(Fields{}) || ...)) missing = index;
      ++index;
    };
    (check(members), ...);
    return missing;
  });
}
template <class C, std::size_t I>
constexpr auto member_at() {
  return with_members<count_members<C>()>(imagined<C>.object,
                                          [](auto&... members) { return std::get<I>(std::tuple(&members...)); });
}

struct NothingMissing {
  static constexpr bool complete = true;
};
template <auto* Member>
struct Missing {
  static constexpr bool complete = false;
};

/// The type tells whether the fields name all required members of C, and if not, which one is missing.
template <class C, class... Fields>
constexpr auto check_required(Fields...) {
  if constexpr (!is_plain<C>() || count_members<C>() == 0) {
    return NothingMissing();
  } else {
    constexpr auto missing = first_missing<C, Fields...>();
    if constexpr (missing == count_members<C>())
      return NothingMissing();
    else
      return Missing<member_at<C, missing>()>();
  }
}
template <class Checked>
concept EveryRequiredIsGiven = Checked::complete;

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

}  // namespace plume::detail
