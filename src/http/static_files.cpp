#include "http/static_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/ascii.h"
#include "base/content_type.h"
#include "base/url.h"
#include "foundation/numbers.h"
#include "http/text.h"

namespace plume::http {
namespace {

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
  const auto number = read_number<std::size_t>;
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

// What may be sent for one file: as it is, and compressed. Each function gives a response its body, and returns false
// if there is no such form; it may be empty.
struct Variants {
  using Give = std::function<bool(Response&)>;
  std::string_view content_type;
  std::string etag;
  Give plain, gzip, brotli;
  bool compressible = false;
  bool immutable = false;
};

bool etag_fits(std::string_view wanted, std::string_view etag) {
  const auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  for (const auto tag : list_elements(wanted))
    if (tag == "*" || strong(tag) == strong(etag)) return true;
  return false;
}

// A strong tag stands for the bytes, which another coding changes.
std::string etag_of(std::string_view etag, std::string_view coding) {
  if (coding.empty() || etag.starts_with("W/")) return std::string(etag);
  return std::string(etag.substr(0, etag.size() - 1)).append("-").append(coding).append("\"");
}

// The range that is asked for, or "". One of a file that has changed since is none.
std::string_view range_field(const Request& request, const Variants& file) {
  const auto condition = request.headers.get("if-range");
  const bool is_same = condition.empty() || (condition == file.etag && !file.immutable && !condition.starts_with("W/"));
  return request.method == "GET" && is_same ? request.headers.get("range") : "";
}

// Gives the response a compressed body, and returns its coding; "" if there is none that the client takes.
std::string_view give_compressed(Response& response, std::string_view accepted, const Variants& file) {
  if (file.brotli && accepts(accepted, "br") && file.brotli(response)) return "br";
  if (file.gzip && accepts(accepted, "gzip") && file.gzip(response)) return "gzip";
  return "";
}

void cut(Response& response, Range range, std::size_t size) {
  response.status = 206;
  response.headers.set("content-range", fmt::format("bytes {}-{}/{}", range.first, range.last, size));
  const std::size_t length = range.last - range.first + 1;
  if (response.file)
    response.file->narrow(range.first, length);
  else
    response.body = response.body.substr(range.first, length);
}

// What a query names as the version of a file: `vsn=…`; "" if it names none.
std::string_view version_of(std::string_view query) {
  if (!query.starts_with("vsn=")) return "";
  query.remove_prefix(4);
  return query.substr(0, query.find('&'));
}

// Whether a version is the hash of a content, and not a word of the application's.
bool is_content_hash(std::string_view version) {
  return version.size() == 16 && std::all_of(version.begin(), version.end(), is_hex_digit);
}

// Nothing where the file has gone meanwhile.
std::optional<Response> respond(const Request& request, const Variants& file) {
  Response response;
  const auto wanted = range_field(request, file);
  const auto accepted = wanted.empty() ? request.headers.get("accept-encoding") : "";
  const auto coding = give_compressed(response, accepted, file);
  if (coding.empty() && !file.plain(response)) return std::nullopt;
  response.headers.set("content-type", file.content_type);
  response.headers.set("accept-ranges", "bytes");
  response.headers.set("cache-control", file.immutable ? for_ever : "public");
  if (file.compressible) response.headers.set("vary", "Accept-Encoding");
  if (!file.immutable) {
    const std::string etag = etag_of(file.etag, coding);
    response.headers.set("etag", etag);
    if (etag_fits(request.headers.get("if-none-match"), etag)) {
      response.status = 304;
      response.body.clear();
      response.file.reset();
      return response;
    }
  }
  if (!coding.empty()) response.headers.set("content-encoding", coding);
  const std::size_t size = response.file ? response.file->size() : response.body.size();
  if (const auto range = range_of(wanted, size)) cut(response, *range, size);
  return response;
}

Variants::Give embedded(std::string_view content) {
  if (content.empty()) return nullptr;
  return [content](Response& response) {
    response.body = content;
    return true;
  };
}

Variants::Give file_at(const StaticFolder& folder, std::string path) {
  return [&folder, path = std::move(path)](Response& response) {
    if (auto file = folder.open(path)) response.file = std::move(file->body);
    return response.file != nullptr;
  };
}

}  // namespace

StaticFiles::StaticFiles(std::vector<AssetBundle> bundles, std::string folder, ScriptName script_name,
                         StaticAccess access)
    : bundles_(std::move(bundles)), script_name_(std::move(script_name)) {
  if (!folder.empty()) folder_.emplace(std::move(folder), access);
}

const Asset* StaticFiles::asset(std::string_view path) const {
  const auto below = script_name_.below(path);
  return below ? asset_below(*below) : nullptr;
}

const Asset* StaticFiles::asset_below(std::string_view path) const {
  for (const AssetBundle& bundle : bundles_)
    if (const Asset* found = bundle.find(path)) return found;
  return nullptr;
}

std::string StaticFiles::hashed(std::string_view path) const {
  const auto end = std::min(path.find_first_of("?#"), path.size());
  const std::string_view name = path.substr(0, end), rest = path.substr(end);
  if (const Asset* found = asset_below(name)) return std::string(found->hashed_path).append(rest);
  const auto hash = rest.starts_with('?') ? std::nullopt : hash_in_folder(name);
  return hash ? std::string(name).append("?vsn=").append(*hash).append(rest) : std::string(path);
}

// `path` is without the script name.
std::optional<std::string> StaticFiles::hash_in_folder(std::string_view path) const {
  try {
    const auto name = folder_ ? folder_->path_of(path) : std::nullopt;
    const auto file = name ? folder_->open(*name) : std::nullopt;
    return file ? hashes_.of(*name, *file) : std::nullopt;
  } catch (const HttpError&) {
    return std::nullopt;
  }
}

std::optional<Response> StaticFiles::find(const Request& request) const {
  const auto path = script_name_.below(request.path);
  if (!path || (request.method != "GET" && request.method != "HEAD")) return std::nullopt;
  const Asset* const found = asset(request.path);
  if (!found) return folder_ ? file(request, *path) : std::nullopt;
  Variants variants;
  variants.content_type = found->content_type;
  variants.etag = found->etag;
  variants.plain = [body = found->body](Response& response) {
    response.body = body;
    return true;
  };
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
  const auto below = parsed ? script_name_.below(parsed->path) : std::nullopt;
  if (!below) return false;
  const std::string_view version = version_of(parsed->query);
  return is_content_hash(version) ? hash_in_folder(*below) == version : is_in_folder(parsed->path);
}

bool StaticFiles::answers(std::string_view method, std::string_view path) const {
  return (method == "GET" || method == "HEAD") && (asset(path) || is_in_folder(path));
}

bool StaticFiles::is_in_folder(std::string_view path) const {
  const auto below = folder_ ? script_name_.below(path) : std::nullopt;
  try {
    const auto name = below ? folder_->path_of(*below) : std::nullopt;
    return name && folder_->open(*name);
  } catch (const HttpError&) {
    return false;
  }
}

std::optional<Response> StaticFiles::file(const Request& request, std::string_view url_path) const {
  const auto path = folder_->path_of(url_path);
  const auto found = path ? folder_->open(*path) : std::nullopt;
  if (!found) return std::nullopt;
  Variants variants;
  variants.content_type = content_type_of(*path);
  variants.etag = found->etag;
  variants.plain = [&found](Response& response) {
    response.file = found->body;
    return true;
  };
  if (folder_->contains(*path + ".gz")) variants.gzip = file_at(*folder_, *path + ".gz");
  if (folder_->contains(*path + ".br")) variants.brotli = file_at(*folder_, *path + ".br");
  variants.compressible = variants.gzip || variants.brotli;
  const std::string_view version = version_of(request.query);
  variants.immutable = is_content_hash(version) ? hashes_.of(*path, *found) == version : !version.empty();
  return respond(request, variants);
}

}  // namespace plume::http
