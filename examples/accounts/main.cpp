// A small application with accounts: register, log in and out; pages for guests, members and administrators.
#include <plume/plume.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "auth/hooks.h"
#include "auth/log_ins.h"
#include "auth/plugs.h"
#include "layout/site_layout.h"
#include "pages/home_live.h"
#include "pages/log_in_live.h"
#include "pages/register_live.h"
#include "pages/users_live.h"
#include "pages/wall_live.h"
#include "site_assets.h"

namespace {

/// Everything that is kept, in one file.
struct Store {
  explicit Store(const std::string& path) : database(path) {}
  Database database;
  Passwords passwords;
  Accounts accounts{database, passwords};
  Notes notes{database};
};

// Each group of pages is guarded twice: the pipeline guards HTTP requests, the hooks guard what goes over the socket.
// Groups with other rights are other live_sessions, so going from one to another is always a new HTTP request.
void add_pages(plume::Router& router, Store& store) {
  const auto current = mount_current_user(store.accounts);
  router.pipeline("browser", {fetch_current_user(store.accounts)});
  router.pipeline("guests", {require_guest});
  router.pipeline("users", {require_user});
  router.pipeline("admins", {require_admin});

  router.scope("/", {.pipe_through = {"browser"}}, [&](plume::Scope& site) {
    site.live_session("everybody", {.on_mount = {current}}, [](plume::Scope& pages) { pages.live<HomeLive>("/"); });
    site.scope("/", {.pipe_through = {"guests"}}, [&](plume::Scope& guests) {
      guests.live_session("guests", {.on_mount = {current, mount_for_guests()}}, [&](plume::Scope& pages) {
        pages.live<LogInLive>("/log-in");
        pages.live("/register", [&] { return std::make_unique<RegisterLive>(store.accounts); });
      });
    });
    site.scope("/", {.pipe_through = {"users"}}, [&](plume::Scope& users) {
      users.live_session("users", {.on_mount = {current, mount_for_users()}}, [&](plume::Scope& pages) {
        pages.live("/wall", [&] { return std::make_unique<WallLive>(store.notes); });
      });
    });
    site.scope("/", {.pipe_through = {"admins"}}, [&](plume::Scope& admins) {
      admins.live_session("admins", {.on_mount = {current, mount_for_admins()}}, [&](plume::Scope& pages) {
        pages.live("/users", [&] { return std::make_unique<UsersLive>(store.accounts); });
      });
    });
  });
}

void add_log_ins(plume::Router& router, LogIns& log_ins) {
  router.scope("/", {.pipe_through = {"browser", "guests"}}, [&](plume::Scope& guests) {
    guests.post("/register", [&](plume::Request& request) { return log_ins.add_user(request); });
    guests.post("/log-in", [&](plume::Request& request) { return log_ins.log_in(request); });
  });
  router.del("/log-out", [&](plume::Request& request) { return log_ins.log_out(request); });
}

std::string database_path() {
  const char* given = std::getenv("ACCOUNTS_DATABASE");
  return given ? given : "accounts.db";
}

}  // namespace

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.live_view.signing_salt = "example of accounts";
  options.root_layout = [] { return std::make_unique<SiteLayout>(); };
  options.assets = {site_assets(), plume::core::assets()};

  Store store(database_path());
  plume::Endpoint endpoint(std::move(options));
  LogIns log_ins(endpoint, store.accounts);
  add_pages(endpoint.router(), store);
  add_log_ins(endpoint.router(), log_ins);
  return endpoint.run(argc, argv);
}
