#include "channel/client_elements.h"

#include <string.h>

#include "base/colocated.h"
#include "plume/assets.h"

namespace plume::channel {
namespace {

/// Faster than std::string_view::find, since pages are long.
bool holds(std::string_view page, std::string_view attribute) {
  return ::memmem(page.data(), page.size(), attribute.data(), attribute.size()) != nullptr;
}

/// The script element of one of the client's files. It is told the script name, below which its socket is.
std::string script(const std::string& script_name, std::string_view path, std::string_view attributes) {
  std::string html = "<script ";
  html.append(attributes)
      .append(" src=\"")
      .append(script_name)
      .append(client_assets().find(path)->hashed_path)
      .append("\"");
  if (!script_name.empty()) html.append(" data-script-name=\"").append(script_name).append("\"");
  return html.append("></script>");
}

/// Module scripts and deferred ones run in the order in which they stand: the client comes last and takes up the hooks
/// of the others. It is told where the hooks are that a page leaves out.
std::string elements(const std::string& script_name, bool has_hooks) {
  const auto& colocated = colocated_files();
  std::string attributes = "defer phx-track-static";
  if (colocated.holds_hooks_only() && !has_hooks)
    attributes.append(" data-hooks=\"").append(script_name).append("/assets/colocated/index.js\"");
  return colocated.elements(script_name, has_hooks) + script(script_name, "/assets/plume.js", attributes);
}

}  // namespace

ClientElements::ClientElements(const ScriptName& script_name, bool debug_errors)
    : early_socket_(script(script_name.text(), "/assets/plume_socket.js", "async fetchpriority=\"high\"")),
      with_hooks_(elements(script_name.text(), true)),
      without_hooks_(elements(script_name.text(), false)) {
  if (!debug_errors) return;
  for (const Asset& asset : debug_assets()) {
    const std::string html =
        "<script defer src=\"" + script_name.text() + std::string(asset.hashed_path) + "\"></script>";
    with_hooks_.append(html);
    without_hooks_.append(html);
  }
}

Safe ClientElements::of(std::string_view content) const {
  const bool has_hooks = with_hooks_ == without_hooks_ || holds(content, " phx-hook=");
  const std::string& rest = has_hooks ? with_hooks_ : without_hooks_;
  return Safe(holds(content, " data-phx-session=") ? early_socket_ + rest : rest);
}

}  // namespace plume::channel
