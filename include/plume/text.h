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
inline std::uint64_t hash_markup(std::string_view markup) noexcept {
  return markup.empty() ? empty_hash : hash_integer(hash_string(markup)) | 1;  // no text with these bytes
}
std::uint64_t hash_value(const Value& value);

/// How a value is written as an attribute.
enum class AttrForm : std::uint8_t {
  none,  ///< left out
  bare,  ///< the name alone
  text,  ///< the name and a text
};
/// Returns how a JSON value is written as an attribute.
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

/// What a value is to a page.
enum class ValueKind : std::uint8_t {
  refused,  ///< cannot be written
  null_like,
  optional,  ///< another value, or null_like
  variant,   ///< one of several values
  flag,
  character,
  integer,
  natural,
  real,
  pointer,  ///< a text, or null_like
  text,
  safe,
  json,
  to_text,    ///< has a text by its function `to_text`
  to_string,  ///< has a text by its function `to_string`
  classes,    ///< only in class lists
  range,      ///< several values, one behind another
};
template <class T>
constexpr ValueKind find_kind() {
  if constexpr (NullLike<T>)
    return ValueKind::null_like;
  else if constexpr (is_a<T, std::optional> || is_a<T, Maybe>)
    return ValueKind::optional;
  else if constexpr (is_a<T, std::variant>)
    return ValueKind::variant;
  else if constexpr (std::same_as<T, bool>)
    return ValueKind::flag;
  else if constexpr (std::same_as<T, char>)
    return ValueKind::character;
  else if constexpr (WideChar<T>)
    return ValueKind::refused;
  else if constexpr (std::is_integral_v<T>)
    return std::is_signed_v<T> ? ValueKind::integer : ValueKind::natural;
  else if constexpr (std::is_floating_point_v<T>)
    return ValueKind::real;
  else if constexpr (StringLike<T>)
    return std::is_pointer_v<T> ? ValueKind::pointer : ValueKind::text;
  else if constexpr (std::same_as<T, Safe>)
    return ValueKind::safe;
  else if constexpr (std::same_as<T, Value>)
    return ValueKind::json;
  else if constexpr (HasToText<T>)
    return ValueKind::to_text;
  else if constexpr (HasToString<T>)
    return ValueKind::to_string;
  else if constexpr (is_a<T, Classes>)
    return ValueKind::classes;
  else if constexpr (RangeLike<T>)
    return ValueKind::range;
  else
    return ValueKind::refused;
}
template <class T>
inline constexpr ValueKind kind_of = find_kind<std::remove_cvref_t<T>>();

/// A range that is a class list, not one text.
template <class T>
concept ClassRange = kind_of<T> == ValueKind::range;

/// Whether a T can be written as text.
template <class T>
constexpr bool is_textual() {
  using U = std::remove_cvref_t<T>;
  constexpr auto kind = kind_of<U>;
  if constexpr (kind == ValueKind::optional)
    return is_textual<typename U::value_type>();
  else if constexpr (kind == ValueKind::variant)
    return []<class... V>(const std::variant<V...>*) { return (is_textual<V>() && ...); }(static_cast<U*>(nullptr));
  else if constexpr (kind == ValueKind::range)
    return is_textual<decltype(*std::declval<const U&>().begin())>();
  else
    return kind != ValueKind::refused && kind != ValueKind::classes;
}
template <class T>
concept Textual = is_textual<T>();

/// Whether a T can be written as a class list.
template <class T>
constexpr bool is_class_list() {
  using U = std::remove_cvref_t<T>;
  constexpr auto kind = kind_of<U>;
  if constexpr (kind == ValueKind::optional)
    return is_class_list<typename U::value_type>();
  else if constexpr (kind == ValueKind::classes)
    return []<class... I>(const Classes<I...>*) { return (is_class_list<I>() && ...); }(static_cast<U*>(nullptr));
  else if constexpr (kind == ValueKind::range)
    return is_class_list<decltype(*std::declval<const U&>().begin())>();
  else
    return is_textual<U>();
}
template <class T>
concept ClassList = is_class_list<T>();

/// A value that has no text: null, or what is not there.
struct NoText {};
/// A range as a value.
template <class R>
struct ItemsOf {
  const R& range;
};

