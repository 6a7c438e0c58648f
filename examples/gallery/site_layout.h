#pragma once

#include <plume/core_components/stylesheet.h>
#include <plume/root_layout.h>

#include <string_view>

namespace gallery {

/// The document around every page.
class SiteLayout : public plume::RootLayout {
 public:
  std::string_view stylesheet() const;
  std::string_view icon() const;

  PLUME_HEEX(R"heex(
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="description" content="Plume: LiveView for C++. A gallery of live pages." />
        <meta name="csrf-token" content={@csrf_token} />
        <.plume::live_title default="LiveView for C++" suffix=" · Plume">{@page_title}</.plume::live_title>
        <link rel="icon" href={@icon()} type="image/svg+xml" />
        <link rel="stylesheet" href={plume::core::stylesheet()} />
        <link rel="stylesheet" href={@stylesheet()} />
        {@client_assets}
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        <noscript>
          <p class="notice">
            JavaScript is switched off: this is the page as the server first rendered it. Links work, live parts stand still.
          </p>
        </noscript>
        {@inner_content}
        <footer class="site-footer">
          <p>Every page here is a C++ object on the server. The application has no JavaScript of its own.</p>
        </footer>
      </body>
    </html>
  )heex")
};

}  // namespace gallery
