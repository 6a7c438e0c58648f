#include "http/static_files.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>

#include "base/content_type.h"
#include "base/url.h"
#include "http/text.h"

namespace plume::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view for_ever = "public, max-age=31536000, immutable";

// Whether `accept-encoding` takes a coding; `q=0` refuses it.
bool accepts(std::string_view accepted, std::string_view coding) {
  for (const auto element : list_elements(accepted)) {
    const auto name = trimmed(element.substr(0, element.find(';')));
    if (name != coding && name != "*") continue;
    const auto weight = element.find("q=");
    return weight == std::string_view::npos ||
           element.substr(weight + 2).find_first_not_of("0. \t") != std::string_view::npos;
  }
  return false;
}

struct Range {
  std::size_t first, last;
};

// The one satisfiable range of a body of `size` bytes; anything else counts as no range.
std::optional<Range> range_of(std::string_view field, std::size_t size) {
  if (!field.starts_with("bytes=") || size == 0) return std::nullopt;
  field.remove_prefix(6);
  const auto dash = field.find('-');
  if (dash == std::string_view::npos || field.find(',') != std::string_view::npos) return std::nullopt;
  const auto number = [](std::string_view text) -> std::optional<std::size_t> {
    std::size_t n = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return n;
  };
  const auto from = field.substr(0, dash), to = field.substr(dash + 1);
  if (from.empty()) {
    const auto length = number(to);
    if (!length || *length == 0) return std::nullopt;
    return Range{size - std::min(*length, size), size - 1};
  }
  const auto first = number(from);
  const auto last = to.empty() ? std::optional(size - 1) : number(to);
  if (!first || !last || *first > *last || *first >= size) return std::nullopt;
  return Range{*first, std::min(*last, size - 1)};
}

// What may be sent for one file: as it is, and compressed. A form that does not exist is an empty function, or gives
// nothing.
struct Variants {
  using Read = std::function<std::optional<std::string>()>;
  std::string_view content_type;
  std::string etag;
  Read plain, gzip, brotli;
  bool compressible = false;
  bool immutable = false;
};

bool etag_fits(std::string_view wanted, std::string_view etag) {
  const auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  for (const auto tag : list_elements(wanted))
    if (tag == "*" || strong(tag) == strong(etag)) return true;
  return false;
}

bool add_compressed(Response& response, std::string_view accepted, std::string_view coding,
                    const Variants::Read& read) {
  if (!read || !accepts(accepted, coding)) return false;
  auto body = read();
  if (!body) return false;
  response.headers.set("content-encoding", coding);
  response.body = std::move(*body);
  return true;
}

void cut(Response& response, Range range) {
  response.status = 206;
  response.headers.set("content-range", "bytes " + std::to_string(range.first) + "-" + std::to_string(range.last) +
                                            "/" + std::to_string(response.body.size()));
  response.body = response.body.substr(range.first, range.last - range.first + 1);
}

// Nothing where the file has gone meanwhile.
std::optional<Response> respond(const Request& request, const Variants& file) {
  Response response;
  response.headers.set("content-type", file.content_type);
  response.headers.set("accept-ranges", "bytes");
  response.headers.set("cache-control", file.immutable ? for_ever : "public");
  if (!file.immutable) response.headers.set("etag", file.etag);
  if (file.compressible) response.headers.set("vary", "Accept-Encoding");
  if (!file.immutable && etag_fits(request.headers.get("if-none-match"), file.etag)) {
    response.status = 304;
    return response;
  }
  const auto wanted = request.method == "GET" ? request.headers.get("range") : "";
  const auto accepted = wanted.empty() ? request.headers.get("accept-encoding") : "";
  if (add_compressed(response, accepted, "br", file.brotli) || add_compressed(response, accepted, "gzip", file.gzip))
    return response;
  auto body = file.plain();
  if (!body) return std::nullopt;
  response.body = std::move(*body);
  if (const auto range = range_of(wanted, response.body.size())) cut(response, *range);
  return response;
}

