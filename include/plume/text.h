// How values of C++ are written into a page: as text, as attributes, as class lists; and their hashes.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "plume/hash.h"
#include "plume/html.h"
#include "plume/maybe.h"

/// Marks an overload that only tells why a value is refused: an error where it is called, so at the template's line.
/// Clang reports what is unavailable twice, and does not ask conditions of constructors.
#define PLUME_REFUSED_CONSTRUCTOR(why) __attribute__((unavailable("plume: " why)))
#define PLUME_NOT_TEXT                                                                                              \
  "plume: a value of this type cannot be written into a page: make it a string or a number, or define std::string " \
  "to_text(const T&) beside the type"
#define PLUME_NOT_ATTRIBUTES "plume: attributes are spread from a range of names and values, such as plume::Rest"
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wgcc-compat"
#define PLUME_REFUSED(why) __attribute__((diagnose_if(true, "plume: " why, "error")))
#define PLUME_REFUSED_AS_TEXT __attribute__((diagnose_if(true, PLUME_NOT_TEXT, "error")))
#define PLUME_REFUSED_AS_SPREAD __attribute__((diagnose_if(true, PLUME_NOT_ATTRIBUTES, "error")))
#else
#define PLUME_REFUSED(why) __attribute__((unavailable("plume: " why)))
#define PLUME_REFUSED_AS_TEXT __attribute__((unavailable(PLUME_NOT_TEXT)))
#define PLUME_REFUSED_AS_SPREAD __attribute__((unavailable(PLUME_NOT_ATTRIBUTES)))
#endif

