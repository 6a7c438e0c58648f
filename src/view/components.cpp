#include "view/components.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "base/lent.h"
#include "base/log.h"
#include "render/key_hash.h"
#include "render/template_trail.h"
#include "view/process.h"
#include "view/socket_extras.h"

namespace plume {

using view::ComponentInstance;
using view::ComponentType;

void LiveComponent::mount() {}
void LiveComponent::update() {}

void LiveComponent::handle_event(std::string_view event, const Params&) {
  throw std::logic_error("the live component with the id \"" + id.get() + "\" got the event \"" + std::string(event) +
                         "\", but does not override handle_event");
}

void LiveComponent::handle_async(std::string_view name, const AsyncOutcome&) {
  throw std::logic_error("the live component with the id \"" + id.get() + "\" started the task \"" + std::string(name) +
                         "\", but does not override handle_async");
}

void LiveComponent::render(Render&) {
  throw std::logic_error(
      "the live component with the id \"" + id.get() +
      "\" has no template: put PLUME_HEEX into the class, or a name.html.heex beside its header, and "
      "give the target to plume_add_templates in CMake");
}

namespace detail {

LiveCallBase::LiveCallBase(Node& node, unsigned slot, Change change, const ComponentType& type, std::string_view id)
    : r_(node.r_), change_(change) {
  if (!r_.process_)
    throw std::logic_error("a live component can stand in the template of a live view only, not in a layout: " +
                           type.name);
  auto& components = r_.process_->components();
  instance_ = components.find({&type, id});
  if (!instance_) {
    instance_ = &components.create({&type, id});
    is_new_ = true;
  }
  if (is_new_ || !node.tracking_) {
    change_ = Change::changed;
    whole_ = true;
  } else if (components.only_calls_) {
    if (change != Change::changed) change_ = Change::none;
  } else if (r_.place_.all) {
    change_ = change | Change::unknown;
    whole_ = true;
  }
  components.called(*instance_);
  node.component(slot, instance_->cid);
}

LiveComponent& LiveCallBase::component() const { return *instance_->component; }

bool LiveCallBase::gives(std::uint64_t sum, bool others) {
  if (change_ == Change::none) return false;
  gives_ = change_ == Change::changed || others || sum != instance_->given;
  instance_->given = sum;
  instance_->updates |= gives_;
  return gives_;
}

void LiveCallBase::called_from(const TemplateTrace& call) {
  instance_->called_from = std::make_unique<TemplatePosition>(call.position());
}

// What slots show may be unknown, too.
bool LiveCallBase::wanted() const {
  return gives_ || instance_->wanted || (instance_->has_slots && change_ != Change::none);
}

void LiveCallBase::later() { r_.process_->components().render_later(r_, *instance_); }
void LiveCallBase::now(std::span<const Given> slots) {
  instance_->all |= whole_;
  r_.process_->components().render_now(r_, *instance_, slots);
}

}  // namespace detail

namespace view {
namespace {

constexpr std::size_t most_searched = 32;  // instances for one whose statics can be adopted

}  // namespace

std::size_t Components::NameHash::operator()(const Name& name) const noexcept {
  const auto type = std::hash<const void*>()(name.type);
  return detail::key_hash(detail::hash_integer(detail::hash_bytes(name.id) + type));
}

// What a render of a component changes for the time being.
class Components::Rendering {
 public:
  Rendering(Components& components, Render& r, Instance& instance)
      : components_(components),
        r_(r),
        place_(r.place_),
        current_(std::exchange(components.current_, &instance)),
        only_calls_(std::exchange(components.only_calls_, instance.only_calls)) {
    if (r.state_) tree_ = std::exchange(r.state_->tree, {});
    r.place_.rendered = instance.rendered;
    r.place_.all = instance.all;
    instance.renders = true;
  }
  ~Rendering() {
    components_.current_->renders = false;
    r_.place_ = place_;
    components_.current_ = current_;
    components_.only_calls_ = only_calls_;
    if (r_.state_) r_.state_->tree = std::move(tree_);
  }

