#pragma once

#include <plume/value.h>

#include "layout/frame.h"

/// For guests. The browser submits the form over HTTP, which writes the session (LogIns::log_in).
class LogInLive : public Page {
 public:
  plume::Assign<plume::Form> form;

  void mount(const plume::Params&, const plume::Session&) override {
    page_title = "Log in";
    const plume::Params tried{{"email", (*flash)["email"].value_or("")}};
    form = plume::to_form(tried, {.as = "user"});
  }

  PLUME_HEEX(R"heex(
    <.frame current_user={@current_user} flash={@flash} path="/log-in">
      <section class="card">
        <.core::header>
          Log in
          <:subtitle>Or <a href="/register">register</a>, if you have no account.</:subtitle>
        </.core::header>
        <.core::simple_form for={@form} id="log-in" action="/log-in">
          <.core::input field={@form["email"]} type="email" label="E-mail" autocomplete="username" required />
          <.core::input
            field={@form["password"]}
            type="password"
            label="Password"
            autocomplete="current-password"
            required
          />
          <.core::input field={@form["remember_me"]} type="checkbox" label="Stay logged in on this device" />
          <:actions><.core::button variant="primary">Log in</.core::button></:actions>
        </.core::simple_form>
      </section>
    </.frame>
  )heex")
};