namespace plume {
class Value;

/// A class list, `class={["a", @on && "b"]}`: its elements joined with one space, without null, false and empty ones;
/// true is the class `true`.
template <class... T>
struct Classes {
  std::tuple<const T&...> items;
  /// The joined list, for a component's attribute.
  operator std::string() const;
};
template <class... T>
Classes<T...> classes(const T&... items) {
  return {std::tuple<const T&...>(items...)};
}

namespace detail {

/// The hash of the empty text. Hashes of texts are odd.
inline constexpr std::uint64_t empty_hash = 0xA0761D6478BD642Fu;
inline constexpr std::uint64_t present_hash = 0x2545F4914F6CDD1Du;

inline std::uint64_t hash_string(std::string_view text) noexcept {
  return text.empty() ? empty_hash : hash_bytes(text) | 1;
}
std::uint64_t hash_value(const Value& value);
std::uint64_t hash_value_attr(const Value& value);

/// How a value is written as an attribute.
enum class AttrForm : std::uint8_t {
  none,  ///< left out
  bare,  ///< the name alone
  text,  ///< the name and a text
};
AttrForm attr_form_of_value(const Value& value);

template <class T, template <class...> class Of>
inline constexpr bool is_a = false;
template <template <class...> class Of, class... T>
inline constexpr bool is_a<Of<T...>, Of> = true;

template <class T>
concept StringLike = std::convertible_to<const T&, std::string_view>;
template <class T>
concept NullLike =
    std::same_as<T, std::nullptr_t> || std::same_as<T, std::nullopt_t> || std::same_as<T, std::monostate>;
/// A character that is no byte of UTF-8: as a number it would mean something else.
template <class T>
concept WideChar =
    std::same_as<T, wchar_t> || std::same_as<T, char8_t> || std::same_as<T, char16_t> || std::same_as<T, char32_t>;
template <class T>
concept HasToText = requires(const T& value) {
  { to_text(value) } -> std::convertible_to<std::string>;
};
template <class T>
concept HasToString = requires(const T& value) {
  { to_string(value) } -> std::convertible_to<std::string>;
};
template <class T>
concept RangeLike = requires(const T& range) {
  range.begin();
  range.end();
  *range.begin();
} && !StringLike<T>;

/// A range that is a class list, not one text.
template <class T>
concept ClassRange = RangeLike<T> && !HasToText<T> && !HasToString<T> && !std::same_as<T, Value>;

/// Whether text_hash and TextWriter::text take a T.
template <class T>
constexpr bool is_textual() {
  using U = std::remove_cvref_t<T>;
  if constexpr (is_a<U, std::optional>)
    return is_textual<typename U::value_type>();
  else if constexpr (is_a<U, Maybe>)
    return is_textual<typename U::value_type>();
  else if constexpr (is_a<U, std::variant>)
    return []<class... V>(const std::variant<V...>*) { return (is_textual<V>() && ...); }(static_cast<U*>(nullptr));
  else if constexpr (WideChar<U>)
    return false;
  else if constexpr (std::is_arithmetic_v<U> || StringLike<U> || NullLike<U> || HasToText<U> || HasToString<U> ||
                     std::same_as<U, Safe> || std::same_as<U, Value>)
    return true;
  else if constexpr (RangeLike<U>)
    return is_textual<decltype(*std::declval<const U&>().begin())>();
  else
    return false;
}
template <class T>
concept Textual = is_textual<T>();

/// Whether class_hash and TextWriter::class_list take a T.
template <class T>
constexpr bool is_class_list() {
  using U = std::remove_cvref_t<T>;
  if constexpr (is_a<U, std::optional>)
    return is_class_list<typename U::value_type>();
  else if constexpr (is_a<U, Maybe>)
    return is_class_list<typename U::value_type>();
  else if constexpr (is_a<U, Classes>)
    return []<class... I>(const Classes<I...>*) { return (is_class_list<I>() && ...); }(static_cast<U*>(nullptr));
  else if constexpr (ClassRange<U>)
    return is_class_list<decltype(*std::declval<const U&>().begin())>();
  else
    return Textual<U>;
}
template <class T>
concept ClassList = is_class_list<T>();

/// The text of a value, without escaping.
template <class T>
std::string plain_text(const T& value);

/// Returns the hash of a number that must not meet the integers with the same bits.
inline std::uint64_t hash_again(std::uint64_t n) noexcept { return hash_integer(hash_integer(n)); }

/// Hash of what TextWriter::text writes; equal for equal values, odd.
template <class T>
std::uint64_t text_hash(const T& value) {
  using U = std::remove_cvref_t<T>;
  if constexpr (NullLike<U>) {
    return empty_hash;
  } else if constexpr (is_a<U, std::optional>) {
    return value ? text_hash(*value) : empty_hash;
  } else if constexpr (is_a<U, Maybe>) {
    return value ? text_hash(*value) : empty_hash;
  } else if constexpr (is_a<U, std::variant>) {
    return std::visit([](const auto& held) { return text_hash(held); }, value);
  } else if constexpr (std::same_as<U, char>) {
    return hash_string(std::string_view(&value, 1));
  } else if constexpr (std::same_as<U, bool>) {
    return value ? present_hash : present_hash << 1 | 1;
  } else if constexpr (std::is_signed_v<U> && std::is_integral_v<U>) {
    const auto bits = static_cast<std::uint64_t>(value);
    return (value < 0 ? hash_again(bits) : hash_integer(bits)) | 1;  // no unsigned number with these bits
  } else if constexpr (std::is_integral_v<U>) {
    return hash_integer(static_cast<std::uint64_t>(value)) | 1;
  } else if constexpr (std::same_as<U, float>) {
    return hash_again(hash_again(std::bit_cast<std::uint32_t>(value))) | 1;  // no double with these bits
  } else if constexpr (std::is_floating_point_v<U>) {
    const auto bits = std::bit_cast<std::uint64_t>(static_cast<double>(value));
    return hash_integer(hash_again(bits)) | 1;  // no integer with these bits
  } else if constexpr (std::is_pointer_v<U> && StringLike<U>) {
    return value ? hash_string(value) : empty_hash;
  } else if constexpr (StringLike<U>) {
    return hash_string(value);
  } else if constexpr (std::same_as<U, Safe>) {
    return value.markup().empty() ? empty_hash : hash_integer(hash_string(value.markup())) | 1;
  } else if constexpr (std::same_as<U, Value>) {
    return hash_value(value);
  } else if constexpr (HasToText<U>) {
    return hash_string(to_text(value));
  } else if constexpr (HasToString<U>) {
    return hash_string(to_string(value));
  } else {
    return hash_string(plain_text(value));
  }
}

/// Whether a T is true, false or null: `class={value}` is then empty, where `class={[value]}` may be "true".
template <class T>
inline constexpr bool is_flag = std::same_as<T, bool> || NullLike<T>;
template <class T>
inline constexpr bool is_flag<std::optional<T>> = is_flag<T>;
template <class T>
inline constexpr bool is_flag<Maybe<T>> = is_flag<T>;

template <class T>
std::uint64_t class_hash(const T& value);

/// Returns how TextWriter::attr writes a value.
template <class T>
AttrForm attr_form(const T& value) {
  using U = std::remove_cvref_t<T>;
  if constexpr (std::same_as<U, bool>)
    return value ? AttrForm::bare : AttrForm::none;
  else if constexpr (NullLike<U>)
    return AttrForm::none;
  else if constexpr (is_a<U, std::optional>)
    return value ? attr_form(*value) : AttrForm::none;
  else if constexpr (is_a<U, Maybe>)
    return value ? attr_form(*value) : AttrForm::none;
  else if constexpr (is_a<U, std::variant>)
    return std::visit([](const auto& held) { return attr_form(held); }, value);
  else if constexpr (std::same_as<U, Value>)
    return attr_form_of_value(value);
  else if constexpr (std::is_pointer_v<U>)
    return value ? AttrForm::text : AttrForm::none;
  else
    return AttrForm::text;
}

/// Hash of an attribute's value: null and false are nothing, and "" is not nothing.
template <class T>
std::uint64_t attr_hash(const T& value) {
  using U = std::remove_cvref_t<T>;
  if constexpr (std::same_as<U, bool>)
    return value ? present_hash : empty_hash;
  else if constexpr (NullLike<U>)
    return empty_hash;
  else if constexpr (is_a<U, std::optional>)
    return value ? attr_hash(*value) : empty_hash;
  else if constexpr (is_a<U, Maybe>)
    return value ? attr_hash(*value) : empty_hash;
  else if constexpr (is_a<U, std::variant>)
    return std::visit([](const auto& held) { return attr_hash(held); }, value);
  else if constexpr (std::same_as<U, Value>)
    return hash_value_attr(value);
  else if constexpr (is_a<U, Classes>)
    return class_hash(value) ^ (present_hash << 1);
  else if constexpr (std::is_pointer_v<U>)
    return value ? text_hash(value) ^ (present_hash << 1) : empty_hash;
  else
    return text_hash(value) ^ (present_hash << 1);
}

/// Adds the classes of a value, however deep they are nested, to the hash of a class list.
template <class T>
void add_classes(std::uint64_t& hash, const T& value) {
  using U = std::remove_cvref_t<T>;
  if constexpr (NullLike<U>) {
  } else if constexpr (std::same_as<U, bool>) {
    if (value) add_classes(hash, std::string_view("true"));
  } else if constexpr (is_a<U, std::optional>) {
    if (value) add_classes(hash, *value);
  } else if constexpr (is_a<U, Maybe>) {
    if (value) add_classes(hash, *value);
  } else if constexpr (is_a<U, std::variant>) {
    std::visit([&hash](const auto& held) { add_classes(hash, held); }, value);
  } else if constexpr (is_a<U, Classes>) {
    std::apply([&hash](const auto&... items) { (add_classes(hash, items), ...); }, value.items);
  } else if constexpr (ClassRange<U>) {
    for (const auto& item : value) add_classes(hash, item);
  } else if (const auto item = text_hash(value); item != empty_hash) {
    hash = hash_integer(hash + item) | 1;
  }
}

/// Hash of the inside of class="…".
template <class T>
std::uint64_t class_hash(const T& value) {
  std::uint64_t hash = empty_hash;
  if constexpr (is_a<T, std::variant>)
    return std::visit([](const auto& held) { return class_hash(held); }, value);
  else if constexpr (!is_flag<T>)
    add_classes(hash, value);
  return hash;
}

/// Hash of the inside of style="…".
template <class T>
std::uint64_t style_hash(const T& value) {
  if constexpr (is_flag<T>)
    return empty_hash;
  else if constexpr (is_a<T, std::variant>)
    return std::visit([](const auto& held) { return style_hash(held); }, value);
  else
    return text_hash(value);
}

/// Writes values into a page's buffer: HTML-escaped and, in a diff, as part of a JSON string.
class TextWriter {
 public:
  enum class Form : std::uint8_t { html, json, plain };
  TextWriter(std::string& out, Form form) : out_(out), form_(form) {}

