#include "plume/path.h"

#include <stdexcept>

#include "base/percent.h"
#include "base/query.h"
#include "base/script_name.h"
#include "base/url.h"

namespace plume {
namespace {

std::string encoded_segment(std::string_view text) {
  if (text.empty() || text == "." || text == ".." || text.front() == '\t')
    throw std::invalid_argument("\"" + std::string(text) + "\" cannot be a segment of a path");
  return percent_encode(text);
}

// Calls `take` with each segment that is not empty.
template <class Take>
void each_segment(std::string_view path, Take take) {
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0) take(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
}

}  // namespace

PathSegment::PathSegment(std::string_view text, int) : encoded_(encoded_segment(text)) {}

PathRest::PathRest(std::string_view text, int) {
  each_segment(text, [this](std::string_view segment) { append(segment); });
}

PathRest::PathRest(const std::vector<std::string>& segments) {
  for (const std::string& segment : segments) append(segment);
}

void PathRest::append(std::string_view segment) {
  if (!encoded_.empty()) encoded_.push_back('/');
  encoded_.append(encoded_segment(segment));
}

std::string static_path(std::string_view path) {
  validate_local_path(path);
  const auto files = ScriptNameScope::current_files();
  return std::string(ScriptNameScope::current()).append(files ? files->hashed(path) : std::string(path));
}

std::string detail::path_of(std::string_view pattern, std::initializer_list<std::string_view> arguments,
                            const Query& query) {
  std::string path(ScriptNameScope::current());
  const auto begin = path.size();
  const auto* argument = arguments.begin();
  each_segment(pattern, [&](std::string_view segment) {
    const bool is_parameter = segment.front() == ':' || segment.front() == '*';
    const std::string_view text = is_parameter ? *argument++ : segment;
    if (!text.empty()) path.append("/").append(text);
  });
  if (path.size() == begin) path.push_back('/');
  if (query.parameters().size() > 0) path.append("?").append(encode_query(query.parameters()));
  return path;
}

}  // namespace plume
