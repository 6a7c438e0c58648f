#include "plume/core_components/flash.h"

#include "plume/core_components/show.h"

namespace plume::core {

std::string flash::dom_id() const {
  return id ? std::string(*id) : std::string("flash-").append(std::string_view(kind));
}

JS flash::clearing() const { return hide("#" + dom_id(), on_clear.value_or(JS().push("lv:clear-flash"))); }

// The hook of the template, which only a message that goes by itself needs.
std::optional<std::string_view> flash::hook() const {
  return hide_after.count() > 0 ? std::optional<std::string_view>("plume.core.flash.Flash") : std::nullopt;
}

std::optional<std::int64_t> flash::hide_after_ms() const {
  return hide_after.count() > 0 ? std::optional<std::int64_t>(hide_after.count()) : std::nullopt;
}

}  // namespace plume::core
