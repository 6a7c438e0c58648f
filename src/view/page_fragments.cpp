#include "view/page_fragments.h"

namespace plume::view {

PageFragments::Fragment& PageFragments::add(std::size_t at) {
  Fragment& made = fragments_.emplace_back();
  current_->places.emplace_back(at, &made);
  return made;
}

void PageFragments::insert_into(std::string& out) {
  root_.text.swap(out);
  append(root_, out);
  root_ = {};
  current_ = &root_;
  fragments_.clear();
}

void PageFragments::append(const Fragment& fragment, std::string& out) {
  std::size_t at = 0;
  for (const auto& [place, inner] : fragment.places) {
    out.append(fragment.text, at, place - at);
    append(*inner, out);
    at = place;
  }
  out.append(fragment.text, at);
}

}  // namespace plume::view
