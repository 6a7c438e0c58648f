#include <plume/testing.h>

#include "counter_live.h"

int main() {
  plume::Endpoint endpoint({.secret_key_base = std::string(64, 'k'), .live_view = {.signing_salt = "package-test"}});
  endpoint.router().live<CounterLive>("/");
  plume::testing::App app(endpoint);
  return app.live("/").element("button", "+").render_click().contains("Count: 1") ? 0 : 1;
}
