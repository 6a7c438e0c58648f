// Factories: how views and components are made that need what the application has.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <typeindex>

#include "plume/live_component.h"
#include "plume/live_view.h"

namespace plume::view {

/// The factories of an endpoint, one for a class. Filled before it serves, read by any thread from then on.
class Factories {
 public:
  using MakeView = std::function<std::unique_ptr<LiveView>()>;
  using MakeComponent = std::function<std::unique_ptr<LiveComponent>()>;

  /// Throw std::invalid_argument if the class, whose name is `name`, has a factory already.
  void add(const std::type_info& of, const std::string& name, MakeView make);
  void add(const std::type_info& of, const std::string& name, MakeComponent make);

  /// Null if the class has none.
  const MakeView* find(const ViewType& type) const;
  const MakeComponent* find(const ComponentType& type) const;

 private:
  std::map<std::type_index, MakeView> views_;
  std::map<std::type_index, MakeComponent> components_;
};

/// Makes an object of the class: by the factory of its route, by one of `factories`, which may be null, or by its
/// default constructor. Throws std::logic_error if there is none of these, or if a factory returns null.
std::unique_ptr<LiveView> make_view(const ViewType& type, const Factories* factories);
std::unique_ptr<LiveComponent> make_component(const ComponentType& type, const Factories* factories);

}  // namespace plume::view