  template <class T>
  void text(const T& value) {
    using U = std::remove_cvref_t<T>;
    if constexpr (NullLike<U>) {
    } else if constexpr (is_a<U, std::optional>) {
      if (value) text(*value);
    } else if constexpr (is_a<U, Maybe>) {
      if (value) text(*value);
    } else if constexpr (is_a<U, std::variant>) {
      std::visit([this](const auto& held) { this->text(held); }, value);
    } else if constexpr (std::same_as<U, bool>) {
      out_.append(value ? std::string_view("true") : std::string_view("false"));
    } else if constexpr (std::same_as<U, char>) {
      escaped(std::string_view(&value, 1));
    } else if constexpr (std::is_unsigned_v<U>) {
      number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::is_integral_v<U>) {
      number(static_cast<std::int64_t>(value));
    } else if constexpr (std::same_as<U, float>) {
      number(value);
    } else if constexpr (std::is_floating_point_v<U>) {
      number(static_cast<double>(value));
    } else if constexpr (std::is_pointer_v<U> && StringLike<U>) {
      if (value) escaped(value);
    } else if constexpr (StringLike<U>) {
      escaped(value);
    } else if constexpr (std::same_as<U, Safe>) {
      raw(value.markup());
    } else if constexpr (std::same_as<U, Value>) {
      scalar(value);
    } else if constexpr (HasToText<U>) {
      escaped(std::string(to_text(value)));
    } else if constexpr (HasToString<U>) {
      escaped(std::string(to_string(value)));
    } else {
      for (const auto& item : value) text(item);
    }
  }

