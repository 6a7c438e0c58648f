// Forms that stand for a C++ struct: what a browser submits becomes typed values and errors by field.
//
//     struct Line {
//       std::string name;
//       int qty = 1;
//       PLUME_FIELDS(name, qty)
//
//       void check(plume::FormErrors& errors) const {
//         if (name.empty()) errors.add("name", "What is it?");
//         if (qty < 1) errors.add("qty", "At least one.");
//       }
//     };
//     struct Order {
//       std::string title;
//       std::optional<double> discount;
//       std::vector<Line> lines;
//       bool paid = false;  // no field of the form: browsers cannot set it
//       PLUME_FIELDS(title, discount, lines)
//     };
//
//     class OrderLive : public plume::LiveView {
//       Order order;
//       plume::Assign<plume::Form> form;
//
//       void mount(const plume::Params&, const plume::Session&) override {
//         form = plume::to_form(order, {.as = "order"});
//       }
//       void handle_event(std::string_view event, const plume::Params& params) override {
//         auto submitted = plume::decode(params["order"], order);
//         form = plume::to_form(submitted, {.as = "order", .action = event});
//         if (event == "save" && submitted.ok()) order = std::move(submitted.value);
//       }
//     };
//
// The template uses `<.form>` and, for the lines, `<.inputs_for>`: see plume/built_in.h.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/enum.h"
#include "plume/for_each.h"
#include "plume/form.h"
#include "plume/literal.h"
#include "plume/text.h"
#include "plume/value.h"

// Refuses a PLUME_FIELDS with a field that no form can set; the error shows its name.
#define PLUME_WRONG_FIELD                                                                                         \
  "a field of PLUME_FIELDS has a type that no form can set: use one of those that PLUME_FIELDS names, or define " \
  "bool from_text(std::string_view, T&) and std::string to_text(const T&) beside the type"
#if defined(__clang__)
#define PLUME_CHECK_FIELDS(...) static_assert(::plume::detail::is_right<__VA_ARGS__>, "plume: " PLUME_WRONG_FIELD);
#else
#define PLUME_CHECK_FIELDS(...) ::plume::detail::FieldCheck().of(__VA_ARGS__());
#endif

