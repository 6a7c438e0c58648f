#include "plume/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <numeric>

#include "base/json.h"
#include "foundation/numbers.h"

template class std::vector<plume::Value, std::pmr::polymorphic_allocator<plume::Value>>;

namespace plume {
namespace {

const Value null_value;

[[noreturn]] void refuse(std::string_view expected, const Value& found) {
  throw ValueError("expected a value of type " + std::string(expected) + ", found " + std::string(found.type_name()));
}

template <class T>
const T& get_or_refuse(const Value& value, std::string_view expected) {
  if (const T* found = std::get_if<T>(&value.variant())) return *found;
  refuse(expected, value);
}

template <class Members>
auto find_member(Members& members, std::string_view key) {
  return std::find_if(members.begin(), members.end(), [key](const auto& member) { return member.key == key; });
}

std::vector<const Object::Member*> members_by_key(const Object::Member* begin, const Object::Member* end) {
  std::vector<const Object::Member*> members(static_cast<std::size_t>(end - begin));
  std::iota(members.begin(), members.end(), begin);
  std::sort(members.begin(), members.end(), [](const auto* one, const auto* other) { return one->key < other->key; });
  return members;
}

bool has_repeated_key_among_few(const Object& object) {
  for (auto later = object.begin(); later != object.end(); ++later) {
    for (auto earlier = object.begin(); earlier != later; ++earlier) {
      if (earlier->key == later->key) return true;
    }
  }
  return false;
}

}  // namespace

Object::Object() = default;
Object::Object(std::pmr::memory_resource* memory) : members_(memory) {}
Object::Object(const Object&) = default;
Object::Object(Object&&) noexcept = default;
Object& Object::operator=(const Object&) = default;
Object& Object::operator=(Object&&) = default;
Object::~Object() = default;

double Value::as_written(float n) noexcept {
  if (!std::isfinite(n)) return n;
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, n);
  double written = n;
  std::from_chars(digits, end, written);
  return written;
}

Value::Value(std::string_view s) : data_(std::pmr::string(s)) {}
Value::Value(std::pmr::string s) noexcept : data_(std::move(s)) {}
Value::Value(Array a) noexcept : data_(std::move(a)) {}
Value::Value(Object o) noexcept : data_(std::move(o)) {}
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) & = default;
Value& Value::operator=(Value&&) & = default;
Value::~Value() = default;
bool operator==(const Value& a, const Value& b) { return a.data_ == b.data_; }

const Value* Object::find(std::string_view key) const& {
  const auto found = find_member(members_, key);
  return found == members_.end() ? nullptr : &found->value;
}

Value* Object::find(std::string_view key) & {
  const auto found = find_member(members_, key);
  return found == members_.end() ? nullptr : &found->value;
}

const Value& Object::operator[](std::string_view key) const& {
  const Value* found = find(key);
  return found ? *found : null_value;
}

Value Object::operator[](std::string_view key) && {
  Value* found = find(key);
  return found ? std::move(*found) : Value();
}

Value& Object::find_or_insert(std::string_view key) {
  if (Value* found = find(key)) return *found;
  return append(key);
}

Value& Object::append(std::string_view key) {
  return members_.emplace_back(std::pmr::string(key, members_.get_allocator())).value;
}

void Object::reserve(std::size_t members) { members_.reserve(members); }

void Object::set(std::string_view key, Value value) { find_or_insert(key) = std::move(value); }

void Object::drop_repeated_keys() {
  constexpr std::size_t few = 16;
  if (size() <= few && !has_repeated_key_among_few(*this)) return;
  std::vector<std::size_t> order(size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    const int order_of_keys = members_[a].key.compare(members_[b].key);
    return order_of_keys != 0 ? order_of_keys < 0 : a < b;
  });
  std::vector<bool> dropped(size());
  std::size_t first = order.front();
  for (std::size_t i = 1; i < order.size(); ++i) {
    const std::size_t next = order[i];
    dropped[next] = members_[next].key == members_[first].key;
    if (dropped[next]) {
      members_[first].value = std::move(members_[next].value);
    } else {
      first = next;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (!dropped[i] && kept++ != i) members_[kept - 1] = std::move(members_[i]);
  }
  members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(kept), members_.end());
}

bool Object::erase(std::string_view key) {
  const auto found = find_member(members_, key);
  if (found == members_.end()) return false;
  members_.erase(found);
  return true;
}

void Object::merge(Object other) {
  reserve(size() + other.size());
  for (Member& member : other.members_) append(member.key) = std::move(member.value);
  drop_repeated_keys();
}

std::size_t Object::size() const { return members_.size(); }
const Object::Member* Object::begin() const { return members_.data(); }
const Object::Member* Object::end() const { return members_.data() + members_.size(); }
Object::Member* Object::begin() { return members_.data(); }
Object::Member* Object::end() { return members_.data() + members_.size(); }

