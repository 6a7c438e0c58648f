#include "base/json.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/src.hpp>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "foundation/json_text.h"

namespace plume {
namespace {

namespace json = boost::json;

constexpr std::size_t most_depth = 256;

/// Builds the Value while Boost.JSON's parser reads the text: each value where it stays.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  Builder(std::pmr::memory_resource* memory, std::size_t max_values)
      : memory_(memory),
        roomy_left_(memory == std::pmr::get_default_resource() ? 0 : usual_containers),
        values_left_(max_values),
        part_(memory) {}

  Value take() { return std::move(root_); }
  bool too_many() const { return too_many_; }
  bool out_of_range() const { return out_of_range_; }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_comment_part(std::string_view, json::error_code&) { return true; }
  bool on_comment(std::string_view, json::error_code&) { return true; }

  bool on_object_begin(json::error_code& error) { return open<Object>(error); }
  bool on_object_end(std::size_t, json::error_code&) {
    open_[--depth_].object->drop_repeated_keys();
    return true;
  }
  bool on_array_begin(json::error_code& error) { return open<Array>(error); }
  bool on_array_end(std::size_t, json::error_code&) {
    --depth_;
    return true;
  }

  bool on_key_part(std::string_view text, std::size_t, json::error_code&) { return keep_part(text); }
  bool on_key(std::string_view text, std::size_t, json::error_code&) {
    Container& container = open_[depth_ - 1];
    container.next = &container.object->append(whole_text(text));
    part_.clear();
    return true;
  }
  bool on_string_part(std::string_view text, std::size_t, json::error_code&) { return keep_part(text); }
  bool on_string(std::string_view text, std::size_t, json::error_code& error) {
    const bool added = add<std::pmr::string>(error, whole_text(text), memory_);
    part_.clear();
    return added;
  }

  bool on_number_part(std::string_view text, json::error_code&) { return keep_part(text); }
  bool on_int64(std::int64_t number, std::string_view, json::error_code& error) {
    part_.clear();
    return add<std::int64_t>(error, number);
  }
  bool on_uint64(std::uint64_t number, std::string_view, json::error_code& error) {
    part_.clear();
    return add<double>(error, static_cast<double>(number));
  }
  bool on_double(double rough, std::string_view text, json::error_code& error) {
    part_ += text;
    const double number = exact_double(rough);
    part_.clear();
    if (!std::isfinite(number)) {
      out_of_range_ = true;
      error = json::error::exponent_overflow;
      return false;
    }
    return add<double>(error, number);
  }
  bool on_bool(bool truth, json::error_code& error) { return add<bool>(error, truth); }
  bool on_null(json::error_code& error) { return add<std::nullptr_t>(error); }

 private:
  // Elements do not move while a container inside them is open, since only the innermost one grows.
  struct Container {
    Object* object;  // one of the two, the other is null
    Array* array;
    Value* next;  // of the object: that of its latest key
  };

  bool keep_part(std::string_view text) {
    part_ += text;
    return true;
  }
  std::string_view whole_text(std::string_view last_part) {
    return part_.empty() ? last_part : std::string_view(part_ += last_part);
  }

  /// The parser's own conversion may be off in the last bit.
  double exact_double(double rough) const {
    double number = rough;
    const auto result = std::from_chars(part_.data(), part_.data() + part_.size(), number);
    return result.ec == std::errc() ? number : rough;
  }

  /// Makes a T where the text stands; nullptr (and `error` set) where there were too many values.
  template <class T, class... From>
  T* add(json::error_code& error, const From&... from) {
    if (values_left_ == 0) {
      too_many_ = true;
      error = json::error::array_too_large;
      return nullptr;
    }
    --values_left_;
    return &next_place().variant().emplace<T>(from...);
  }

  Value& next_place() {
    if (depth_ == 0) return root_;
    const Container& container = open_[depth_ - 1];
    return container.array ? container.array->emplace_back() : *container.next;
  }

  template <class T>
  bool open(json::error_code& error) {
    T* const added = add<T>(error, memory_);
    if (!added) return false;
    if (roomy_left_ > 0) {
      --roomy_left_;
      added->reserve(usual_size);
    }
    if constexpr (std::is_same_v<T, Object>)
      open_[depth_++] = {added, nullptr, nullptr};
    else
      open_[depth_++] = {nullptr, added, nullptr};
    return true;
  }

  // In an arena, which gets nothing back, containers do well to begin with some room: those of a usual message, and not
  // the any number of empty ones that a text may hold.
  static constexpr std::size_t usual_containers = 4, usual_size = 4;

