// snapshot: a page as a file that a browser can show by itself.
#pragma once

#include <string>

#include "http/pipeline.h"
#include "testing/dom.h"

namespace plume::testing {

/// Writes `content` (the document, or an element, which gets the document's head) into a new folder for temporary
/// files, with the assets that it names; gives the path of the page.
std::string write_snapshot(const dom::Node& document, const dom::Node& content, const http::Pipeline& pipeline);

}  // namespace plume::testing
