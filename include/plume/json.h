// to_json: C++ values as JSON, for responses, events of hooks and interfaces.
//
//     struct Sensor {
//       int id;
//       std::string name;
//       std::optional<double> degrees;
//       std::string secret;  // not listed: it stays here
//       bool is_hot() const { return degrees.value_or(0) > 60; }
//       PLUME_JSON(id, name, degrees, (is_hot(), "isHot"))
//     };
//
//     router.get("/api/sensors", [&](const plume::Request&) { return plume::Response::json(plume::to_json(sensors));
//     });
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "plume/assign.h"
#include "plume/enum.h"
#include "plume/for_each.h"
#include "plume/macro_pair.h"
#include "plume/text.h"
#include "plume/value.h"

#define PLUME_JSON_MEMBER(item) \
  plume_visit(std::string_view(PLUME_PAIR_SECOND(item, PLUME_PAIR_NAME(item))), this->PLUME_PAIR_FIRST(item));

/// The members of a struct that to_json writes, up to 64, each under its name or under the one beside it in
/// parentheses; functions without arguments need one. Stands inside the struct. It says nothing of what browsers may
/// set: that is PLUME_FIELDS (plume/form_data.h), and one struct may have both, with different members.
#define PLUME_JSON(...)                            \
  template <class PlumeVisit>                      \
  void plume_json(PlumeVisit plume_visit) const {  \
    PLUME_FOR_EACH(PLUME_JSON_MEMBER, __VA_ARGS__) \
  }

namespace plume {
namespace detail {

template <class T>
concept JsonMembers = requires(const T& value) { value.plume_json([](std::string_view, const auto&) {}); };
template <class T>
concept JsonMap = RangeLike<T> && requires { typename T::mapped_type; };
template <class T>
concept HasToJson = requires(const T& value) {
  { to_json(value) } -> std::same_as<Value>;
};

/// A number that is larger than Value's whole numbers becomes a floating-point one.
template <std::integral T>
Value json_number(T number) {
  if constexpr (std::is_unsigned_v<T> && sizeof(T) == sizeof(std::uint64_t))
    if (number > static_cast<T>(std::numeric_limits<std::int64_t>::max())) return Value(static_cast<double>(number));
  return Value(number);
}

template <class T>
Value json_of(const T& value);

template <JsonMap T>
Value json_of_map(const T& map) {
  Value object = Value::object();
  for (const auto& [key, value] : map) object.set(plain_text(key), json_of(value));
  return object;
}
template <RangeLike T>
Value json_of_range(const T& range) {
  Array array;
  for (const auto& item : range)
    array.push_back(json_of(static_cast<const std::remove_cvref_t<decltype(item)>&>(item)));
  return Value(std::move(array));
}
template <JsonMembers T>
Value json_of_members(const T& value) {
  Value object = Value::object();
  value.plume_json([&object](std::string_view name, const auto& member) { object.set(name, json_of(member)); });
  return object;
}

template <class T>
Value json_of(const T& value) {
  if constexpr (std::same_as<T, Value>)
    return value;
  else if constexpr (NullLike<T>)
    return Value();
  else if constexpr (is_a<T, Assign>)
    return json_of(value.get());
  else if constexpr (is_a<T, std::optional>)
    return value ? json_of(*value) : Value();
  else if constexpr (is_a<T, std::variant>)
    return std::visit([](const auto& held) { return json_of(held); }, value);
  else if constexpr (HasToJson<T>)
    return to_json(value);
  else if constexpr (JsonMembers<T>)
    return json_of_members(value);
  else if constexpr (std::same_as<T, bool>)
    return Value(value);
  else if constexpr (std::same_as<T, char>)
    return Value(std::string_view(&value, 1));
  else if constexpr (std::is_integral_v<T>)
    return json_number(value);
  else if constexpr (std::same_as<T, float>)
    return Value(value);
  else if constexpr (std::is_floating_point_v<T>)
    return Value(static_cast<double>(value));
  else if constexpr (std::is_pointer_v<T> && StringLike<T>)
    return value ? Value(std::string_view(value)) : Value();
  else if constexpr (StringLike<T>)
    return Value(std::string_view(value));
  else if constexpr (JsonMap<T>)
    return json_of_map(value);
  else if constexpr (HasToText<T>)
    return Value(std::string(to_text(value)));
  else if constexpr (RangeLike<T>)
    return json_of_range(value);
  else
    static_assert(HasToText<T>,
                  "plume: a value of this type cannot be JSON: list its members with PLUME_JSON(...) in the struct, or "
                  "define plume::Value to_json(const T&) beside the type");
}

}  // namespace detail

/// `value` as JSON: structs with PLUME_JSON as objects, ranges as arrays, maps as objects, std::optional as its value
/// or null, std::variant as what it holds, enumerations with PLUME_ENUM and types with `std::string to_text(const T&)`
/// as texts, numbers, bools, texts and Values as they are, an Assign as its value; and types beside which `plume::Value
/// to_json(const T&)` stands. Anything else is an error of the build. Numbers that JSON has not (NaN, the infinities)
/// are written as Value::json does.
template <class T>
Value to_json(const T& value) {
  return detail::json_of(value);
}

}  // namespace plume
