// What a page of these tests is, as HTML.
#pragma once

#include <regex>
#include <string>

#include "render/sinks.h"

namespace plume::testing {

/// Without line ends and the blanks behind them: no browser shows those between tags.
template <class Page>
std::string html(Page& page) {
  std::string out;
  HtmlRender render(out, "TOKEN");
  call(render, page, {});
  static const std::regex layout("\n\\s*");
  return std::regex_replace(out, layout, "");
}
template <class Page>
std::string html() {
  Page page;
  return html(page);
}

/// An icon of that path.
inline std::string drawn(const std::string& path, const std::string& class_ = "core-icon ") {
  return "<svg class=\"" + class_ + "\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"" + path +
         "\"></path></svg>";
}

/// Commands as they stand in an attribute.
inline std::string escaped(const std::string& json) {
  static const std::regex quote("\"");
  return std::regex_replace(json, quote, "&quot;");
}

}  // namespace plume::testing
