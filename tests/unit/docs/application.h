// The code of docs/application.md, and that of docs/browser.md in C++ and HTML. A test compares it with these pages.
#pragma once

#include <plume/plume.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace docs {

class SiteLayout : public plume::RootLayout {
 public:
  PLUME_HEEX(R"heex(
    <!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="csrf-token" content={@csrf_token} />
        <.live_title default="Shop" suffix=" · Acme">{@page_title}</.live_title>
        <link rel="stylesheet" phx-track-static href={plume::static_path("/site.css")} />
        {@client_assets}
      </head>
      <body>{@inner_content}</body>
    </html>
  )heex")
};

class QuietLive : public plume::LiveView {
 public:
  static plume::ViewOptions view_options() { return {.log = std::nullopt}; }
  PLUME_HEEX(R"heex(<p>Says nothing in the log</p>)heex")
};

class ProfileLive : public plume::LiveView {
 public:
  plume::Assign<std::string> name;
  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "validate") name = params["name"].text();
  }
  PLUME_HEEX(R"heex(
    <form id="profile" phx-change="validate" phx-submit="save">
      <input name="name" value={@name} />
    </form>
  )heex")
};

class ChartLive : public plume::LiveView {
 public:
  std::string points = "[1,2]";
  PLUME_HEEX(R"heex(
    <div id="chart" phx-hook="Chart" phx-update="ignore" data-points={@points}></div>
  )heex")
};

inline plume::EndpointOptions options_with_layout() {
  plume::EndpointOptions options{.live_view = {.signing_salt = "of the shop"}};
  options.root_layout = [] { return std::make_unique<SiteLayout>(); };
  options.static_dir = "public";  // serves public/site.css as /site.css
  return options;
}

inline void set_up_log() {
  plume::set_log_level(plume::LogLevel::debug);  // info at first
  plume::set_log_sink([](plume::LogLevel level, std::string_view line) {
    if (level >= plume::LogLevel::warning) std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data());
  });
  plume::log_info("shop opened", {{"shelves", 12}, {"owner", "Ada"}});
}

inline plume::EndpointOptions options_with_filter() {
  return {.live_view = {.signing_salt = "of the shop"}, .filter_parameters = {.keys = {"password", "token", "iban"}}};
}

inline plume::EndpointOptions options_with_errors() {
  plume::EndpointOptions options{.live_view = {.signing_salt = "of the shop"}};
  options.debug_errors = std::getenv("SHOP_DEBUG") != nullptr;
  options.status_of_error = [](const std::exception& error) -> std::optional<int> {
    if (dynamic_cast<const std::out_of_range*>(&error)) return 404;
    return std::nullopt;
  };
  options.render_errors.html = [](const plume::ErrorInfo& error) -> std::optional<std::string> {
    if (error.status != 404) return std::nullopt;  // Plume's own page
    return "<!DOCTYPE html><title>Not found</title><p>We do not have that.</p>";
  };
  return options;
}

}  // namespace docs
