#include "view/components.h"

#include <stdexcept>
#include <string>

#include "base/lent.h"
#include "base/log.h"
#include "render/template_trail.h"
#include "view/is_within.h"
#include "view/process.h"
#include "view/socket_extras.h"

namespace plume::view {

// Whose render the calls are in.
class Components::Rendering {
 public:
  Rendering(Components& components, Instance& instance)
      : components_(components),
        current_(std::exchange(components.current_, &instance)),
        only_calls_(std::exchange(components.only_calls_, instance.due == Due::calls)) {}
  Rendering(const Rendering&) = delete;
  Rendering& operator=(const Rendering&) = delete;
  ~Rendering() {
    components_.current_ = current_;
    components_.only_calls_ = only_calls_;
  }

 private:
  Components& components_;
  Instance* const current_;
  const bool only_calls_;
};

void Components::render_template(Render& r, const Instance& instance) {
  const auto& extras = instance.component->extras_;
  if (extras && extras->render)
    extras->render(r);
  else
    instance.type.render(*instance.component, r);
}

Components::~Components() = default;

// ---------------------------------------------------------------------------------------------------------------------
// What comes from outside

bool Components::handle_event(std::uint32_t cid, std::string_view event, const Params& params) {
  LiveComponent* const component = touch(cid);
  if (!component) return false;
  observed(
      process_.observer(), process_.type().options.log,
      [&] {
        return telemetry::ComponentHandleEvent{process_.seen(), registry_.find(cid)->type.name, cid, event, params};
      },
      [&] {
        if (run_hooks<stage::HandleEvent>(component->extras_, event, params) == HookResult::cont)
          component->handle_event(event, params);
      });
  return true;
}

const LiveComponent* Components::component(std::uint32_t cid) const {
  const Instance* const instance = registry_.find(cid);
  return instance ? instance->component.get() : nullptr;
}

LiveComponent* Components::touch(std::uint32_t cid) {
  Instance* instance = registry_.find(cid);
  if (!instance) return nullptr;
  want(*instance);
  return instance->component.get();
}

bool Components::touch_owner(const void* field) {
  std::uint32_t owner = 0;
  registry_.for_each([&](const Instance& instance) {
    if (is_within(field, dynamic_cast<const void*>(instance.component.get()), instance.type.size)) owner = instance.cid;
  });
  return owner != 0 && touch(owner) != nullptr;
}

void Components::update(const ComponentUpdate& update) {
  const auto* id = std::get_if<std::string>(&update.which);
  Instance* instance = id ? registry_.find({update.type, *id}) : registry_.find(std::get<Cid>(update.which).number());
  if (instance && &instance->type != update.type)
    throw std::invalid_argument("send_update to a " + update.type->name + " whose myself is that of a " +
                                instance->type.name);
  if (!instance) return log_debug("update dropped: there is no such component", {{"component", update.type->name}});
  update.change(*instance->component);
  instance->updates = true;
  want(*instance);
}

void Components::will_destroy(std::uint32_t cid) {
  if (Instance* instance = registry_.find(cid)) instance->goes = true;
}

bool Components::destroy(std::uint32_t cid) {
  Instance* instance = registry_.find(cid);
  if (!instance || !instance->goes) return false;
  if (Telemetry& telemetry = process_.observer().telemetry; telemetry.listens<telemetry::ComponentDestroyed>())
    telemetry.emit(telemetry::ComponentDestroyed{process_.seen(), instance->type.name,
                                                 instance->component->LiveComponent::id.get(), cid});
  process_.drop_tasks(*instance->component);
  registry_.remove(*instance);
  return true;
}

// Its state changed.
void Components::want(Instance& instance) {
  instance.due = Due::itself;
  reach(instance);
}

// A component with slots is rendered in its call, so whatever contains the call must be rendered too.
void Components::reach(Instance& instance) {
  if (!instance.has_slots) return queue(instance, nullptr);
  if (instance.owner == 0) {
    need_root_ = true;
    return;
  }
  Instance* owner = registry_.find(instance.owner);
  if (!owner || owner->whole) return;
  owner->whole = true;
  if (owner->due == Due::nothing) owner->due = Due::calls;
  reach(*owner);
}

// ---------------------------------------------------------------------------------------------------------------------
// Calls

std::pair<ComponentInstance&, bool> Components::find_or_make(const ComponentType& type, std::string_view id) {
  if (Instance* const found = registry_.find({&type, id})) return {*found, false};
  Instance& made = registry_.add({&type, id});
  made.component = make_component(type, process_.factories());
  made.component->process_ = &process_;
  made.component->myself = Cid(made.cid);
  made.component->id = made.id;
  made.component->mount();
  forbid_navigation(type);
  return {made, true};
}

void Components::called(Instance& instance) {
  if (instance.called == render_)
    throw std::invalid_argument("two live components of type " + instance.type.name + " have the id \"" +
                                instance.component->LiveComponent::id.get() +
                                "\"; ids must be unique among the components of a type in a view");
  instance.called = render_;
  instance.owner = current_ ? current_->cid : 0;
  if (instance.due == Due::calls && !only_calls_) instance.due = Due::itself;
  if (!std::exchange(instance.goes, false)) return;
  instance.due = Due::itself;
  instance.shadow.reset();
}

void Components::render_later(Render& r, Instance& instance) {
  instance.has_slots = false;
  if (r.diffing()) return queue(instance, nullptr);
  queue(instance, &html_.add(r.written()));
}

void Components::render_now(Render& r, Instance& instance, std::span<const Given> slots) {
  instance.has_slots = true;
  const Queued alone[] = {{&instance, nullptr}};
  update_all(alone);
  render(r, instance, slots);
}

void Components::queue(Instance& instance, PageFragments::Fragment* html) {
  if (instance.stage == Stage::queued) return;
  instance.stage = Stage::queued;
  queue_.push_back({&instance, html});
}

// ---------------------------------------------------------------------------------------------------------------------
// Rendering

void Components::begin(std::uint32_t epoch, bool only_calls) {
  epoch_ = epoch;
  ++render_;
  only_calls_ = only_calls;
  need_root_ = false;
  rendered_.clear();
}

void Components::append_diffs(Render& r) {
  only_calls_ = false;
  render_levels(r);
  for (Instance* instance : sent_) instance->stage = Stage::idle;
  sent_.clear();
  detail::ComponentScope::append_entries(r);
}

void Components::compact() {
  registry_.for_each([](Instance& instance) { instance.shadow.compact(); });
  queue_.shrink_to_fit();
  sent_.shrink_to_fit();
  rendered_.shrink_to_fit();
  html_.compact();
}

void Components::after_render() {
  for (Instance* instance : std::exchange(rendered_, {})) view::after_render(instance->component->extras_);
}

void Components::insert_html(Render& r, std::string& out) {
  render_levels(r);
  html_.insert_into(out);
}

void Components::render_levels(Render& r) {
  if (queue_.empty()) return;
  const Lent<Level> level;
  while (!queue_.empty()) {
    auto& all = level->all;
    all.clear();
    all.swap(queue_);
    for (std::size_t first = 0; first < all.size(); ++first)
      if (all[first].instance) render_same_type(r, std::span(all).subspan(first), level->same_type);
  }
}

// Takes all components of the type of the first one out of a level, and renders them.
void Components::render_same_type(Render& r, std::span<Queued> level, std::vector<Queued>& same) {
  same.clear();
  const auto& type = level.front().instance->type;
  for (Queued& queued : level) {
    if (!queued.instance || &queued.instance->type != &type) continue;
    const Queued taken = std::exchange(queued, {});
    if (taken.instance->stage == Stage::queued) same.push_back(taken);
  }
  if (same.empty()) return;
  update_all(same);
  for (const Queued& queued : same) {
    if (queued.html) html_.write(*queued.html);
    render_alone(r, *queued.instance);
  }
}

// Its callers are no longer at work: where they stand is known from their calls.
void Components::render_alone(Render& r, Instance& instance) {
  try {
    render(r, instance, {});
  } catch (...) {
    for (const Instance* at = &instance; at && at->called_from; at = registry_.find(at->owner))
      detail::add_to_trail(*at->called_from);
    throw;
  }
}

void Components::update_all(std::span<const Queued> same_type) {
  const auto& type = same_type.front().instance->type;
  const Lent<std::vector<LiveComponent*>> lent;
  auto& updated = *lent;
  updated.clear();
  for (const auto& queued : same_type)
    if (std::exchange(queued.instance->updates, false)) updated.push_back(queued.instance->component.get());
  if (updated.empty()) return;
  in_span(
      process_.observer().telemetry,
      [&] { return telemetry::ComponentUpdate{process_.seen(), type.name, updated.size()}; },
      [&] {
        if (type.update_many) return type.update_many(updated);
        for (LiveComponent* const component : updated) component->update();
      });
  forbid_navigation(type);
}

void Components::render(Render& r, Instance& instance, std::span<const Given> slots) {
  {
    const Rendering rendering(*this, instance);
    detail::ComponentScope scope(r, {instance.rendered, instance.whole, slots});
    instance.stage = Stage::rendering;
    if (r.diffing()) {
      write_entry(r, scope, instance);
    } else {
      if (!instance.has_slots) scope.write_html_to(html_.current().text);
      render_template(r, instance);
      instance.stage = Stage::idle;
    }
  }
  if (instance.component->extras_) rendered_.push_back(&instance);
  instance.rendered = epoch_;
  instance.due = Due::nothing;
  instance.whole = false;
}

void Components::write_entry(Render& r, detail::ComponentScope& scope, Instance& instance) {
  scope.begin_entry(instance.shadow, instance.cid, adopt_statics(instance));
  in_span(
      process_.observer().telemetry,
      [&] {
        return telemetry::ComponentRender{process_.seen(), instance.type.name,
                                          instance.component->LiveComponent::id.get(), instance.cid,
                                          instance.rendered == 0};
      },
      [&] { render_template(r, instance); });
  instance.stage = Stage::idle;
  if (!scope.end_entry()) return;
  instance.stage = Stage::sent;
  sent_.push_back(&instance);
}

// A new component takes the statics of another of its type: of the one that the client has already, or of one earlier
// in this message. Returns how the client names that one.
std::int64_t Components::adopt_statics(Instance& instance) {
  if (!instance.shadow.is_empty()) return 0;
  const Instance* const found = registry_.find_like(instance);
  if (!found) return 0;
  instance.shadow.adopt(found->shadow);
  return found->stage == Stage::sent ? std::int64_t(found->cid) : -std::int64_t(found->cid);
}

void Components::forbid_navigation(const ComponentType& type) const {
  if (process_.navigating())
    throw std::logic_error("a live component cannot navigate in mount or update, but only in handle_event: " +
                           type.name);
}

}  // namespace plume::view
