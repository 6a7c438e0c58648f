#include "plume/core_components/flash.h"

#include "plume/core_components/show.h"

namespace plume::core {

std::string flash::dom_id() const {
  return id ? std::string(*id) : std::string("flash-").append(std::string_view(kind));
}

JS flash::clearing() const { return hide("#" + dom_id(), on_clear.value_or(JS().push("lv:clear-flash"))); }

}  // namespace plume::core