Variants::Read embedded(std::string_view content) {
  if (content.empty()) return nullptr;
  return [content] { return std::string(content); };
}

Variants::Read file_at(fs::path path) {
  return [path = std::move(path)]() -> std::optional<std::string> {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return std::nullopt;
    std::string content(static_cast<std::size_t>(file.tellg()), '\0');
    file.seekg(0).read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<std::size_t>(file.gcount()));
    return content;
  };
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::string tag_of(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  const auto time = fs::last_write_time(path, error).time_since_epoch().count();
  return fmt::format("\"{}-{}\"", size, time);
}

bool leaves_folder(const std::string& segment) {
  return segment == "." || segment == ".." || segment.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos;
}

}  // namespace

StaticFiles::StaticFiles(std::vector<AssetBundle> bundles, std::string folder, ScriptName script_name)
    : bundles_(std::move(bundles)), folder_(std::move(folder)), script_name_(std::move(script_name)) {
  if (!folder_.empty() && !fs::is_directory(folder_))
    throw std::invalid_argument("EndpointOptions::static_dir: \"" + folder_ + "\" is no folder");
}

const Asset* StaticFiles::asset(std::string_view path) const {
  const auto below = script_name_.below(path);
  if (!below) return nullptr;
  for (const AssetBundle& bundle : bundles_)
    if (const Asset* found = bundle.find(*below)) return found;
  return nullptr;
}

std::optional<Response> StaticFiles::find(const Request& request) const {
  const auto path = script_name_.below(request.path);
  if (!path || (request.method != "GET" && request.method != "HEAD")) return std::nullopt;
  const Asset* const found = asset(request.path);
  if (!found) return folder_.empty() ? std::nullopt : file(request, *path);
  Variants variants;
  variants.content_type = found->content_type;
  variants.etag = found->etag;
  variants.plain = [body = found->body] { return std::string(body); };
  variants.gzip = embedded(found->gzip);
  variants.brotli = embedded(found->brotli);
  variants.compressible = variants.gzip || variants.brotli;
  variants.immutable = *path == found->hashed_path;
  return respond(request, variants);
}

bool StaticFiles::serves(std::string_view url) const {
  for (const AssetBundle& bundle : bundles_)
    for (const Asset& asset : bundle)
      if (url.ends_with(asset.hashed_path) || url.ends_with(asset.path)) return true;
  const auto parsed = parse_url(url);
  const auto path = parsed && !folder_.empty() ? script_name_.below(parsed->path) : std::nullopt;
  try {
    return path && path_of(*path);
  } catch (const HttpError&) {
    return false;
  }
}

std::optional<fs::path> StaticFiles::path_of(std::string_view url_path) const {
  const auto segments = split_path(url_path);
  if (!segments) throw HttpError(400, "the path cannot be decoded");
  fs::path path = folder_;
  for (const std::string& segment : *segments) {
    if (leaves_folder(segment)) throw HttpError(400, "the path holds a segment that no file can have");
    if (segment.find(':') != std::string::npos) return std::nullopt;
    path /= segment;
  }
  return is_file(path) ? std::optional(path) : std::nullopt;
}

std::optional<Response> StaticFiles::file(const Request& request, std::string_view url_path) const {
  const auto found = path_of(url_path);
  if (!found) return std::nullopt;
  const fs::path& path = *found;
  const fs::path gzip = fs::path(path) += ".gz", brotli = fs::path(path) += ".br";
  Variants variants;
  variants.content_type = content_type_of(url_path);
  variants.etag = tag_of(path);
  variants.plain = file_at(path);
  if (is_file(gzip)) variants.gzip = file_at(gzip);
  if (is_file(brotli)) variants.brotli = file_at(brotli);
  variants.compressible = variants.gzip || variants.brotli;
  variants.immutable = request.query.starts_with("vsn=");
  return respond(request, variants);
}

}  // namespace plume::http
