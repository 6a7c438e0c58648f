// The interface between compiled templates and the render engine. Templates are compiled to calls of what stands here;
// applications meet `Render` only as the argument of `render`.
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "plume/assign.h"
#include "plume/html.h"
#include "plume/list_key.h"
#include "plume/text.h"

namespace plume {

class Render;
class Node;
class Cid;
class LiveComponent;

namespace detail {
class ComponentScope;
class Surroundings;
}  // namespace detail

/// The static part of one template site, a constant of the compiled template. Its address identifies the site.
struct Template {
  const std::string_view* statics;  ///< slots + 1 texts
  std::string_view json;            ///< the same as a JSON array
  std::uint16_t slots;              ///< number of dynamics
  bool root;                        ///< exactly one static root element (templates.md 4.5)
};

/// What is known of a dependency since the last render.
enum class Change : std::uint8_t {
  none,     ///< certainly unchanged: need not be evaluated
  unknown,  ///< not tracked: is evaluated, and sent where the result differs
  changed,  ///< written since the last render
};
constexpr Change operator|(Change a, Change b) { return a < b ? b : a; }

namespace detail {
/// Reads all of a value: a constant expression if the value is one. By it compiled templates ask the C++ compiler
/// whether a qualified name, such as `Mode::list`, is a constant. Other types cannot be told from what changes.
template <class T>
bool reads_constant(const T& value);
template <class T>
  requires(std::is_arithmetic_v<T> || std::is_enum_v<T>)
constexpr bool reads_constant(const T& value) {
  [[maybe_unused]] const T copy = value;
  return true;
}
template <class T>
  requires(!std::is_arithmetic_v<T> && !std::is_enum_v<T> && std::is_convertible_v<const T&, std::string_view>)
constexpr bool reads_constant(const T& value) {
  int sum = 0;
  for (const char c : std::string_view(value)) sum ^= c;
  return sum == 0 || sum != 0;
}
}  // namespace detail

/// The live value of a form control (`value`, `checked`, `selected`, the content of a textarea): sent whenever a
/// dependency changed, even where the text is equal, since the browser's value may have drifted (templates.md 5.9).
struct Control {
  Change change;            ///< of dependencies that are whole assigns
  std::uint64_t paths = 0;  ///< hash over the values of dependencies that are parts of assigns (`@user.name`)
};

/// A field that the caller of a component set, and whether what it was set from changed.
struct Given {
  const void* field;
  Change change;
  Control live{change};  ///< the same for a form control to which the component passes the field on
};

/// What a compiled template knows of its changes: for a view its assigns, for a component what its caller gave.
class Frame {
 public:
  explicit Frame(const Render& r);

  template <class T>
  Change changed(const Assign<T>& assign) const {
    return assign.changed_at() > rendered_ ? Change::changed : Change::none;
  }
  template <class T>
  Change changed(const T& field) const {
    if constexpr (std::is_same_v<T, Cid>) return Change::none;
    if constexpr (requires { field.changed_at(); })
      return field.changed_at() > rendered_ ? Change::changed : Change::none;
    for (const Given& g : given_)
      if (g.field == static_cast<const void*>(std::addressof(field))) return g.change;
    return Change::unknown;
  }
  /// The same for a form control that shows all of the assign or the field.
  template <class T>
  Control control(const Assign<T>& assign) const {
    return {changed(assign)};
  }
  template <class T>
  Control control(const T& field) const {
    for (const Given& g : given_)
      if (g.field == static_cast<const void*>(std::addressof(field))) return g.live;
    return {Change::unknown};
  }

