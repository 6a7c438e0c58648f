#include "render/component_scope.h"

#include <utility>

namespace plume::detail {

ComponentScope::ComponentScope(Render& r, const Options& options) : r_(r), place_(r.place_) {
  if (r.state_) tree_ = std::exchange(r.state_->tree, {});
  r.place_.rendered = options.rendered;
  r.place_.all = options.all;
  r.place_.given = options.slots;
}

ComponentScope::~ComponentScope() {
  r_.place_ = place_;
  if (r_.state_) r_.state_->tree = std::move(tree_);
}

void ComponentScope::write_html_to(std::string& out) { r_.place_.out = &out; }

// An entry is written beside the others, since a component with slots is rendered in the middle of its caller.
void ComponentScope::begin_entry(Shadow& shadow, std::uint32_t cid, std::int64_t share) {
  r_.place_.out = &r_.state_->components.push();
  r_.place_.slot = &shadow.root_;
  r_.place_.index = Render::component_index;
  r_.state_->tree = {{}, cid, share, 0};
}

bool ComponentScope::end_entry() {
  auto& entries = r_.state_->components;
  const std::string& entry = *r_.place_.out;
  const bool has_changed = !entry.empty();
  entries.text.append(entry);
  entries.pop();
  return has_changed;
}

void ComponentScope::append_entries(Render& r) {
  std::string& entries = r.state_->components.text;
  if (entries.empty()) return;
  r.place_.out->append("\"c\":{").append(entries);
  r.close_object();
  entries.clear();
}

}  // namespace plume::detail
