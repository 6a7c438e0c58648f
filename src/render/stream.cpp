#include "plume/stream.h"

#include <string>
#include <unordered_map>

#include "base/json.h"
#include "foundation/json_text.h"
#include "foundation/numbers.h"
#include "plume/hash.h"
#include "plume/render.h"
#include "render/sinks.h"
#include "render/surroundings.h"

namespace plume::detail {

void WrittenStreams::forget_items() {
  while (first) {
    StreamBase& stream = *first;
    first = stream.next_;
    stream.noted_ = nullptr;
    stream.next_ = nullptr;
    stream.forget_items();
    stream.forget_operations();
  }
}

StreamBase::~StreamBase() {
  if (!noted_) return;
  *noted_ = next_;
  if (next_) next_->noted_ = noted_;
}

void StreamBase::note() {
  changed_at_ = current_epoch;
  prepared_ = false;
  if (noted_ || !written_streams) return;
  noted_ = &written_streams->first;
  next_ = std::exchange(written_streams->first, this);
  if (next_) next_->noted_ = &next_;
}

void StreamBase::count_insert(const StreamInsert& how) {
  if (how.update_only) return;
  ++count_;
  if (how.limit) count_ = std::min(count_, static_cast<std::size_t>(std::abs(static_cast<long>(*how.limit))));
}

void StreamBase::add_reset() {
  note();
  operations_.clear();
  ids_.clear();
  bare_ids_ = 0;
  count_ = 0;
  reset_ = true;
}

void StreamBase::forget_operations() {
  give_back(operations_);
  ids_.clear();
  if (ids_.capacity() > 64) std::string().swap(ids_);
  bare_ids_ = 0;
  reset_ = false;
  prepared_ = false;
}

// Returns whether the id stays without the name.
bool StreamBase::begin_id(bool bare) {
  if (!bare || name_.empty()) return bare;
  ids_.append(name_).push_back('-');
  return false;
}

StreamBase::Operation& StreamBase::add_operation(std::size_t id_begin, bool bare) {
  if (ids_.size() > UINT32_MAX) throw std::length_error("the DOM ids of a stream's operations take more than 4 GB");
  bare_ids_ += bare;
  Operation operation{static_cast<std::uint32_t>(id_begin), static_cast<std::uint32_t>(ids_.size() - id_begin)};
  operation.bare = bare;
  return operations_.emplace_back(operation);
}

void StreamBase::rename(std::string_view name) { name_ = name; }

void StreamBase::complete_ids() {
  if (bare_ids_ == 0) return;
  std::string whole;
  whole.reserve(ids_.size() + bare_ids_ * (name_.size() + 1));
  for (Operation& operation : operations_) {
    const auto begin = whole.size();
    if (std::exchange(operation.bare, false)) whole.append(name_).push_back('-');
    whole.append(dom_id(operation));
    operation.id_begin = static_cast<std::uint32_t>(begin);
    operation.id_size = static_cast<std::uint32_t>(whole.size() - begin);
  }
  ids_ = std::move(whole);
  bare_ids_ = 0;
}

// The client deletes first and then inserts, and knows one insert of an item. So the last operation on an item holds,
// and a deletion before it: that moves the item.
void StreamBase::supersede() {
  if (operations_.size() < 2 && !reset_) return;
  struct Last {
    Operation* insert = nullptr;
    bool deleted = false;
  };
  std::unordered_map<std::string_view, Last, TextHash> last;
  for (Operation& operation : operations_) {
    Last& before = last[dom_id(operation)];
    if (!operation.insert) {
      if (before.insert) std::exchange(before.insert, nullptr)->superseded = true;
      operation.superseded = std::exchange(before.deleted, true);
      continue;
    }
    if (operation.update_only && !before.insert && (before.deleted || reset_)) {
      operation.superseded = true;
      continue;
    }
    if (before.insert) {
      before.insert->superseded = true;
      if (operation.update_only && !before.insert->update_only) {
        operation.at = before.insert->at;
        operation.limit = before.insert->limit;
        operation.update_only = false;
      }
    }
    before.insert = &operation;
  }
}

void StreamBase::prepare(std::string_view name) {
  if (name_.empty()) name_ = name;
  if (std::exchange(prepared_, true)) return;
  if (name_.empty() && bare_ids_ > 0) throw_no_name();
  complete_ids();
  supersede();
}

void StreamBase::prepare_anew(std::string_view name) {
  if (ref_) insert_kept_items();
  prepare(name);
}

void StreamBase::throw_no_id() {
  throw std::logic_error(
      "the items of a stream have no member id: say how their DOM ids are made, as in plume::Stream<T> items{{.dom_id "
      "= [](const T& item) { return …; }}}");
}

void StreamBase::throw_configured() const {
  throw std::logic_error("the stream " + std::string(name_) + " was written to already: configure it before");
}

void StreamBase::throw_cannot_keep() {
  throw std::logic_error("only items that can be copied and assigned can be kept by a stream");
}

void StreamBase::throw_no_name() const {
  throw std::logic_error(
      "a stream that no template shows as @name needs a name: plume::Stream<T> items{{.name = \"items\"}}");
}

namespace {

// A limit and update_only that are not given are left out.
void append_insert(std::string& out, const StreamBase& stream, const StreamBase::Operation& insert) {
  out.push_back('[');
  append_json_string(out, stream.dom_id(insert));
  out.push_back(',');
  append_number(out, insert.at);
  if (insert.limit != StreamBase::Operation::no_limit || insert.update_only) {
    out.push_back(',');
    if (insert.limit == StreamBase::Operation::no_limit)
      out.append("null", 4);
    else
      append_number(out, insert.limit);
    if (insert.update_only) out.append(",true", 5);
  }
  out.append("],", 2);
}

// ["ref",[inserts],[deleted ids],true if all others go]
void append_stream(std::string& out, StreamBase& stream) {
  out.append("\"stream\":[\"", 11);
  append_number(out, *stream.ref());
  out.append("\",[", 3);
  for (const auto& operation : stream.operations())
    if (operation.insert && !operation.superseded) append_insert(out, stream, operation);
  close_json(out, ']');
  out.append(",[", 2);
  for (const auto& operation : stream.operations()) {
    if (operation.insert || operation.superseded) continue;
    append_json_string(out, stream.dom_id(operation));
    out.push_back(',');
  }
  close_json(out, ']');
  out.append(stream.is_reset() ? ",true]," : "],");
}

}  // namespace

void StreamList::begin(StreamBase& stream, std::string_view name) {
  stream_ = &stream;
  if (is_diffing() && (is_full() || is_adopted()))
    stream.prepare_anew(name);
  else
    stream.prepare(name);
  if (!is_diffing() || stream.ref()) return;
  Surroundings* const surroundings = render().surroundings();
  stream.ref() = surroundings ? surroundings->new_stream_ref() : 0;
}

// All entries are written by way of one row, which keeps nothing.
EntryPlace StreamList::next() {
  if (!is_diffing()) return {};
  if (shadow_->used == 0) {
    shadow_->reserve_rows(1);
    std::memset(shadow_->row(0), 0, shadow_->stride() * sizeof(ShadowSlot));
    shadow_->used = 1;
  } else {
    shadow_->clear_row(0);
  }
  return {shadow_->row(0), count_++};
}

void StreamList::end() {
  if (!is_diffing()) return;
  if (shadow_->used > 0) shadow_->clear_row(0);
  if (!is_full() && !is_adopted() && !stream_->has_operations()) return leave_out();
  std::string operations;
  append_stream(operations, *stream_);
  close({}, operations);
}

}  // namespace plume::detail
