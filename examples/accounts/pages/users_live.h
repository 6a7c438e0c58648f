#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "auth/log_ins.h"
#include "layout/frame.h"

/// For administrators: who is registered and logged in. They can end the log-ins of a user.
class UsersLive : public Page {
 public:
  using users_table = core::table<UserSummary>;

  explicit UsersLive(Accounts& accounts) : accounts_(accounts) {}

  plume::Assign<std::vector<UserSummary>> users;

  void mount(const plume::Params&, const plume::Session&) override {
    page_title = "Users";
    subscribe("users");
    users = accounts_.summary();
  }
  void handle_info(const plume::Message&) override { users = accounts_.summary(); }
  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "end") end_log_ins(params["id"].integer_or(0));
  }

  PLUME_HEEX(R"heex(
    <.frame current_user={@current_user} flash={@flash} path="/users">
      <section class="card wide">
        <.core::header>
          Users
          <:subtitle>Who is registered, and on how many devices they are logged in.</:subtitle>
        </.core::header>
        <.users_table
          id="users"
          rows={@users}
          row_id={[](const UserSummary& row) { return "user-" + std::to_string(row.user.id); }}
        >
          <:col :let={row} label="E-mail" class="address">{row.user.email}</:col>
          <:col :let={row} label="Role" class="large-screens">{row.user.is_admin() ? "administrator" : "member"}</:col>
          <:col :let={row} label="Since" class="large-screens">{row.joined}</:col>
          <:col :let={row} label="Logged in" class="core-number">{row.log_ins}</:col>
          <:action :let={row}>
            <.core::button
              phx-click="end"
              phx-value-id={row.user.id}
              disabled={row.log_ins == 0}
              aria-label={"Log out " + row.user.email + " everywhere"}
            >Log out</.core::button>
          </:action>
        </.users_table>
      </section>
    </.frame>
  )heex")

 private:
  void end_log_ins(std::int64_t user) {
    for (const auto& socket : accounts_.log_out_everywhere(user)) broadcast(socket, plume::Disconnect{});
    broadcast("users", UsersChanged{});
  }
  Accounts& accounts_;
};
