// The two sinks of a render: the HTML of a page, and the diff of a live view.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "render/seen_keys.h"
#include "render/shadow.h"

namespace plume {

namespace detail {
/// The entries of live components in a diff. One may be written while another is.
struct ComponentEntries {
  std::string text;  ///< of those that are complete
  std::vector<std::unique_ptr<std::string>> buffers;
  std::size_t depth = 0;  ///< how many are being written

  std::string& push() {
    if (depth == buffers.size()) buffers.push_back(std::make_unique<std::string>());
    std::string& buffer = *buffers[depth++];
    buffer.clear();
    return buffer;
  }
  void pop() { --depth; }
  void reset() {
    text.clear();
    depth = 0;
  }
};

struct DiffState {
  ListScratch lists;
  ComponentEntries components;

  /// The tree that is written: the view's, or that of a live component, which has no `p` but in its outermost lists.
  struct Tree {
    std::vector<const Template*> templates{};  // of the table `p`
    std::uint32_t cid = 0;                     // of the component; 0: the view
    std::int64_t share = 0;  // the component whose statics it adopts: -cid of the client's, cid of one of this message
    unsigned lists = 0;      // of the component that are open
  } tree;
};
}  // namespace detail

/// Writes HTML to the end of `out`.
class HtmlRender : public Render {
 public:
  /// `csrf_token`: for its forms; `surroundings`: null if there are none.
  explicit HtmlRender(std::string& out, std::string_view csrf_token = {}, detail::Surroundings* surroundings = nullptr)
      : Render(&out, false) {
    csrf_token_ = csrf_token;
    surroundings_ = surroundings;
    keys_ = &keys;
  }

 private:
  detail::SeenKeys keys;
};

/// Writes diffs, one at a time. Keeps its working memory from one to the next.
class DiffRender : public Render {
 public:
  DiffRender() : Render(nullptr, true) { state_ = &state; }

  struct Options {
    bool all = false;                              ///< evaluate also what is unchanged
    std::string_view csrf_token{};                 ///< for its forms
    detail::Surroundings* surroundings = nullptr;  ///< null if there are none
  };

  /// Appends the members of the root's diff to `out`, each followed by a comma: `"0":"x",`. Nothing where nothing
  /// changed. `rendered`: the epoch of the view's last render. `render(Render&)` renders the root. Where it throws, the
  /// shadow must be reset, and `out` cut back.
  template <class F>
  void diff(std::string& out, Shadow& shadow, std::uint32_t rendered, F&& render, Options options) {
    begin(out, shadow, rendered, options);
    render(static_cast<Render&>(*this));
    finish();
  }
  template <class F>
  void diff(std::string& out, Shadow& shadow, std::uint32_t rendered, F&& render) {
    diff(out, shadow, rendered, std::forward<F>(render), Options());
  }

 private:
  void begin(std::string& out, Shadow& shadow, std::uint32_t rendered, const Options& options);
  void finish();
  detail::DiffState state;
};

}  // namespace plume