 private:
  std::span<const Given> given_;
  std::uint32_t rendered_;
};

namespace detail {
/// A slot of the shadow: 0 nothing sent, odd the hash of the text the client has, even a pointer to a shadow below.
using ShadowSlot = std::uint64_t;
struct ShadowList;
struct DiffState;
class ListScratch;
class SeenKeys;
class ListWriter;

/// Where an entry of a comprehension is rendered. Has no slots while HTML is written.
struct EntryPlace {
  static constexpr std::uint32_t is_new = ~0u;
  ShadowSlot* slots = nullptr;
  std::uint32_t index = 0;           ///< in this list
  std::uint32_t old_index = is_new;  ///< in the list that the client has
};

template <class T>
concept Nested = requires(const T& value, Render& r) { value.render_into(r); };
template <class T>
concept OptionalNested = requires(const T& value) {
  value.has_value();
  requires Nested<std::remove_cvref_t<decltype(*value)>>;
};
/// What may stand in a body.
template <class T>
concept Writable = Nested<T> || OptionalNested<T> || Textual<T>;

/// Hash of what a spread of these pairs of name and value writes.
template <class T>
std::uint64_t spread_hash(const T& attributes) {
  std::uint64_t hash = empty_hash;
  for (const auto& [name, value] : attributes)
    if (const auto item = attr_hash(value); item != empty_hash)
      hash = (hash ^ text_hash(name)) * 0x9E3779B97F4A7C15u + item;
  return hash | 1;
}

template <class T>
concept Attributes = requires(const T& range) { requires Textual<decltype(range.begin()->second)>; };
/// What may be spread: Attributes, or a range of something else that is taken apart into a name and a value.
template <class T>
concept Spreadable =
    Attributes<T> || (RangeLike<T> && !std::same_as<T, Value> && !requires(const T& range) { range.begin()->second; });

/// Folds the value of a dependency path into a hash; values that cannot be hashed count as changed.
template <class T>
Control path_of(const T& value) {
  if constexpr (requires { value.control_hash(); })
    return {Change::none, value.control_hash()};
  else if constexpr (Textual<T>)
    return {Change::none, text_hash(value)};
  else if constexpr (Attributes<T>)
    return {Change::none, spread_hash(value)};
  else
    return {Change::changed, 0};
}
}  // namespace detail

/// Combines the dependencies of a form control.
constexpr Control operator|(Control a, Control b) {
  return {a.change | b.change, a.paths * 0x9E3779B97F4A7C15u + b.paths};
}
constexpr Control operator|(Change a, Control b) { return Control{a} | b; }
constexpr Control operator|(Control a, Change b) { return a | Control{b}; }

/// The sink of a render: writes HTML for a page, or the JSON of a diff against the shadow of what the client holds.
/// Used by one thread at a time.
class Render {
 public:
  Render(const Render&) = delete;
  Render& operator=(const Render&) = delete;

  /// True where a diff is written, false where HTML is.
  bool diffing() const { return diffing_; }
  /// The CSRF token of the page, for forms that are submitted over HTTP.
  std::string_view csrf_token() const { return csrf_token_; }
  /// What the rendered page or view gives to its templates; null for a plain text.
  detail::Surroundings* surroundings() const { return surroundings_; }
  /// True if a template evaluates also what is certainly unchanged.
  bool evaluates_all() const { return place_.all; }
  /// How many bytes of this output were written.
  std::size_t written() const { return place_.out->size(); }
  /// Writes ready-made HTML in place of the next node, unless the client holds it already. `hash`, which is odd, stands
  /// for the HTML; `html()` returns it.
  template <class MakeHtml>
  void html(std::uint64_t hash, MakeHtml&& html) {
    if (wants_html(hash)) write_html(html());
  }

 protected:
  Render(std::string* out, bool diffing) : diffing_(diffing) { place_.out = out; }
  ~Render() = default;

  friend class Node;
  friend class Frame;
  friend class detail::ListWriter;
  friend class detail::ComponentScope;
  template <class C>
  friend void call(Render&, C&, std::span<const Given>);

  void write_key(std::uint32_t index);    // "index":
  void write_statics(const Template& t);  // "s":n,
  void write_table();                     // "p":{…}, of the templates since the last one
  void close_object();                    // } in place of the last comma, then a comma
  bool wants_html(std::uint64_t hash);
  void write_html(std::string_view html);

  static constexpr std::uint32_t root_index = ~0u;
  static constexpr std::uint32_t component_index = root_index - 1;

  // Of the template being rendered; a live component has a place of its own.
  struct Place {
    std::string* out = nullptr;
    detail::ShadowSlot* slot = nullptr;  // where the next node opens; null: HTML
    std::uint32_t index = root_index;    // the slot's number in the parent
    std::uint32_t rendered = 0;          // epoch of the last render
    std::span<const Given> given{};      // of the component being called
    bool all = false;                    // evaluate also what is certainly unchanged
  } place_;
  const bool diffing_;
  std::string_view csrf_token_;
  detail::DiffState* state_ = nullptr;  // while diffing
  detail::SeenKeys* keys_ = nullptr;    // while HTML is written
  detail::Surroundings* surroundings_ = nullptr;
};

/// One instance of a template: its dynamics are visited in order of their slots, then end() is called. Where an
/// exception leaves it open, the whole render is void.
class Node {
 public:
  /// Opens at the position of `r`: the root, or where at() of the parent pointed.
  Node(Render& r, const Template& t);
  /// Opens an entry of a comprehension, at the place that `next` of its list returned.
  Node(Render& r, const Template& t, detail::EntryPlace place) : r_(r), template_(t) {
    if (r.diffing_) enter(place);
  }
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  /// Goes to dynamic `slot`; false where it need not be evaluated.
  bool dynamic(unsigned slot, Change change) {
    if (!r_.diffing_) {
      r_.place_.out->append(template_.statics[slot]);
      return true;
    }
    return change != Change::none || all_;
  }

