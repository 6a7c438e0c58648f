// Stream<T>: a list that the browser keeps, and the server does not.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/assign.h"
#include "plume/range.h"
#include "plume/render.h"
#include "plume/text.h"

namespace plume {

/// How an item is inserted into a stream. The client applies it, and counts all children of the container, also those
/// that are no items.
struct StreamInsert {
  int at = -1;                 ///< index of a new item among the children; -1: the end. One that is shown stays there
  std::optional<int> limit{};  ///< n keeps the first n children then, -n the last n; not remembered. Default: no limit
  bool update_only = false;    ///< changes the item if it is shown, and does nothing if it is not
};

template <class T>
class Stream;

/// What a stream may be told before its first item (LiveView: stream_configure/3).
template <class T>
struct StreamConfig {
  std::string_view name{};                        ///< a literal; default: the name of the field in the template
  std::function<std::string(const T&)> dom_id{};  ///< default: the name, "-", and the item's member `id`
  std::size_t kept = 0;                           ///< how many items stay on the server: see Stream::kept
};

/// Items for a stream, and how they are inserted: what a task of Socket::stream_async may return.
template <class T>
struct StreamItems {
  StreamItems(std::vector<T> items, const StreamInsert& how = {}, bool reset = false)
      : items(std::move(items)), how(how), reset(reset) {}

  std::vector<T> items;
  StreamInsert how;
  bool reset;  ///< the stream shows these items and no others
};

namespace detail {

class StreamBase;

/// The streams of one view that were written to since its last render.
struct WrittenStreams {
  StreamBase* first = nullptr;
  /// Frees what they hold for the client, which has it now.
  void forget_items();
};
inline constinit thread_local WrittenStreams* written_streams = nullptr;

/// While it lives, streams that this thread writes to are noted in that list.
class StreamScope {
 public:
  explicit StreamScope(WrittenStreams& streams) : before_(std::exchange(written_streams, &streams)) {}
  StreamScope(const StreamScope&) = delete;
  StreamScope& operator=(const StreamScope&) = delete;
  ~StreamScope() { written_streams = before_; }

 private:
  WrittenStreams* const before_;
};

/// What a stream is without the type of its items: the operations that the next render tells the client.
class StreamBase {
 public:
  StreamBase(const StreamBase&) = delete;
  StreamBase& operator=(const StreamBase&) = delete;

  /// The name in DOM ids: "songs". Empty if no template has shown the stream and none was configured.
  std::string_view name() const { return name_; }
  /// The render epoch of the last operation; 0: there was none.
  std::uint32_t changed_at() const { return changed_at_; }
  /// How many items the client shows, if each item was inserted once, those that were deleted were there, and the
  /// container has no other children: one is added by each insert but those with update_only, and a limit cuts.
  std::size_t count() const { return count_; }

  /// An item to insert, or the DOM id of one to delete.
  struct Operation {
    static constexpr std::int32_t no_limit = INT32_MIN;
    std::uint32_t id_begin, id_size;  // of the DOM id in ids_
    std::int32_t at = -1, limit = no_limit;
    std::uint32_t item = 0;  // its index; of an insert
    bool insert = true;
    bool update_only = false;
    bool bare = false;        // the name is missing in the id
    bool superseded = false;  // by a later one
  };

  // For the engine.

  /// Called before the operations are read: of several for one item the last holds. `name` is that of the field in the
  /// template. Throws std::logic_error if the stream has no name and gets none.
  void prepare(std::string_view name);
  /// The same when the client holds nothing of the stream: what was kept is inserted again.
  void prepare_anew(std::string_view name);
  std::span<const Operation> operations() const { return operations_; }
  std::string_view dom_id(const Operation& operation) const {
    return std::string_view(ids_).substr(operation.id_begin, operation.id_size);
  }
  bool is_reset() const { return reset_; }
  bool has_operations() const { return reset_ || !operations_.empty(); }
  /// What the client knows the stream by; unset at first.
  std::optional<std::uint32_t>& ref() { return ref_; }

 protected:
  explicit StreamBase(std::string_view name) : name_(name) {}
  ~StreamBase();
  virtual void forget_items() = 0;
  virtual bool insert_kept_items() = 0;

