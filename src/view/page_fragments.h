// PageFragments: the HTML of live components, whose places are within the HTML of their callers.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace plume::view {

/// Components are rendered behind what calls them. So a page is written in fragments, which are put together at the
/// end.
class PageFragments {
 public:
  struct Fragment {
    std::string text;
    std::vector<std::pair<std::size_t, Fragment*>> places;
  };

  /// Returns the fragment that is written now.
  Fragment& current() { return *current_; }
  void write(Fragment& fragment) { current_ = &fragment; }
  /// Returns a new fragment, whose place in the current one is at byte `at`.
  Fragment& add(std::size_t at);
  /// Puts the fragments to their places in `out`, which is the HTML of the root.
  void insert_into(std::string& out);
  void compact() { root_.text.shrink_to_fit(); }

 private:
  static void append(const Fragment& fragment, std::string& out);

  Fragment root_;
  Fragment* current_ = &root_;
  std::deque<Fragment> fragments_;
};

}  // namespace plume::view
