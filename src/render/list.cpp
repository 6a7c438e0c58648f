#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <new>

#include "render/key_hash.h"
#include "render/seen_keys.h"
#include "render/sinks.h"

namespace plume {

using detail::ShadowEntry;
using detail::ShadowList;

namespace {

std::uint64_t hash_of(const ShadowEntry& entry) {
  return entry.text == ShadowEntry::no_text ? detail::key_hash(detail::hash_integer(entry.key)) : entry.key;
}

}  // namespace

List::List(Render& r, const Template& t, Match match)
    : r_(r), template_(t), position_(r.place_.slot), match_(match), index_(r.place_.index) {
  const bool keyed = match == Match::key;
  if (!r.diffing_) {
    if (keyed) r.keys_->push();
    return;
  }
  mark_ = r.place_.out->size();
  r.write_key(index_);
  r.place_.out->append("{\"k\":{", 6);
  begin_ = r.place_.out->size();
  const auto slot = *position_;
  full_ = !(detail::is_below(slot) && detail::below(slot)->site == &t && detail::below(slot)->list);
  if (full_) {
    was_empty_ = slot == detail::empty_hash;
    detail::release(std::exchange(*position_, 0));
    *position_ = detail::slot_to(ShadowList::make(t, keyed));
  }
  shadow_ = static_cast<ShadowList*>(detail::below(*position_));
  adopted_ = std::exchange(shadow_->adopted, false);
  if (keyed) r.state_->lists.push(shadow_->count);
  if (r.state_->tree.cid != 0) ++r.state_->tree.lists;
}

detail::ShadowEntryPlace List::next_by_position() {
  const bool known = count_ < shadow_->count;
  if (!known && count_ >= shadow_->used) {
    shadow_->reserve_rows(count_ + 1);
    std::memset(shadow_->row(count_), 0, shadow_->stride() * sizeof(detail::ShadowSlot));
    shadow_->used = count_ + 1;
  }
  return {shadow_->row(count_), known, count_};
}

detail::ShadowEntryPlace List::next_by_key(const ListKey& key, const std::source_location& where) {
  auto& level = r_.state_->lists.top();
  const bool is_next =
      cursor_ < shadow_->count && !level.seen[cursor_] && shadow_->has_key(shadow_->entries[cursor_], key);
  const std::uint32_t at = is_next ? cursor_ : find_old(key, where);
  if (at == none) {
    level.entries.push_back(level.added.back());
    return {shadow_->row(level.added.back().row), false, count_};
  }
  const ShadowEntry& old = shadow_->entries[at];
  cursor_ = at + 1;
  level.seen[at] = true;
  level.entries.push_back(old);
  return {shadow_->row(old.row), true, at};
}

// Returns the position of the old entry of a key. For a key that is new it adds an entry, and returns `none`. Throws if
// the key was there before.
std::uint32_t List::find_old(const ListKey& key, const std::source_location& where) {
  auto& level = r_.state_->lists.top();
  const auto old_count = shadow_->count;
  const auto entry_at = [&](std::uint32_t position) -> const ShadowEntry& {
    return position < old_count ? shadow_->entries[position] : level.added[position - old_count];
  };
  const std::size_t wanted = 2 * (std::size_t(old_count) + level.added.size() + 1);
  if (!level.indexed || level.index.size() < wanted) {
    std::size_t size = 16;
    while (size < 2 * wanted) size *= 2;
    level.index.assign(size, 0);
    level.indexed = true;
    const auto none_is_equal = [](std::uint32_t) { return false; };
    for (std::uint32_t i = 0; i < old_count + level.added.size(); ++i)
      *detail::probe(level.index, hash_of(entry_at(i)), none_is_equal) = i + 1;
  }
  const auto hash = detail::hash_of(key);
  std::uint32_t* const found = detail::probe(level.index, hash, [&](std::uint32_t position) {
    const ShadowEntry& entry = entry_at(position);
    return (key.is_number() || entry.key == hash) && shadow_->has_key(entry, key);
  });
  if (*found != 0) {
    const auto position = *found - 1;
    if (position >= old_count || level.seen[position]) detail::refuse_key(key, where);
    return position;
  }
  level.added.push_back(shadow_->new_entry(key, hash));
  *found = old_count + static_cast<std::uint32_t>(level.added.size());
  return none;
}

// The new list becomes the shadow's; rows and keys of entries that are gone are freed.
void List::keep_entries() {
  auto& level = r_.state_->lists.top();
  for (std::uint32_t i = 0; i < shadow_->count; ++i) {
    if (level.seen[i]) continue;
    shadow_->free(shadow_->entries[i].row);
    if (const auto text = shadow_->entries[i].text; text != ShadowEntry::no_text) shadow_->texts.drop(text);
  }
  if (count_ > shadow_->entry_capacity) {
    const auto room = std::max(count_, shadow_->entry_capacity + shadow_->entry_capacity / 2);
    void* memory = std::realloc(static_cast<void*>(shadow_->entries), room * sizeof(ShadowEntry));
    if (!memory) throw std::bad_alloc();
    shadow_->entries = static_cast<ShadowEntry*>(memory);
    shadow_->entry_capacity = room;
  }
  if (count_ > 0) std::memcpy(static_cast<void*>(shadow_->entries), level.entries.data(), count_ * sizeof(ShadowEntry));
  if (shadow_->texts.wants_packing()) shadow_->texts.pack({shadow_->entries, count_}, level.packed);
}

void List::end() {
  if (!r_.diffing_) {
    if (match_ == Match::key) r_.keys_->pop();
    return;
  }
  if (stream_) return end_stream();
  std::string& out = *r_.place_.out;
  auto& tree = r_.state_->tree;
  const bool outermost = tree.cid != 0 && --tree.lists == 0;
  const auto old_count = shadow_->count;
  if (match_ == Match::key) {
    keep_entries();
    r_.state_->lists.pop();
  } else {
    for (auto i = count_; i < old_count; ++i) shadow_->clear_row(i);
  }
  shadow_->count = count_;
  if (full_ && count_ == 0) {  // nothing is stored for a comprehension that was never filled
    out.resize(mark_);
    detail::release(std::exchange(*position_, detail::empty_hash));
    if (!was_empty_) {
      r_.write_key(index_);
      out.append("\"\",", 3);
    }
    return;
  }
  if (!full_ && !adopted_ && out.size() == begin_ && count_ == old_count) {
    out.resize(mark_);
    return;
  }
  out.append("\"kc\":", 5);
  char digits[10];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, count_).ptr);
  if (moved_) out.append(",\"km\":true", 10);
  out.append("},", 2);
  if (full_) r_.write_statics(template_);
  if (outermost) r_.write_table();  // 7.3: a component's tree has no table but in its lists
  out.back() = '}';
  out.push_back(',');
}

}  // namespace plume
