// ComponentRegistry: the live components that exist in a view.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "view/component_instance.h"

namespace plume::view {

/// Finds components by class and id, which is how templates name them, and by number, which is how the client does.
class ComponentRegistry {
 public:
  /// What tells the components of a view apart.
  struct Name {
    const ComponentType* type;
    std::string_view id;
    friend bool operator==(const Name&, const Name&) = default;
  };

  /// Returns null if there is none.
  ComponentInstance* find(const Name& name) const;
  ComponentInstance* find(std::uint32_t cid) const;
  /// Adds a component of that name, which is not there yet. It has a number, but no object.
  ComponentInstance& add(const Name& name);
  void remove(ComponentInstance& instance);
  /// Returns one of the same class whose statics the client has, or gets earlier in this message; null if there is
  /// none.
  const ComponentInstance* find_like(const ComponentInstance& instance) const;
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const auto& instance : instances_) visit(*instance);
  }
  /// The number of the next new one; for tests, whose component must not have that of one in a page.
  void number_from(std::uint32_t cid) { next_cid_ = cid; }

 private:
  using Held = std::unique_ptr<ComponentInstance>;
  static Name name_of(const Held& instance) { return {&instance->type, instance->id}; }
  static const Name& name_of(const Name& name) { return name; }
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(const Name& name) const noexcept;
    std::size_t operator()(const Held& instance) const noexcept { return (*this)(name_of(instance)); }
  };
  struct SameName {
    using is_transparent = void;
    template <class A, class B>
    bool operator()(const A& a, const B& b) const {
      return name_of(a) == name_of(b);
    }
  };
  std::uint32_t take_cid();

  std::unordered_set<Held, NameHash, SameName> instances_;
  std::unordered_map<std::uint32_t, ComponentInstance*> by_cid_;
  std::unordered_map<const ComponentType*, std::vector<ComponentInstance*>> by_type_;
  std::uint32_t next_cid_ = 1;
};

}  // namespace plume::view
