// ReadsAs: what makes a wrapper readable like the value in it.
#pragma once

#include <compare>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace plume::detail {

/// A map whose `[]` may insert, so that a const one has none.
template <class T>
concept ConstMap = requires(const T& map, const typename T::key_type& key) {
  typename T::mapped_type;
  map.find(key);
} && !requires(const T& map, const typename T::key_type& key) { map[key]; };

/// Returns what `map[key]` would, without inserting: the entry, or an empty value. Throws std::out_of_range for a
/// missing key if there is no empty value of that type.
template <class Map, class Key>
const typename Map::mapped_type& entry_of(const Map& map, const Key& key) {
  using Mapped = typename Map::mapped_type;
  const auto found = map.find(key);
  if (found != map.end()) return found->second;
  if constexpr (std::is_default_constructible_v<Mapped>) {
    static const Mapped empty{};
    return empty;
  } else {
    throw std::out_of_range("there is no such key in the map");
  }
}

/// Reads a const map by `[]`.
template <class Map>
class MapReader {
 public:
  explicit MapReader(const Map& map) : map_(map) {}
  template <class Key>
    requires requires(const Map& map, const Key& key) { map.find(key); }
  const typename Map::mapped_type& operator[](const Key& key) const {
    return entry_of(map_, key);
  }

 private:
  const Map& map_;
};

/// What a template puts before a `[]`: the value itself, or a reader of a const map.
template <class T>
decltype(auto) in(T&& value) {
  using U = std::remove_reference_t<T>;
  if constexpr (ConstMap<std::remove_const_t<U>> && (std::is_const_v<U> || !std::is_lvalue_reference_v<T>))
    return MapReader<std::remove_const_t<U>>(value);
  else
    return std::forward<T>(value);
}

/// Base of a wrapper `Self` with a `const T& get() const`, in which what reads a T works: loops, `size()`, `[]`, calls,
/// tests, joining, comparisons and streams. What writes a T does not.
template <class Self, class T>
class ReadsAs {
 public:
  auto begin() const
    requires requires(const T& t) { std::begin(t); }
  {
    return std::begin(read());
  }
  auto end() const
    requires requires(const T& t) { std::end(t); }
  {
    return std::end(read());
  }
  auto size() const
    requires requires(const T& t) { t.size(); }
  {
    return read().size();
  }
  bool empty() const
    requires requires(const T& t) { t.empty(); }
  {
    return read().empty();
  }
  template <class Key>
  decltype(auto) operator[](const Key& key) const
    requires requires(const T& t) { t[key]; }
  {
    return read()[key];
  }
  /// Never inserts: a key that is missing reads as an empty value.
  template <class Key>
  decltype(auto) operator[](const Key& key) const
    requires(ConstMap<T> && requires(const T& t) { t.find(key); })
  {
    return entry_of(read(), key);
  }
  template <class... Args>
  decltype(auto) operator()(Args&&... args) const
    requires std::invocable<const T&, Args...>
  {
    return read()(std::forward<Args>(args)...);
  }
  explicit operator bool() const
    requires(std::is_class_v<T> && std::is_constructible_v<bool, const T&> && !std::is_convertible_v<const T&, bool>)
  {
    return static_cast<bool>(read());
  }

  template <class U>
    requires(std::is_class_v<T> && !std::derived_from<U, ReadsAs> && requires(const T& t, const U& u) { t + u; })
  friend auto operator+(const Self& a, const U& b) {
    return a.get() + b;
  }
  template <class U>
    requires(std::is_class_v<T> && !std::derived_from<U, ReadsAs> && requires(const T& t, const U& u) { u + t; })
  friend auto operator+(const U& a, const Self& b) {
    return a + b.get();
  }
  friend auto operator+(const Self& a, const Self& b)
    requires(std::is_class_v<T> && requires(const T& t) { t + t; })
  {
    return a.get() + b.get();
  }

  friend bool operator==(const Self& a, const Self& b)
    requires(!std::is_scalar_v<T> && std::equality_comparable<T>)
  {
    return a.get() == b.get();
  }
  template <class U>
    requires(!std::is_scalar_v<T> && !std::derived_from<U, ReadsAs> &&
             requires(const T& t, const U& u) {
               { t == u } -> std::convertible_to<bool>;
             })
  friend bool operator==(const Self& self, const U& value) {
    return self.get() == value;
  }
  template <class U>
    requires(std::is_class_v<T> && !std::derived_from<U, ReadsAs> && requires(const T& t, const U& u) { t <=> u; })
  friend auto operator<=>(const Self& self, const U& value) {
    return self.get() <=> value;
  }
  friend auto operator<=>(const Self& a, const Self& b)
    requires(std::is_class_v<T> && std::three_way_comparable<T>)
  {
    return a.get() <=> b.get();
  }

  template <class Stream>
    requires requires(Stream& out, const T& t) {
      typename Stream::char_type;
      out << t;
    }
  friend Stream& operator<<(Stream& out, const Self& self) {
    out << self.get();
    return out;
  }

 private:
  const T& read() const { return static_cast<const Self&>(*this).get(); }
};

}  // namespace plume::detail