  std::pmr::memory_resource* memory_;
  std::size_t roomy_left_;
  std::size_t values_left_;
  bool too_many_ = false;
  bool out_of_range_ = false;
  Value root_;
  std::array<Container, most_depth> open_;  // not initialised: it is 6 KiB
  std::size_t depth_ = 0;
  std::pmr::string part_;
};

std::string describe(const Builder& builder, const json::error_code& error, std::size_t depth) {
  if (builder.too_many()) return "too many values";
  if (builder.out_of_range()) return "a number beyond the range of doubles";
  if (error == json::error::too_deep) return "nested deeper than " + std::to_string(depth);
  return error.message();
}

/// What JSON writes instead of the byte inside a string, or '\0' for itself; 'u' stands for \u00xx.
constexpr auto escapes = [] {
  std::array<char, 256> table{};
  for (int control = 0; control < 0x20; ++control) table[control] = 'u';
  table['"'] = '"';
  table['\\'] = '\\';
  table['\b'] = 'b';
  table['\f'] = 'f';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  return table;
}();

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 32> digits;
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  out.append(digits.data(), result.ptr);
}

void append_double(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null";
    return;
  }
  const std::size_t start = out.size();
  append_number(out, number);
  if (out.find_first_of(".e", start) == std::string::npos) out += ".0";
}

void append_member(std::string& out, const Object::Member& member, bool sorted_keys) {
  append_json_string(out, member.key);
  out += ':';
  append_json(out, member.value, sorted_keys);
  out += ',';
}

void append_array(std::string& out, const Array& items, bool sorted_keys) {
  out += '[';
  for (const Value& item : items) {
    append_json(out, item, sorted_keys);
    out += ',';
  }
  close_json(out, ']');
}

void append_object(std::string& out, const Object& object, bool sorted_keys) {
  out += '{';
  if (sorted_keys) {
    std::vector<const Object::Member*> members;
    for (const auto& member : object) members.push_back(&member);
    std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
    for (const auto* member : members) append_member(out, *member, sorted_keys);
  } else {
    for (const auto& member : object) append_member(out, member, sorted_keys);
  }
  close_json(out, '}');
}

/// The UTF-16 unit of an escape `\uXXXX` at the front of `text`; nothing if there is none.
std::optional<unsigned> escaped_unit(std::string_view text) {
  unsigned unit = 0;
  if (!text.starts_with("\\u") || text.size() < 6) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
  return error == std::errc() && end == text.data() + 6 ? std::optional(unit) : std::nullopt;
}

/// `text` with U+FFFD in place of each escaped half of a surrogate pair that stands alone; nothing if there is none.
/// JavaScript writes such halves, since its texts may be cut between them.
std::optional<std::string> without_lone_surrogates(std::string_view text) {
  constexpr auto is_high = [](unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; };
  constexpr auto is_low = [](unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; };
  std::optional<std::string> replaced;
  for (auto at = text.find('\\'); at < text.size(); at = text.find('\\', at)) {
    const auto unit = escaped_unit(text.substr(at));
    if (unit && is_high(*unit) && is_low(escaped_unit(text.substr(at + 6)).value_or(0))) {
      at += 12;
      continue;
    }
    if (unit && (is_high(*unit) || is_low(*unit))) {
      if (!replaced) replaced = text;
      replaced->replace(at, 6, "\\ufffd");
    }
    at += unit ? 6 : 2;
  }
  return replaced;
}

}  // namespace

Value parse_json(std::string_view text, std::pmr::memory_resource* memory, JsonLimits limits) {
  const std::size_t depth = std::min(limits.max_depth, most_depth);
  json::parse_options options;
  options.max_depth = depth;
  json::basic_parser<Builder> parser(options, memory, limits.max_values);
  json::error_code error;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && used < text.size()) error = json::error::extra_data;
  if (!error) return parser.handler().take();
  const bool beyond_limit = parser.handler().too_many() || error == json::error::too_deep;
  throw JsonError(describe(parser.handler(), error, depth), used, beyond_limit ? 413 : 400);
}

Value parse_json_of_client(std::string_view text, std::pmr::memory_resource* memory, JsonLimits limits) {
  try {
    return parse_json(text, memory, limits);
  } catch (const JsonError& error) {
    if (error.status() != 400) throw;
    const auto replaced = without_lone_surrogates(text);
    if (!replaced) throw;
    return parse_json(*replaced, memory, limits);
  }
}

void append_json(std::string& out, const Value& value, bool sorted_keys) {
  struct Writer {
    std::string& out;
    bool sorted_keys;
    void operator()(std::nullptr_t) const { out += "null"; }
    void operator()(bool truth) const { out += truth ? "true" : "false"; }
    void operator()(std::int64_t number) const { append_number(out, number); }
    void operator()(double number) const { append_double(out, number); }
    void operator()(const std::pmr::string& text) const { append_json_string(out, text); }
    void operator()(const Array& items) const { append_array(out, items, sorted_keys); }
    void operator()(const Object& object) const { append_object(out, object, sorted_keys); }
  };
  std::visit(Writer{out, sorted_keys}, value.variant());
}

void append_json_string(std::string& out, std::string_view text) {
  if (!is_utf8(text)) return append_json_string(out, repaired_utf8(text));
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const char escape = escapes[byte];
    if (escape == '\0') [[likely]]
      continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    if (escape == 'u') {
      append_unicode_escape(out, byte);
    } else {
      out += '\\';
      out += escape;
    }
  }
  out.append(text, plain);
  out += '"';
}

}  // namespace plume
