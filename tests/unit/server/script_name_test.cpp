// An endpoint below a path of its host (server-api 4.6, 13.10).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/json.h"
#include "plume/assets.h"
#include "plume/connect_info.h"
#include "plume/path.h"
#include "poll_client.h"
#include "support/server_site.h"
#include "support/waiting.h"

namespace plume::testing {
namespace {

namespace fs = std::filesystem;

constexpr Path<"/items/:id"> item_path;
constexpr Path<"/live/:n"> live_path;

// Goes where its events say, and notes what it is told.
class WanderingPage : public CounterPage {
 public:
  explicit WanderingPage(Journal& journal) : journal_(journal) {}
  void mount(const Params&, const Session&) override { journal_.add(connect_info().uri); }
  void handle_params(const Params& params, std::string_view uri) override {
    journal_.add(std::string(params["n"].text()) + " " + std::string(uri));
  }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "patch") push_patch(live_path(2));
    if (event == "bare patch") push_patch("/live/2");
    if (event == "navigate") push_navigate(live_path(3));
    if (event == "type") {
      const auto kind = [&](std::string_view path) { return navigation_type(path) == NavigationType::patch; };
      journal_.add(kind(live_path(4)) && !kind("/live/4") ? "only below it" : "anywhere");
    }
    if (event == "task") start_async("task", [this] { journal_.add(item_path(5)); });
  }
  void handle_async(std::string_view, const AsyncOutcome&) override {}

 private:
  Journal& journal_;
};

struct ScriptNameTest : ::testing::Test {
  ScriptNameTest() : folder(fs::temp_directory_path() / ("plume-below-" + std::to_string(::getpid()))) {
    fs::create_directories(folder);
    std::ofstream(folder / "note.txt") << "a file";
    EndpointOptions options;
    options.path = "/shop";
    options.static_dir = folder;
    site.emplace(std::move(options));
    site->router().get("/", [](const Request&) { return Response::text("home"); });
    site->router().get("/items/:id", [](const Request& request) {
      return Response::text(request.path + " " + item_path(request.path_params["id"].text()));
    });
    site->router().get("/away", [](const Request&) { return Response::redirect(item_path(7)); });
    site->router().live("/live/:n", [this] { return std::make_unique<WanderingPage>(journal); });
  }
  ~ScriptNameTest() override { fs::remove_all(folder); }
  Response get(const std::string& path) { return TcpClient(site->port()).get(path); }

  const fs::path folder;
  Journal journal;
  std::optional<Site> site;
};

TEST_F(ScriptNameTest, S4_6_RoutesAreBelowIt) {
  EXPECT_EQ(get("/shop").body, "home");
  EXPECT_EQ(get("/shop/").body, "home");
  EXPECT_EQ(get("/shop/items/7?a=1").body, "/shop/items/7 /shop/items/7");
  EXPECT_EQ(get("/shop/away").headers.get("location"), "/shop/items/7");
  for (const auto* outside : {"/", "/items/7", "/shopping/items/7", "/shop/shop/items/7", "/live/1"})
    EXPECT_EQ(get(outside).status, 404) << outside;
  EXPECT_EQ(TcpClient(site->port()).request("POST /shop/items/7 HTTP/1.1\r\nHost: h").headers.get("allow"), "GET");
}

TEST_F(ScriptNameTest, S13_7_FilesAreBelowIt) {
  const std::string script(client_assets().begin()->hashed_path);
  EXPECT_EQ(get("/shop" + script).status, 200);
  EXPECT_NE(get("/shop" + script).headers.get("cache-control").find("immutable"), std::string::npos);
  EXPECT_EQ(get(script).status, 404);
  EXPECT_EQ(get("/shop/note.txt").body, "a file");
  EXPECT_EQ(get("/note.txt").status, 404);
}

TEST_F(ScriptNameTest, S13_10_PagesLoadTheClientFromThereAndTellIt) {
  const std::string page = get("/shop/live/1").body;
  const std::string script(client_assets().begin()->hashed_path);
  EXPECT_NE(page.find("src=\"/shop" + script + "\" data-script-name=\"/shop\""), std::string::npos) << page;
}

TEST_F(ScriptNameTest, S4_6_TheLiveSocketIsBelowIt) {
  const LoadedPage page(site->port(), "/shop/live/1");
  TcpClient outside(site->port());
  EXPECT_EQ(outside.upgrade("/live/websocket?" + page.query(), page.cookie()), 404);
  EXPECT_EQ(get("/live/longpoll?" + page.query()).status, 404);
  EXPECT_EQ(parse_json(get("/shop/live/longpoll?" + page.query()).body)["status"], 410);
}

struct WanderingTest : ScriptNameTest {
  WanderingTest() : line(site->port()), page(site->port(), "/shop/live/1") {
    line.upgrade("/shop/live/websocket?" + page.query(), page.cookie());
    view = page.join(client);
  }
  std::string base() { return "://localhost:" + std::to_string(site->port()) + "/shop/live/"; }

  TcpClient line;
  LoadedPage page;
  LiveClient client{line};
  Joined view;
};

TEST_F(WanderingTest, S4_6_JoinsAndPatchesAreBelowIt) {
  ASSERT_TRUE(view.ok()) << view.reply.json();
  const auto told = journal.entries();
  ASSERT_EQ(told.size(), 4u);
  EXPECT_TRUE(told[0].ends_with("/shop/live/1")) << told[0];
  EXPECT_TRUE(told[2].ends_with("/shop/live/websocket")) << told[2];
  EXPECT_EQ(told[3], "1 http" + base() + "1");
  client.push_event(view, "patch");
  EXPECT_EQ(client.skip_to("live_patch").at(4)["to"], "/shop/live/2");
  client.skip_to("phx_reply");
  EXPECT_EQ(journal.entries().back(), "2 http" + base() + "2");
  client.event(view, "type");
  EXPECT_EQ(journal.entries().back(), "only below it");
  client.event(view, "task");
  EXPECT_TRUE(eventually([&] { return journal.entries().back() == "/shop/items/5"; })) << "made in another thread";
}

TEST_F(WanderingTest, S5_4_NavigationLeadsBelowIt) {
  EXPECT_EQ(client.event(view, "navigate")["live_redirect"]["to"], "/shop/live/3");
}

TEST_F(WanderingTest, S5_3_APatchBesideItIsAnError) {
  client.push_event(view, "bare patch");
  client.skip_to("phx_error");
  EXPECT_TRUE(site->logged("which is no URL of this view"));
}

TEST(ScriptName, S13_10_MustBeAPath) {
  EndpointOptions options;
  options.path = "shop";
  EXPECT_THROW(Endpoint(options_for_tests(options)), std::invalid_argument);
}

TEST(ScriptName, S13_10_IsPutInFrontOfPathsMadeElsewhere) {
  EndpointOptions options;
  options.path = "/shop/";
  const Endpoint endpoint(options_for_tests(options));
  EXPECT_EQ(endpoint.path(item_path(7)), "/shop/items/7");
  EXPECT_THROW(endpoint.path("items"), std::invalid_argument);
}

}  // namespace
}  // namespace plume::testing
