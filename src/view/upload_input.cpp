#include <string>

#include "plume/upload.h"
#include "render/site.h"
#include "render/surroundings.h"

namespace plume {
namespace {

// The refs of those entries, as the client reads them: with commas between.
template <class Wanted>
std::string refs_of(const Upload& upload, Wanted&& wanted) {
  std::string refs;
  for (const UploadEntry& entry : upload.entries()) {
    if (!wanted(entry)) continue;
    if (!refs.empty()) refs.push_back(',');
    refs.append(entry.ref);
  }
  return refs;
}

std::optional<std::string> error_refs_of(const Upload& upload) {
  if (!upload.has_errors()) return std::nullopt;
  std::string refs = refs_of(upload, [&](const UploadEntry& entry) { return !upload.errors(entry).empty(); });
  if (upload.errors().empty()) return refs;
  if (!refs.empty()) refs.push_back(',');
  return refs.append(upload.ref());
}

std::optional<std::string> accept_of(const live_file_input& self, const Upload& upload) {
  if (self.accept) return std::string(*self.accept);
  std::string list;
  for (const std::string& item : upload.options().accept) {
    if (item == "*") return std::nullopt;
    if (!list.empty()) list.push_back(',');
    list.append(item);
  }
  return list.empty() ? std::nullopt : std::optional(std::move(list));
}

}  // namespace

void live_file_input::render(Render& r) {
  const Frame frame(r);
  const Upload& shown = **upload;
  if (r.diffing() && r.surroundings()) r.surroundings()->show_upload(const_cast<Upload&>(shown));
  const Change change = frame.changed(upload);
  Node n(r, detail::root_site<"<input id=\"", "\" type=\"file\" name=\"",
                              "\" data-phx-hook=\"Phoenix.LiveFileUpload\" data-phx-upload-ref=\"",
                              "\" data-phx-active-refs=\"", "\" data-phx-done-refs=\"",
                              "\" data-phx-preflighted-refs=\"", "\"", "", "", "", "", ">">);
  if (n.dynamic(0, change)) n.text(0, shown.ref());
  if (n.dynamic(1, change)) n.text(1, shown.name());
  if (n.dynamic(2, change)) n.text(2, shown.ref());
  if (n.dynamic(3, change)) n.text(3, refs_of(shown, [](const UploadEntry& entry) { return !entry.cancelled; }));
  if (n.dynamic(4, change)) n.text(4, refs_of(shown, [](const UploadEntry& entry) { return entry.done; }));
  if (n.dynamic(5, change)) n.text(5, refs_of(shown, [](const UploadEntry& entry) { return entry.preflighted; }));
  if (n.dynamic(6, change)) n.attr(6, "data-phx-error-refs", error_refs_of(shown));
  if (n.dynamic(7, change | frame.changed(accept))) n.attr(7, "accept", accept_of(*this, shown));
  if (n.dynamic(8, change)) n.attr(8, "data-phx-auto-upload", shown.allowed() && shown.options().auto_upload);
  if (n.dynamic(9, change)) n.attr(9, "multiple", shown.options().max_entries > 1);
  if (n.dynamic(10, frame.changed(rest))) n.spread(10, rest);
  n.end();
}

void live_img_preview::render(Render& r) {
  const Frame frame(r);
  const UploadEntry& shown = **entry;
  const Change change = frame.changed(entry);
  Node n(r, detail::root_site<"<img id=\"", "\" data-phx-upload-ref=\"", "\" data-phx-entry-ref=\"",
                              "\" data-phx-hook=\"Phoenix.LiveImgPreview\" data-phx-update=\"ignore\"", ">">);
  if (n.dynamic(0, change | frame.changed(id)))
    n.text(0, id ? std::string(*id) : std::string("phx-preview-").append(shown.ref));
  if (n.dynamic(1, change)) n.text(1, shown.upload_ref);
  if (n.dynamic(2, change)) n.text(2, shown.ref);
  if (n.dynamic(3, frame.changed(rest))) n.spread(3, rest);
  n.end();
}

}  // namespace plume
