#include <plume/plume.h>

class HelloLive : public plume::LiveView {
 public:
  plume::Assign<std::string> name{"world"};
  plume::Assign<int> waves{0};

  void mount(const plume::Params&, const plume::Session&) override { page_title = "Hello"; }
  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "rename") name = params["name"].text();
    if (event == "wave") ++waves;
  }

  PLUME_HEEX(R"heex(
    <h1>Hello, {@name}!</h1>
    <form id="who" phx-change="rename">
      <label>Your name <input name="name" value={@name} /></label>
    </form>
    <button phx-click="wave">Wave</button>
    <p :if={@waves > 0}>You waved {@waves} {@waves == 1 ? "time" : "times"}.</p>
  )heex")
};

int main(int argc, char** argv) {
  plume::Endpoint endpoint({.live_view = {.signing_salt = "hello world"}});
  endpoint.router().live<HelloLive>("/");
  return endpoint.run(argc, argv);
}
