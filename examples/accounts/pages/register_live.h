#pragma once

#include <string_view>

#include "auth/registration.h"
#include "layout/frame.h"

/// For guests. The form is checked while it is filled in; once it is good, the browser submits it over HTTP, which
/// writes the session (LogIns::add_user).
class RegisterLive : public Page {
 public:
  explicit RegisterLive(Accounts& accounts) : accounts_(accounts) {}

  plume::Assign<plume::Form> form{plume::to_form(Registration(), {.as = "user"})};
  plume::Assign<bool> good{false};

  void mount(const plume::Params&, const plume::Session&) override { page_title = "Register"; }

  void handle_event(std::string_view event, const plume::Params& params) override {
    auto submitted = plume::decode<Registration>(params["user"]);
    if (event == "save" && accounts_.knows(submitted.value.email))
      submitted.errors.add("email", "This address is taken.");
    good = event == "save" && submitted.ok();
    form = plume::to_form(submitted, {.as = "user"});
  }

  PLUME_HEEX(R"heex(
    <.frame current_user={@current_user} flash={@flash} path="/register">
      <section class="card">
        <.core::header>
          Register
          <:subtitle>Or <a href="/log-in">log in</a>, if you have an account.</:subtitle>
        </.core::header>
        <.core::simple_form
          for={@form}
          id="register"
          action="/register"
          phx-change="check"
          phx-submit="save"
          phx-trigger-action={@good}
          novalidate
        >
          <.core::input
            field={@form["email"]}
            type="email"
            label="E-mail"
            autocomplete="username"
            required
            phx-debounce="blur"
          />
          <.core::input
            field={@form["password"]}
            type="password"
            label="Password"
            hint="At least 10 characters."
            autocomplete="new-password"
            required
            phx-debounce="blur"
          />
          <:actions><.core::button variant="primary">Create the account</.core::button></:actions>
        </.core::simple_form>
      </section>
    </.frame>
  )heex")

 private:
  Accounts& accounts_;
};
