#include "base/query.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/percent.h"
#include "base/utf8.h"
#include "plume/hash.h"

namespace plume {
namespace {

using Parts = std::pmr::vector<std::string_view>;

constexpr std::size_t values_per_pair = 4;  // on average; more are made of names alone
constexpr std::size_t most_encoded_bytes = 8 * 1024 * 1024;

/// Splits "a[b][]" into "a", "b" and "". A name with malformed brackets is its only part. Reads on only as long as
/// there are `max_depth` parts at most: else it throws QueryError.
void split_name(std::string_view name, std::size_t max_depth, Parts& parts) {
  std::size_t at = name.find_first_of("[]");
  parts.assign(1, name.substr(0, at));
  bool wellformed = at != 0;
  while (wellformed && at < name.size()) {
    const std::size_t close = name.find_first_of("[]", at + 1);
    wellformed = name[at] == '[' && close != std::string_view::npos && name[close] == ']';
    if (!wellformed) break;
    if (parts.size() >= max_depth) throw QueryError(413, "a query nests deeper than allowed");
    parts.push_back(name.substr(at + 1, close - at - 1));
    at = close + 1;
  }
  if (!wellformed) parts.assign(1, name);
}

/// The pairs read so far. Members are found through one index, so that no choice of names costs quadratic time.
class Tree {
 public:
  Tree(std::pmr::memory_resource* memory, QueryLimits limits)
      : memory_(memory),
        max_nodes_(limits.max_depth + values_per_pair * limits.max_pairs),
        nodes_(memory),
        index_(memory) {
    nodes_.push_back({.kind = Kind::object});
  }

  /// `parts` and `text` must stay where they are until value() was called.
  void insert(const Parts& parts, std::string_view text) {
    std::uint32_t at = root;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Kind kind = i + 1 == parts.size() ? Kind::text : parts[i + 1].empty() ? Kind::list : Kind::object;
      at = nodes_[at].kind == Kind::list ? element(at, kind) : member(at, parts[i]);
      become(at, kind);
    }
    nodes_[at].text = text;
  }

  Value value() const { return make(nodes_[root]); }

 private:
  enum class Kind { text, list, object };
  static constexpr std::uint32_t root = 0;
  static constexpr std::uint32_t none = 0;  // the root is nobody's child

  struct Node {
    Kind kind = Kind::text;
    std::uint32_t container = 0;  // a new number each time that the node becomes an object
    std::uint32_t first = none;
    std::uint32_t last = none;
    std::uint32_t next = none;
    std::string_view key = {};
    std::string_view text = {};
  };
  struct Place {
    std::uint32_t container;
    std::string_view key;
    bool operator==(const Place&) const = default;
  };
  struct PlaceHash {
    std::size_t operator()(const Place& place) const {
      return detail::hash_integer(detail::hash_bytes(place.key) + place.container);
    }
  };

  std::uint32_t member(std::uint32_t parent, std::string_view key) {
    const auto [found, is_new] = index_.try_emplace(Place{nodes_[parent].container, key}, none);
    if (is_new) found->second = add_child(parent, key);
    return found->second;
  }

  std::uint32_t element(std::uint32_t parent, Kind kind) {
    const std::uint32_t last = nodes_[parent].last;
    const bool fills_last = last != none && kind != Kind::text && nodes_[last].kind == kind;
    if (fills_last) return last;
    return add_child(parent, {});
  }

  std::uint32_t add_child(std::uint32_t parent, std::string_view key) {
    if (nodes_.size() > max_nodes_) throw QueryError(413, "a query makes more values than allowed");
    const auto child = static_cast<std::uint32_t>(nodes_.size());
    nodes_.push_back({.key = key});
    Node& node = nodes_[parent];
    (node.last == none ? node.first : nodes_[node.last].next) = child;
    node.last = child;
    return child;
  }

  void become(std::uint32_t at, Kind kind) {
    Node& node = nodes_[at];
    if (node.kind == kind) return;
    node.kind = kind;
    node.first = node.last = none;
    if (kind == Kind::object) node.container = ++containers_;
  }

