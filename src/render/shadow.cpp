#include "render/shadow.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>
#include <utility>

namespace plume::detail {
namespace {

template <class T>
T* grow(T* old, std::size_t items) {
  void* memory = std::realloc(static_cast<void*>(old), items * sizeof(T));
  if (!memory) throw std::bad_alloc();
  return static_cast<T*>(memory);
}

template <class F>
void each_row(ShadowList& list, F&& visit) {
  for (std::uint32_t i = 0; i < list.count; ++i) visit(list.row(list.keyed ? list.entries[i].row : i));
}

}  // namespace

ShadowNode* ShadowNode::make(const Template& site) {
  const std::size_t slot_bytes = site.slots * sizeof(ShadowSlot);
  auto* node = new (grow<char>(nullptr, sizeof(ShadowNode) + slot_bytes)) ShadowNode{{&site, false, false}};
  std::memset(node->slots(), 0, slot_bytes);
  return node;
}

ShadowList* ShadowList::make(const Template& site, bool keyed) {
  auto* list = new (grow<char>(nullptr, sizeof(ShadowList))) ShadowList{{&site, true, false}};
  list->keyed = keyed;
  return list;
}

std::uint32_t KeyTexts::add(std::string_view text) {
  const std::uint32_t place = block_ ? block_->size : 0;
  const std::size_t needed = place + record_size(text.size());
  if (!block_ || needed > block_->capacity) resize(std::max(needed, needed + needed / 2));
  const auto length = static_cast<std::uint32_t>(text.size());
  std::memcpy(block_->bytes() + place, &length, sizeof length);
  if (!text.empty()) std::memcpy(block_->bytes() + place + sizeof length, text.data(), text.size());
  block_->size = static_cast<std::uint32_t>(needed);
  return place;
}

std::string_view KeyTexts::at(std::uint32_t place) const {
  std::uint32_t length;
  std::memcpy(&length, block_->bytes() + place, sizeof length);
  return {block_->bytes() + place + sizeof length, length};
}

void KeyTexts::pack(std::span<ShadowEntry> entries, std::string& room) {
  room.clear();
  for (ShadowEntry& entry : entries) {
    if (entry.text == ShadowEntry::no_text) continue;
    const char* const record = block_->bytes() + entry.text;
    const std::size_t size = record_size(at(entry.text).size());
    entry.text = static_cast<std::uint32_t>(room.size());
    room.append(record, size);
  }
  std::memcpy(block_->bytes(), room.data(), room.size());
  block_->size = static_cast<std::uint32_t>(room.size());
  block_->unused = 0;
}

void KeyTexts::shrink(std::span<ShadowEntry> entries) {
  if (!block_) return;
  if (std::string room; block_->unused > 0) pack(entries, room);
  if (block_->size == 0)
    free();
  else if (block_->size < block_->capacity)
    resize(block_->size);
}

void KeyTexts::free() { std::free(std::exchange(block_, nullptr)); }

void KeyTexts::resize(std::size_t capacity) {
  if (capacity >= ShadowEntry::no_text) throw std::length_error("the keys of a comprehension take more than 4 GB");
  auto* const block = grow<char>(reinterpret_cast<char*>(block_), sizeof(Block) + capacity);
  block_ = block_ ? reinterpret_cast<Block*>(block) : new (block) Block;
  block_->capacity = static_cast<std::uint32_t>(capacity);
}

ShadowEntry ShadowList::new_entry(const ListKey& key, std::uint64_t hash) {
  const std::uint32_t text = key.is_number() ? ShadowEntry::no_text : texts.add(key.text());
  return {key.is_number() ? key.number() : hash, take_row(), text};
}

void ShadowList::reserve_rows(std::uint32_t wanted) {
  if (wanted <= capacity) return;
  const auto room = std::max<std::uint32_t>(wanted, capacity + capacity / 2 + 4);
  rows = grow(rows, std::size_t(room) * stride());
  capacity = room;
}

std::uint32_t ShadowList::take_row() {
  std::uint32_t taken = free_row;
  if (taken != no_row) {
    free_row = static_cast<std::uint32_t>(row(taken)[0] >> 1);
  } else {
    reserve_rows(used + 1);
    taken = used++;
  }
  std::memset(row(taken), 0, stride() * sizeof(ShadowSlot));
  return taken;
}

void ShadowList::clear_row(std::uint32_t row_index) {
  ShadowSlot* slots = row(row_index);
  for (std::uint32_t i = 0; i < stride(); ++i) release(std::exchange(slots[i], 0));
}

void ShadowList::free(std::uint32_t row_index) {
  clear_row(row_index);
  row(row_index)[0] = ShadowSlot(free_row) << 1 | 1;
  free_row = row_index;
}

void ShadowList::give_back() {
  if (count < capacity) {
    auto* packed = count ? grow<ShadowSlot>(nullptr, std::size_t(count) * stride()) : nullptr;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t from = keyed ? std::exchange(entries[i].row, i) : i;
      std::memcpy(packed + std::size_t(i) * stride(), row(from), stride() * sizeof(ShadowSlot));
    }
    std::free(std::exchange(rows, packed));
    capacity = used = count;
    free_row = no_row;
  }
  if (count < entry_capacity) {
    if (count == 0) std::free(std::exchange(entries, nullptr));
    if (count != 0) entries = grow(entries, count);
    entry_capacity = count;
  }
  texts.shrink({entries, count});
}

