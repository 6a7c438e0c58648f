// The server under load. It counts the allocations of its process: GET /allocations answers with their number so far,
// GET /heap with the bytes in use. /bare is the page of /counter with the client as npm has it.
#include <malloc.h>

#include <memory>

#include "bench/bare_layout.h"
#include "bench/count_allocations.h"
#include "bench/pages.h"
#include "plume/endpoint.h"

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.live_view.signing_salt = "benchmarks";
  options.live_view.hibernate_after = std::chrono::seconds(1);
  options.secret_key_base = std::string(64, 'b');
  options.session.cookie.secure = false;
  options.static_dir = PLUME_NPM_FOLDER;
  plume::Endpoint endpoint(std::move(options));
  auto& router = endpoint.router();
  router.live<bench::CounterLive>("/counter");
  plume::LiveSessionOptions bare;
  bare.root_layout = [] { return std::make_unique<bench::BareLayout>(); };
  router.live_session("bare", std::move(bare), [](plume::Scope& pages) { pages.live<bench::CounterLive>("/bare"); });
  router.live<bench::TableLive>("/table");
  router.live<bench::BroadcastLive>("/broadcast");
  router.live<bench::BlockLive>("/block");
  router.live<bench::FormLive>("/form");
  router.get("/allocations",
             [](const plume::Request&) { return plume::Response::text(std::to_string(bench::allocations())); });
  router.get("/heap", [](const plume::Request&) {
    const auto heap = ::mallinfo2();
    return plume::Response::text(std::to_string(heap.uordblks + heap.hblkhd));
  });
  return endpoint.run(argc, argv);
}
