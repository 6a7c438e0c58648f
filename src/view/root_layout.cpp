#include "plume/root_layout.h"

#include "render/sinks.h"

namespace plume {
namespace {

constexpr std::string_view layout_statics[] = {
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" "
    "href=\"data:,\">\n<meta name=\"csrf-token\" content=\"",
    "\">\n", "\n", "\n</head>\n<body>", "</body>\n</html>\n"};
constexpr Template layout_site{layout_statics, "", 4, false};

constexpr std::string_view title_statics[] = {"<title", "", "", ">", "", "", "</title>"};
constexpr Template title_site{title_statics, R"(["<title","","",">","","","</title>"])", 6, true};

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos; }

}  // namespace

// Documents are only ever written as HTML, never diffed: their sites need no JSON.
void RootLayout::render(Render& r) {
  Node n(r, layout_site);
  live_title title;
  auto content = [this](Render& inner, const None&) {
    static constexpr std::string_view statics[] = {"", ""};
    static constexpr Template site{statics, R"(["",""])", 1, false};
    Node text(inner, site);
    if (text.dynamic(0, Change::unknown)) text.text(0, page_title);
    text.end();
  };
  Slot<>::Entry entry;
  entry.content(content);
  title.inner_block.add(entry);
  if (n.dynamic(0, Change::unknown)) n.text(0, csrf_token);
  if (n.dynamic(1, Change::unknown)) {
    n.at(1);
    call(r, title, {});
  }
  if (n.dynamic(2, Change::unknown)) n.text(2, client_assets);
  if (n.dynamic(3, Change::unknown)) n.text(3, inner_content);
  n.end();
}

RootLayoutFactory RootLayoutFactory::none() {
  struct Bare : RootLayout {
    void render(Render& r) override {
      static constexpr std::string_view statics[] = {"", ""};
      static constexpr Template site{statics, "", 1, false};
      Node n(r, site);
      if (n.dynamic(0, Change::unknown)) n.text(0, inner_content);
      n.end();
    }
  };
  return [] { return std::make_unique<Bare>(); };
}

void live_title::render(Render& r) {
  std::string content;
  if (!inner_block.empty()) {
    HtmlRender plain(content, r.csrf_token());
    detail::render_entry(plain, *inner_block.begin(), no_argument);
  }
  Node n(r, title_site);
  if (n.dynamic(0, Change::unknown)) n.attr(0, "data-prefix", prefix);
  if (n.dynamic(1, Change::unknown)) n.attr(1, "data-default", default_);
  if (n.dynamic(2, Change::unknown)) n.attr(2, "data-suffix", suffix);
  if (n.dynamic(3, Change::unknown)) n.text(3, prefix);
  if (n.dynamic(4, Change::unknown)) {
    if (blank(content))
      n.text(4, default_);
    else
      n.text(4, Safe(content));
  }
  if (n.dynamic(5, Change::unknown)) n.text(5, suffix);
  n.end();
}

}  // namespace plume