  /// `{value}` in a body: text, or whatever renders itself (a slot, a component). With a Control for what is in a
  /// textarea.
  template <detail::Writable T, class... Controls>
  void text(unsigned slot, const T& value, Controls... control) {
    if constexpr (detail::Nested<T>) {
      at(slot);
      value.render_into(r_);
    } else if constexpr (detail::OptionalNested<T>) {
      if (value)
        text(slot, *value);
      else
        empty(slot);
    } else {
      if (!r_.diffing_ || differs(slot, detail::text_hash(value), control...)) {
        open(slot);
        writer().text(value);
        close();
      }
    }
  }
  template <class T, class... Controls>
    requires(!detail::Writable<T>)
  PLUME_REFUSED_AS_TEXT void text(unsigned slot, const T& value, Controls...);

  /// A whole attribute (A4): nothing for null and false, the bare name for true. With a Control for a live value.
  template <detail::Textual T, class... Controls>
  void attr(unsigned slot, std::string_view name, const T& value, Controls... control) {
    if (!r_.diffing_ || differs(slot, detail::attr_hash(value), control...)) write_attr(slot, name, value);
  }
  template <class T, class... Controls>
    requires(!detail::Textual<T>)
  PLUME_REFUSED_AS_TEXT void attr(unsigned slot, std::string_view name, const T& value, Controls...);
  /// `data={…}` and `aria={…}`: an attribute for each member of a map, else as any other (3.2).
  template <class T>
    requires detail::Textual<T> || detail::Attributes<T>
  void group(unsigned slot, std::string_view name, const T& value) {
    if constexpr (detail::Textual<T>) {
      attr(slot, name, value);
    } else if (!r_.diffing_ || differs(slot, detail::spread_hash(value))) {
      open(slot);
      for (const auto& [key, item] : value) writer().checked_attr(std::string(name).append("-").append(key), item);
      close();
    }
  }
  template <class T>
    requires(!detail::Textual<T> && !detail::Attributes<T>)
  PLUME_REFUSED_AS_TEXT void group(unsigned slot, std::string_view name, const T& value);
  /// The attribute `id` (A5).
  template <detail::Textual T>
    requires(!std::is_arithmetic_v<T>)
  void id(unsigned slot, const T& value) {
    attr(slot, "id", value);
  }
  template <class T>
    requires std::is_arithmetic_v<T>
  PLUME_REFUSED("a DOM id must not be a number: write e.g. id={\"row-\" + std::to_string(n)}")
  void id(unsigned slot, const T& value);
  template <class T>
    requires(!detail::Textual<T>)
  PLUME_REFUSED_AS_TEXT void id(unsigned slot, const T& value);
  /// The inside of class="…" and style="…" (A6 to A8): booleans and null are empty.
  template <detail::ClassList T>
  void class_list(unsigned slot, const T& value) {
    if (!r_.diffing_ || differs(slot, detail::class_hash(value))) {
      open(slot);
      writer().class_list(value);
      close();
    }
  }
  template <class T>
    requires(!detail::ClassList<T>)
  PLUME_REFUSED_AS_TEXT void class_list(unsigned slot, const T& value);
  template <detail::Textual T>
  void style(unsigned slot, const T& value) {
    if (!r_.diffing_ || differs(slot, detail::style_hash(value))) {
      open(slot);
      writer().style(value);
      close();
    }
  }
  template <class T>
    requires(!detail::Textual<T>)
  PLUME_REFUSED_AS_TEXT void style(unsigned slot, const T& value);
  /// A spread `{value}` in a tag (A10): a range of pairs of name and value, such as Rest.
  template <detail::Spreadable T>
  void spread(unsigned slot, const T& attributes) {
    spread_as(slot, attributes, Control{Change::unknown});
  }
  template <detail::Spreadable T>
  void spread(unsigned slot, const T& attributes, Control control) {
    spread_as(slot, attributes, control);
  }
  template <class T, class... Controls>
    requires(!detail::Spreadable<T>)
  PLUME_REFUSED_AS_SPREAD void spread(unsigned slot, const T& attributes, Controls...);

