// LiveComponent: a part of a page with state and events of its own.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <variant>
#include <vector>

#include "plume/assign.h"
#include "plume/callbacks.h"
#include "plume/component.h"
#include "plume/owns_data.h"
#include "plume/socket.h"
#include "plume/type_name.h"

namespace plume {

/// The number by which the client knows a live component of a view: unique in the view, never reused. Written as a
/// number: `phx-target={@myself}`.
class Cid {
 public:
  Cid() = default;
  explicit Cid(std::uint32_t number) : number_(number) {}
  std::uint32_t number() const { return number_; }
  operator int() const { return static_cast<int>(number_); }
  friend bool operator==(const Cid&, const Cid&) = default;

 private:
  std::uint32_t number_ = 0;
};
inline std::string to_text(const Cid& cid) { return std::to_string(static_cast<int>(cid)); }

/// A stateful part of a page (the seed's `Phoenix.LiveComponent`), rendered by
/// `<.live_component module={Row} id={row.id} name={row.name} />` in the template of a view or of another component.
///
///     class Row : public plume::LiveComponent {
///      public:
///       plume::Assign<std::string> name;       // an attribute of the call
///       plume::Assign<bool> open{false};       // its own state
///       void handle_event(std::string_view event, const plume::Params&) override {
///         if (event == "toggle") open = !open;
///       }
///       PLUME_HEEX(R"heex(<li phx-click="toggle" phx-target={@myself}>{@name}<b :if={@open}> open</b></li>)heex")
///     };
///
/// Attributes of the call are assigned to the members of their names: an unknown name or a type that does not convert
/// is an error of the build. So is one whose type refers to data of others (std::string_view, std::span, a pointer:
/// see owns_data), since the component lives on between calls; a Ref (plume/ref.h) hands on what the application has. A
/// class without a default constructor is made by a factory: Endpoint::add_factory. Members of type Slot take content,
/// which keeps reading the state of the caller. A call that gives the same as the one before assigns nothing, so that
/// an attribute which the component itself changed stays; where an attribute is no number, text or range of these, but
/// of a type with
/// `==`, what is compared is what the component has.
///
/// Its type and `id` identify a component within its view, wherever it is rendered: moved to another place of the page
/// it keeps its state. It begins with its first call, and ends when the browser reports that it is gone from the page.
/// Its template must consist of exactly one element (an error of the build). An event to it renders it alone.
///
/// A component runs in its view: a slow handler holds up that view, an exception ends it. There is no handle_info:
/// messages go to the view. Used by one thread at a time.
class LiveComponent : public Socket {
 public:
  ~LiveComponent() override = default;

  /// Once, before the attributes of the first call are assigned. It cannot navigate: throws std::logic_error.
  virtual void mount();
  /// After the attributes of a call or of a send_update have been assigned. It cannot navigate: throws
  /// std::logic_error.
  ///
  /// A class may have, instead of it, a function for all its components that were called at the same depth of a render,
  /// in their order, to load with one query what they all need:
  ///
  ///     static void update_many(std::span<Row* const> rows);
  virtual void update();
  /// An event of an element with `phx-target={@myself}`, or whose phx-target is a selector of an element of the
  /// component. Not overridden: throws std::logic_error.
  virtual void handle_event(std::string_view event, const Params& params);
  /// A task of start_async has ended. Not overridden: throws std::logic_error.
  void handle_async(std::string_view name, const AsyncOutcome& outcome) override;
  /// Defined by the template (PLUME_HEEX); not needed where a `name.html.heex` stands beside the class.
  virtual void render(Render& r);

