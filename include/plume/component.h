// Function components: what a component's struct is made of.
//
// A function component is a plain struct with a template. Its members are its attributes: `<.badge label="x" n={@n}/>`
// sets the members `label` and `n` of a `badge`, converts as C++ does, and renders it. A member of type Required<T>
// must be given; one of type Rest takes all global attributes that are no members (the seed's `:global`); a Slot takes
// content.
//
//     struct badge {
//       plume::Required<std::string_view> label;
//       int n = 0;
//       plume::Rest rest;
//       plume::Slot<> inner_block;
//       PLUME_HEEX(R"heex(<span {@rest}>{@label} {@n} {render_slot(@inner_block)}</span>)heex")
//     };
//
// A call may spread a range of names and values: `<.badge {@rest} n={1}/>`. Each sets the member of its name and
// otherwise goes into the rest; later spreads win over earlier ones, single attributes over all. Values are taken as in
// a call; a text is read if the member is a number, a bool, an enumeration with PLUME_ENUM, or a type with from_text.
// null and false leave out what cannot be one of them. Rendering throws std::invalid_argument for another value, for a
// required attribute that is not given, and for a name that is no member if there is no rest.
//
// The template may also stand in a file of its own, badge.html.heex beside badge.h. Those of many components make a
// folder: components/badge.html.heex and components/panel.html.heex are the templates of the structs `badge` and
// `panel` in components.h (the seed's `embed_templates`).
//
// `plume docs FILE…` prints the components of headers as Markdown: their comments, and tables of their attributes and
// slots, with what stands behind each member as `///<`.
//
// A component may be a class template. Its template of HTML stands in it, and the file that holds it, path/name.h, ends
// with
// `#include "path/name.heex.h"`, which is generated. Pages call it by an alias: `using users = ui::table<User>;` and
// `<.users rows={&@users}><:col :let={user} label="Name">{user.name}</:col></.users>`.
#pragma once

#include <concepts>
#include <cstddef>
#include <iterator>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/for_each.h"
#include "plume/literal.h"
#include "plume/render.h"

/// Lists the members that spread attributes may set, up to 64, of a component whose members cannot be told: one of more
/// than 24, or with constructors, private members, or members beside those of its base, such as a live component.
/// Stands in the class. Without a list only members with names of HTML attributes are set.
#define PLUME_ATTRIBUTES(...)                                                     \
  template <class PlumeSelf, class PlumeVisit>                                    \
  static void plume_attributes(PlumeSelf& plume_self, PlumeVisit&& plume_visit) { \
    PLUME_FOR_EACH(PLUME_VISIT_FIELD, __VA_ARGS__)                                \
  }

namespace plume {

/// An attribute (or slot) that every caller must give; leaving it out is an error of the build. That is checked in
/// structs of up to 24 members, without constructors and private members, which are all its own or all of its base.
template <class T>
class Required : public detail::ReadsAs<Required<T>, T> {
 public:
  using value_type = T;
  Required() = default;
  template <class U>
    requires std::is_assignable_v<T&, U>
  Required& operator=(U&& value) {
    value_ = std::forward<U>(value);
    return *this;
  }
  operator const T&() const { return value_; }
  const T& get() const { return value_; }
  T& get() { return value_; }
  const T& operator*() const { return value_; }
  const T* operator->() const { return &value_; }

 private:
  T value_{};
};

namespace detail {
template <class T>
const T& get(const Required<T>& required) {
  return required.get();
}
template <class T>
T& slot_of(T& slot) {
  return slot;
}
template <class T>
T& slot_of(Required<T>& slot) {
  return slot.get();
}
}  // namespace detail

namespace detail {
[[noreturn]] void throw_not_among(std::string_view text, const std::string_view* first, std::size_t count);
}  // namespace detail

/// An attribute that takes one of a few words, the first of them by default (the seed's `values`):
/// `plume::OneOf<"primary", "ghost"> kind;`. Any other word in a template is an error of the build; one that comes
/// about at run time throws std::invalid_argument.
template <Literal First, Literal... Others>
class OneOf {
 public:
  OneOf() = default;
  OneOf(std::string_view text) {
    while (values[index_] != text)
      if (++index_ == std::size(values)) detail::throw_not_among(text, values, std::size(values));
  }
  OneOf(const std::string& text) : OneOf(std::string_view(text)) {}
  OneOf(const char* text) : OneOf(std::string_view(text)) {}
  static constexpr bool has(std::string_view text) {
    for (const auto value : values)
      if (value == text) return true;
    return false;
  }
  /// All of them, in order.
  static constexpr std::span<const std::string_view> words() { return values; }
  operator std::string_view() const { return values[index_]; }
  friend bool operator==(const OneOf& one, std::string_view text) { return values[one.index_] == text; }

