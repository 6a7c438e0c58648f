// What the examples of docs/application.md and docs/browser.md do.
#include "application.h"

#include <gtest/gtest.h>
#include <plume/testing.h>

#include <string>

namespace docs {
namespace {

/// Those of the page, without the folder that it names.
plume::EndpointOptions options_without_files() {
  auto options = options_with_layout();
  options.static_dir.clear();
  return options;
}

std::string page(plume::EndpointOptions options, const std::string& path = "/") {
  plume::Endpoint endpoint(std::move(options));
  endpoint.router().live<ChartLive>("/");
  endpoint.router().live<QuietLive>("/quiet");
  return plume::testing::App(endpoint).get(path).response.body;
}

TEST(ApplicationPage, TheRootLayoutStandsAroundAPage) {
  const auto html = page(options_without_files());
  for (const auto part : {"<meta name=\"csrf-token\" content=\"", "suffix=\" · Acme\"", "href=\"/site.css\"",
                          "<script async fetchpriority=\"high\" src=\"/assets/plume_socket-",
                          "<script defer phx-track-static src=\"/assets/plume-", "id=\"chart\""})
    EXPECT_NE(html.find(part), std::string::npos) << part << " in " << html;
}

TEST(ApplicationPage, APageWithoutHooksLoadsNone) {
  const std::string file = "/assets/colocated/index-";
  EXPECT_NE(page(options_without_files()).find(file), std::string::npos) << "the chart has a hook";
  const auto quiet = page(options_without_files(), "/quiet");
  EXPECT_EQ(quiet.find(file), std::string::npos) << quiet;
  EXPECT_NE(quiet.find(" data-hooks=\"/assets/colocated/index.js\""), std::string::npos) << quiet;
}

TEST(ApplicationPage, TheLogGoesWhereItIsSent) {
  set_up_log();
  EXPECT_EQ(plume::log_level(), plume::LogLevel::debug);
  std::string lines;
  plume::set_log_sink([&](plume::LogLevel, std::string_view line) { lines.append(line).append("\n"); });
  plume::log_info("shop opened", {{"shelves", 12}, {"owner", "Ada"}});
  EXPECT_EQ(lines, "shop opened shelves=12 owner=Ada\n");
  lines.clear();
  page(options_with_filter(), "/quiet?iban=DE1");
  EXPECT_EQ(lines.find("QuietLive"), std::string::npos) << lines;
  page(options_with_filter(), "/?iban=DE1");
  EXPECT_NE(lines.find("ChartLive"), std::string::npos) << lines;
  EXPECT_EQ(lines.find("DE1"), std::string::npos) << lines;
  plume::set_log_level(plume::LogLevel::info);
  plume::set_log_sink({});
}

TEST(BrowserPage, AFormShowsWhatTheClientSendsOnItsReturn) {
  plume::Endpoint endpoint({.live_view = {.signing_salt = "of the tests"}});
  endpoint.router().live<ProfileLive>("/");
  plume::testing::App app(endpoint);
  auto view = app.live("/");
  view.form("#profile", {{"name", "Ada"}}).render_change();
  EXPECT_TRUE(view.has_element("#profile input[value=Ada]"));
}

TEST(ApplicationPage, ErrorsHaveTheirPages) {
  EXPECT_NE(page(options_with_errors(), "/nowhere").find("We do not have that."), std::string::npos);
  EXPECT_EQ(options_with_errors().status_of_error(std::out_of_range("row 7")), 404);
  EXPECT_EQ(options_with_errors().status_of_error(std::runtime_error("row 7")), std::nullopt);
}

}  // namespace
}  // namespace docs
