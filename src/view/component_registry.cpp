#include "view/component_registry.h"

#include <algorithm>
#include <functional>
#include <string>

#include "render/key_hash.h"

namespace plume::view {
namespace {

constexpr std::size_t max_searched = 32;  // instances for one whose statics can be adopted

}  // namespace

std::size_t ComponentRegistry::NameHash::operator()(const Name& name) const noexcept {
  const auto type = std::hash<const void*>()(name.type);
  return detail::key_hash(detail::hash_integer(detail::hash_bytes(name.id) + type));
}

ComponentInstance* ComponentRegistry::find(const Name& name) const {
  const auto found = instances_.find(name);
  return found == instances_.end() ? nullptr : found->get();
}

ComponentInstance* ComponentRegistry::find(std::uint32_t cid) const {
  const auto found = by_cid_.find(cid);
  return found == by_cid_.end() ? nullptr : found->second;
}

ComponentInstance& ComponentRegistry::add(const Name& name) {
  Held made(new ComponentInstance{*name.type, std::string(name.id), take_cid()});
  ComponentInstance& instance = **instances_.insert(std::move(made)).first;
  by_cid_.emplace(instance.cid, &instance);
  by_type_[name.type].push_back(&instance);
  return instance;
}

void ComponentRegistry::remove(ComponentInstance& instance) {
  by_cid_.erase(instance.cid);
  auto& same = by_type_[&instance.type];
  std::erase(same, &instance);
  if (same.empty()) by_type_.erase(&instance.type);
  instances_.erase(instances_.find(Name{&instance.type, instance.id}));
}

const ComponentInstance* ComponentRegistry::find_like(const ComponentInstance& instance) const {
  const auto& same = by_type_.at(&instance.type);
  const auto end = same.begin() + static_cast<std::ptrdiff_t>(std::min(same.size(), max_searched));
  const auto found = std::find_if(same.begin(), end, [&](const ComponentInstance* other) {
    return other != &instance && !other->shadow.is_empty() && !other->goes && other->stage != Stage::rendering;
  });
  return found == end ? nullptr : *found;
}

// 0 is the view.
std::uint32_t ComponentRegistry::take_cid() {
  if (next_cid_ == 0) next_cid_ = 1;
  return next_cid_++;
}

}  // namespace plume::view
