#include "flash_live.h"
#include "hooks_live.h"
#include "layout.h"
#include "nested_live.h"
#include "places_live.h"
#include "plume/endpoint.h"

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.live_view.signing_salt = "navigation in the browser";
  options.root_layout = [] { return std::make_unique<travel::Layout>("public"); };
  plume::Endpoint endpoint(std::move(options));

  auto& router = endpoint.router();
  router.live<travel::PlacesLive>("/places");
  router.live<travel::PlaceLive>("/places/:id");
  router.live<travel::QuietLive>("/quiet");
  router.live<travel::HooksLive>("/hooks");
  router.live<travel::HooksLive>("/hooks/:shown");
  router.live<travel::FlashLive>("/flash");
  router.live<travel::DeadLive>("/flash/dead");
  router.get("/flash/handler", travel::flash_by_handler);
  router.live<travel::NestedLive>("/nested");

  plume::LiveSessionOptions admin;
  admin.root_layout = [] { return std::make_unique<travel::Layout>("admin"); };
  admin.on_mount = {travel::AdminLive::guard};
  router.live_session("admin", std::move(admin), [](auto& group) {
    group.template live<travel::AdminLive>("/admin", {.action = "hall"});
    group.template live<travel::AdminLive>("/admin/cellar", {.action = "cellar"});
  });
  return endpoint.run(argc, argv);
}
