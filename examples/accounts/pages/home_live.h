#pragma once

#include "layout/frame.h"

/// For everybody.
class HomeLive : public Page {
 public:
  PLUME_HEEX(R"heex(
    <.frame current_user={@current_user} flash={@flash} path="/">
      <section class="hero">
        <h1>Who may see what</h1>
        <p>
          Accounts that survive a restart, pages for guests, for members and for administrators, and a log-out that ends what
          is open in other windows.
        </p>
        <p class="core-actions">
          <%= if (@current_user) { %>
            <.core::button href="/wall" variant="primary">To the wall</.core::button>
          <% } else { %>
            <.core::button href="/register" variant="primary">Register</.core::button>
            <.core::button href="/log-in">Log in</.core::button>
          <% } %>
        </p>
        <p class="muted">The first who registers is the administrator.</p>
      </section>
    </.frame>
  )heex")
};