 private:
  static constexpr std::string_view values[] = {First.view(), Others.view()...};
  std::size_t index_ = 0;
};

/// Attributes in order, as names and values. null and false leave the attribute out, true writes the bare name.
class Rest {
 public:
  using Attribute = std::pair<std::string, std::variant<std::nullptr_t, bool, std::string, Safe>>;

  /// Sets an attribute; a later value of the same name wins. Takes whatever may be written as an attribute; as `class`
  /// a range of classes, too.
  template <detail::ClassList T>
  void set(std::string_view name, const T& value) {
    if constexpr (detail::ClassRange<T>)
      if (name == "class") return set(name, classes(value));
    const auto form = detail::attr_form(value);
    if (form == detail::AttrForm::none) return put(name, nullptr);
    if (form == detail::AttrForm::bare) return put(name, true);
    if constexpr (std::is_same_v<T, Safe>) return put(name, value);
    put(name, detail::plain_text(value));
  }
  template <class T>
  PLUME_REFUSED_AS_TEXT void set(std::string_view name, const T& value);
  /// The value of an attribute, or nullptr.
  const Attribute* find(std::string_view name) const;
  auto begin() const { return attributes_.begin(); }
  auto end() const { return attributes_.end(); }
  bool empty() const { return attributes_.empty(); }

 private:
  void put(std::string_view name, Attribute::second_type value);
  std::vector<Attribute> attributes_;
};

namespace detail {
/// An attribute that refers to a value of its caller.
template <class T>
class Borrowed {
 public:
  Borrowed() = default;
  Borrowed(const T& value) : value_(&value) {}
  const T& operator*() const { return *value_; }

 private:
  const T* value_ = nullptr;
};
}  // namespace detail

/// No argument, no attributes.
struct None {};

template <class Arg, class Attrs>
class Slot;

/// One entry of a slot, `<:name …>…</:name>`: its attributes, and its content.
template <class Arg, class Attrs>
class SlotEntry : public Attrs {
 public:
  SlotEntry() = default;
  SlotEntry(const SlotEntry&) = delete;
  SlotEntry& operator=(const SlotEntry&) = delete;

  /// `content(Render&, const Arg&)`, which must outlive the entry.
  template <class F>
    requires std::invocable<F&, Render&, const Arg&>
  void content(F& content) {
    context_ = &content;
    render_ = [](void* context, Render& r, const Arg& arg) { (*static_cast<F*>(context))(r, arg); };
  }
  /// The same, kept by the entry.
  template <class F>
    requires std::invocable<F&, Render&, const Arg&>
  void own_content(F content_function) {
    owned_ = std::make_shared<F>(std::move(content_function));
    content(*static_cast<F*>(owned_.get()));
  }
  bool has_content() const { return render_ != nullptr; }
  void render(Render& r, const Arg& arg) const { render_(context_, r, arg); }

 private:
  friend class Slot<Arg, Attrs>;
  void* context_ = nullptr;
  void (*render_)(void*, Render&, const Arg&) = nullptr;
  std::shared_ptr<void> owned_;
  SlotEntry* next_ = nullptr;
};

/// A slot of a component. `Arg` is what the component passes to `render_slot(@slot, arg)` and the caller takes with
/// `:let={arg}`; `Attrs` is a struct of the attributes of an entry: `{@col.label}` in `:for={col <- @col}`.
template <class Arg = None, class Attrs = None>
class Slot {
 public:
  using Entry = SlotEntry<Arg, Attrs>;

  class Iterator {
   public:
    explicit Iterator(const Entry* at) : at_(at) {}
    const Entry& operator*() const { return *at_; }
    Iterator& operator++() {
      at_ = at_->next_;
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const Entry* at_;
  };

  /// Adds an entry, which must outlive the slot.
  void add(Entry& entry) {
    (last_ ? last_->next_ : first_) = &entry;
    last_ = &entry;
    ++size_;
  }
  Iterator begin() const { return Iterator(first_); }
  Iterator end() const { return Iterator(nullptr); }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// `:if={@header}` holds where an entry was given.
  explicit operator bool() const { return size_ != 0; }