  /// No branch of a block was taken.
  void empty(unsigned slot) {
    if (r_.diffing_ && slots_[slot] != detail::empty_hash) write_empty(slot);
  }
  /// The next Node, List or component opens in `slot`.
  void at(unsigned slot) {
    r_.place_.slot = slots_ ? slots_ + slot : nullptr;
    r_.place_.index = slot;
  }
  /// Must be called once, after the last dynamic.
  void end();
  /// The sink that it writes to.
  Render& render() const { return r_; }
  /// True if the client has this instance.
  bool tracking() const { return tracking_; }
  /// The number of a live component, which is rendered elsewhere.
  void component(unsigned slot, std::uint32_t cid);
  /// Leaves the position of `r` empty: what a slot without entries renders.
  static void nothing(Render& r);

 private:
  bool differs(unsigned slot, std::uint64_t hash) {
    if (slots_[slot] == hash) return false;
    take(slot, hash);
    return true;
  }
  bool differs(unsigned slot, std::uint64_t hash, Control control) {
    hash = (hash ^ control.paths * 0xD6E8FEB86659FD93u) | 1;
    if (slots_[slot] == hash && control.change != Change::changed) return false;
    take(slot, hash);
    return true;
  }
  void take(unsigned slot, std::uint64_t hash) {
    const auto old = slots_[slot];
    slots_[slot] = hash;
    if (old != 0 && (old & 1) == 0) release(old);
  }
  template <class T>
  void write_attr(unsigned slot, std::string_view name, const T& value) {
    open(slot);
    writer().attr(name, value);
    close();
  }
  template <class T>
  void spread_as(unsigned slot, const T& attributes, Control control) {
    if (r_.diffing_ && !differs(slot, detail::spread_hash(attributes), control)) return;
    open(slot);
    for (const auto& [name, value] : attributes) writer().checked_attr(name, value);
    close();
  }
  detail::TextWriter writer() {
    return {*r_.place_.out, r_.diffing_ ? detail::TextWriter::Form::json : detail::TextWriter::Form::html};
  }
  void open(unsigned slot) {
    if (r_.diffing_) open_text(slot);
  }
  void close() {
    if (r_.diffing_) r_.place_.out->append("\",", 2);
  }
  void enter(detail::EntryPlace place);
  void open_text(unsigned slot);
  void end_component();
  void write_empty(unsigned slot);
  static void release(detail::ShadowSlot below);

  Render& r_;
  const Template& template_;
  detail::ShadowSlot* slots_ = nullptr;
  bool tracking_ = false;  // the client has this instance
  bool adopted_ = false;   // the client has its statics, of another component, but not its values
  bool all_ = true;        // evaluate also what is unchanged
  enum class Kind : std::uint8_t { root, component, branch, entry, moved } kind_ = Kind::root;
  std::uint32_t index_ = 0;      // of an entry
  std::uint32_t old_index_ = 0;  // of a moved entry
  std::size_t mark_ = 0;         // where this node's member begins in the output
  std::size_t begin_ = 0;        // where its own members begin
};

namespace detail {
/// What the classes have in common that write comprehensions: the member of a diff around the entries. Each of them has
/// `next`, which returns the place of the next entry, and `end`, which must be called once, after the last entry.
class ListWriter {
 public:
  ListWriter(const ListWriter&) = delete;
  ListWriter& operator=(const ListWriter&) = delete;

  /// Returns what the loop goes through: a list class may make it of its collection.
  template <class Items>
  static Items& items(Items& items) {
    return items;
  }

 protected:
  /// Opens at the position of `r`.
  ListWriter(Render& r, const Template& t, bool keyed);
  ~ListWriter() = default;

  bool is_diffing() const { return r_.diffing_; }
  Render& render() const { return r_; }
  /// True if the client has no list here: all of it is sent.
  bool is_full() const { return full_; }
  /// True if a diff has a member for this list although no entry needs one: the client has its statics only.
  bool is_adopted() const { return adopted_; }
  bool has_output() const { return r_.place_.out->size() != begin_; }
  SeenKeys& seen_keys() const { return *r_.keys_; }
  ListScratch& scratch() const;