/// Calls `use` with the one of few types that a value is to a page, and returns what it returns: NoText, bool,
/// std::int64_t, std::uint64_t, float, double, std::string_view, Safe, Value, ItemsOf, Classes. All hashes and writers
/// get their values from here, so that they cannot take one value for different things.
template <class T, class Use>
constexpr auto visit_value(const T& value, const Use& use) {
  constexpr auto kind = kind_of<T>;
  if constexpr (kind == ValueKind::null_like)
    return use(NoText());
  else if constexpr (kind == ValueKind::optional)
    return value ? visit_value(*value, use) : use(NoText());
  else if constexpr (kind == ValueKind::variant)
    return std::visit([&use](const auto& held) { return visit_value(held, use); }, value);
  else if constexpr (kind == ValueKind::character)
    return use(std::string_view(&value, 1));
  else if constexpr (kind == ValueKind::integer)
    return use(static_cast<std::int64_t>(value));
  else if constexpr (kind == ValueKind::natural)
    return use(static_cast<std::uint64_t>(value));
  else if constexpr (kind == ValueKind::real && !std::same_as<T, float>)
    return use(static_cast<double>(value));
  else if constexpr (kind == ValueKind::pointer)
    return value ? use(std::string_view(value)) : use(NoText());
  else if constexpr (kind == ValueKind::text)
    return use(static_cast<std::string_view>(value));
  else if constexpr (kind == ValueKind::to_text)
    return use(std::string_view(static_cast<const std::string&>(to_text(value))));
  else if constexpr (kind == ValueKind::to_string)
    return use(std::string_view(static_cast<const std::string&>(to_string(value))));
  else if constexpr (kind == ValueKind::range)
    return use(ItemsOf<T>{value});
  else
    return use(value);
}

/// Returns the hash of a number that must not meet the integers with the same bits.
inline std::uint64_t hash_again(std::uint64_t n) noexcept { return hash_integer(hash_integer(n)); }

/// The hash of what a value is written as; odd.
struct HashText {
  std::uint64_t operator()(NoText) const { return empty_hash; }
  std::uint64_t operator()(bool on) const { return on ? present_hash : present_hash << 1 | 1; }
  std::uint64_t operator()(std::int64_t n) const {
    const auto bits = static_cast<std::uint64_t>(n);
    return (n < 0 ? hash_again(bits) : hash_integer(bits)) | 1;  // no unsigned number with these bits
  }
  std::uint64_t operator()(std::uint64_t n) const { return hash_integer(n) | 1; }
  std::uint64_t operator()(float n) const {
    return hash_again(hash_again(std::bit_cast<std::uint32_t>(n))) | 1;  // no double with these bits
  }
  std::uint64_t operator()(double n) const {
    return hash_integer(hash_again(std::bit_cast<std::uint64_t>(n))) | 1;  // no integer with these bits
  }
  std::uint64_t operator()(std::string_view text) const { return hash_string(text); }
  std::uint64_t operator()(const Safe& safe) const { return hash_markup(safe.markup()); }
  std::uint64_t operator()(const Value& value) const { return hash_value(value); }
  template <class R>
  std::uint64_t operator()(const ItemsOf<R>& items) const;
};

/// What becomes of an attribute: tells `To` that it is left out, is its name alone, or shows a value.
template <class To>
struct AttrOf {
  To to;
  auto operator()(NoText) const { return to.left_out(); }
  auto operator()(bool on) const { return on ? to.bare() : to.left_out(); }
  auto operator()(const Value& value) const {
    const auto form = attr_form_of_value(value);
    return form == AttrForm::none ? to.left_out() : form == AttrForm::bare ? to.bare() : to.shows(value);
  }
  template <class X>
  auto operator()(const X& x) const {
    return to.shows(x);
  }
};

/// What becomes of a class list: gives `To` its classes, however deep they are nested.
template <class To>
struct ClassesOf {
  To& to;
  void operator()(NoText) const {}
  void operator()(bool on) const {
    if (on) to.add(std::string_view("true"));
  }
  template <class R>
  void operator()(const ItemsOf<R>& items) const {
    for (const auto& item : items.range) visit_value(item, *this);
  }
  template <class... I>
  void operator()(const Classes<I...>& classes) const {
    std::apply([this](const auto&... items) { (visit_value(items, *this), ...); }, classes.items);
  }
  template <class X>
  void operator()(const X& x) const {
    to.add(x);
  }
};

/// For `class={value}` and `style={value}`, where true, false and null are empty; `class={[value]}` may be "true".
template <class Use>
struct WithoutFlags : Use {
  using Use::operator();
  auto operator()(bool) const { return Use::operator()(NoText()); }
};

struct FormOfAttr {
  AttrForm left_out() const { return AttrForm::none; }
  AttrForm bare() const { return AttrForm::bare; }
  template <class X>
  AttrForm shows(const X&) const {
    return AttrForm::text;
  }
};
/// Returns how TextWriter::attr writes a value.
template <class T>
AttrForm attr_form(const T& value) {
  return visit_value(value, AttrOf<FormOfAttr>{});
}

