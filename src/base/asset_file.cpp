#include "base/asset_file.h"

#include <brotli/encode.h>
#include <fmt/format.h>
#include <xxhash.h>
#include <zlib.h>

#include <stdexcept>
#include <utility>

namespace plume {
namespace {

std::string gzip(const std::string& body) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot start");
  std::string result(deflateBound(&stream, body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  const int status = deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::runtime_error("zlib cannot compress");
  return result;
}

std::string brotli(const std::string& body) {
  std::size_t size = BrotliEncoderMaxCompressedSize(body.size());
  std::string result(size, '\0');
  if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_DEFAULT_MODE, body.size(),
                             reinterpret_cast<const std::uint8_t*>(body.data()), &size,
                             reinterpret_cast<std::uint8_t*>(result.data())))
    throw std::runtime_error("brotli cannot compress");
  result.resize(size);
  return result;
}

// Pictures and fonts are compressed already: a second coat is not worth the decoding.
std::string unless_pointless(std::string compressed, const std::string& body) {
  return compressed.size() * 10 <= body.size() * 9 ? std::move(compressed) : std::string();
}

/// `/assets/app.js` with the hash is `/assets/app-HASH.js`.
std::string with_hash(const std::string& path, const std::string& hash) {
  const auto name = path.rfind('/') + 1;
  auto dot = path.rfind('.');
  if (dot == std::string::npos || dot <= name) dot = path.size();
  return fmt::format("{}-{}{}", path.substr(0, dot), hash, path.substr(dot));
}

}  // namespace

std::string content_hash(std::string_view body) {
  return fmt::format("{:016x}", XXH3_64bits(body.data(), body.size()));
}

AssetFile make_asset_file(std::string path, std::string body) {
  AssetFile file;
  file.path = std::move(path);
  file.body = std::move(body);
  file.hash = content_hash(file.body);
  file.hashed_path = with_hash(file.path, file.hash);
  file.gzip = unless_pointless(gzip(file.body), file.body);
  file.brotli = unless_pointless(brotli(file.body), file.body);
  return file;
}

}  // namespace plume
