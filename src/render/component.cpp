#include "plume/component.h"

#include <stdexcept>

#include "plume/generated/component_spread.h"

namespace plume {
namespace {

constexpr std::string_view blank_statics[] = {"", ""};
constexpr Template many_site{blank_statics, "[\"\",\"\"]", 1, false};
constexpr Template entry_site{blank_statics, "[\"\",\"\"]", 1, false};

}  // namespace

const Rest::Attribute* Rest::find(std::string_view name) const {
  for (const auto& attribute : attributes_)
    if (attribute.first == name) return &attribute;
  return nullptr;
}

void Rest::put(std::string_view name, Attribute::second_type value) {
  for (auto& [known, held] : attributes_)
    if (known == name) {
      held = std::move(value);
      return;
    }
  attributes_.emplace_back(std::string(name), std::move(value));
}

namespace detail {

void render_many(Render& r, std::size_t n, void* context, void (*render)(void*, Render&, std::size_t)) {
  Node outer(r, many_site);
  if (outer.dynamic(0, Change::unknown)) {
    outer.at(0);
    List entries(r, entry_site);
    for (std::size_t i = 0; i < n; ++i) {
      Node entry(r, entry_site, entries.next());
      if (entry.dynamic(0, Change::unknown)) {
        entry.at(0);
        render(context, r, i);
      }
      entry.end();
    }
    entries.end();
  }
  outer.end();
}

void throw_not_among(std::string_view text, const std::string_view* first, std::size_t count) {
  std::string message = "an attribute cannot be \"" + std::string(text) + "\"; it is one of";
  for (std::size_t i = 0; i < count; ++i) message.append(i ? ", " : " ").append(first[i]);
  throw std::invalid_argument(message);
}

void throw_wrong_attribute(std::string_view tag, std::string_view name, std::string_view value,
                           std::string_view taken) {
  throw std::invalid_argument(std::string("the attribute ")
                                  .append(name)
                                  .append(" of <")
                                  .append(tag)
                                  .append("> cannot be \"")
                                  .append(value)
                                  .append("\": it takes ")
                                  .append(taken));
}

void throw_unknown_attribute(std::string_view tag, std::string_view name) {
  throw std::invalid_argument(std::string("<")
                                  .append(tag)
                                  .append("> takes no attribute ")
                                  .append(name)
                                  .append(": it has no such member and no plume::Rest rest"));
}

void throw_missing_attribute(std::string_view tag, std::string_view name) {
  throw std::invalid_argument(
      std::string("the required attribute ").append(name).append(" of <").append(tag).append("> is not given"));
}

void throw_lent_attribute(std::string_view tag, std::string_view name) {
  throw std::invalid_argument(
      std::string("the attribute ")
          .append(name)
          .append(" of <")
          .append(tag)
          .append("> cannot be spread: the attributes of a live component must own their data"));
}

void throw_no_content() {
  throw std::logic_error(
      "render_slot was called with a slot entry that has no content; entries written <:name ... /> "
      "carry attributes only");
}

}  // namespace detail
}  // namespace plume
