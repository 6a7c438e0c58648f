#include "colocated_live.h"
#include "commands_live.h"
#include "failing_live.h"
#include "plume/plume.h"

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.live_view.signing_salt = "templates in the browser";
  options.debug_errors = true;
  plume::Endpoint endpoint(std::move(options));
  endpoint.router().live<site::ColocatedLive>("/colocated");
  endpoint.router().live<site::CommandsLive>("/commands");
  endpoint.router().live<site::FailingLive>("/failing");
  endpoint.router().post("/posted", [](const plume::Request& request) {
    return plume::Response::text(std::string(request.body_params["user"]["name"].text()));
  });
  endpoint.router().del("/things/:id", [](const plume::Request& request) {
    return plume::Response::text(request.method + " " + std::string(request.path_params["id"].text()));
  });
  return endpoint.run(argc, argv);
}
