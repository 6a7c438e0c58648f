// RootLayout: the HTML document around live pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plume/component.h"

namespace plume {

/// The document around a live page, rendered once for the HTTP request; only its `<title>` changes afterwards. Derive
/// and add a template which writes `{@inner_content}` in its body and `{@client_assets}` in its head.
class RootLayout {
 public:
  RootLayout() = default;
  RootLayout(const RootLayout&) = delete;
  RootLayout& operator=(const RootLayout&) = delete;
  virtual ~RootLayout() = default;
  virtual void render(Render& r);

  std::optional<std::string> page_title;  ///< of the view
  std::string csrf_token;                 ///< for `<meta name="csrf-token" content={@csrf_token}>`
  Safe inner_content = raw("");           ///< the page itself
  Safe client_assets = raw("");           ///< the script element of the client
  std::string path;                       ///< of the request
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
