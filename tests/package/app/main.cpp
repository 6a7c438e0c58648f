#include <plume/core_components/stylesheet.h>
#include <plume/endpoint.h>

#include "counter_live.h"
#include "greeting_live.h"
#include "site_assets.h"

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.secret_key_base = std::string(64, 'k');
  options.live_view.signing_salt = "package-test";
  options.assets = {consumer::site_assets(), plume::core::assets()};
  plume::Endpoint endpoint(std::move(options));
  endpoint.router().live<CounterLive>("/");
  endpoint.router().live<GreetingLive>("/greeting");
  return endpoint.run(argc, argv);
}
