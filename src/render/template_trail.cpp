#include "render/template_trail.h"

#include <exception>
#include <utility>

namespace plume::detail {
namespace {

constexpr std::size_t most_positions = 16;  // of templates that call themselves

// Of the last exception that left a template in this thread. An exception that was swallowed on its way is told from a
// later one by its object.
struct Trail {
  std::exception_ptr of;
  std::vector<TemplatePosition> positions;
};
Trail& trail() {
  static thread_local Trail trail;
  return trail;
}

}  // namespace

void TemplateTrace::left() const { add_to_trail(position_); }

void add_to_trail(const TemplatePosition& position) {
  const auto exception = std::current_exception();
  Trail before;  // is destroyed at the end: that runs code of the application
  if (trail().of != exception) before = std::exchange(trail(), {exception, {}});
  if (trail().positions.size() < most_positions) trail().positions.push_back(position);
}

std::vector<TemplatePosition> take_trail() {
  auto [exception, positions] = std::exchange(trail(), {});
  if (exception != std::current_exception()) positions.clear();
  return std::move(positions);
}

std::string to_text(std::span<const TemplatePosition> trail) {
  std::string text;
  for (const auto& [file, line, column] : trail) {
    if (!text.empty()) text += ", called from ";
    text.append(file->name).append(":").append(std::to_string(line)).append(":").append(std::to_string(column));
  }
  return text;
}

}  // namespace plume::detail
