// Components: the live components of one instance of a view.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "plume/live_component.h"
#include "plume/template_trace.h"
#include "render/sinks.h"

namespace plume::view {

class Process;

/// One component and what its client holds of it.
struct ComponentInstance {
  const ComponentType& type;
  const std::string id;  // as first called: the component may change its own
  const std::uint32_t cid;
  std::unique_ptr<LiveComponent> component{};
  Shadow shadow{};
  std::uint32_t rendered = 0;  // epoch of its last render
  std::uint32_t owner = 0;     // cid of the component in whose render it was called; 0: of the view
  std::uint64_t given = 0;     // sum of the attributes of its last call; 0: there was none
  std::uint64_t called = 0;    // the render in which it was last called
  std::unique_ptr<TemplatePosition> called_from{};  // by the template of its owner; null: not known
  bool has_slots = false;                           // renders where it is called only
  bool goes = false;                                // the client said that it will destroy it
  // Of the render that comes, or is under way:
  bool queued = false;
  bool updates = false;     // attributes were assigned
  bool wanted = false;      // it is to be rendered though nothing of its call changed
  bool all = false;         // evaluates all calls in it, to reach one that is wanted
  bool only_calls = false;  // and was not changed itself
  bool renders = false;
  bool sent = false;  // this message has something of it
};

/// What is called is rendered after what called it, level by level, since update_many() takes all components of a type
/// that were called on a level; those with slots are rendered in their call, as slots refer to what surrounds it.
class Components {
 public:
  Components(Process& process, std::uint32_t epoch) : process_(process), epoch_(epoch) {}
  ~Components();
  Components(const Components&) = delete;
  Components& operator=(const Components&) = delete;

  /// An event of the client; false where there is no such component.
  bool handle_event(std::uint32_t cid, std::string_view event, const Params& params);
  /// The component of that number; null where there is none.
  const LiveComponent* component(std::uint32_t cid) const;
  /// The component of that number, which is about to change by itself; null where there is none.
  LiveComponent* touch(std::uint32_t cid);
  /// The number of the next new one; for tests, where it shall be that of no component of a page.
  void number_from(std::uint32_t cid) { next_cid_ = cid; }
  /// A send_update.
  void update(const ComponentUpdate& update);
  /// The client will remove these; unless they are rendered again until then, destroy() removes them.
  void will_destroy(std::uint32_t cid);
  /// Whether the component was removed.
  bool destroy(std::uint32_t cid);

  /// Whether the view must be rendered to reach a component whose slots are in it.
  bool need_root() const { return need_root_; }
  /// A render of the view begins; `epoch` is the one of now. `only_calls`: nothing of the view itself changed.
  void begin(std::uint32_t epoch, bool only_calls);
  /// Behind the root: appends the member "c" of the diff, followed by a comma, where there is one.
  void append_diffs(Render& r);
  /// Behind a render, a diff or HTML: runs the hooks of the components that it was of, and resets their temporary
  /// assigns.
  void after_render();
  /// Behind the root: puts the HTML of the components to the places in `out` where they were called.
  void insert_html(Render& r, std::string& out);
  /// Gives back memory that was needed for more than there is now.
  void compact();

 private:
  friend class detail::LiveCallBase;
  using Instance = ComponentInstance;

  /// HTML with places for components that are rendered later.
  struct Fragment {
    std::string text;
    std::vector<std::pair<std::size_t, Fragment*>> places;
  };
  struct Queued {
    Instance* instance;
    Fragment* html;
  };
  /// Those of one depth, and among them those of one type.
  struct Level {
    std::vector<Queued> all, same_type;
  };
  class Rendering;

  /// What tells components of a view apart.
  struct Name {
    const ComponentType* type;
    std::string_view id;
    friend bool operator==(const Name&, const Name&) = default;
  };
  static Name name_of(const std::unique_ptr<Instance>& instance) { return {&instance->type, instance->id}; }
  static const Name& name_of(const Name& name) { return name; }
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(const Name& name) const noexcept;
    std::size_t operator()(const std::unique_ptr<Instance>& instance) const noexcept {
      return (*this)(name_of(instance));
    }
  };
  struct SameName {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return name_of(a) == name_of(b);
    }
  };

  // For calls
  Instance* find(const Name& name) const;
  Instance& create(const Name& name);
  std::uint32_t take_cid();
  void called(Instance& instance);
  void render_later(Render& r, Instance& instance);
  void render_now(Render& r, Instance& instance, std::span<const Given> slots);

  Instance* find(std::uint32_t cid) const;
  void want(Instance& instance);
  void reach(Instance& instance);
  void queue(Instance& instance, Fragment* html);
  void render_levels(Render& r);
  void render_same_type(Render& r, std::span<Queued> level, std::vector<Queued>& same);
  void update_all(std::span<const Queued> same_type);
  void render_alone(Render& r, Instance& instance);
  void render(Render& r, Instance& instance, std::span<const Given> slots);
  void write_entry(Render& r, Instance& instance);
  void write_html(Render& r, Instance& instance);
  static void render_template(Render& r, Instance& instance);
  std::int64_t adopt_statics(Instance& instance);
  void forbid_navigation(const ComponentType& type) const;
  static void insert(const Fragment& fragment, std::string& out);

  Process& process_;
  std::unordered_set<std::unique_ptr<Instance>, NameHash, SameName> instances_;
  std::unordered_map<std::uint32_t, Instance*> by_cid_;
  std::unordered_map<const ComponentType*, std::vector<Instance*>> by_type_;
  std::uint32_t next_cid_ = 1;

  std::uint32_t epoch_;
  std::uint64_t render_ = 1;
  bool need_root_ = false;
  bool only_calls_ = false;
  Instance* current_ = nullptr;      // in whose render the calls are now
  std::vector<Queued> queue_;        // the next level
  std::vector<Instance*> sent_;      // in this message
  std::vector<Instance*> rendered_;  // those with extras
  Fragment root_;
  Fragment* fragment_ = &root_;  // that is written now
  std::deque<Fragment> fragments_;
};

}  // namespace plume::view
