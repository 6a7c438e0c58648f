#include "gallery/source_live.h"

#include <plume/http.h>

#include <string>

#include "example_sources.h"

namespace gallery {

void SourceLive::mount(const plume::Params& params, const plume::Session&) {
  example = find_example(params["example"].text());
  if (!example) throw plume::HttpError(404, "there is no such example");
  page_title = "Source of " + std::string(example->title);

  const std::string folder = "/" + std::string(example->name) + "/";
  for (const plume::Asset& file : example_sources())
    if (file.path.starts_with(folder)) files.push_back({file.path.substr(folder.size()), highlight(file.body)});
}

}  // namespace gallery