 private:
  Components& components_;
  Render& r_;
  const Render::Place place_;
  Instance* const current_;
  const bool only_calls_;
  detail::DiffState::Tree tree_;
};

Components::~Components() = default;

// ---------------------------------------------------------------------------------------------------------------------
// What comes from outside

Components::Instance* Components::find(std::uint32_t cid) const {
  const auto found = by_cid_.find(cid);
  return found == by_cid_.end() ? nullptr : found->second;
}

bool Components::handle_event(std::uint32_t cid, std::string_view event, const Params& params) {
  LiveComponent* const component = touch(cid);
  if (!component) return false;
  observed(
      process_.observer(), process_.type().options.log,
      [&] { return telemetry::ComponentHandleEvent{process_.seen(), find(cid)->type.name, cid, event, params}; },
      [&] {
        if (run_hooks<stage::HandleEvent>(component->extras_, event, params) == HookResult::cont)
          component->handle_event(event, params);
      });
  return true;
}

const LiveComponent* Components::component(std::uint32_t cid) const {
  const Instance* const instance = find(cid);
  return instance ? instance->component.get() : nullptr;
}

LiveComponent* Components::touch(std::uint32_t cid) {
  Instance* instance = find(cid);
  if (!instance) return nullptr;
  want(*instance);
  return instance->component.get();
}

void Components::update(const ComponentUpdate& update) {
  const auto* id = std::get_if<std::string>(&update.which);
  Instance* instance = id ? find({update.type, *id}) : find(std::get<Cid>(update.which).number());
  if (instance && &instance->type != update.type)
    throw std::invalid_argument("send_update to a " + update.type->name + " whose myself is that of a " +
                                instance->type.name);
  if (!instance) return log_debug("update dropped: there is no such component", {{"component", update.type->name}});
  update.change(*instance->component);
  instance->updates = true;
  want(*instance);
}

void Components::will_destroy(std::uint32_t cid) {
  if (Instance* instance = find(cid)) instance->goes = true;
}

bool Components::destroy(std::uint32_t cid) {
  Instance* instance = find(cid);
  if (!instance || !instance->goes) return false;
  if (Telemetry& telemetry = process_.observer().telemetry; telemetry.listens<telemetry::ComponentDestroyed>())
    telemetry.emit(telemetry::ComponentDestroyed{process_.seen(), instance->type.name,
                                                 instance->component->LiveComponent::id.get(), cid});
  process_.drop_tasks(*instance->component);
  by_cid_.erase(cid);
  auto& same = by_type_[&instance->type];
  std::erase(same, instance);
  if (same.empty()) by_type_.erase(&instance->type);
  instances_.erase(instances_.find(Name{&instance->type, instance->id}));
  return true;
}

// Its state changed.
void Components::want(Instance& instance) {
  instance.only_calls = false;
  reach(instance);
}

// A component with slots is rendered in its call, so whatever contains the call must be rendered too.
void Components::reach(Instance& instance) {
  instance.wanted = true;
  if (!instance.has_slots) return queue(instance, nullptr);
  if (instance.owner == 0) {
    need_root_ = true;
    return;
  }
  Instance* owner = find(instance.owner);
  if (!owner || owner->all) return;
  owner->all = true;
  owner->only_calls = !owner->wanted;
  reach(*owner);
}

// ---------------------------------------------------------------------------------------------------------------------
// Calls

Components::Instance* Components::find(const Name& name) const {
  const auto found = instances_.find(name);
  return found == instances_.end() ? nullptr : found->get();
}

Components::Instance& Components::create(const Name& name) {
  std::unique_ptr<Instance> made(new Instance{*name.type, std::string(name.id), take_cid()});
  Instance& instance = **instances_.insert(std::move(made)).first;
  by_cid_.emplace(instance.cid, &instance);
  by_type_[name.type].push_back(&instance);
  instance.component = name.type->make();
  instance.component->process_ = &process_;
  instance.component->myself = Cid(instance.cid);
  instance.component->id = instance.id;
  instance.component->mount();
  forbid_navigation(instance.type);
  return instance;
}

// 0 is the view.
std::uint32_t Components::take_cid() {
  if (next_cid_ == 0) next_cid_ = 1;
  return next_cid_++;
}

void Components::called(Instance& instance) {
  if (instance.called == render_)
    throw std::invalid_argument("two live components of type " + instance.type.name + " have the id \"" +
                                instance.component->LiveComponent::id.get() +
                                "\"; ids must be unique among the components of a type in a view");
  instance.called = render_;
  instance.owner = current_ ? current_->cid : 0;
  instance.only_calls &= only_calls_;
  if (!std::exchange(instance.goes, false)) return;
  instance.wanted = true;
  instance.shadow.reset();
}

void Components::render_later(Render& r, Instance& instance) {
  instance.has_slots = false;
  if (r.diffing()) return queue(instance, nullptr);
  fragment_->places.emplace_back(r.place_.out->size(), &fragments_.emplace_back());
  queue(instance, &fragments_.back());
}

void Components::render_now(Render& r, Instance& instance, std::span<const Given> slots) {
  instance.has_slots = true;
  const Queued alone[] = {{&instance, nullptr}};
  update_all(alone);
  render(r, instance, slots);
}

void Components::queue(Instance& instance, Fragment* html) {
  if (std::exchange(instance.queued, true)) return;
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
  for (Instance* instance : sent_) instance->sent = false;
  sent_.clear();
  std::string& entries = r.state_->components.text;
  if (entries.empty()) return;
  r.place_.out->append("\"c\":{").append(entries);
  r.place_.out->back() = '}';
  r.place_.out->push_back(',');
  entries.clear();
}

void Components::compact() {
  for (const auto& instance : instances_) instance->shadow.compact();
  queue_.shrink_to_fit();
  sent_.shrink_to_fit();
  rendered_.shrink_to_fit();
  root_.text.shrink_to_fit();
}

void Components::after_render() {
  for (Instance* instance : std::exchange(rendered_, {})) view::after_render(instance->component->extras_);
}

void Components::insert_html(Render& r, std::string& out) {
  render_levels(r);
  root_.text.swap(out);
  insert(root_, out);
  root_ = {};
  fragment_ = &root_;
  fragments_.clear();
}

void Components::insert(const Fragment& fragment, std::string& out) {
  std::size_t at = 0;
  for (const auto& [place, inner] : fragment.places) {
    out.append(fragment.text, at, place - at);
    insert(*inner, out);
    at = place;
  }
  out.append(fragment.text, at);
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
    queued.instance->queued = false;
    same.push_back(std::exchange(queued, {}));
  }
  update_all(same);
  for (const Queued& queued : same) {
    if (queued.html) fragment_ = queued.html;
    render_alone(r, *queued.instance);
  }
}

// Its callers are no longer at work: where they stand is known from their calls.
void Components::render_alone(Render& r, Instance& instance) {
  try {
    render(r, instance, {});
  } catch (...) {
    for (const Instance* at = &instance; at && at->called_from; at = find(at->owner))
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
    const Rendering rendering(*this, r, instance);
    r.place_.given = slots;
    if (r.diffing())
      write_entry(r, instance);
    else
      write_html(r, instance);
  }
  if (instance.component->extras_) rendered_.push_back(&instance);
  instance.rendered = epoch_;
  instance.wanted = instance.all = instance.only_calls = false;
}

void Components::write_html(Render& r, Instance& instance) {
  if (!instance.has_slots) r.place_.out = &fragment_->text;
  render_template(r, instance);
}

void Components::render_template(Render& r, Instance& instance) {
  const auto& extras = instance.component->extras_;
  if (extras && extras->render)
    extras->render(r);
  else
    instance.type.render(*instance.component, r);
}

// An entry is written beside the others, since a component with slots is rendered in the middle of its caller.
void Components::write_entry(Render& r, Instance& instance) {
  auto& entries = r.state_->components;
  std::string& entry = entries.push();
  r.place_.out = &entry;
  r.place_.slot = &instance.shadow.root_;
  r.place_.index = Render::component_index;
  r.state_->tree = {{}, instance.cid, adopt_statics(instance), 0};
  in_span(
      process_.observer().telemetry,
      [&] {
        return telemetry::ComponentRender{process_.seen(), instance.type.name,
                                          instance.component->LiveComponent::id.get(), instance.cid,
                                          instance.rendered == 0};
      },
      [&] { render_template(r, instance); });
  if (!entry.empty()) {
    entries.text.append(entry);
    instance.sent = true;
    sent_.push_back(&instance);
  }
  entries.pop();
}

// 7.3: a new component takes the statics of another of its type: of the one that the client has already, or of one
// earlier in this message.
std::int64_t Components::adopt_statics(Instance& instance) {
  if (instance.shadow.root_ != 0) return 0;
  const auto& same = by_type_[&instance.type];
  const auto end = same.begin() + static_cast<std::ptrdiff_t>(std::min(same.size(), most_searched));
  const auto found = std::find_if(same.begin(), end, [&](const Instance* other) {
    return other != &instance && other->shadow.root_ != 0 && !other->goes && !other->renders;
  });
  if (found == end) return 0;
  instance.shadow.root_ = detail::adopt((*found)->shadow.root_);
  return (*found)->sent ? std::int64_t((*found)->cid) : -std::int64_t((*found)->cid);
}

void Components::forbid_navigation(const ComponentType& type) const {
  if (process_.navigating())
    throw std::logic_error("a live component cannot navigate in mount or update, but only in handle_event: " +
                           type.name);
}

}  // namespace view
}  // namespace plume
