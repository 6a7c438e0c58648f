#include "channel/client_elements.h"

#include <string.h>

#include <string>

#include "base/colocated.h"
#include "plume/assets.h"

namespace plume::channel {
namespace {

// Module scripts and deferred ones run in the order in which they stand: the client comes last and takes up the hooks
// of the others. It is told the script name, below which its socket is, and where the hooks are that the page leaves
// out.
std::string elements(const std::string& script_name, bool has_hooks) {
  const auto& colocated = colocated_files();
  std::string html = colocated.elements(script_name, has_hooks);
  std::string told = script_name.empty() ? "" : " data-script-name=\"" + script_name + "\"";
  if (colocated.holds_hooks_only() && !has_hooks)
    told.append(" data-hooks=\"").append(script_name).append("/assets/colocated/index.js\"");
  for (const Asset& asset : client_assets()) {
    if (!asset.path.ends_with(".js")) continue;
    html.append("<script defer phx-track-static src=\"").append(script_name).append(asset.hashed_path).append("\"");
    html.append(told).append("></script>");
  }
  return html;
}

}  // namespace

ClientElements::ClientElements(const ScriptName& script_name)
    : with_hooks_(elements(script_name.text(), true)),
      without_hooks_(elements(script_name.text(), false)),
      differ_(colocated_files().holds_hooks_only()) {}

const Safe& ClientElements::of(std::string_view content) const {
  static constexpr std::string_view hook = " phx-hook=";
  // Faster than std::string_view::find, since pages are long.
  const bool has_hooks = !differ_ || ::memmem(content.data(), content.size(), hook.data(), hook.size()) != nullptr;
  return has_hooks ? with_hooks_ : without_hooks_;
}

}  // namespace plume::channel
