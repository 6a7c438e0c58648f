#include "render/shadow.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

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

void ShadowList::reserve_rows(std::uint32_t wanted) {
  if (wanted <= capacity) return;
  const auto room = std::max<std::uint32_t>(wanted, capacity + capacity / 2 + 4);
  rows = grow(rows, std::size_t(room) * stride());
  capacity = room;
}

std::uint32_t ShadowList::take_row() {
  std::uint32_t taken = free_row;
  if (taken != no_row) {
    free_row = static_cast<std::uint32_t>(row(taken)[0]);
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
  row(row_index)[0] = free_row;
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
    each_row(*list, [&](ShadowSlot* slots) {
      for (std::uint32_t i = 0; i < list->stride(); ++i) release(slots[i]);
    });
    std::free(list->rows);
    std::free(list->entries);
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
            list->entry_capacity * sizeof(ShadowEntry);
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
