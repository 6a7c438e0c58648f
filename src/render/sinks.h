// The two sinks of a render: the HTML of a page, and the diff of a live view.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "render/shadow.h"

namespace plume {

namespace detail {
struct DiffState {
  ListScratch lists;
  std::vector<const Template*> templates;  // of the message's table `p`
};
}  // namespace detail

/// Writes HTML to the end of `out`.
class HtmlRender : public Render {
 public:
  explicit HtmlRender(std::string& out, std::string_view csrf_token = {}) : Render(&out, false) {
    csrf_token_ = csrf_token;
  }
};

/// Writes diffs. Keeps its working memory from one diff to the next.
class DiffRender : public Render {
 public:
  DiffRender() : Render(nullptr, true) { state_ = &state; }

  /// Appends the members of the root's diff to `out`, each followed by a comma: `"0":"x",`. Nothing where nothing
  /// changed. `rendered`: the epoch of the view's last render. `render(Render&)` renders the root. Where it throws, the
  /// shadow must be reset, and `out` cut back.
  template <class F>
  void diff(std::string& out, Shadow& shadow, std::uint32_t rendered, F&& render, std::string_view csrf_token = {}) {
    begin(out, shadow, rendered);
    csrf_token_ = csrf_token;
    render(static_cast<Render&>(*this));
    finish();
  }

 private:
  void begin(std::string& out, Shadow& shadow, std::uint32_t rendered);
  void finish();
  detail::DiffState state;
};

}  // namespace plume
