// Flash: short messages of the page to its user.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/component.h"
#include "plume/core_components/icon.h"
#include "plume/js.h"
#include "plume/value.h"

namespace plume::core {

/// Messages by their kind. Borrows a map of texts, such as `std::map<std::string, std::string>`, or an object.
class FlashMessages {
 public:
  FlashMessages() = default;
  FlashMessages(const Value& messages)
      : messages_(&messages),
        find_([](const void* of, std::string_view kind) { return (*static_cast<const Value*>(of))[kind].text(); }) {}
  template <class Map>
    requires requires(const Map& map) { std::string_view(map.find(std::string())->second); }
  FlashMessages(const Map& messages)
      : messages_(&messages), find_([](const void* of, std::string_view kind) {
          const auto& map = *static_cast<const Map*>(of);
          const auto found = map.find(typename Map::key_type(kind));
          return found == map.end() ? std::string_view() : std::string_view(found->second);
        }) {}

  /// The message of a kind; "" where there is none.
  std::string_view operator[](std::string_view kind) const { return find_ ? find_(messages_, kind) : ""; }

 private:
  const void* messages_ = nullptr;
  std::string_view (*find_)(const void*, std::string_view) = nullptr;
};

/// A message above the page (the seed's generated `flash/1`): that of its kind in `flash`, or its content. It is not
/// there where both are empty. A click takes it away.
///
///     <.flash kind="info" flash={@messages} />
///     <.flash kind="error" title="Not saved" id="not-saved">Somebody else was faster.</.flash>
struct flash {
  OneOf<"info", "error"> kind;
  FlashMessages flash;
  std::optional<std::string_view> id;  ///< none: "flash-info", "flash-error"
  std::string_view title;
  std::string_view close_label = "Close";  ///< of the button, for screen readers
  /// What a click does besides; none: the event `lv:clear-flash`. Events come with the kind as `key`.
  std::optional<JS> on_clear;
  std::string class_;
  Rest rest;
  Slot<> inner_block;

  // What the template writes.
  std::string dom_id() const;
  std::string_view message() const { return flash[std::string_view(kind)]; }
  JS clearing() const;
};

}  // namespace plume::core
