// Message: what views send each other. ViewId: the address of a view.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>
#include <typeinfo>
#include <utility>

namespace plume {

/// The address of a live view: may be kept, copied and sent anywhere, and outlives the view. Sending to a view that has
/// ended does nothing. Never reused within a process.
struct ViewId {
  std::uint32_t shard = 0;
  std::uint32_t index = 0;
  std::uint64_t generation = 0;  ///< 0: no view

  explicit operator bool() const { return generation != 0; }
  friend bool operator==(const ViewId&, const ViewId&) = default;
};

namespace detail {
/// What a message made of a T holds: for a Sender, the ViewId that it is.
template <class T>
using MessageOf = std::conditional_t<std::is_base_of_v<ViewId, T>, ViewId, T>;
}  // namespace detail

/// A message of any type, immutable and shared by all who receive it. One that is made of a Sender is a ViewId to those
/// who receive it; as a member of a struct a Sender stays one.
///
///     struct Tick {};
///     void handle_info(const plume::Message& message) override {
///       if (message.is<Tick>()) …
///       if (const auto* price = message.get_if<Price>()) …
///     }
class Message {
 public:
  Message() = default;
  template <class T>
    requires(!std::is_same_v<std::remove_cvref_t<T>, Message>)
  Message(T&& value)
      : data_(std::make_shared<const detail::MessageOf<std::remove_cvref_t<T>>>(std::forward<T>(value))),
        type_(&typeid(detail::MessageOf<std::remove_cvref_t<T>>)) {}

  /// The message where it is exactly a T, else nullptr.
  template <class T>
  const T* get_if() const {
    return type_ && *type_ == typeid(T) ? static_cast<const T*>(data_.get()) : nullptr;
  }
  template <class T>
  bool is() const {
    return type_ && *type_ == typeid(T);
  }
  /// The mangled name of its type, for logs.
  const char* type_name() const { return type_ ? type_->name() : "nothing"; }

 private:
  std::shared_ptr<const void> data_;
  const std::type_info* type_ = nullptr;
};

}  // namespace plume

template <>
struct std::hash<plume::ViewId> {
  std::size_t operator()(const plume::ViewId& id) const noexcept {
    return static_cast<std::size_t>(id.generation * 0x9E3779B97F4A7C15u ^ id.index ^ (std::uint64_t(id.shard) << 40));
  }
};