 private:
  Entry* first_ = nullptr;
  Entry* last_ = nullptr;
  std::size_t size_ = 0;
};

namespace detail {
void render_many(Render& r, std::size_t n, void* context, void (*render)(void* context, Render& r, std::size_t index));
[[noreturn]] void throw_no_content();

template <class Arg, class Attrs>
void render_entry(Render& r, const SlotEntry<Arg, Attrs>& entry, const Arg& arg) {
  if (!entry.has_content()) throw_no_content();
  entry.render(r, arg);
}
}  // namespace detail

/// A component that is chosen at run time among those which take the same attributes: structs derived from `Attributes`
/// that add nothing but their template (the seed's dynamic components).
///
///     struct panel { plume::Required<std::string_view> title; plume::Slot<> inner_block; };
///     struct plain_panel : panel { PLUME_HEEX(R"heex(…)heex") };
///     struct framed_panel : panel { PLUME_HEEX(R"heex(…)heex") };
///
///     plume::Assign<plume::ComponentOf<panel>> shape{plume::ComponentOf<panel>::of<plain_panel>()};  // in the view
///     <.dynamic is={@shape} title="Today">…</.dynamic>                                               // in its
///     template
///
/// Attributes and slots are checked as in any call.
template <class Attributes>
class ComponentOf {
 public:
  template <class C>
  static ComponentOf of() {
    static_assert(std::is_base_of_v<Attributes, C>, "plume: the component must be derived from the attributes");
    static_assert(sizeof(C) == sizeof(Attributes), "plume: the component must add nothing to the attributes");
    return ComponentOf(&kind<C>);
  }
  friend bool operator==(const ComponentOf&, const ComponentOf&) = default;

 private:
  template <class>
  friend class ChosenComponent;
  struct Kind {
    Attributes* (*make)(void* place);
    void (*destroy)(Attributes& attributes);
    void (*call)(Render& r, Attributes& attributes, std::span<const Given> given);
  };
  template <class C>
  static constexpr Kind kind{[](void* place) -> Attributes* { return new (place) C{}; },
                             [](Attributes& attributes) { static_cast<C&>(attributes).~C(); },
                             [](Render& r, Attributes& attributes, std::span<const Given> given) {
                               plume::call(r, static_cast<C&>(attributes), given);
                             }};
  explicit ComponentOf(const Kind* of) : kind_(of) {}
  const Kind* kind_;
};

/// The object of a chosen component during a call of it.
template <class Attributes>
class ChosenComponent {
 public:
  explicit ChosenComponent(const ComponentOf<Attributes>& component)
      : kind_(*component.kind_), attributes_(*kind_.make(place_)) {}
  ChosenComponent(const ChosenComponent&) = delete;
  ChosenComponent& operator=(const ChosenComponent&) = delete;
  ~ChosenComponent() { kind_.destroy(attributes_); }

  Attributes& attributes() { return attributes_; }
  void call(Render& r, std::span<const Given> given) { kind_.call(r, attributes_, given); }

 private:
  alignas(Attributes) unsigned char place_[sizeof(Attributes)];
  const typename ComponentOf<Attributes>::Kind& kind_;
  Attributes& attributes_;
};

/// What render_slot gives: `{render_slot(@inner_block)}`.
template <class Arg, class Attrs>
class RenderedSlot {
 public:
  RenderedSlot(const Slot<Arg, Attrs>& slot, const Arg& arg) : slot_(slot), arg_(arg) {}
  void render_into(Render& r) const;

 private:
  const Slot<Arg, Attrs>& slot_;
  const Arg& arg_;
};

template <class Arg, class Attrs>
class RenderedEntry {
 public:
  RenderedEntry(const SlotEntry<Arg, Attrs>& entry, const Arg& arg) : entry_(entry), arg_(arg) {}
  void render_into(Render& r) const { detail::render_entry(r, entry_, arg_); }

 private:
  const SlotEntry<Arg, Attrs>& entry_;
  const Arg& arg_;
};

inline constexpr None no_argument{};

/// Renders all entries of a slot, or one entry of a loop over it (the seed's `render_slot/2`). An entry without content
/// throws std::logic_error.
template <class Attrs>
RenderedSlot<None, Attrs> render_slot(const Slot<None, Attrs>& slot) {
  return {slot, no_argument};
}
template <class Arg, class Attrs>
RenderedSlot<Arg, Attrs> render_slot(const Slot<Arg, Attrs>& slot, const std::type_identity_t<Arg>& arg) {
  return {slot, arg};
}
template <class Attrs>
RenderedEntry<None, Attrs> render_slot(const SlotEntry<None, Attrs>& entry) {
  return {entry, no_argument};
}
template <class Arg, class Attrs>
RenderedEntry<Arg, Attrs> render_slot(const SlotEntry<Arg, Attrs>& entry, const std::type_identity_t<Arg>& arg) {
  return {entry, arg};
}

template <class Arg, class Attrs>
void RenderedSlot<Arg, Attrs>::render_into(Render& r) const {
  if (slot_.empty()) return Node::nothing(r);
  if (slot_.size() == 1) return detail::render_entry(r, *slot_.begin(), arg_);
  struct Walk {
    typename Slot<Arg, Attrs>::Iterator at;
    const Arg& arg;
  } walk{slot_.begin(), arg_};
  detail::render_many(r, slot_.size(), &walk, [](void* context, Render& inner, std::size_t) {
    auto& w = *static_cast<Walk*>(context);
    detail::render_entry(inner, *w.at, w.arg);
    ++w.at;
  });
}

}  // namespace plume
