// RenderTree: what the client holds of a view: the mirror into which diffs are merged (wire-protocol 6).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "plume/value.h"

namespace plume::testing {

/// What the streams of one message do to their containers (wire-protocol 8).
struct StreamChanges {
  struct Insert {
    std::string ref;
    std::int64_t at = -1;
    std::optional<std::int64_t> limit{};
    bool update_only = false;
  };
  std::map<std::string, Insert, std::less<>> inserts{};  ///< by the ids of the entries
  std::set<std::string, std::less<>> deletes{};          ///< ids of entries
  std::set<std::string, std::less<>> resets{};           ///< refs of streams
};

class RenderTree {
 public:
  /// `diff`: a message without its events, reply and title. Throws std::runtime_error where it does not fit what came
  /// before: a real client would show a wrong page.
  void merge(Value diff);
  /// The HTML of it all; the roots of live components are marked with their numbers. Entries of streams are given once.
  std::string html(StreamChanges& changes);
  /// The server has destroyed a component.
  void forget(std::int64_t cid) { components_.erase(cid); }

 private:
  using Components = std::map<std::int64_t, Value>;
  void merge_components(Object& diffs);
  const Value& merged_component(std::int64_t cid, Object& diffs, const Components& old, Components& done);
  void write(Value& node, std::string& out, StreamChanges& changes);
  void write_slot(Value& slot, std::string& out, StreamChanges& changes);
  void write_list(Value& node, std::string& out, StreamChanges& changes);
  void write_component(std::int64_t cid, std::string& out, StreamChanges& changes);

  Value tree_ = Value::object();
  Components components_;
};

}  // namespace plume::testing
