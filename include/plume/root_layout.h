// RootLayout: the HTML document around live pages.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "plume/component.h"
#include "plume/flash.h"
#include "plume/http.h"

namespace plume {

class LiveView;

/// The document around a live page, rendered once for the HTTP request; only its `<title>` changes afterwards. Derive
/// and add a template (PLUME_HEEX, or a name.html.heex beside the class) which writes `{@inner_content}` in its body
/// and `{@client_assets}` in its head. It is that of ordinary pages, too (plume/page.h).
class RootLayout {
 public:
  RootLayout() = default;
  RootLayout(const RootLayout&) = delete;
  RootLayout& operator=(const RootLayout&) = delete;
  virtual ~RootLayout() = default;
  virtual void render(Render& r);

  std::optional<std::string> page_title;  ///< of the view, or the ordinary page
  Flash flash;                            ///< of the view, as the page is loaded; of the request of an ordinary page
  std::string csrf_token;                 ///< for `<meta name="csrf-token" content={@csrf_token}>`
  Safe inner_content = raw("");           ///< the page itself
  Safe client_assets = raw("");           ///< loads the client, and scripts and styles of templates
  std::string path;                       ///< of the request
  /// The request, with what plugs assigned: `{@request->assigned<User>("current_user")->name}`.
  const Request* request = nullptr;
  /// The page's main view, to read its fields, and the name of its class (the seed's `@live_module`). Null and "" where
  /// the page is an ordinary one.
  const LiveView* view = nullptr;
  std::string live_module;
};

/// Makes root layouts: `options.root_layout = [] { return std::make_unique<SiteLayout>(); };`. Empty at first.
class RootLayoutFactory {
 public:
  RootLayoutFactory() = default;
  /// `make` returns a std::unique_ptr to a class derived from RootLayout.
  template <class Make>
    requires(!std::is_same_v<std::remove_cvref_t<Make>, RootLayoutFactory>)
  RootLayoutFactory(Make make) : make_(std::move(make)) {
    using L = typename std::invoke_result_t<Make>::element_type;
    if constexpr (!std::is_same_v<decltype(&L::render), void (RootLayout::*)(Render&)> || std::is_same_v<L, RootLayout>)
      render_ = [](RootLayout& layout, Render& r) { layout.render(r); };
    else
      render_ = [](RootLayout& layout, Render& r) { render_template<L>(static_cast<L&>(layout), r); };
  }

  /// No document: the page's container alone, to be put into another page.
  static RootLayoutFactory none();

  explicit operator bool() const { return make_ != nullptr; }
  std::unique_ptr<RootLayout> make() const { return make_(); }
  void render(RootLayout& layout, Render& r) const { render_(layout, r); }

 private:
  std::function<std::unique_ptr<RootLayout>()> make_;
  void (*render_)(RootLayout&, Render&) = nullptr;
};

/// `<.live_title default="Shop" suffix=" · Acme">{@page_title}</.live_title>`: the title, which follows the view's
/// page_title live (templates.md 8.5).
struct live_title {
  std::optional<std::string_view> prefix, suffix;
  std::optional<std::string_view> default_;
  Slot<> inner_block;
  void render(Render& r);
};

}  // namespace plume
