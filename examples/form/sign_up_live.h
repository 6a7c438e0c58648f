#pragma once

#include <plume/live_view.h>

#include <string_view>

#include "form/field.h"
#include "form/sign_up.h"
#include "gallery/page.h"

/// A form that is checked while it is filled in. Nothing is stored.
class SignUpLive : public plume::LiveView {
 public:
  plume::Assign<plume::Value> user{plume::Value::object()};  ///< the fields as they are filled in
  plume::Assign<SignUpErrors> errors;
  plume::Assign<bool> done{false};

  void mount(const plume::Params&, const plume::Session&) override { page_title = "Form"; }

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "again") {
      user = plume::Value::object();
      done = false;
      return;
    }
    user = params["user"];
    errors = event == "save" ? check(user) : check_used(user);
    done = event == "save" && errors->none();
  }
};
