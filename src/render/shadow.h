// Shadow: what the client of a view holds, as hashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "plume/render.h"

namespace plume::detail {

/// Below a slot: the shadow of a template instance or of a comprehension. Both begin with their template.
struct ShadowBelow {
  const Template* site;
  bool list;
  bool adopted = false;  ///< the client has the statics, of another component, but not these values
};

/// The dynamics of one template instance; the slots follow it in memory.
struct ShadowNode : ShadowBelow {
  ShadowSlot* slots() { return reinterpret_cast<ShadowSlot*>(this + 1); }
  static ShadowNode* make(const Template& site);
};

/// An entry of a keyed comprehension: its key and the row that holds its slots.
struct ShadowEntry {
  std::uint64_t key;
  std::uint32_t row;
  bool seen;  // during a render: the new list has it
};

/// Where an entry of a comprehension is rendered.
struct ShadowEntryPlace {
  ShadowSlot* slots;
  bool known;               // the client has it
  std::uint32_t old_index;  // where it was
};

/// The entries of a comprehension. Slots live in rows, which stay where they are while entries move.
struct ShadowList : ShadowBelow {
  std::uint32_t count = 0;          // entries
  std::uint32_t capacity = 0;       // rows allocated
  std::uint32_t used = 0;           // rows ever in use: [0, used)
  std::uint32_t free_row = no_row;  // keyed: chain of free rows, linked through their first slot
  std::uint32_t entry_capacity = 0;
  bool keyed = false;
  ShadowSlot* rows = nullptr;
  ShadowEntry* entries = nullptr;  // keyed only

  static constexpr std::uint32_t no_row = ~0u;

  static ShadowList* make(const Template& site, bool keyed);
  std::uint32_t stride() const { return site->slots ? site->slots : 1; }
  ShadowSlot* row(std::uint32_t index) { return rows + std::size_t(index) * stride(); }
  std::uint32_t take_row();
  void free(std::uint32_t row_index);
  void reserve_rows(std::uint32_t wanted);
  void give_back();  // rows and entries that are not in use
  void clear_row(std::uint32_t row_index);
};

inline bool is_below(ShadowSlot slot) { return slot != 0 && (slot & 1) == 0; }
inline ShadowBelow* below(ShadowSlot slot) { return reinterpret_cast<ShadowBelow*>(slot); }
inline ShadowSlot slot_to(ShadowBelow* shadow) { return reinterpret_cast<ShadowSlot>(shadow); }
/// Frees the shadow below a slot, if there is one.
void release(ShadowSlot slot);
/// A shadow of the same templates without any value.
ShadowSlot adopt(ShadowSlot slot);
/// Gives back what is allocated below a slot and not in use.
void compact(ShadowSlot slot);
/// Bytes of heap held below a slot, for tests and benchmarks.
std::size_t heap_bytes(ShadowSlot slot);

/// Working memory of keyed comprehensions, one level for each depth of nesting; reused by all renders of a thread.
class ListScratch {
 public:
  struct Level {
    std::vector<ShadowEntry> entries;  // of the new list
    std::vector<std::uint32_t> index;  // open addressing: position + 1 by key; old entries first, then new ones
    std::vector<std::uint64_t> added;  // keys that the old list lacks
    bool indexed = false;
  };
  Level& push() {
    if (depth_ == levels_.size()) levels_.push_back(new Level);
    Level& level = *levels_[depth_++];
    level.entries.clear();
    level.added.clear();
    level.indexed = false;
    return level;
  }
  Level& top() { return *levels_[depth_ - 1]; }
  void pop() { --depth_; }
  void reset() { depth_ = 0; }
  ListScratch() = default;
  ListScratch(const ListScratch&) = delete;
  ListScratch& operator=(const ListScratch&) = delete;
  ~ListScratch() {
    for (auto* level : levels_) delete level;
  }

 private:
  std::vector<Level*> levels_;
  std::size_t depth_ = 0;
};

}  // namespace plume::detail

namespace plume {

/// What the client of one view holds. Eight bytes where nothing was sent yet.
class Shadow {
 public:
  Shadow() = default;
  Shadow(const Shadow&) = delete;
  Shadow& operator=(const Shadow&) = delete;
  ~Shadow() { reset(); }
  /// Forgets everything: the next render is a full one.
  void reset() { detail::release(std::exchange(root_, 0)); }
  /// Gives back the room that lists have kept from when they were longer.
  void compact() { detail::compact(root_); }
  std::size_t heap_bytes() const { return detail::heap_bytes(root_); }

 private:
  friend class DiffRender;
  friend class view::Components;
  detail::ShadowSlot root_ = 0;
};

}  // namespace plume