  /// Adds an operation. `write_id(std::string&)` appends the DOM id, without the name if `bare`.
  template <class WriteId>
  Operation& add(bool bare, WriteId&& write_id) {
    note();
    const auto begin = ids_.size();
    bare = begin_id(bare);
    write_id(ids_);
    return add_operation(begin, bare);
  }
  void count_insert(const StreamInsert& how);
  void count_erase() { count_ -= count_ > 0; }
  /// Drops what was not rendered yet, and has the client drop its items.
  void add_reset();
  void forget_operations();
  void rename(std::string_view name);
  [[noreturn]] static void throw_no_id();
  [[noreturn]] void throw_configured() const;
  [[noreturn]] void throw_no_name() const;
  [[noreturn]] static void throw_cannot_keep();
  bool used() const { return changed_at_ != 0 || noted_ || ref_; }

 private:
  friend struct WrittenStreams;
  void note();
  bool begin_id(bool bare);
  Operation& add_operation(std::size_t id_begin, bool bare);
  void complete_ids();
  void supersede();

  std::string_view name_;
  std::string ids_;  // DOM ids, one behind another
  std::vector<Operation> operations_;
  std::size_t count_ = 0;
  StreamBase** noted_ = nullptr;  // what points to this one in the list of written streams
  StreamBase* next_ = nullptr;
  std::optional<std::uint32_t> ref_;
  std::uint32_t changed_at_ = 0;
  std::uint32_t bare_ids_ = 0;
  bool reset_ = false;
  bool prepared_ = false;
};

/// Whether items of a vector may stay allocated between renders: few small ones.
template <class T>
void give_back(std::vector<T>& items) {
  items.clear();
  if (items.capacity() * sizeof(T) > 64) std::vector<T>().swap(items);
}

/// Whether the items go with the range, and may be moved out of it: those of a std::span or a view do not.
template <class Items>
concept OwnsItems =
    requires(const Items& items) { requires std::is_const_v<std::remove_reference_t<decltype(*std::begin(items))>>; };

template <class T>
concept HasId = requires(const T& item) { item.id; } && !std::is_member_function_pointer_v<decltype(&T::id)>;
template <class T>
concept HasIdFunction = requires(const T& item) { item.id(); };

/// Appends the text of an id.
template <class Id>
void append_id(std::string& out, const Id& id) {
  if constexpr (std::is_integral_v<Id> && !std::is_same_v<Id, bool> && !std::is_same_v<Id, char>) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, id).ptr);
  } else {
    static_assert(Textual<Id>, "plume: the id of an item must be a number or a text");
    TextWriter(out, TextWriter::Form::plain).text(id);
  }
}

}  // namespace detail

/// A list that only the browser keeps (LiveView: stream/4). The server holds an item from its insertion to the next
/// render, and nothing after that: a page may show endless lists.
///
///     class Feed : public plume::LiveView {
///       plume::Stream<Post> posts;
///       void mount(const plume::Params&, const plume::Session&) override { posts.insert_range(latest(20)); }
///       void handle_info(const plume::Message& message) override {
///         if (auto* post = message.get_if<Post>()) posts.insert(*post, {.at = 0, .limit = 100});
///       }
///       PLUME_HEEX(R"heex(
///         <div id="posts" phx-update="stream">
///           <article :for={[dom_id, post] <- @posts} id={dom_id}>{post.text}</article>
///         </div>)heex")
///     };
///
/// The container has an id and phx-update="stream", and is the parent of the items; each item is one element with the
/// given DOM id. A stream can be read in no other way: there is nothing left to count or to sort. The body of the loop
/// runs for new items only, so items that are shown do not follow other assigns until they are inserted again.
///
/// Between two renders the last operation on an item holds: an item that is inserted twice comes once, with its last
/// content and place; one that is inserted and deleted is deleted; deleting and inserting it moves it. reset() drops
/// what was done before it. Operations whose container is not shown in the next render are dropped with that.
///
/// A view that is mounted again begins with an empty stream, and inserts again. Belongs to one view or component, and
/// is written only in its callbacks.
template <class T>
class Stream : public detail::StreamBase {
 public:
  using value_type = T;

  Stream() : StreamBase({}) {}
  /// As configure().
  explicit Stream(StreamConfig<T> config) : StreamBase(config.name) { take(std::move(config)); }

  /// Tells how DOM ids are made (LiveView: stream_configure/3). Throws std::logic_error once the stream was written to.
  void configure(StreamConfig<T> config) {
    if (used()) throw_configured();
    if (!config.name.empty()) rename(config.name);
    take(std::move(config));
  }
  /// The server keeps copies of the last `n` items, in the order in which they are shown, for a client that has lost
  /// them: when the container was hidden and is shown again, or when another client takes the view over.
  void kept(std::size_t n) {
    static_assert(std::copyable<T>, "plume: only items that can be copied and assigned can be kept");
    kept_limit_ = n;
    trim_kept(-1);
  }

