#include "gallery/source_live.h"

#include <plume/http.h>

#include "example_sources.h"

namespace gallery {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

}  // namespace

void SourceLive::mount(const plume::Params& params, const plume::Session&) {
  example = find_example(params["example"].text());
  if (!example) throw plume::HttpError(404, "there is no such example");
  page_title = "Source of " + std::string(example->title);

  const std::string folder = "/" + std::string(example->name) + "/";
  for (const plume::Asset& file : example_sources())
    if (file.path.starts_with(folder)) files.push_back({file.path.substr(folder.size()), lines_of(file.body)});
}

}  // namespace gallery