  // One of these ends a list in a diff.
  /// Removes the member: nothing changed.
  void leave_out();
  /// Stores nothing for a list that is_full() and has no entries.
  void leave_empty();
  /// Completes the member. `more`: what it says behind the number of entries, such as `,"km":true`; `beside`: members
  /// beside those of the entries, each followed by a comma.
  void close(std::string_view more, std::string_view beside = {});

  ShadowList* shadow_ = nullptr;  // what the client has; null while HTML is written
  std::uint32_t count_ = 0;       // entries so far

 private:
  /// Returns true if the list is the outermost one of a component.
  bool leave();

  Render& r_;
  const Template& template_;
  ShadowSlot* position_;
  bool full_ = false;
  bool was_empty_ = false;
  bool adopted_ = false;  // as of a Node
  std::uint32_t index_;   // slot in the parent
  std::size_t mark_ = 0;
  std::size_t begin_ = 0;
};
}  // namespace detail

/// A comprehension whose entries are matched with those of the last render by position.
class List : public detail::ListWriter {
 public:
  List(Render& r, const Template& t) : ListWriter(r, t, false) {}
  detail::EntryPlace next() { return is_diffing() ? next_row() : detail::EntryPlace{}; }
  void end();

 private:
  detail::EntryPlace next_row();
};

/// A comprehension whose entries are matched with those of the last render by key.
class KeyedList : public detail::ListWriter {
 public:
  KeyedList(Render& r, const Template& t);
  /// `where`: the place of the key in the template, for the message about one that is there twice.
  detail::EntryPlace next(const ListKey& key, std::source_location where = std::source_location::current());
  void end();

 private:
  static constexpr std::uint32_t none = ~0u;
  std::uint32_t find_old(const ListKey& key, const std::source_location& where);
  void keep_entries();

  bool moved_ = false;
  std::uint32_t cursor_ = 0;  // the old entry expected next
};

inline Frame::Frame(const Render& r) : given_(r.place_.given), rendered_(r.place_.rendered) {}

namespace detail {
/// Whether the template of V may have any shape.
template <class V>
concept RootIsFree = !std::is_base_of_v<LiveComponent, V>;
}  // namespace detail

namespace detail {
template <class V>
concept HasActionMember = requires(const V& self) {
  { self.live_action } -> std::convertible_to<std::string_view>;
};
template <class V>
concept HasActionFunction = requires(const V& self) {
  { self.live_action() } -> std::convertible_to<std::string_view>;
};
/// `@live_action` in a template: a member of layouts, a function of views. It is an object since GCC reports refused
/// functions twice, but not member functions.
struct LiveActionOf {
  template <HasActionMember V>
  const auto& view(const V& self) const {
    return self.live_action;
  }
  template <HasActionFunction V>
  std::string_view view(const V& self) const {
    return self.live_action();
  }
  template <class V>
    requires(!HasActionMember<V> && !HasActionFunction<V>)
  PLUME_REFUSED("there is no @live_action here: views and their layouts have it; pass it to a component")
  std::string_view view(const V& self) const;
};
}  // namespace detail

/// The compiled template beside the class `V` (`name.html.heex`). Defined by the compiled template; where the linker
/// misses it, the template is not compiled into the program (CMake: plume_add_templates).
template <class V>
void render_template(V& view, Render& r);

/// Renders component `c` at the position of `r`.
template <class C>
void call(Render& r, C& c, std::span<const Given> given) {
  const auto outer = r.place_.given;
  r.place_.given = given;
  if constexpr (requires { c.render(r); })
    c.render(r);
  else
    render_template(c, r);
  r.place_.given = outer;
}

}  // namespace plume

/// An inline template: declares `render`, which the template compiler defines from the HEEx text (the seed's `~H`).
///
///     class Counter : public plume::LiveView {
///       plume::Assign<int> count{0};
///       PLUME_HEEX(R"heex(<button phx-click="inc">{@count}</button>)heex")
///     };
#define PLUME_HEEX(text)                                                                                             \
  _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wsuggest-override\"")                            \
      _Pragma("GCC diagnostic ignored \"-Wpragmas\"") _Pragma("GCC diagnostic ignored \"-Wunknown-warning-option\"") \
          _Pragma("GCC diagnostic ignored \"-Winconsistent-missing-override\"") void                                 \
          render(::plume::Render& plume_render);                                                                     \
  _Pragma("GCC diagnostic pop")