/// Hash of what TextWriter::text writes; equal for equal values, odd.
template <class T>
std::uint64_t text_hash(const T& value) {
  return visit_value(value, HashText());
}

// Calls of `add` would take a tenth of the time of a small event.
struct HashClasses {
  std::uint64_t hash = empty_hash;
  template <class X>
  [[gnu::always_inline]] void add(const X& x) {
    if (const auto item = HashText()(x); item != empty_hash) hash = hash_integer(hash + item) | 1;
  }
};
/// Hash of the inside of class="…".
template <class T>
std::uint64_t class_hash(const T& value) {
  HashClasses classes;
  visit_value(value, WithoutFlags<ClassesOf<HashClasses>>{{classes}});
  return classes.hash;
}

struct HashAttr {
  static constexpr std::uint64_t shown = present_hash << 1;
  std::uint64_t left_out() const { return empty_hash; }
  std::uint64_t bare() const { return present_hash; }
  template <class X>
  std::uint64_t shows(const X& x) const {
    return HashText()(x) ^ shown;
  }
  template <class... I>
  std::uint64_t shows(const Classes<I...>& classes) const {
    return class_hash(classes) ^ shown;
  }
};
/// Hash of an attribute's value: null and false are nothing, and "" is not nothing.
template <class T>
std::uint64_t attr_hash(const T& value) {
  return visit_value(value, AttrOf<HashAttr>{});
}

/// Hash of the inside of style="…".
template <class T>
std::uint64_t style_hash(const T& value) {
  return visit_value(value, WithoutFlags<HashText>{});
}

/// The text of a value, without escaping.
template <class T>
std::string plain_text(const T& value);

/// Writes values into a page's buffer: HTML-escaped and, in a diff, as part of a JSON string.
class TextWriter {
 public:
  enum class Form : std::uint8_t { html, json, plain };
  TextWriter(std::string& out, Form form) : out_(out), form_(form) {}

  template <class T>
  void text(const T& value) {
    visit_value(value, Text{*this});
  }
  /// ` name="value"`, ` name` or nothing. `name` comes from a template, and is trusted.
  template <class T>
  void attr(std::string_view name, const T& value) {
    visit_value(value, AttrOf<Attr>{{*this, name}});
  }
  /// The same for a name of unknown origin. Throws std::invalid_argument where it could not be an attribute's name.
  template <class T>
  void checked_attr(std::string_view name, const T& value) {
    check_attr_name(name);
    attr(name, value);
  }

  template <class T>
  void class_list(const T& value) {
    ClassItems classes{*this};
    visit_value(value, WithoutFlags<ClassesOf<ClassItems>>{{classes}});
  }
  template <class T>
  void style(const T& value) {
    visit_value(value, WithoutFlags<Text>{{*this}});
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
  struct Text {
    TextWriter& to;
    void operator()(NoText) const {}
    void operator()(bool on) const { to.out_.append(on ? std::string_view("true") : std::string_view("false")); }
    void operator()(std::int64_t n) const { to.number(n); }
    void operator()(std::uint64_t n) const { to.number(n); }
    void operator()(float n) const { to.number(n); }
    void operator()(double n) const { to.number(n); }
    void operator()(std::string_view text) const { to.escaped(text); }
    void operator()(const Safe& safe) const { to.raw(safe.markup()); }
    void operator()(const Value& value) const { to.scalar(value); }
    template <class R>
    void operator()(const ItemsOf<R>& items) const {
      for (const auto& item : items.range) to.text(item);
    }
  };
  struct Attr {
    TextWriter& to;
    std::string_view name;
    void left_out() const {}
    void bare() const { to.bare(name); }
    void shows(const Value& value) const { to.value_attr(name, value); }
    template <class X>
    void shows(const X& x) const {
      to.begin_attr(name);
      Text{to}(x);
      to.end_attr();
    }
  };
  struct ClassItems {
    TextWriter& to;
    bool first = true;
    template <class X>
    [[gnu::always_inline]] void add(const X& x) {
      std::string& out = to.out_;
      const auto before = out.size();
      if (!first) out.push_back(' ');
      const auto at = out.size();
      Text{to}(x);
      if (out.size() == at)
        out.resize(before);
      else
        first = false;
    }
  };
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

template <class R>
std::uint64_t HashText::operator()(const ItemsOf<R>& items) const {
  std::string markup;
  TextWriter(markup, TextWriter::Form::html).text(items.range);
  return hash_markup(markup);
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
