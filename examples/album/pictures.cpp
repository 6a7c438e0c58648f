#include "album/pictures.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace {

/// The type of a picture by its first bytes, whatever its name says; "" if it is none.
std::string type_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
  if (bytes.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
  if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return "image/gif";
  if (bytes.starts_with("RIFF"sv) && bytes.substr(0, 12).ends_with("WEBP"sv)) return "image/webp";
  return {};
}

}  // namespace

bool Pictures::add(const Picture& picture, const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::string type = type_of(bytes);
  if (type.empty()) return false;
  const auto held = std::make_shared<const Held>(Held{picture, std::move(type), std::move(bytes)});
  const std::scoped_lock lock(mutex_);
  held_.push_back(held);
  if (held_.size() > most) held_.erase(held_.begin());
  return true;
}

std::vector<Picture> Pictures::all() const {
  const std::scoped_lock lock(mutex_);
  std::vector<Picture> pictures;
  std::transform(held_.rbegin(), held_.rend(), std::back_inserter(pictures),
                 [](const auto& held) { return held->picture; });
  return pictures;
}

plume::Response Pictures::response(std::string_view id) const {
  const std::scoped_lock lock(mutex_);
  const auto found = std::find_if(held_.begin(), held_.end(), [&](const auto& held) { return held->picture.id == id; });
  if (found == held_.end()) return plume::Response::not_found();
  plume::Response response = plume::Response::text((*found)->bytes);
  response.headers.set("content-type", (*found)->type);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("content-security-policy", "default-src 'none'; sandbox");
  response.headers.set("cache-control", "private, max-age=3600");
  return response;
}
