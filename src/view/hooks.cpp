#include "view/hooks.h"

#include <stdexcept>

namespace plume::view {

void Hooks::attach(std::string_view id, Function hook) {
  for (const auto& entry : entries_)
    if (entry->id == id && entry->hook.index() == hook.index())
      throw std::invalid_argument("there is an existing hook \"" + std::string(id) +
                                  "\" at this stage: give the new one another id, or detach the old one");
  entries_.push_back(std::make_shared<const Entry>(Entry{std::string(id), std::move(hook)}));
}

}  // namespace plume::view