  /// ` name="value"`, ` name` or nothing. `name` comes from a template, and is trusted.
  template <class T>
  void attr(std::string_view name, const T& value) {
    using U = std::remove_cvref_t<T>;
    if constexpr (std::same_as<U, bool>) {
      if (value) bare(name);
    } else if constexpr (NullLike<U>) {
    } else if constexpr (is_a<U, std::optional>) {
      if (value) attr(name, *value);
    } else if constexpr (is_a<U, Maybe>) {
      if (value) attr(name, *value);
    } else if constexpr (is_a<U, std::variant>) {
      std::visit([&](const auto& held) { attr(name, held); }, value);
    } else if constexpr (std::same_as<U, Value>) {
      value_attr(name, value);
    } else {
      if constexpr (std::is_pointer_v<U>)
        if (!value) return;
      begin_attr(name);
      text(value);
      end_attr();
    }
  }
  /// The same for a name of unknown origin. Throws std::invalid_argument where it could not be an attribute's name.
  template <class T>
  void checked_attr(std::string_view name, const T& value) {
    check_attr_name(name);
    attr(name, value);
  }

  template <class T>
  void class_list(const T& value) {
    bool first = true;
    if constexpr (is_a<T, std::variant>)
      std::visit([this](const auto& held) { this->class_list(held); }, value);
    else if constexpr (!is_flag<T>)
      class_item(value, first);
  }
  template <class T>
  void style(const T& value) {
    if constexpr (is_a<T, std::variant>)
      std::visit([this](const auto& held) { this->style(held); }, value);
    else if constexpr (!is_flag<T>)
      text(value);
  }

