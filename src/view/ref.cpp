#include "plume/ref.h"

#include <stdexcept>

namespace plume {

void detail::throw_empty_ref(const std::string& type) {
  throw std::logic_error("a plume::Ref<" + type +
                         "> refers to nothing yet: it was not given. Attributes of a live component are there from "
                         "its first update() on, not in mount()");
}

}  // namespace plume
