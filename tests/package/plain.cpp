// A server without templates, which needs no build system: g++ plain.cpp $(pkg-config --cflags --libs plume)
#include <plume/plume.h>

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.secret_key_base = std::string(64, 'k');
  options.live_view.signing_salt = "package-test";
  plume::Endpoint endpoint(std::move(options));
  endpoint.router().get("/", [](const plume::Request&) { return plume::Response::text("plain"); });
  return endpoint.run(argc, argv);
}
