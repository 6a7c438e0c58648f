// Components: the live components of one instance of a view.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/component_scope.h"
#include "render/surroundings.h"
#include "view/component_registry.h"
#include "view/page_fragments.h"

namespace plume::view {

class Process;

/// What is called is rendered after what called it, level by level, since update_many() takes all components of a type
/// that were called on a level; those with slots are rendered in their call, as slots refer to what surrounds it.
class Components final : public detail::LiveComponents {
 public:
  using Instance = ComponentInstance;

  Components(Process& process, std::uint32_t epoch) : process_(process), epoch_(epoch) {}
  ~Components();
  Components(const Components&) = delete;
  Components& operator=(const Components&) = delete;

  // -- what comes from outside ---------------------------------------------------------------------------------------

  /// Handles an event of the client. Returns false if there is no such component.
  bool handle_event(std::uint32_t cid, std::string_view event, const Params& params);
  /// Returns the component of that number, or null.
  const LiveComponent* component(std::uint32_t cid) const;
  /// Returns the component of that number, which is about to change by itself, or null.
  LiveComponent* touch(std::uint32_t cid);
  /// Has the component rendered that a field is a member of. Returns false if it is a member of none.
  bool touch_owner(const void* field);
  /// Does a send_update. Throws std::invalid_argument if the number is that of a component of another class.
  void update(const ComponentUpdate& update);
  /// The client will remove it; unless it is rendered again until then, destroy() removes it.
  void will_destroy(std::uint32_t cid);
  /// Returns whether the component was removed.
  bool destroy(std::uint32_t cid);
  /// The number of the next new one; for tests, whose component must not have that of one in a page.
  void number_from(std::uint32_t cid) { registry_.number_from(cid); }

  // -- calls in templates --------------------------------------------------------------------------------------------

  /// Returns the component that is called, and whether it was made for this call.
  std::pair<Instance&, bool> find_or_make(const ComponentType& type, std::string_view id);
  /// Notes a call. Throws std::invalid_argument if the component was called in this render before.
  void called(Instance& instance);
  /// Whether what is rendered now is only passed through, to reach a component with slots.
  bool only_calls() const { return only_calls_; }
  void render_later(Render& r, Instance& instance);
  void render_now(Render& r, Instance& instance, std::span<const Given> slots);

  // -- the render of the view ----------------------------------------------------------------------------------------

  /// Whether the view must be rendered to reach a component whose slots are in it.
  bool need_root() const { return need_root_; }
  /// A render of the view begins; `epoch` is the one of now. `only_calls`: nothing of the view itself changed.
  void begin(std::uint32_t epoch, bool only_calls);
  /// Behind the root: appends the member "c" of the diff, followed by a comma, if it is not empty.
  void append_diffs(Render& r);
  /// Behind the root: puts the HTML of the components to the places in `out` where they were called.
  void insert_html(Render& r, std::string& out);
  /// Behind a render, a diff or HTML: runs the hooks of the components that it was of, and resets their temporary
  /// assigns.
  void after_render();
  /// Gives back memory that was needed for more than there is now.
  void compact();

 private:
  struct Queued {
    Instance* instance;
    PageFragments::Fragment* html;
  };
  /// Those of one depth, and among them those of one type.
  struct Level {
    std::vector<Queued> all, same_type;
  };
  class Rendering;

  void want(Instance& instance);
  void reach(Instance& instance);
  void queue(Instance& instance, PageFragments::Fragment* html);
  void render_levels(Render& r);
  void render_same_type(Render& r, std::span<Queued> level, std::vector<Queued>& same);
  void update_all(std::span<const Queued> same_type);
  void render_alone(Render& r, Instance& instance);
  void render(Render& r, Instance& instance, std::span<const Given> slots);
  static void render_template(Render& r, const Instance& instance);
  void write_entry(Render& r, detail::ComponentScope& scope, Instance& instance);
  std::int64_t adopt_statics(Instance& instance);
  void forbid_navigation(const ComponentType& type) const;

  Process& process_;
  ComponentRegistry registry_;

  std::uint32_t epoch_;
  std::uint64_t render_ = 1;
  bool need_root_ = false;
  bool only_calls_ = false;
  Instance* current_ = nullptr;      // in whose render the calls are now
  std::vector<Queued> queue_;        // the next level; may hold some that are not queued any more
  std::vector<Instance*> sent_;      // in this message
  std::vector<Instance*> rendered_;  // those with extras
  PageFragments html_;
};

}  // namespace plume::view
