// ListKey: what tells the entries of a comprehension apart.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "plume/text.h"

namespace plume {

/// The key of an entry: a number, or a text that it borrows. Keys are compared themselves, not by a hash.
class ListKey {
 public:
  /// How the key is read: a number as it was converted to 64 bits, several parts as KeyParts writes them.
  enum class Form : std::uint8_t { text, parts, integer, natural, floating };

  explicit ListKey(std::uint64_t number, Form form = Form::natural) : number_(number), form_(form) {}
  explicit ListKey(std::string_view text, Form form = Form::text) : text_(text), form_(form) {}
  bool is_number() const { return form_ >= Form::integer; }
  std::uint64_t number() const { return number_; }
  std::string_view text() const { return text_; }
  Form form() const { return form_; }

 private:
  std::string_view text_;
  std::uint64_t number_ = 0;
  Form form_;
};

/// A key for people, as in messages: `3`, `"ann"`, `{3, "ann"}`.
std::string to_string(const ListKey& key);

namespace detail {

/// A key of several parts, or of a type that is neither a number nor a text: its parts as bytes that no other parts
/// have. Needs no memory of the heap for short ones.
class KeyParts {
 public:
  KeyParts() = default;
  KeyParts(const KeyParts&) = delete;
  KeyParts& operator=(const KeyParts&) = delete;

  template <class T>
  void add(const T& value) {
    visit_value(value, Part{*this});
  }
  operator ListKey() const {
    return ListKey(long_.empty() ? std::string_view(short_, size_) : long_, ListKey::Form::parts);
  }

 private:
  struct Part {
    KeyParts& to;
    void operator()(NoText) const { to.nothing(); }
    void operator()(bool on) const { to.number('b', on); }
    void operator()(std::int64_t n) const { to.number(n < 0 ? '-' : '+', static_cast<std::uint64_t>(n)); }
    void operator()(std::uint64_t n) const { to.number('+', n); }
    void operator()(double n) const { to.number('.', std::bit_cast<std::uint64_t>(n)); }
    void operator()(float n) const { (*this)(static_cast<double>(n)); }
    void operator()(std::string_view text) const { to.text('s', text); }
    void operator()(const Safe& safe) const { to.text('m', safe.markup()); }
    void operator()(const Value& value) const { to.json(value); }
    template <class R>
    void operator()(const ItemsOf<R>& items) const {
      to.text('s', plain_text(items.range));
    }
  };
  void nothing();
  void number(char kind, std::uint64_t bits);
  void text(char kind, std::string_view text);
  void json(const Value& value);
  void append(const void* bytes, std::size_t count);

  char short_[128];
  std::size_t size_ = 0;
  std::string long_;  // in place of short_, once there is more
};

template <class T>
inline constexpr bool is_key_number = std::is_arithmetic_v<T>;
template <class T>
inline constexpr bool is_key_text = StringLike<T> && !std::is_pointer_v<T>;

template <class T>
ListKey number_key(T value) {
  if constexpr (std::is_floating_point_v<T>)
    return ListKey(std::bit_cast<std::uint64_t>(static_cast<double>(value)), ListKey::Form::floating);
  else
    return ListKey(static_cast<std::uint64_t>(value),
                   std::is_signed_v<T> ? ListKey::Form::integer : ListKey::Form::natural);
}

/// Several parts, made in place.
template <class... T>
class PartsKey : public KeyParts {
 public:
  explicit PartsKey(const T&... parts) { (add(parts), ...); }
};

}  // namespace detail

/// The key of a comprehension's entry, `:key={row.id}`, `:key={{i, row.id}}`, for as long as its parts live.
template <detail::Textual... T>
auto key_of(const T&... parts) {
  if constexpr (sizeof...(T) == 1 && (detail::is_key_number<T> && ...))
    return (detail::number_key(parts), ...);
  else if constexpr (sizeof...(T) == 1 && (detail::is_key_text<T> && ...))
    return (ListKey(std::string_view(parts)), ...);
  else
    return detail::PartsKey<T...>(parts...);
}

namespace detail {
/// Makes the keys of templates. It is an object since GCC reports refused functions twice, but not member functions.
struct KeyMaker {
  template <Textual... T>
  auto of(const T&... parts) const {
    return key_of(parts...);
  }
  template <class... T>
    requires(!(Textual<T> && ...))
  PLUME_REFUSED("a :key is a string, a number, or several of them in braces: :key={row.id}, :key={{i, row.id}}")
  ListKey of(const T&... parts) const;
};
}  // namespace detail

}  // namespace plume
