// Value: a JSON value. Parameters, sessions, event payloads and replies are made of it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory_resource>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace plume {

class Value;
class Object;
using Array = std::pmr::vector<Value>;

/// Thrown by Value::as_…() where the value has another type. The message names both types.
class ValueError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A string-keyed map that keeps the order of insertion. Look-up is linear: it is meant for parameters and payloads,
/// which are small. Keys are unique.
class Object {
 public:
  struct Member;

  Object();
  /// An object whose members live in `memory`, which must outlive it.
  explicit Object(std::pmr::memory_resource* memory);
  Object(const Object&);
  Object(Object&&) noexcept;
  Object& operator=(const Object&);
  Object& operator=(Object&&);
  ~Object();

  /// Returns the value under `key`, or nullptr.
  const Value* find(std::string_view key) const&;
  Value* find(std::string_view key) &;
  const Value* find(std::string_view key) && = delete;
  /// Returns the value under `key`, or a null Value. Never throws, and never inserts: set() writes.
  const Value& operator[](std::string_view key) const&;
  Value operator[](std::string_view key) &&;
  bool contains(std::string_view key) const { return find(key) != nullptr; }
  /// Sets `key` to `value`, in place if the key exists.
  void set(std::string_view key, Value value);
  /// Returns the value under `key`, after inserting null if there is none. Like any insertion, it invalidates what
  /// refers to other members.
  Value& find_or_insert(std::string_view key);
  /// Adds a member, null at first, without looking for its key. For decoders: unless they know that the keys are
  /// unique, they must call drop_repeated_keys() before the object is used.
  Value& append(std::string_view key);
  /// Makes room for so many members.
  void reserve(std::size_t members);
  /// Keeps the last of the members with equal keys, at the place of the first. Takes O(n log n).
  void drop_repeated_keys();
  /// Removes `key`; false where it was not there.
  bool erase(std::string_view key);
  /// Sets the members of `other`, which win over those of the same key.
  void merge(Object other);

  std::size_t size() const;
  bool empty() const { return size() == 0; }
  const Member* begin() const;
  const Member* end() const;
  Member* begin();
  Member* end();

  /// Equal where both hold the same members, in any order.
  friend bool operator==(const Object&, const Object&);

 private:
  std::pmr::vector<Member> members_;
};

/// A JSON value: null, boolean, integer, floating-point number, string, array or object.
///
/// Reading never trusts the sender: `operator[]` on something that is no object gives null, and the `…_or` and `text`
/// functions do not throw. Reading changes nothing, so what it returned stays valid until something is written; what is
/// read of a temporary value is returned by value. Values made by Plume for the duration of a callback (its parameters)
/// may live in a memory resource of the callback; *copying* one gives a value of its own that may be kept, so keep
/// copies. Not synchronised: one thread at a time unless all of them only read.
class Value {
 public:
  using Variant = std::variant<std::nullptr_t, bool, std::int64_t, double, std::pmr::string, Array, Object>;

