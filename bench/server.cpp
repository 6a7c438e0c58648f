// The server under load. It counts the allocations of its process: GET /allocations answers with their number so far.
#include <atomic>
#include <cstdlib>
#include <new>

#include "bench/pages.h"
#include "plume/endpoint.h"

namespace {
std::atomic<unsigned long> allocations{0};
}

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

int main(int argc, char** argv) {
  plume::EndpointOptions options;
  options.live_view.signing_salt = "benchmarks";
  options.secret_key_base = std::string(64, 'b');
  options.session.cookie.secure = false;
  plume::Endpoint endpoint(std::move(options));
  auto& router = endpoint.router();
  router.live<bench::CounterLive>("/counter");
  router.live<bench::TableLive>("/table");
  router.live<bench::BroadcastLive>("/broadcast");
  router.live<bench::BlockLive>("/block");
  router.live<bench::FormLive>("/form");
  router.get("/allocations", [](const plume::Request&) { return plume::Response::text(std::to_string(allocations.load())); });
  return endpoint.run(argc, argv);
}
