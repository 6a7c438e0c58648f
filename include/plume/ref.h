// Ref<T>: something of the application's, as an attribute of live components.
#pragma once

#include <memory>
#include <string>
#include <type_traits>

#include "plume/type_name.h"

namespace plume {

namespace detail {
[[noreturn]] void throw_empty_ref(const std::string& type);
}

/// A reference to something that lives as long as the endpoint: a store, a connection pool, a configuration. Views and
/// live components hold it as a member, and hand it on as an attribute, which pointers and plain references cannot be
/// (see owns_data):
///
///     class Row : public plume::LiveComponent {
///      public:
///       plume::Assign<plume::Ref<Store>> store;
///       void handle_event(std::string_view, const plume::Params&) override { (*store)->remove(id.get()); }
///       …
///     class Rows : public plume::LiveView {
///      public:
///       explicit Rows(Store& shared) : store(shared) {}
///       plume::Ref<Store> store;
///       PLUME_HEEX(R"heex(<.live_component module={Row} id="a" store={@store} />)heex")
///
/// What it refers to must outlive all views of the endpoint; whether its functions may be called by several threads at
/// once is its own affair. Two of them are equal where they refer to the same object. Attributes are there in update(),
/// not yet in mount(). A component that needs something in its mount is made by a factory: Endpoint::add_factory.
template <class T>
class Ref {
 public:
  /// Refers to nothing yet.
  Ref() = default;
  explicit Ref(T& value) : value_(std::addressof(value)) {}
  Ref(const T&&) = delete;
  /// Of a derived class, or of one that is not const.
  template <class U>
    requires(!std::is_same_v<U, T> && std::is_convertible_v<U*, T*>)
  Ref(const Ref<U>& other) : value_(other ? std::addressof(*other) : nullptr) {}

  explicit operator bool() const { return value_ != nullptr; }
  /// Returns what it refers to, as * and -> do. Throws std::logic_error if that is nothing.
  T& get() const {
    if (!value_) detail::throw_empty_ref(view::type_name_of<T>());
    return *value_;
  }
  T& operator*() const { return get(); }
  T* operator->() const { return std::addressof(get()); }

  friend bool operator==(const Ref&, const Ref&) = default;

 private:
  T* value_ = nullptr;
};

}  // namespace plume