  Value() noexcept : data_(nullptr) {}
  Value(std::nullptr_t) noexcept : data_(nullptr) {}
  template <class T>
    requires std::is_same_v<T, bool>
  Value(T b) noexcept : data_(b) {}
  template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
  Value(T n) noexcept : data_(static_cast<std::int64_t>(n)) {}
  Value(double n) noexcept : data_(n) {}
  /// The number that is written as `n` is: 0.1f becomes 0.1, which is still 0.1f as a float.
  template <class T>
    requires std::is_same_v<T, float>
  Value(T n) noexcept : Value(as_written(n)) {}
  Value(const char* s) : Value(std::string_view(s)) {}
  Value(std::string_view s);
  Value(const std::string& s) : Value(std::string_view(s)) {}
  Value(std::pmr::string s) noexcept;
  Value(Array a) noexcept;
  Value(Object o) noexcept;
  template <class T>
  Value(const std::optional<T>& o) : Value(o ? Value(*o) : Value()) {}
  template <class T>
    requires(!std::is_same_v<T, Value>)
  Value(const std::vector<T>& items) : data_(Array(items.begin(), items.end())) {}
  /// An object: `Value{{"n", 1}, {"text", "a"}}`. Every pair is one member; later ones win.
  Value(std::initializer_list<std::pair<std::string_view, Value>> members);

  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&) &;
  Value& operator=(Value&&) &;
  ~Value();

  /// An array: `Value::array({1, "two", nullptr})`.
  static Value array(std::initializer_list<Value> items);
  /// An empty object.
  static Value object();

  bool is_null() const { return std::holds_alternative<std::nullptr_t>(data_); }
  bool is_bool() const { return std::holds_alternative<bool>(data_); }
  bool is_int() const { return std::holds_alternative<std::int64_t>(data_); }
  bool is_double() const { return std::holds_alternative<double>(data_); }
  bool is_number() const { return is_int() || is_double(); }
  bool is_string() const { return std::holds_alternative<std::pmr::string>(data_); }
  bool is_array() const { return std::holds_alternative<Array>(data_); }
  bool is_object() const { return std::holds_alternative<Object>(data_); }
  /// "null", "boolean", "integer", "number", "string", "array" or "object".
  std::string_view type_name() const;

  /// Returns the value as that type. Throws ValueError if it has another one. as_double also takes integers.
  bool as_bool() const;
  std::int64_t as_int() const;
  double as_double() const;
  std::string_view as_string() const&;
  std::string as_string() &&;
  const Array& as_array() const&;
  Array& as_array() &;
  Array as_array() &&;
  const Object& as_object() const&;
  Object& as_object() &;
  Object as_object() &&;

  /// Returns member `key` of an object; null if this is no object or has no such member. Never throws, and never
  /// inserts: set() writes.
  const Value& operator[](std::string_view key) const&;
  const Value& operator[](const char* key) const& { return (*this)[std::string_view(key)]; }
  Value operator[](std::string_view key) &&;
  Value operator[](const char* key) && { return std::move(*this)[std::string_view(key)]; }
  /// Returns element `index` of an array; null if this is no array or is shorter.
  const Value& at(std::size_t index) const&;
  Value at(std::size_t index) &&;
  bool contains(std::string_view key) const;
  /// Returns the number of members or elements; 0 for everything else.
  std::size_t size() const;

  /// True for all but null and false: an empty text and 0 are something, as in Elixir. For `if`, `&&` and `:if`.
  explicit operator bool() const { return !is_null() && (!is_bool() || std::get<bool>(data_)); }
  /// The elements of an array; none for everything else: `for (const Value& one : params["tags"])`.
  const Value* begin() const;
  const Value* end() const;

  /// Sets member `key` of an object; null becomes an object. Throws ValueError on other types.
  void set(std::string_view key, Value value);
  /// Returns member `key` of an object, after inserting null if there is none; null becomes an object. Throws
  /// ValueError on other types. Like any insertion, it invalidates what refers to other members.
  Value& find_or_insert(std::string_view key);

  /// Returns the text of a string, and "" or `otherwise` for every other type. Of a value that is kept elsewhere it is
  /// a view, valid until that changes; of a temporary one (`request.params()["name"].text()`) it is a string.
  std::string_view text() const&;
  std::string text() &&;
  std::string_view text_or(std::string_view otherwise) const&;
  std::string text_or(std::string_view otherwise) &&;
  /// The whole number in an integer, or in a string that is nothing but a decimal integer in range (form parameters
  /// are strings); otherwise nothing.
  std::optional<std::int64_t> integer() const;
  std::int64_t integer_or(std::int64_t otherwise) const { return integer().value_or(otherwise); }
  /// The number in an integer, double, or a string that is nothing but a number; otherwise nothing.
  std::optional<double> number() const;
  double number_or(double otherwise) const { return number().value_or(otherwise); }
  /// True for true, and for the strings "true" and "on" (as check boxes send them).
  bool truthy_text() const;

  /// Appends to an array; null becomes an array. Throws ValueError on other types.
  void push_back(Value item);

  /// Removes member `key` of an object, or element `index` of an array. Returns false if it was not there; never
  /// throws.
  bool erase(std::string_view key);
  bool erase(std::size_t index);
  /// Sets the members of the object `other`, which win over those of the same key; nested objects are replaced, not
  /// merged. Null becomes an object, and merging null changes nothing. Throws ValueError for other types.
  void merge(Value other);

  /// Compact JSON, non-ASCII kept; with `sorted_keys` objects are written in key order.
  std::string json(bool sorted_keys = false) const;

  const Variant& variant() const& { return data_; }
  const Variant& variant() && = delete;
  Variant& variant() & { return data_; }

  /// Deep equality; 1 and 1.0 differ.
  friend bool operator==(const Value&, const Value&);

 private:
  static double as_written(float n) noexcept;
  Variant data_;
};

struct Object::Member {
  std::pmr::string key;
  Value value;
  friend bool operator==(const Member&, const Member&) = default;
};

/// Parameters of a URL or an event: attacker-controlled data.
using Params = Value;
/// The session given to mount: signed data of the application.
using Session = Value;

}  // namespace plume

// Compiled once, with the library.
extern template class std::vector<plume::Value, std::pmr::polymorphic_allocator<plume::Value>>;
