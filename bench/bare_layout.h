// The document of a page that loads the client's files as npm has them, and starts it in the plainest way.
#pragma once

#include "plume/root_layout.h"

namespace bench {

class BareLayout : public plume::RootLayout {
 public:
  PLUME_HEEX(R"heex(
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="csrf-token" content={@csrf_token} />
        <title>Bare</title>
        <script defer src="/phoenix/priv/static/phoenix.min.js">
        </script>
        <script defer src="/phoenix_live_view/priv/static/phoenix_live_view.min.js">
        </script>
        <script type="module">
          const _csrf_token = document.querySelector("meta[name='csrf-token']").content;
          new LiveView.LiveSocket("/live", Phoenix.Socket, { params: { _csrf_token } }).connect();
        </script>
      </head>
      <body>{@inner_content}</body>
    </html>
  )heex")
};

}  // namespace bench
