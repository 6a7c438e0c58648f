#include "testing/snapshot.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "http/file_body.h"
#include "plume/testing/view.h"
#include "testing/live_page.h"

namespace plume::testing {
namespace {

using dom::Node;

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  if (!(file << text)) throw std::runtime_error("cannot write " + path.string());
}

std::filesystem::path new_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "plume-page-XXXXXX").string();
  if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make a folder for temporary files");
  return pattern;
}

// Scripts would connect to nothing.
void remove_scripts(Node& node) {
  std::erase_if(node.children, [](const auto& child) { return child->is_element("script"); });
  for (const auto& child : node.children) remove_scripts(*child);
}

// Files that the server serves are written beside the page.
void bring_assets(Node& page, const std::filesystem::path& folder, const http::Pipeline& pipeline) {
  int count = 0;
  dom::for_each_element(page, [&](Node& node) {
    const std::string name = node.is_element("link") ? "href" : "src";
    const std::string url(node.get(name));
    if (!url.starts_with('/') || node.is_element("a")) return;
    http::RawRequest request;
    request.method = "GET";
    request.path = url.substr(0, url.find('?'));
    const std::string file = std::to_string(++count) + std::filesystem::path(request.path).extension().string();
    Response response = pipeline.respond(std::move(request), {"127.0.0.1"});
    if (response.status != 200) return;
    http::read_file(response);
    write(folder / file, response.body);
    node.set(name, file);
  });
}

}  // namespace

std::string write_snapshot(const Node& document, const Node& content, const http::Pipeline& pipeline) {
  auto page = dom::parse_document(dom::outer_html(document));
  if (&content != &document) {
    Node& body = *dom::find_element(*page, [](const Node& node) { return node.is_element("body"); });
    body.set_children(dom::parse_fragment(dom::outer_html(content), "body"));
  }
  remove_scripts(*page);
  const auto folder = new_folder();
  bring_assets(*page, folder, pipeline);
  const auto path = folder / "page.html";
  write(path, dom::outer_html(*page));
  return path.string();
}

void open_in_browser(const std::string& path) {
  if (std::system(("xdg-open '" + path + "'").c_str()) != 0)
    throw std::runtime_error("no browser could be started; the page is " + path);
}

const View& View::open_browser(const std::function<void(const std::string& path)>& open) const {
  page_->sync();
  page_->element_of(*instance_);
  open(write_snapshot(page_->document(), page_->document(), page_->inside().pipeline));
  return *this;
}

const Element& Element::open_browser(const std::function<void(const std::string& path)>& open) const {
  open(write_snapshot(page_->document(), node(), page_->inside().pipeline));
  return *this;
}

}  // namespace plume::testing
