#include "plume/live_component.h"

#include <stdexcept>

#include "render/template_trail.h"
#include "view/components.h"

namespace plume {

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
namespace {

view::Components& components_of(const Render& r, const ComponentType& type) {
  auto* const components = r.surroundings() ? r.surroundings()->live_components() : nullptr;
  if (!components)
    throw std::logic_error("a live component can stand in the template of a live view only, not in a layout: " +
                           type.name);
  return static_cast<view::Components&>(*components);
}

}  // namespace

LiveCallBase::LiveCallBase(Node& node, unsigned slot, Change change, const ComponentType& type, std::string_view id)
    : r_(node.render()), components_(components_of(r_, type)), change_(change) {
  const auto [instance, is_new] = components_.find_or_make(type, id);
  instance_ = &instance;
  is_new_ = is_new;
  if (is_new || !node.tracking()) {
    change_ = Change::changed;
    whole_ = true;
  } else if (components_.only_calls()) {
    if (change != Change::changed) change_ = Change::none;
  } else if (r_.evaluates_all()) {
    change_ = change | Change::unknown;
    whole_ = true;
  }
  components_.called(instance);
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
  return gives_ || instance_->due != view::Due::nothing || (instance_->has_slots && change_ != Change::none);
}

void LiveCallBase::later() { components_.render_later(r_, *instance_); }

void LiveCallBase::now(std::span<const Given> slots) {
  instance_->whole |= whole_;
  components_.render_now(r_, *instance_, slots);
}

}  // namespace detail

}  // namespace plume