  /// Inserts an item, or updates it in place if it is shown (LiveView: stream_insert/4). Throws std::logic_error if the
  /// item has no `id` and no dom_id was configured.
  void insert(T item, const StreamInsert& how = {}) {
    items_.push_back(std::move(item));
    Operation& operation = add_for(items_.back());
    operation.at = how.at < 0 ? -1 : how.at;
    if (how.limit) operation.limit = *how.limit;
    operation.update_only = how.update_only;
    operation.item = static_cast<std::uint32_t>(items_.size() - 1);
    if constexpr (std::copyable<T>)
      if (kept_limit_ > 0) keep(items_.back(), how);
    count_insert(how);
  }
  /// Inserts one item after another (LiveView: stream/4): with `.at = 0` the last one stands first then.
  template <class Items>
  void insert_range(Items&& items, const StreamInsert& how = {}) {
    for (auto&& item : items) {
      if constexpr (std::is_lvalue_reference_v<Items> || !detail::OwnsItems<Items>)
        insert(T(item), how);
      else
        insert(T(std::move(item)), how);
    }
  }
  void insert_range(std::initializer_list<T> items, const StreamInsert& how = {}) {
    for (const T& item : items) insert(item, how);
  }
  /// Deletes an item, if it is shown (LiveView: stream_delete/3).
  void erase(const T& item) {
    Operation& operation = add_for(item);
    operation.insert = false;
    erase_kept(operation);
    count_erase();
  }
  /// The same by its DOM id: "songs-3" (LiveView: stream_delete_by_dom_id/3).
  void erase_by_dom_id(std::string_view dom_id) {
    Operation& operation = add(false, [&](std::string& out) { out.append(dom_id); });
    operation.insert = false;
    erase_kept(operation);
    count_erase();
  }
  /// Deletes all items; operations that follow in the same callback hold (LiveView: stream/4 with reset: true).
  void reset() {
    items_.clear();
    kept_.clear();
    add_reset();
  }
  /// Shows these items and no others, in their order. Elements of items that were there are kept.
  template <class Items>
  void reset(Items&& items, const StreamInsert& how = {}) {
    reset();
    insert_range(std::forward<Items>(items), how);
  }
  void reset(std::initializer_list<T> items, const StreamInsert& how = {}) {
    reset();
    insert_range(items, how);
  }
  /// Inserts what a task has loaded.
  void insert_items(StreamItems<T> loaded) {
    if (loaded.reset) reset();
    insert_range(std::move(loaded.items), loaded.how);
  }
  /// Returns the DOM id of an item. Throws std::logic_error if the stream has no name yet: see StreamConfig::name.
  std::string dom_id(const T& item) const {
    if (dom_id_) return dom_id_(item);
    if (name().empty()) throw_no_name();
    std::string id = std::string(name()) + "-";
    write_key(id, item);
    return id;
  }
  using StreamBase::count;

  /// What the loop of a template goes through.
  class Iterator {
   public:
    Iterator(const Stream* stream, std::size_t at) : stream_(stream), at_(at) { skip(); }
    std::pair<std::string_view, const T&> operator*() const {
      const Operation& operation = stream_->operations()[at_];
      return {static_cast<const StreamBase*>(stream_)->dom_id(operation), stream_->items_[operation.item]};
    }
    Iterator& operator++() {
      ++at_;
      skip();
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    void skip() {
      const auto all = stream_->operations();
      while (at_ < all.size() && (!all[at_].insert || all[at_].superseded)) ++at_;
    }
    const Stream* stream_;
    std::size_t at_;
  };

 private:
  struct Kept {
    std::string id;
    bool bare;  // the id lacks the name
    T item;
  };

  void take(StreamConfig<T> config) {
    dom_id_ = std::move(config.dom_id);
    if constexpr (std::copyable<T>)
      kept(config.kept);
    else if (config.kept > 0)
      throw_cannot_keep();
  }
  static void write_key(std::string& out, const T& item) {
    if constexpr (detail::HasIdFunction<T>)
      detail::append_id(out, item.id());
    else if constexpr (detail::HasId<T>)
      detail::append_id(out, detail::get(item.id));
    else
      throw_no_id();
  }
  Operation& add_for(const T& item) {
    if (dom_id_) return add(false, [&](std::string& out) { out.append(dom_id_(item)); });
    return add(true, [&](std::string& out) { write_key(out, item); });
  }
  void forget_items() override { detail::give_back(items_); }

