#include "http/static_files.h"

#include <charconv>
#include <filesystem>
#include <fstream>
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
    return weight == std::string_view::npos || element.substr(weight + 2).find_first_not_of("0. \t") != std::string_view::npos;
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

// What may be sent for one file: as it is, and compressed.
struct Variants {
  std::string_view content_type, etag;
  std::string plain, gzip, brotli;
  bool compressible = false;
  bool immutable = false;
};

bool etag_fits(std::string_view wanted, std::string_view etag) {
  const auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  for (const auto tag : list_elements(wanted))
    if (tag == "*" || strong(tag) == strong(etag)) return true;
  return false;
}

Response respond(const Request& request, Variants file) {
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
  if (const auto range = range_of(request.headers.get("range"), file.plain.size()); range && request.method == "GET") {
    response.status = 206;
    response.headers.set("content-range", "bytes " + std::to_string(range->first) + "-" + std::to_string(range->last) + "/" +
                                              std::to_string(file.plain.size()));
    response.body = file.plain.substr(range->first, range->last - range->first + 1);
    return response;
  }
  const auto accepted = request.headers.get("accept-encoding");
  if (!file.brotli.empty() && accepts(accepted, "br")) {
    response.headers.set("content-encoding", "br");
    response.body = std::move(file.brotli);
  } else if (!file.gzip.empty() && accepts(accepted, "gzip")) {
    response.headers.set("content-encoding", "gzip");
    response.body = std::move(file.gzip);
  } else {
    response.body = std::move(file.plain);
  }
  return response;
}

std::optional<std::string> contents(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string tag_of(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  const auto time = fs::last_write_time(path, error).time_since_epoch().count();
  return "\"" + std::to_string(size) + "-" + std::to_string(time) + "\"";
}

bool leaves_folder(const std::string& segment) {
  return segment == "." || segment == ".." || segment.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos;
}

}  // namespace

StaticFiles::StaticFiles(std::vector<AssetBundle> bundles, std::string folder)
    : bundles_(std::move(bundles)), folder_(std::move(folder)) {
  if (!folder_.empty() && !fs::is_directory(folder_))
    throw std::invalid_argument("EndpointOptions::static_dir: \"" + folder_ + "\" is no folder");
}

const Asset* StaticFiles::asset(std::string_view path) const {
  for (const AssetBundle& bundle : bundles_)
    if (const Asset* found = bundle.find(path)) return found;
  return nullptr;
}

std::optional<Response> StaticFiles::find(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  if (const Asset* found = asset(request.path)) {
    Variants file{found->content_type, found->etag, std::string(found->body), std::string(found->gzip), std::string(found->brotli)};
    file.compressible = !found->gzip.empty() || !found->brotli.empty();
    file.immutable = request.path == found->hashed_path;
    return respond(request, std::move(file));
  }
  return folder_.empty() ? std::nullopt : file(request);
}

std::optional<Response> StaticFiles::file(const Request& request) const {
  const auto segments = split_path(request.path);
  if (!segments) throw HttpError(400, "the path cannot be decoded");
  fs::path path = folder_;
  for (const std::string& segment : *segments) {
    if (leaves_folder(segment)) throw HttpError(400, "the path holds a segment that no file can have");
    if (segment.find(':') != std::string::npos) return std::nullopt;
    path /= segment;
  }
  auto plain = contents(path);
  if (!plain) return std::nullopt;
  const std::string etag = tag_of(path);
  Variants file{content_type_of(request.path), etag, std::move(*plain), {}, {}};
  const auto beside = [&](const char* ending) { return contents(fs::path(path) += ending).value_or(std::string()); };
  file.gzip = beside(".gz");
  file.brotli = beside(".br");
  file.compressible = !file.gzip.empty() || !file.brotli.empty();
  return respond(request, std::move(file));
}

}  // namespace plume::http