void compact(ShadowSlot slot) {
  if (!is_below(slot)) return;
  if (auto* shadow = below(slot); shadow->list) {
    auto* list = static_cast<ShadowList*>(shadow);
    list->give_back();
    each_row(*list, [&](ShadowSlot* slots) {
      for (std::uint32_t i = 0; i < list->stride(); ++i) compact(slots[i]);
    });
  } else {
    auto* node = static_cast<ShadowNode*>(shadow);
    for (std::uint32_t i = 0; i < node->site->slots; ++i) compact(node->slots()[i]);
  }
}

void release(ShadowSlot slot) {
  if (!is_below(slot)) return;
  if (auto* shadow = below(slot); shadow->list) {
    auto* list = static_cast<ShadowList*>(shadow);
    // A render that threw has left rows in use which are no entries yet.
    for (std::size_t i = 0; i < std::size_t(list->used) * list->stride(); ++i) release(list->rows[i]);
    std::free(list->rows);
    std::free(list->entries);
    list->texts.free();
    std::free(list);
  } else {
    auto* node = static_cast<ShadowNode*>(shadow);
    for (std::uint32_t i = 0; i < node->site->slots; ++i) release(node->slots()[i]);
    std::free(node);
  }
}

ShadowSlot adopt(ShadowSlot slot) {
  if (!is_below(slot)) return 0;
  ShadowBelow* copy;
  if (auto* shadow = below(slot); shadow->list) {
    copy = ShadowList::make(*shadow->site, static_cast<ShadowList*>(shadow)->keyed);
  } else {
    auto* node = static_cast<ShadowNode*>(shadow);
    auto* copied = ShadowNode::make(*node->site);
    for (std::uint32_t i = 0; i < node->site->slots; ++i) copied->slots()[i] = adopt(node->slots()[i]);
    copy = copied;
  }
  copy->adopted = true;
  return slot_to(copy);
}

std::size_t heap_bytes(ShadowSlot slot) {
  if (!is_below(slot)) return 0;
  std::size_t bytes = 0;
  if (auto* shadow = below(slot); shadow->list) {
    auto* list = static_cast<ShadowList*>(shadow);
    bytes = sizeof *list + list->capacity * list->stride() * sizeof(ShadowSlot) +
            list->entry_capacity * sizeof(ShadowEntry) + list->texts.heap_bytes();
    each_row(*list, [&](ShadowSlot* slots) {
      for (std::uint32_t i = 0; i < list->stride(); ++i) bytes += heap_bytes(slots[i]);
    });
  } else {
    auto* node = static_cast<ShadowNode*>(shadow);
    bytes = sizeof *node + node->site->slots * sizeof(ShadowSlot);
    for (std::uint32_t i = 0; i < node->site->slots; ++i) bytes += heap_bytes(node->slots()[i]);
  }
  return bytes;
}

}  // namespace plume::detail