  // Kept items: those that the client shows, as far as the server has seen them.
  bool insert_kept_items() override {
    if constexpr (std::copyable<T>) {
      if (kept_limit_ == 0) return false;
      items_.clear();
      add_reset();
      for (const Kept& one : kept_) {
        Operation& operation = add(one.bare, [&](std::string& out) { out.append(one.id); });
        operation.item = static_cast<std::uint32_t>(items_.size());
        items_.push_back(one.item);
      }
      return true;
    }
    return false;
  }
  auto find_kept(const Operation& operation) {
    const auto id = static_cast<const StreamBase*>(this)->dom_id(operation);
    return std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) {
      return one.bare == operation.bare ? one.id == id : is_bare_of(one.bare ? one.id : id, one.bare ? id : one.id);
    });
  }
  bool is_bare_of(std::string_view bare, std::string_view whole) const {
    return whole.size() == name().size() + 1 + bare.size() && whole.starts_with(name()) && whole.ends_with(bare);
  }
  void keep(const T& item, const StreamInsert& how) {
    const Operation& operation = operations().back();
    if (const auto found = find_kept(operation); found != kept_.end()) {
      found->item = item;
      return;
    }
    if (how.update_only) return;
    const auto size = kept_.size();
    const auto at = how.at < 0 ? size : std::min(size, static_cast<std::size_t>(how.at));
    kept_.insert(kept_.begin() + static_cast<std::ptrdiff_t>(at),
                 Kept{std::string(static_cast<const StreamBase*>(this)->dom_id(operation)), operation.bare, item});
    if (how.limit) cut_kept(*how.limit);
    trim_kept(how.at);
  }
  void erase_kept(const Operation& operation) {
    if constexpr (std::copyable<T>)
      if (const auto found = find_kept(operation); found != kept_.end()) kept_.erase(found);
  }
  void cut_kept(int limit) {
    const auto most = static_cast<std::size_t>(limit < 0 ? -static_cast<long>(limit) : limit);
    if (kept_.size() <= most) return;
    const auto surplus = static_cast<std::ptrdiff_t>(kept_.size() - most);
    if (limit < 0)
      kept_.erase(kept_.begin(), kept_.begin() + surplus);
    else
      kept_.erase(kept_.end() - surplus, kept_.end());
  }
  // Those that go are at the other end than the one at which items come.
  void trim_kept(int at) {
    const auto most = static_cast<int>(std::min<std::size_t>(kept_limit_, INT32_MAX));
    cut_kept(at < 0 ? -most : most);
  }

  std::vector<T> items_;
  std::function<std::string(const T&)> dom_id_;
  std::vector<Kept> kept_;
  std::size_t kept_limit_ = 0;
};

namespace detail {
template <class T>
inline constexpr bool is_stream<Stream<T>> = true;

/// What a loop over a stream goes through.
template <class T>
struct StreamLoop {
  const Stream<T>* stream;
  typename Stream<T>::Iterator begin() const { return {stream, 0}; }
  typename Stream<T>::Iterator end() const { return {stream, stream->operations().size()}; }
};
template <class T>
struct NamedStream {
  const Stream<T>& stream;
  std::string_view name;
};
template <class T>
NamedStream<T> pairs(std::string_view name, const Stream<T>& stream) {
  return {stream, name};
}
template <class T>
NamedStream<T> pairs(std::string_view name, Stream<T>& stream) {
  return {stream, name};
}
/// The list of a stream: its entries are written whole, and not remembered.
class StreamList : public ListWriter {
 public:
  StreamList(Render& r, const Template& t) : ListWriter(r, t, false) {}
  template <class T>
  StreamLoop<T> items(const NamedStream<T>& named) {
    begin(const_cast<Stream<T>&>(named.stream), named.name);
    return {&named.stream};
  }
  EntryPlace next();
  /// DOM ids are the keys of a stream's items.
  EntryPlace next(const ListKey&) { return next(); }
  void end();

 private:
  void begin(StreamBase& stream, std::string_view name);
  StreamBase* stream_ = nullptr;
};
template <class T>
struct ListsFor<NamedStream<T>> {
  using ByPosition = StreamList;
  using ByKey = StreamList;
};

#define PLUME_STREAM_USE \
  "a stream gives DOM ids with its items, and only to an element's loop: :for={[dom_id, item] <- @items}"
template <class T>
PLUME_REFUSED(PLUME_STREAM_USE)
std::array<NoItem, 1> each(const Stream<T>&);
}  // namespace detail

}  // namespace plume