  /// The `id` of the call, as text. A class may declare an `id` of another type, which then gets it.
  Assign<std::string> id;
  /// For `phx-target={@myself}`. Set before mount.
  Cid myself;
};

namespace view {

namespace component_callbacks {
PLUME_CALLBACK(mount)
PLUME_CALLBACK(update)
PLUME_CALLBACK(handle_event, std::string_view, const Params&)
PLUME_CALLBACK(handle_async, std::string_view, const AsyncOutcome&)

/// Whether `update_many` takes all components of the class; true if there is none.
template <class C>
constexpr bool update_many_fits() {
  if constexpr (requires { &C::update_many; }) return requires(std::span<C* const> all) { C::update_many(all); };
  return true;
}

/// Refuses a component with a function that is named like a callback but is none.
template <class C>
constexpr void check() {
  static_assert(mount_fits<C>(), "plume: mount overrides nothing: void mount() override");
  static_assert(update_fits<C>(), "plume: update overrides nothing: void update() override");
  static_assert(handle_event_fits<C>(),
                "plume: handle_event overrides nothing: void handle_event(std::string_view, const plume::Params&) "
                "override");
  static_assert(handle_async_fits<C>(),
                "plume: handle_async overrides nothing: void handle_async(std::string_view, const "
                "plume::AsyncOutcome&) override");
  static_assert(update_many_fits<C>(),
                "plume: update_many is never called: static void update_many(std::span<Row* const> rows), with the "
                "class in place of Row");
}
}  // namespace component_callbacks

/// What the engine needs to know of a component's class. Its address identifies the class.
struct ComponentType {
  std::string name;
  const std::type_info* type;
  std::unique_ptr<LiveComponent> (*make)();  ///< null: it has no default constructor, so a factory makes it
  void (*render)(LiveComponent&, Render&);
  void (*update_many)(std::span<LiveComponent* const>);  ///< null: update() of each
  std::size_t size = 0;                                  ///< bytes of an object
};

template <class C>
const ComponentType& component_type() {
  static_assert(std::derived_from<C, LiveComponent>, "plume: this is no class derived from plume::LiveComponent");
  component_callbacks::check<C>();
  static const ComponentType type = [] {
    ComponentType t{type_name_of<C>(), &typeid(C), nullptr, nullptr, nullptr, sizeof(C)};
    if constexpr (std::is_default_constructible_v<C>)
      t.make = [] { return std::unique_ptr<LiveComponent>(std::make_unique<C>()); };
    if constexpr (!std::is_same_v<decltype(&C::render), void (LiveComponent::*)(Render&)>)
      t.render = [](LiveComponent& component, Render& r) { component.render(r); };
    else
      t.render = [](LiveComponent& component, Render& r) { render_template<C>(static_cast<C&>(component), r); };
    if constexpr (requires(std::span<C* const> all) { C::update_many(all); })
      t.update_many = [](std::span<LiveComponent* const> all) {
        std::vector<C*> typed;
        typed.reserve(all.size());
        for (auto* component : all) typed.push_back(static_cast<C*>(component));
        C::update_many(std::span<C* const>(typed));
      };
    return t;
  }();
  return type;
}

struct ComponentInstance;
class Components;

/// A change to a component; a message to its view.
struct ComponentUpdate {
  const ComponentType* type;
  std::variant<std::string, Cid> which;  ///< its id, or its number
  std::function<void(LiveComponent&)> change;
};
}  // namespace view

namespace detail {

/// The id of a component as text; equal texts are equal ids. Borrows `id` if that is one.
template <class Id>
auto component_id(const Id& id) {
  if (attr_form(id) == AttrForm::none) throw std::invalid_argument("a live_component needs an id that is not null");
  if constexpr (std::convertible_to<const Id&, std::string_view>)
    return std::string_view(id);
  else
    return plain_text(id);
}

template <class C, class Id>
view::ComponentUpdate component_update(const Id& id, std::function<void(C&)> change) {
  view::ComponentUpdate update{&view::component_type<C>(), {}, nullptr};
  if constexpr (std::is_same_v<Id, Cid>)
    update.which = id;
  else
    update.which = std::string(component_id(id));
  update.change = [change = std::move(change)](LiveComponent& component) { change(static_cast<C&>(component)); };
  return update;
}

/// Whether the member that an attribute is assigned to, if there is one, owns its data.
template <class C, class Field>
constexpr bool owns_attribute() {
  if constexpr (std::is_invocable_v<Field, C&>) return owns_data<std::remove_cvref_t<std::invoke_result_t<Field, C&>>>;
  return true;
}
template <class C, class Field>
concept OwnsAttribute = owns_attribute<C, Field>();

template <class C>
inline constexpr bool is_live_component = std::derived_from<C, LiveComponent>;

class TemplateTrace;

/// One call of a live component, in a compiled template.
class LiveCallBase {
 public:
  LiveCallBase(const LiveCallBase&) = delete;
  LiveCallBase& operator=(const LiveCallBase&) = delete;

  /// Whether the attributes, of which these are a GivenHash, are to be assigned.
  bool gives(std::uint64_t sum, bool others);
  /// Where the call stands, for exceptions out of a render that comes later; with debug annotations only.
  void called_from(const TemplateTrace& call);
  /// Whether the component is to be rendered.
  bool wanted() const;
  /// Renders a component without slots, once the template around it is done.
  void later();
  /// Renders a component with slots, which refer to what surrounds the call.
  void now(std::span<const Given> slots);

 protected:
  LiveCallBase(Node& node, unsigned slot, Change change, const view::ComponentType& type, std::string_view id);
  LiveComponent& component() const;
  bool is_new() const { return is_new_; }

 private:
  Render& r_;
  view::Components& components_;
  view::ComponentInstance* instance_;
  Change change_;
  bool gives_ = false;
  bool is_new_ = false;
  bool whole_ = false;  // what its slots show may have changed while it was not called
};

template <class C>
class LiveCall : public LiveCallBase {
 public:
  template <Textual Id>
  LiveCall(Node& node, unsigned slot, Change change, const Id& id)
      : LiveCallBase(node, slot, change, view::component_type<C>(), component_id(id)) {
    if constexpr (!std::is_same_v<decltype(C::id), Assign<std::string>>)
      if (is_new()) (**this).id = id;
  }
  template <class Id>
    requires(!Textual<Id>)
  PLUME_REFUSED_CONSTRUCTOR("the id of a live component is a string or a number")
  LiveCall(Node& node, unsigned slot, Change change, const Id& id);
  C& operator*() const { return static_cast<C&>(component()); }
};
/// Compiled templates assert that C is a live component; where it is none, this adds no second error.
template <class C>
using LiveCallOf = LiveCall<std::conditional_t<std::derived_from<C, LiveComponent>, C, LiveComponent>>;

}  // namespace detail

template <class C, class Id>
void Socket::send_update(const Id& id, std::function<void(C&)> change) {
  post_update(self(), detail::component_update(id, std::move(change)));
}
template <class C, class Id>
void Socket::send_update(ViewId view, const Id& id, std::function<void(C&)> change) {
  post_update(view, detail::component_update(id, std::move(change)));
}
template <class C, class Id>
void Sender::send_update(const Id& id, std::function<void(C&)> change) const {
  post_update(detail::component_update(id, std::move(change)));
}
template <class C, class Id>
Timer Socket::send_update_after(const Id& id, std::function<void(C&)> change, std::chrono::milliseconds after) {
  return post_update_after(detail::component_update(id, std::move(change)), after);
}

}  // namespace plume
