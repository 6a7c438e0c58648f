// ComponentScope: the render of one live component.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "render/sinks.h"

namespace plume::detail {

/// A live component is a tree of its own: while this lives, `r` renders the component, afterwards again what it
/// rendered before.
class ComponentScope {
 public:
  struct Options {
    std::uint32_t rendered = 0;      ///< epoch of its last render
    bool all = false;                ///< evaluates also what is unchanged
    std::span<const Given> slots{};  ///< given by its caller
  };
  ComponentScope(Render& r, const Options& options);
  ComponentScope(const ComponentScope&) = delete;
  ComponentScope& operator=(const ComponentScope&) = delete;
  ~ComponentScope();

  /// Has HTML written to `out`.
  void write_html_to(std::string& out);

  /// Begins the entry of a component in a diff. `share`: the component whose statics `shadow` has adopted, as the
  /// client names it; 0: none.
  void begin_entry(Shadow& shadow, std::uint32_t cid, std::int64_t share);
  /// Adds the entry to the diff. Returns false if nothing of the component changed.
  bool end_entry();
  /// Appends the member "c" of the diff, followed by a comma, if entries were added since the last call.
  static void append_entries(Render& r);

 private:
  Render& r_;
  const Render::Place place_;
  DiffState::Tree tree_;
};

}  // namespace plume::detail
