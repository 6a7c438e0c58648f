// How a page's class is checked for callbacks that override nothing.
#pragma once

#include <type_traits>

/// Defines `NAME_fits<V>()`: whether the member function NAME of V has these parameters, and so overrides the callback
/// of that name. True if it is private or overloaded, which cannot be told from outside.
#define PLUME_CALLBACK(name, ...)                                                                                     \
  template <class V>                                                                                                  \
  constexpr bool name##_fits() {                                                                                      \
    if constexpr (requires { &V::name; }) return std::is_convertible_v<decltype(&V::name), void (V::*)(__VA_ARGS__)>; \
    return true;                                                                                                      \
  }
