#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "foundation/numbers.h"
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

namespace detail {

ListWriter::ListWriter(Render& r, const Template& t, bool keyed)
    : r_(r), template_(t), position_(r.place_.slot), index_(r.place_.index) {
  if (!r.diffing_) return;
  mark_ = r.place_.out->size();
  r.write_key(index_);
  r.place_.out->append("{\"k\":{", 6);
  begin_ = r.place_.out->size();
  const auto slot = *position_;
  full_ = !(is_below(slot) && below(slot)->site == &t && below(slot)->list);
  if (full_) {
    was_empty_ = slot == empty_hash;
    release(std::exchange(*position_, 0));
    *position_ = slot_to(ShadowList::make(t, keyed));
  }
  shadow_ = static_cast<ShadowList*>(below(*position_));
  adopted_ = std::exchange(shadow_->adopted, false);
  if (r.state_->tree.cid != 0) ++r.state_->tree.lists;
}

ListScratch& ListWriter::scratch() const { return r_.state_->lists; }

bool ListWriter::leave() {
  auto& tree = r_.state_->tree;
  return tree.cid != 0 && --tree.lists == 0;
}

void ListWriter::leave_out() {
  leave();
  r_.place_.out->resize(mark_);
}

void ListWriter::leave_empty() {
  leave();
  r_.place_.out->resize(mark_);
  release(std::exchange(*position_, empty_hash));
  if (was_empty_) return;
  r_.write_key(index_);
  r_.place_.out->append("\"\",", 3);
}

void ListWriter::close(std::string_view more, std::string_view beside) {
  const bool outermost = leave();
  std::string& out = *r_.place_.out;
  out.append("\"kc\":", 5);
  append_number(out, count_);
  out.append(more);
  out.append("},", 2);
  if (full_) r_.write_statics(template_);
  if (outermost) r_.write_table();  // 7.3: a component's tree has no table but in its lists
  out.append(beside);
  r_.close_object();
}

}  // namespace detail

// By position

detail::EntryPlace List::next_row() {
  const auto row = count_++;
  const bool known = row < shadow_->count;
  if (!known && row >= shadow_->used) {
    shadow_->reserve_rows(row + 1);
    std::memset(shadow_->row(row), 0, shadow_->stride() * sizeof(detail::ShadowSlot));
    shadow_->used = row + 1;
  }
  return {shadow_->row(row), row, known ? row : detail::EntryPlace::is_new};
}

void List::end() {
  if (!is_diffing()) return;
  const auto old_count = shadow_->count;
  for (auto i = count_; i < old_count; ++i) shadow_->clear_row(i);
  shadow_->count = count_;
  if (is_full() && count_ == 0) return leave_empty();
  if (!is_full() && !is_adopted() && !has_output() && count_ == old_count) return leave_out();
  close("");
}

// By key

KeyedList::KeyedList(Render& r, const Template& t) : ListWriter(r, t, true) {
  if (is_diffing())
    scratch().push(shadow_->count);
  else
    seen_keys().push();
}

detail::EntryPlace KeyedList::next(const ListKey& key, std::source_location where) {
  if (!is_diffing()) {
    seen_keys().add(key, where);
    return {};
  }
  const auto index = count_++;
  auto& level = scratch().top();
  const bool is_next =
      cursor_ < shadow_->count && !level.seen[cursor_] && shadow_->has_key(shadow_->entries[cursor_], key);
  const std::uint32_t at = is_next ? cursor_ : find_old(key, where);
  if (at == none) {
    level.entries.push_back(level.added.back());
    return {shadow_->row(level.added.back().row), index, detail::EntryPlace::is_new};
  }
  const ShadowEntry& old = shadow_->entries[at];
  cursor_ = at + 1;
  level.seen[at] = true;
  level.entries.push_back(old);
  if (at != index) moved_ = true;
  return {shadow_->row(old.row), index, at};
}

// Returns the position of the old entry of a key. For a key that is new it adds an entry, and returns `none`. Throws if
// the key was there before.
std::uint32_t KeyedList::find_old(const ListKey& key, const std::source_location& where) {
  auto& level = scratch().top();
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
void KeyedList::keep_entries() {
  auto& level = scratch().top();
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

void KeyedList::end() {
  if (!is_diffing()) return seen_keys().pop();
  const auto old_count = shadow_->count;
  keep_entries();
  scratch().pop();
  shadow_->count = count_;
  if (is_full() && count_ == 0) return leave_empty();
  if (!is_full() && !is_adopted() && !has_output() && count_ == old_count) return leave_out();
  close(moved_ ? ",\"km\":true" : "");
}

}  // namespace plume