/// The members of a struct that a form may set, up to 64; stands inside the struct. All others are out of a browser's
/// reach. Types of fields: std::string, bool, whole and floating-point numbers, enumerations with PLUME_ENUM,
/// plume::Value, structs with PLUME_FIELDS, std::vector and std::optional of these; and types for which functions `bool
/// from_text(std::string_view, T&)` and `std::string to_text(const T&)` stand beside the type.
#define PLUME_FIELDS(...)                                                                                           \
  static void plume_check_fields() {                                                                                \
    PLUME_CHECK_FIELDS(::plume::detail::FirstWrong<decltype(::plume::detail::types_of(__VA_ARGS__)), #__VA_ARGS__>) \
  }                                                                                                                 \
  template <class PlumeSelf, class PlumeVisit>                                                                      \
  static void plume_fields(PlumeSelf& plume_self, PlumeVisit plume_visit) {                                         \
    PLUME_FOR_EACH(PLUME_VISIT_FIELD, __VA_ARGS__)                                                                  \
  }

namespace plume {

/// What a browser submitted for a T.
template <class T>
struct Submitted {
  T value;            ///< what could be decoded, put over the value that decode was given
  Params params;      ///< as submitted, with rows sorted and dropped
  FormErrors errors;  ///< of decoding, and of T::check

  bool ok() const { return errors.empty(); }
};

/// Rows of a std::vector of structs beyond which a form is not decoded: the field then has the error "too_many".
inline constexpr std::size_t most_rows = 1000;

// Nothing that a browser sends makes decode throw. Its errors have these codes and messages:
//
//   "whole_number"  is not a whole number
//   "number"        is not a number
//   "too_small"     must be at least N
//   "too_large"     must be at most N
//   "choice"        is not one of the choices
//   "too_many"      has too many rows
//   "invalid"       is invalid: a text for a list or an object, or the other way round, or what from_text refuses

namespace detail {

template <class T>
concept Described = requires(T& value) { T::plume_fields(value, [](std::string_view, auto&) {}); };
template <class T>
concept FromText = requires(std::string_view text, T& value) {
  { from_text(text, value) } -> std::convertible_to<bool>;
};
template <class T>
inline constexpr bool is_vector = false;
template <class T, class A>
inline constexpr bool is_vector<std::vector<T, A>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Whether a form can set and show a field of type T.
template <class T>
constexpr bool takes_field() {
  if constexpr (is_optional<T> || is_vector<T>)
    return takes_field<typename T::value_type>();
  else
    return std::is_arithmetic_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, Value> || Enumerated<T> ||
           Described<T> || (FromText<T> && HasToText<T>);
}

template <class... T>
struct Types {};
template <class... T>
Types<std::remove_cvref_t<T>...> types_of(T&&...);

template <Literal Name, class T>
struct WrongField {};
struct NoWrongField {};
template <class Field>
inline constexpr bool is_right = std::is_same_v<Field, NoWrongField>;
/// It is an object since GCC reports refused functions twice, but not member functions.
struct FieldCheck {
  void of(NoWrongField) const {}
  template <Literal Name, class T>
  PLUME_REFUSED(PLUME_WRONG_FIELD)
  void of(WrongField<Name, T>) const;
};

/// Returns the name at `index` in a list with commas, of `Size` letters.
template <std::size_t Size>
consteval Literal<Size + 1> field_name(std::string_view name) {
  char chars[Size + 1] = {};
  for (std::size_t i = 0; i < Size; ++i) chars[i] = name[i];
  return Literal<Size + 1>(chars);
}
consteval std::string_view field_at(std::string_view names, std::size_t index) {
  for (; index > 0; --index) names.remove_prefix(names.find(',') + 1);
  names = names.substr(0, names.find(','));
  names.remove_prefix(names.find_first_not_of(' '));
  return names;
}
template <class Fields, Literal Names>
struct FirstWrongOf;
template <Literal Names, class... T>
struct FirstWrongOf<Types<T...>, Names> {
  static consteval std::size_t index() {
    std::size_t right = 0;
    (void)((takes_field<T>() && ++right) && ...);
    return right;
  }
  static auto find() {
    if constexpr (constexpr auto at = index(); at == sizeof...(T)) {
      return NoWrongField();
    } else {
      constexpr auto name = field_at(Names.view(), at);
      return WrongField<field_name<name.size()>(name), std::tuple_element_t<at, std::tuple<T...>>>();
    }
  }
};
/// The first field that no form can set, by name and type.
template <class Fields, Literal Names>
using FirstWrong = decltype(FirstWrongOf<Fields, Names>::find());

/// Nothing where the text was taken; else the code of the error, and the limit that a number is beyond.
struct Refusal {
  std::string_view code;
  std::string limit{};
};
using Decoded = std::optional<Refusal>;

Decoded decode_whole(const Value& sent, std::int64_t least, std::uint64_t most, std::int64_t& out);
Decoded decode_unsigned(const Value& sent, std::uint64_t most, std::uint64_t& out);
Decoded decode_number(const Value& sent, double& out);
Decoded decode_bool(const Value& sent, bool& out);
Decoded decode_text(const Value& sent, std::string& out);
bool is_blank(const Value& sent);
void add_refusal(FormErrors& errors, std::string_view field, const Refusal& refusal);

/// The rows of `field` in the order that `_sort` and `_drop` ask for, put into `params` as an object from index to row,
/// and without those two. Nothing where the form does not have the field at all; an error where there are too many.
std::optional<Decoded> arrange_rows(Object& params, std::string_view field);
/// The items of a list: those of an array, or of an object from index to item, in order; without blank ones, which
/// hidden inputs send. Nothing where it is neither.
std::optional<std::vector<const Value*>> list_items(const Value& sent);
template <class T>
concept HasCheck = requires(const T& checked, FormErrors& found) { checked.check(found); };
/// Whether `check` of T, if there is one, is called; else it would check nothing, silently. True if it is private or
/// overloaded, which cannot be told from outside. One that takes its errors by value would lose them.
template <class T>
constexpr bool check_fits() {
  if constexpr (requires { &T::check; })
    return HasCheck<T> && !std::is_invocable_v<decltype(&T::check), const T&, const FormErrors&>;
  return true;
}
/// Adds the errors of T::check, but those of fields that have one already.
void add_checked(FormErrors& errors, const FormErrors& checked);

template <Described T>
void decode_fields(Object& params, T& value, FormErrors& errors);

template <class T>
Decoded decode_one(const Value& sent, T& out) {
  if constexpr (std::is_same_v<T, bool>) {
    return decode_bool(sent, out);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return decode_text(sent, out);
  } else if constexpr (std::is_same_v<T, Value>) {
    out = sent;
    return {};
  } else if constexpr (std::is_floating_point_v<T>) {
    double number = 0;
    if (auto refusal = decode_number(sent, number)) return refusal;
    if (number > std::numeric_limits<T>::max() || number < std::numeric_limits<T>::lowest()) return Refusal{"number"};
    out = static_cast<T>(number);
    return {};
  } else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
    std::int64_t number = 0;
    if (auto refusal = decode_whole(sent, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), number))
      return refusal;
    out = static_cast<T>(number);
    return {};
  } else if constexpr (std::is_integral_v<T>) {
    std::uint64_t number = 0;
    if (auto refusal = decode_unsigned(sent, std::numeric_limits<T>::max(), number)) return refusal;
    out = static_cast<T>(number);
    return {};
  } else if constexpr (Enumerated<T>) {
    for (const auto& [enumerator, name] : plume_enumerators(T()))
      if (sent.is_string() && sent.text() == name) {
        out = enumerator;
        return {};
      }
    return Refusal{"choice"};
  } else {
    if constexpr (FromText<T>)
      if (sent.is_string() && from_text(sent.text(), out)) return {};
    return Refusal{"invalid"};
  }
}

/// Decodes the member `field` of `params`, which is there, into `out`.
template <class T>
void decode_field(Object& params, std::string_view field, T& out, FormErrors& errors) {
  Value& sent = *params.find(field);
  if constexpr (is_optional<T>) {
    if (is_blank(sent)) return out.reset();
    typename T::value_type inner = out.value_or(typename T::value_type());
    const auto before = errors.size();
    decode_field(params, field, inner, errors);
    if (errors.size() == before || Described<typename T::value_type>) out = std::move(inner);
  } else if constexpr (Described<T>) {
    if (!sent.is_object()) return add_refusal(errors, field, {"invalid"});
    FormErrors below;
    decode_fields(sent.as_object(), out, below);
    errors.add_below(field, below);
  } else {
    T decoded = out;
    if (const auto refusal = decode_one(sent, decoded)) return add_refusal(errors, field, *refusal);
    out = std::move(decoded);
  }
}

std::string row_name(std::string_view field, std::size_t index);

template <class T>
void decode_rows(Object& params, std::string_view field, std::vector<T>& out, FormErrors& errors) {
  const auto arranged = arrange_rows(params, field);
  if (!arranged) return;
  if (*arranged) return add_refusal(errors, field, **arranged);
  out.clear();
  for (auto& [index, row] : params.find(field)->as_object()) {
    FormErrors below;
    decode_fields(row.as_object(), out.emplace_back(), below);
    errors.add_below(row_name(field, out.size() - 1), below);
  }
}

template <class T>
void decode_list(const Value& sent, std::string_view field, std::vector<T>& out, FormErrors& errors) {
  const auto items = list_items(sent);
  if (!items) return add_refusal(errors, field, {"invalid"});
  std::vector<T> decoded;
  for (const Value* item : *items) {
    T one{};
    if (const auto refusal = decode_one(*item, one)) return add_refusal(errors, field, *refusal);
    decoded.push_back(std::move(one));
  }
  out = std::move(decoded);
}

template <Described T>
void decode_fields(Object& params, T& value, FormErrors& errors) {
  T::plume_fields(value, [&]<class M>(std::string_view field, M& member) {
    if constexpr (is_vector<M>) {
      if constexpr (Described<typename M::value_type>)
        decode_rows(params, field, member, errors);
      else if (const Value* sent = params.find(field))
        decode_list(*sent, field, member, errors);
    } else if (params.contains(field)) {
      decode_field(params, field, member, errors);
    }
  });
  static_assert(check_fits<T>(), "plume: check of this struct is never called: void check(plume::FormErrors&) const");
  if constexpr (HasCheck<T>) {
    FormErrors found;
    std::as_const(value).check(found);
    add_checked(errors, found);
  }
}

template <class T>
Value encode_one(const T& value) {
  if constexpr (is_optional<T>) {
    return value ? encode_one(*value) : Value();
  } else if constexpr (Described<T>) {
    Value object = Value::object();
    T::plume_fields(value, [&](std::string_view field, const auto& member) { object.set(field, encode_one(member)); });
    return object;
  } else if constexpr (is_vector<T>) {
    Value array{Array()};
    for (const auto& item : value) array.push_back(encode_one(static_cast<const typename T::value_type&>(item)));
    return array;
  } else if constexpr (std::is_same_v<T, Value>) {
    return value;
  } else if constexpr (std::is_same_v<T, long double>) {
    return Value(static_cast<double>(value));
  } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
    return Value(value);
  } else if constexpr (HasToText<T>) {
    return Value(std::string(to_text(value)));
  } else {
    return Value();
  }
}

}  // namespace detail

