// The document around the pages, one for each live_session.
#pragma once

#include <string>
#include <utility>

#include "plume/root_layout.h"

namespace travel {

class Layout : public plume::RootLayout {
 public:
  explicit Layout(std::string of) : session(std::move(of)) {}

  std::string session;  ///< which live_session

  PLUME_HEEX(R"heex(
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="csrf-token" content={@csrf_token} />
        <link rel="icon" href="data:," />
        <.plume::live_title default="Travel">{@page_title}</.plume::live_title>
        {@client_assets}
      </head>
      <body class={@session}>{@inner_content}</body>
    </html>
  )heex")
};

}  // namespace travel
