#include "base/script_name.h"

#include <stdexcept>

#include "base/percent.h"
#include "base/url.h"

namespace plume {

ScriptName::ScriptName(std::string_view path) {
  const std::string_view name = path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
  for (const std::string& segment : split_path(name).value_or(std::vector<std::string>()))
    text_.append("/").append(percent_encode(segment));
  if (text_ != name)
    throw std::invalid_argument("EndpointOptions::path must be a path as \"/shop\", encoded as in a URL, not \"" +
                                std::string(path) + "\"");
}

std::optional<std::string_view> ScriptName::below(std::string_view path) const {
  if (text_.empty()) return path;
  if (!path.starts_with(text_)) return std::nullopt;
  const std::string_view rest = path.substr(text_.size());
  if (rest.empty()) return "/";
  return rest.starts_with('/') ? std::optional(rest) : std::nullopt;
}

}  // namespace plume
