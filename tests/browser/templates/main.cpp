#include "colocated_live.h"
#include "plume/plume.h"

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.live_view.signing_salt = "templates in the browser";
  plume::Endpoint endpoint(std::move(options));
  endpoint.router().live<site::ColocatedLive>("/colocated");
  return endpoint.run(argc, argv);
}
