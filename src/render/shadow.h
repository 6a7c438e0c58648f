// Shadow: what the client of a view holds, as hashes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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
  static constexpr std::uint32_t no_text = ~0u;
  std::uint64_t key;  ///< a number; of a text its hash
  std::uint32_t row;
  std::uint32_t text;  ///< where the key stands among the texts of the list; no_text: it is a number
};

/// Texts that are keys, one behind another in a block of the heap; null until there is one.
class KeyTexts {
 public:
  /// Copies a text to the end, and returns its place. Throws std::length_error beyond 4 GB.
  std::uint32_t add(std::string_view text);
  std::string_view at(std::uint32_t place) const;
  /// The text is not needed any more; its place stays until pack().
  void drop(std::uint32_t place) { block_->unused += record_size(at(place).size()); }
  bool wants_packing() const { return block_ && block_->unused > block_->size / 3; }
  /// Puts the texts of these entries together, by way of `room`, and tells the entries their new places.
  void pack(std::span<ShadowEntry> entries, std::string& room);
  /// The same, and gives back what is not in use.
  void shrink(std::span<ShadowEntry> entries);
  std::size_t heap_bytes() const { return block_ ? sizeof(Block) + block_->capacity : 0; }
  void free();

 private:
  struct Block {
    std::uint32_t size = 0, capacity = 0, unused = 0;
    char* bytes() { return reinterpret_cast<char*>(this + 1); }
  };
  static constexpr std::size_t record_size(std::size_t text) { return sizeof(std::uint32_t) + text; }
  void resize(std::size_t capacity);
  Block* block_ = nullptr;
};

/// The entries of a comprehension. Slots live in rows, which stay where they are while entries move.
struct ShadowList : ShadowBelow {
  bool keyed = false;
  std::uint32_t count = 0;     // entries
  std::uint32_t capacity = 0;  // rows allocated
  std::uint32_t used = 0;      // rows ever in use: [0, used)
  std::uint32_t free_row =
      no_row;  // keyed: chain of free rows; the first slot of each is the next one, as an odd number
  std::uint32_t entry_capacity = 0;
  ShadowSlot* rows = nullptr;
  ShadowEntry* entries = nullptr;  // keyed only
  KeyTexts texts{};                // of the keys of entries

  static constexpr std::uint32_t no_row = ~0u;

  static ShadowList* make(const Template& site, bool keyed);
  std::uint32_t stride() const { return site->slots ? site->slots : 1; }
  ShadowSlot* row(std::uint32_t index) { return rows + std::size_t(index) * stride(); }
  std::uint32_t take_row();
  void free(std::uint32_t row_index);
  void reserve_rows(std::uint32_t wanted);
  void give_back();  // rows and entries that are not in use
  void clear_row(std::uint32_t row_index);
  /// Whether the key of an entry is this one.
  bool has_key(const ShadowEntry& entry, const ListKey& key) const {
    if (key.is_number()) return entry.key == key.number() && entry.text == ShadowEntry::no_text;
    return entry.text != ShadowEntry::no_text && texts.at(entry.text) == key.text();
  }
  ShadowEntry new_entry(const ListKey& key, std::uint64_t hash);
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

/// Working memory of the keyed comprehensions of a render, one level for each depth of nesting.
class ListScratch {
 public:
  struct Level {
    std::vector<ShadowEntry> entries;  // of the new list
    std::vector<std::uint32_t> index;  // open addressing: position + 1 by key; old entries first, then new ones
    std::vector<ShadowEntry> added;    // that the old list lacks
    std::vector<char> seen;            // by position in the old list: whether the new one has it
    std::string packed;                // texts of keys, while they move
    bool indexed = false;
  };
  void push(std::size_t old_entries) {
    if (depth_ == levels_.size()) levels_.push_back(new Level);
    Level& level = *levels_[depth_++];
    level.entries.clear();
    level.added.clear();
    level.seen.assign(old_entries, false);
    level.indexed = false;
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
  /// Whether nothing was sent yet.
  bool is_empty() const { return root_ == 0; }
  /// Takes over the shape of another one without its values: the client has those statics.
  void adopt(const Shadow& other) { root_ = detail::adopt(other.root_); }
  /// Gives back the room that lists have kept from when they were longer.
  void compact() { detail::compact(root_); }
  std::size_t heap_bytes() const { return detail::heap_bytes(root_); }

 private:
  friend class DiffRender;
  friend class detail::ComponentScope;
  detail::ShadowSlot root_ = 0;
};

}  // namespace plume