  void escaped(std::string_view text);
  void raw(std::string_view markup);
  void number(std::int64_t n);
  void number(std::uint64_t n);
  /// The shortest text that reads back as the same number, without ".0" behind whole ones, and with an exponent for
  /// very large and small ones. Rounded: plume/format.h.
  void number(float n);
  void number(double n);

 private:
  template <class T>
  void class_item(const T& value, bool& first) {
    using U = std::remove_cvref_t<T>;
    if constexpr (NullLike<U>) {
    } else if constexpr (std::same_as<U, bool>) {
      if (value) class_item(std::string_view("true"), first);
    } else if constexpr (is_a<U, std::optional>) {
      if (value) class_item(*value, first);
    } else if constexpr (is_a<U, Maybe>) {
      if (value) class_item(*value, first);
    } else if constexpr (is_a<U, std::variant>) {
      std::visit([&](const auto& held) { this->class_item(held, first); }, value);
    } else if constexpr (is_a<U, Classes>) {
      std::apply([&](const auto&... items) { (class_item(items, first), ...); }, value.items);
    } else if constexpr (ClassRange<U>) {
      for (const auto& item : value) class_item(item, first);
    } else {
      const auto before = out_.size();
      if (!first) out_.push_back(' ');
      const auto at = out_.size();
      text(value);
      if (out_.size() == at)
        out_.resize(before);
      else
        first = false;
    }
  }
  void bare(std::string_view name);
  void begin_attr(std::string_view name);
  void end_attr();
  void scalar(const Value& value);
  void value_attr(std::string_view name, const Value& value);
  static bool is_group(std::string_view name);
  static void check_attr_name(std::string_view name);

  std::string& out_;
  const Form form_;
};

template <class T>
std::string plain_text(const T& value) {
  std::string out;
  TextWriter writer(out, TextWriter::Form::plain);
  if constexpr (is_a<T, Classes>)
    writer.class_list(value);
  else
    writer.text(value);
  return out;
}

/// Texts that were joined: a string to which anything may be added that a page can show.
class Joined : public std::string {
 public:
  explicit Joined(std::string text) : std::string(std::move(text)) {}

  template <Textual T>
  friend Joined operator+(Joined a, T&& b) {
    a.append(plain_text(b));
    return a;
  }
  template <Textual T>
    requires(!std::is_base_of_v<Joined, std::remove_cvref_t<T>>)
  friend Joined operator+(T&& a, Joined b) {
    return Joined(plain_text(a).append(b));
  }
};

/// A string literal beside a `+` in a template: `"row " + @n` joins texts, whatever @n is, where plain C++ would move a
/// pointer. Compiled templates write `"row "_plume + n`.
class Joinable {
 public:
  constexpr explicit Joinable(std::string_view text) : text_(text) {}
  operator std::string_view() const { return text_; }
  operator std::string() const { return std::string(text_); }

  template <Textual T>
    requires(!std::is_base_of_v<Joined, T>)
  friend Joined operator+(Joinable a, const T& b) {
    return Joined(std::string(a.text_).append(plain_text(b)));
  }
  template <Textual T>
    requires(!std::is_base_of_v<Joined, T> && !std::is_same_v<T, Joinable>)
  friend Joined operator+(const T& a, Joinable b) {
    return Joined(plain_text(a).append(b.text_));
  }
  template <class T>
    requires(!Textual<T>)
  PLUME_REFUSED_AS_TEXT friend Joined operator+(Joinable a, const T& b);
  template <class T>
    requires(!Textual<T>)
  PLUME_REFUSED_AS_TEXT friend Joined operator+(const T& a, Joinable b);

 private:
  std::string_view text_;
};
constexpr Joinable operator""_plume(const char* text, std::size_t size) { return Joinable({text, size}); }

}  // namespace detail

template <class... T>
Classes<T...>::operator std::string() const {
  return detail::plain_text(*this);
}
}  // namespace plume
