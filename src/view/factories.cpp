#include "view/factories.h"

#include <stdexcept>
#include <utility>

namespace plume::view {
namespace {

template <class Made>
void add_to(std::map<std::type_index, Made>& all, const std::type_info& of, const std::string& name, Made make) {
  if (!all.emplace(of, std::move(make)).second)
    throw std::invalid_argument("add_factory: " + name + " has a factory already");
}

template <class Made>
const Made* find_in(const std::map<std::type_index, Made>& all, const std::type_info* of) {
  if (!of) return nullptr;
  const auto found = all.find(*of);
  return found == all.end() ? nullptr : &found->second;
}

template <class Object>
std::unique_ptr<Object> checked(std::unique_ptr<Object> made, const std::string& name) {
  if (!made) throw std::logic_error("the factory of " + name + " made nothing");
  return made;
}

[[noreturn]] void throw_unmakeable(const std::string& name) {
  throw std::logic_error(name +
                         " has no default constructor: give the endpoint a factory, as endpoint.add_factory([&] { "
                         "return std::make_unique<" +
                         name + ">(...); })");
}

}  // namespace

void Factories::add(const std::type_info& of, const std::string& name, MakeView make) {
  add_to(views_, of, name, std::move(make));
}
void Factories::add(const std::type_info& of, const std::string& name, MakeComponent make) {
  add_to(components_, of, name, std::move(make));
}

const Factories::MakeView* Factories::find(const ViewType& type) const { return find_in(views_, type.type); }
const Factories::MakeComponent* Factories::find(const ComponentType& type) const {
  return find_in(components_, type.type);
}

std::unique_ptr<LiveView> make_view(const ViewType& type, const Factories* factories) {
  if (type.make) return checked(type.make(), type.name);
  if (const auto* const make = factories ? factories->find(type) : nullptr) return checked((*make)(), type.name);
  if (!type.make_default) throw_unmakeable(type.name);
  return type.make_default();
}

std::unique_ptr<LiveComponent> make_component(const ComponentType& type, const Factories* factories) {
  if (const auto* const make = factories ? factories->find(type) : nullptr) return checked((*make)(), type.name);
  if (!type.make) throw_unmakeable(type.name);
  return type.make();
}

}  // namespace plume::view
