// Layouts: what stands around a live view, and is rendered live with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "plume/assign.h"
#include "plume/component.h"
#include "plume/flash.h"
#include "plume/type_name.h"

namespace plume {

class LiveView;
namespace view {
class Process;
}

/// The place of the view in its layout: `{@inner_content}`.
class InnerContent {
 public:
  explicit InnerContent(view::Process& process) : process_(process) {}
  void render_into(Render& r) const;

 private:
  view::Process& process_;
};

/// The frame of the live views of class V, or derived from it (the seed's live layout): a navigation bar, messages,
/// whatever a group of pages has in common. Unlike the document around it (RootLayout) it is part of the live page: it
/// is rendered with the view, and what changed of it is sent.
///
///     struct ShopLayout : plume::LayoutOf<ShopLive> {
///       const plume::Assign<Basket>& basket = view.basket;  // of the view, tracked as in its own template
///       PLUME_HEEX(R"heex(
///         <header>{@basket->size()} articles</header>
///         <p :if={@flash["info"]} role="status">{@flash["info"]}</p>
///         <main>{@inner_content}</main>
///       )heex")
///     };
///
/// The template may also stand beside the struct, shop_layout.html.heex. A layout is declared for a class of views
/// (ViewOptions::layout) or a live_session (LiveSessionOptions::layout), or chosen in mount (LiveView::set_layout); the
/// later one wins. Views within a page (live_render) have the one that their own mount chooses, else none.
template <class V>
struct LayoutOf {
  using View = V;
  const V& view;  ///< what its template reads through it is evaluated at each render
  InnerContent inner_content;
  const Assign<Flash>& flash = view.flash;
  const Assign<std::optional<std::string>>& page_title = view.page_title;
  std::string_view live_action = view.live_action();
};
/// That of any view.
using LiveLayout = LayoutOf<LiveView>;

/// The choice of a layout: `plume::layout<ShopLayout>`, or `plume::no_layout`.
class Layout {
 public:
  constexpr Layout() = default;
  template <class L>
  static constexpr Layout of() {
    return Layout(&kind<L>);
  }
  explicit operator bool() const { return kind_ != nullptr; }
  /// Throws std::logic_error where the layout is for views of another class.
  void check(const LiveView& view) const;
  /// The view of `process` in its frame.
  void render(const LiveView& view, view::Process& process, Render& r) const { kind_->render(view, process, r); }

 private:
  struct Kind {
    std::string (*name)();
    bool (*fits)(const LiveView& view);
    void (*render)(const LiveView& view, view::Process& process, Render& r);
  };
  template <class L>
  static constexpr Kind kind{[] { return view::type_name_of<L>(); },
                             [](const LiveView& view) {
                               if constexpr (std::is_same_v<typename L::View, LiveView>)
                                 return true;
                               else
                                 return dynamic_cast<const typename L::View*>(&view) != nullptr;
                             },
                             [](const LiveView& view, view::Process& process, Render& r) {
                               using View = typename L::View;
                               L layout{LayoutOf<View>{static_cast<const View&>(view), InnerContent(process)}};
                               call(r, layout, {});
                             }};
  explicit constexpr Layout(const Kind* of) : kind_(of) {}
  const Kind* kind_ = nullptr;
};
template <class L>
inline constexpr Layout layout = Layout::of<L>();
inline constexpr Layout no_layout{};

}  // namespace plume