  Value make(const Node& node) const {
    switch (node.kind) {
      case Kind::text:
        return Value(std::pmr::string(node.text, memory_));
      case Kind::list: {
        Array items(memory_);
        for (auto child = node.first; child != none; child = nodes_[child].next) items.push_back(make(nodes_[child]));
        return Value(std::move(items));
      }
      case Kind::object:
        break;
    }
    Object object(memory_);
    for (auto child = node.first; child != none; child = nodes_[child].next) {
      object.append(nodes_[child].key) = make(nodes_[child]);
    }
    return Value(std::move(object));
  }

  std::pmr::memory_resource* memory_;
  const std::size_t max_nodes_;
  std::pmr::vector<Node> nodes_;
  std::pmr::unordered_map<Place, std::uint32_t, PlaceHash> index_;
  std::uint32_t containers_ = 0;
};

/// Decodes in place, in bytes of which `text` is a part.
std::string_view decode(char* text, std::size_t size) {
  const auto length = percent_decode_in_place(text, size, Plus::space);
  if (!length) throw QueryError(400, "a query holds % without two hexadecimal digits");
  const std::string_view decoded(text, *length);
  if (!is_utf8(decoded)) throw QueryError(400, "a query holds text that is not UTF-8");
  return decoded;
}

void append_scalar(std::string& out, const Value& value) {
  if (value.is_null()) return;
  append_percent_encoded(out, value.is_string() ? std::string(value.text()) : value.json(), Plus::space);
}

/// Appends the pairs of `value`. `name`, the brackets around each of its parts included, is the same again afterwards.
void append_pairs(std::string& out, std::string& name, const Value& value) {
  const auto below = [&](std::string_view key, const Value& item) {
    const auto size = name.size();
    name.append("[").append(key).append("]");
    append_pairs(out, name, item);
    name.resize(size);
  };
  if (value.is_array()) {
    for (const Value& item : value.as_array()) below({}, item);
  } else if (value.is_object()) {
    for (const auto& [key, item] : value.as_object()) below(key, item);
  } else {
    if (!out.empty()) out += '&';
    append_percent_encoded(out, name, Plus::space);
    out += '=';
    append_scalar(out, value);
    if (out.size() > most_encoded_bytes) throw QueryError(413, "a query would be longer than 8 MiB");
  }
}

}  // namespace

Value parse_query(std::string_view text, std::pmr::memory_resource* memory, QueryLimits limits) {
  std::pmr::string bytes(text, memory);
  Tree tree(memory, limits);
  Parts parts(memory);
  std::size_t pairs = 0;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('&', begin), bytes.size());
    if (end > begin) {
      if (++pairs > limits.max_pairs) throw QueryError(413, "a query has more than the allowed pairs");
      char* const pair = bytes.data() + begin;
      const std::size_t size = end - begin;
      const std::size_t equals = std::min(std::string_view(pair, size).find('='), size);
      const std::size_t value = std::min(equals + 1, size);
      split_name(decode(pair, equals), limits.max_depth, parts);
      tree.insert(parts, decode(pair + value, size - value));
    }
    begin = end + 1;
  }
  return tree.value();
}

Value decode_form_event(std::string_view form, Value meta, std::pmr::memory_resource* memory, QueryLimits limits) {
  Value params = parse_query(form, memory, limits);
  if (meta.is_object()) {
    for (auto& [key, value] : meta.as_object()) params.as_object().append(key) = std::move(value);
    params.as_object().drop_repeated_keys();
  }
  const Value& target = params["_target"];
  if (target.is_string()) params.set("_target", key_path(target.text(), memory, limits.max_depth));
  return params;
}

Array key_path(std::string_view field_name, std::pmr::memory_resource* memory, std::size_t max_depth) {
  Parts parts(memory);
  split_name(field_name, max_depth, parts);
  Array path(memory);
  for (const std::string_view part : parts) {
    if (!part.empty()) path.push_back(std::pmr::string(part, memory));
  }
  return path;
}

std::string encode_query(const Value& object) {
  std::string out;
  for (const auto& [key, value] : object.as_object()) {
    std::string name(key);
    append_pairs(out, name, value);
  }
  return out;
}

}  // namespace plume
