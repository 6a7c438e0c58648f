// The whole server: whatever clients do, in whatever order, it stays well, answers as the protocols say, sends only
// diffs that fit what the client holds, still serves a clean page afterwards, and forgets the clients when they go.
//
// An input is a script (server/script.h), which is mutated by actions and not by bytes (server/grammar.h).
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "fuzz/server/client.h"
#include "fuzz/server/grammar.h"
#include "fuzz/server/require.h"
#include "fuzz/server/script.h"
#include "fuzz/server/site.h"

namespace {

using namespace plume;
using namespace plume::testing;

constexpr std::chrono::seconds patience{8};  // less than libFuzzer has with an input

bool within_patience(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  return true;
}

/// A browser that does nothing wrong is served.
void check_clean(SiteServer& server) {
  Browser browser;
  Client client(server, browser);
  client.request("GET", "/clean");
  require(within_patience([&] { return client.receive(), !client.is_waiting(); }), "a clean request is answered");
  require(
      client.last_response().status == 200 && client.last_response().body.find("<p>clean 0</p>") != std::string::npos,
      "a clean request gets its page", client.last_response().body);
  client.join(0, "/clean", false);
  client.push(0, "event", R"({"type":"click","event":"up","value":{}})");
  const auto has_diff = [&] {
    client.receive();
    return client.last_message().is_array() && client.last_message().at(4)["response"]["diff"]["0"].text() == "1";
  };
  require(within_patience(has_diff), "a clean event is answered", client.last_message().json());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Site& site = Site::instance();
  {
    SiteServer server;
    Script script(server);
    script.run({reinterpret_cast<const char*>(data), size});
    if (!server.is_draining()) check_clean(server);
    script.finish();
    require(within_patience([&] { return server.connections() == 0; }), "connections end with their clients",
            std::to_string(server.connections()));
    server.drain();
    require(within_patience([&] { return site.actors() == 0; }), "views end with their clients",
            std::to_string(site.actors()));
    site.settle();
  }
  require(site.topics() == 0, "subscriptions end with their views", std::to_string(site.topics()));
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned int seed) {
  Grammar grammar(seed);
  const std::string mutated = grammar.mutated({reinterpret_cast<const char*>(data), size}, most);
  return mutated.copy(reinterpret_cast<char*>(data), most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* other, std::size_t other_size, std::uint8_t* out,
                                                 std::size_t most, unsigned int seed) {
  Grammar grammar(seed);
  const std::string crossed = grammar.crossed({reinterpret_cast<const char*>(one), one_size},
                                              {reinterpret_cast<const char*>(other), other_size}, most);
  return crossed.copy(reinterpret_cast<char*>(out), most);
}
