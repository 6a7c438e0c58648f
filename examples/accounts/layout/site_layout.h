#pragma once

#include <plume/core_components/stylesheet.h>
#include <plume/root_layout.h>

#include <string_view>

/// The document around every page.
class SiteLayout : public plume::RootLayout {
 public:
  std::string_view stylesheet() const;

  PLUME_HEEX(R"heex(
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="csrf-token" content={@csrf_token} />
        <.plume::live_title default="Accounts" suffix=" · Accounts">{@page_title}</.plume::live_title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={plume::core::stylesheet()} />
        <link rel="stylesheet" href={@stylesheet()} />
        {@client_assets}
      </head>
      <body>{@inner_content}</body>
    </html>
  )heex")
};
