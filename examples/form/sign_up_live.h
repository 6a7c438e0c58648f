#pragma once

#include <plume/live_view.h>

#include <optional>
#include <string_view>

#include "form/field.h"
#include "form/sign_up.h"
#include "gallery/page.h"

/// A form that is checked while it is filled in. Nothing is stored.
class SignUpLive : public plume::LiveView {
 public:
  plume::Assign<plume::Form> form{empty_form()};
  plume::Assign<std::string> welcomed;  ///< the name of whom signed up
  plume::Assign<std::string> written_to;

  void mount(const plume::Params&, const plume::Session&) override { page_title = "Form"; }

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "again") {
      form = empty_form();
      welcomed = "";
      return;
    }
    const auto submitted = plume::decode<SignUp>(params["user"]);
    form = plume::to_form(submitted, {.as = "user"});
    if (event == "save" && submitted.ok()) {
      welcomed = submitted.value.name;
      written_to = submitted.value.email;
    }
  }

 private:
  static plume::Form empty_form() { return plume::to_form(SignUp(), {.as = "user"}); }
};