/// The fields of a value as parameters: what its form shows.
template <detail::Described T>
Value encode(const T& value) {
  return detail::encode_one(value);
}

/// Decodes submitted parameters over `initial` (what an Ecto changeset is to the seed). Fields that the parameters do
/// not have stay as they are; so do those with an error. Then calls `check(FormErrors&) const` of every struct that has
/// one, innermost first; its errors count for fields that were decoded. Texts may have white space around numbers.
///
/// Rows: a std::vector of structs takes `lines[0][name]`, …: its elements are made anew from their parameters, in order
/// of their numbers. `lines_sort[]` names rows in another order, and makes an empty one where it names none that exists
/// (by custom "new"); rows that it does not name come last. `lines_drop[]` names those to leave out. Where all of them
/// are gone and `lines_sort` or `lines_drop` was sent, there are none. A list of plain values takes `tags[]`, blank
/// ones left out, so that a hidden input with the same name means an empty list.
template <detail::Described T>
Submitted<T> decode(const Params& params, T initial = {}) {
  Submitted<T> submitted{std::move(initial), params.is_object() ? params : Params::object(), {}};
  detail::decode_fields(submitted.params.as_object(), submitted.value, submitted.errors);
  return submitted;
}

/// A form that shows a value.
template <detail::Described T>
Form to_form(const T& value, const FormOptions& options = {}) {
  Form form;
  form.data = encode(value);
  return to_form(form, options);
}

/// A form that shows what was submitted, and what is wrong with it.
template <class T>
Form to_form(const Submitted<T>& submitted, const FormOptions& options = {}) {
  Form form;
  form.data = encode(submitted.value);
  form.params = submitted.params;
  form.errors = submitted.errors;
  return to_form(form, options);
}

}  // namespace plume