// Members are mostly in the same order; from the first that is not they are compared in the order of their keys.
bool operator==(const Object& a, const Object& b) {
  if (a.size() != b.size()) return false;
  const auto has_same_key = [](const Object::Member& one, const Object::Member& other) { return one.key == other.key; };
  const auto [from_a, from_b] = std::mismatch(a.begin(), a.end(), b.begin(), has_same_key);
  if (!std::equal(a.begin(), from_a, b.begin())) return false;
  const auto rest_of_a = members_by_key(from_a, a.end()), rest_of_b = members_by_key(from_b, b.end());
  return std::equal(rest_of_a.begin(), rest_of_a.end(), rest_of_b.begin(),
                    [](const Object::Member* one, const Object::Member* other) { return *one == *other; });
}

Value::Value(std::initializer_list<std::pair<std::string_view, Value>> members) : data_(Object()) {
  Object& object = as_object();
  object.reserve(members.size());
  for (const auto& [key, value] : members) object.append(key) = value;
  object.drop_repeated_keys();
}

Value Value::object() { return Object(); }

Value Value::array(std::initializer_list<Value> items) { return Value(Array(items)); }

std::string_view Value::type_name() const {
  static constexpr std::string_view names[] = {"null", "boolean", "integer", "number", "string", "array", "object"};
  static_assert(std::size(names) == std::variant_size_v<Variant>);
  return names[data_.index()];
}

bool Value::as_bool() const { return get_or_refuse<bool>(*this, "boolean"); }
std::int64_t Value::as_int() const { return get_or_refuse<std::int64_t>(*this, "integer"); }

double Value::as_double() const {
  if (is_int()) return static_cast<double>(as_int());
  return get_or_refuse<double>(*this, "number");
}

std::string_view Value::as_string() const& { return get_or_refuse<std::pmr::string>(*this, "string"); }
std::string Value::as_string() && { return std::string(std::as_const(*this).as_string()); }
const Array& Value::as_array() const& { return get_or_refuse<Array>(*this, "array"); }
Array& Value::as_array() & { return const_cast<Array&>(std::as_const(*this).as_array()); }
Array Value::as_array() && { return std::move(as_array()); }
const Object& Value::as_object() const& { return get_or_refuse<Object>(*this, "object"); }
Object& Value::as_object() & { return const_cast<Object&>(std::as_const(*this).as_object()); }
Object Value::as_object() && { return std::move(as_object()); }

const Value& Value::operator[](std::string_view key) const& {
  const Object* object = std::get_if<Object>(&data_);
  return object ? (*object)[key] : null_value;
}

Value Value::operator[](std::string_view key) && {
  Object* object = std::get_if<Object>(&data_);
  return object ? std::move(*object)[key] : Value();
}

const Value& Value::at(std::size_t index) const& {
  const Array* items = std::get_if<Array>(&data_);
  return items && index < items->size() ? (*items)[index] : null_value;
}

Value Value::at(std::size_t index) && {
  Array* items = std::get_if<Array>(&data_);
  return items && index < items->size() ? std::move((*items)[index]) : Value();
}

void Value::set(std::string_view key, Value value) { find_or_insert(key) = std::move(value); }

Value& Value::find_or_insert(std::string_view key) {
  if (is_null()) data_ = Object();
  return as_object().find_or_insert(key);
}

bool Value::contains(std::string_view key) const {
  const Object* object = std::get_if<Object>(&data_);
  return object && object->contains(key);
}

const Value* Value::begin() const { return is_array() ? as_array().data() : nullptr; }
const Value* Value::end() const { return is_array() ? as_array().data() + as_array().size() : nullptr; }
std::size_t Value::size() const {
  if (const Array* items = std::get_if<Array>(&data_)) return items->size();
  if (const Object* object = std::get_if<Object>(&data_)) return object->size();
  return 0;
}

std::string_view Value::text() const& { return text_or({}); }
std::string Value::text() && { return std::string(std::as_const(*this).text()); }

std::string_view Value::text_or(std::string_view otherwise) const& {
  const auto* string = std::get_if<std::pmr::string>(&data_);
  return string ? std::string_view(*string) : otherwise;
}

std::string Value::text_or(std::string_view otherwise) && {
  return std::string(std::as_const(*this).text_or(otherwise));
}

std::optional<std::int64_t> Value::integer() const {
  if (is_int()) return as_int();
  if (is_string()) return read_number<std::int64_t>(text());
  return std::nullopt;
}

std::optional<double> Value::number() const {
  if (is_number()) return as_double();
  if (!is_string()) return std::nullopt;
  const auto number = read_number<double>(text());
  return number && std::isfinite(*number) ? number : std::nullopt;
}

bool Value::truthy_text() const {
  if (is_bool()) return as_bool();
  return text() == "true" || text() == "on";
}

void Value::push_back(Value item) {
  if (is_null()) data_ = Array();
  as_array().push_back(std::move(item));
}

bool Value::erase(std::string_view key) {
  Object* object = std::get_if<Object>(&data_);
  return object && object->erase(key);
}

bool Value::erase(std::size_t index) {
  Array* items = std::get_if<Array>(&data_);
  if (!items || index >= items->size()) return false;
  items->erase(items->begin() + static_cast<std::ptrdiff_t>(index));
  return true;
}

void Value::merge(Value other) {
  if (other.is_null()) return;
  if (is_null()) data_ = Object();
  as_object().merge(std::move(other).as_object());
}

std::string Value::json(bool sorted_keys) const {
  std::string out;
  append_json(out, *this, sorted_keys);
  return out;
}

}  // namespace plume
