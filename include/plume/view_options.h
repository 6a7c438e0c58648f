// ViewOptions: what a class of views declares about itself.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/hooks.h"
#include "plume/layout.h"
#include "plume/log_level.h"
#include "plume/text.h"

namespace plume {

/// The value of a container's attribute: a text, a number, or what has a text, such as commands (plume/js.h).
class ContainerValue {
 public:
  ContainerValue(std::string text) : text_(std::move(text)) {}
  ContainerValue(const char* text) : text_(text) {}
  template <detail::Textual T>
    requires(!std::same_as<T, bool> && !detail::NullLike<T> && !std::same_as<T, ContainerValue>)
  ContainerValue(const T& value) : text_(detail::plain_text(value)) {}
  operator const std::string&() const { return text_; }
  friend bool operator==(const ContainerValue&, const ContainerValue&) = default;

 private:
  std::string text_;
};

/// The element around a view. `id` and `data-phx-…` are Plume's, and are left out of `attributes`.
struct Container {
  std::string tag = "div";
  std::vector<std::pair<std::string, ContainerValue>> attributes{};
};

/// Declared by a view where the defaults do not do (the options of the seed's `use Phoenix.LiveView`):
///
///     class Dashboard : public plume::LiveView {
///      public:
///       static plume::ViewOptions view_options() { return {.container = {"main", {{"class", "wide"}}}}; }
struct ViewOptions {
  Container container{};
  /// Around the view where it is the main one of a page; a live_session that has one has it in place of this.
  Layout layout{};
  std::vector<OnMount> on_mount{};  ///< in this order, after those of the live_session
  /// At which level what happens to the view is logged: its mount, parameters and events. None: it is not.
  std::optional<LogLevel> log = LogLevel::debug;
};

}  // namespace plume
