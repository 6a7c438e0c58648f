#include "plume/assets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "files.h"

namespace plume {
namespace {

std::string file(const std::string& name) {
  std::ifstream in(FILES_FOLDER "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string gunzip(std::string_view compressed, std::size_t size) {
  std::string result(size, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(size);
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  return result;
}

TEST(EmbeddedAssets, AreTheFilesOfTheFolderInTheOrderOfTheirPaths) {
  std::vector<std::string_view> paths;
  for (const Asset& asset : site::files()) paths.push_back(asset.path);
  EXPECT_THAT(paths, testing::ElementsAre("/static/bytes.bin", "/static/deep/page.html", "/static/empty.txt"));
}

TEST(EmbeddedAssets, HoldEveryByte) {
  EXPECT_EQ(site::files().find("/static/bytes.bin")->body, file("bytes.bin"));
  EXPECT_EQ(site::files().find("/static/deep/page.html")->body, file("deep/page.html"));
  EXPECT_EQ(site::files().find("/static/empty.txt")->body, "");
}

TEST(EmbeddedAssets, AreCompressedWhereThatSaves) {
  const Asset& page = *site::files().find("/static/deep/page.html");
  EXPECT_LT(page.gzip.size(), page.body.size() / 2);
  EXPECT_EQ(gunzip(page.gzip, page.body.size()), page.body);
  EXPECT_FALSE(page.brotli.empty());
  EXPECT_LT(page.brotli.size(), page.gzip.size());

  const Asset& bytes = *site::files().find("/static/bytes.bin");
  EXPECT_EQ(bytes.gzip, "");
  EXPECT_EQ(bytes.brotli, "");
}

TEST(EmbeddedAssets, AreFoundByTheNameWithTheHashToo) {
  const Asset& page = *site::files().find("/static/deep/page.html");
  EXPECT_THAT(std::string(page.hashed_path), testing::MatchesRegex("/static/deep/page-[0-9a-f]+\\.html"));
  EXPECT_EQ(site::files().find(page.hashed_path), &page);
  EXPECT_EQ(site::files().find("/static/deep/other.html"), nullptr);
}

TEST(EmbeddedAssets, HaveTypesAndTags) {
  const Asset& page = *site::files().find("/static/deep/page.html");
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_THAT(std::string(page.etag), testing::MatchesRegex("W/\"[0-9a-f]+\""));
  EXPECT_NE(page.etag, site::files().find("/static/bytes.bin")->etag);
}

TEST(ClientAssets, HoldTheClientOfTheNamedVersion) {
  const Asset* client = client_assets().find("/assets/plume.js");
  ASSERT_NE(client, nullptr);
  EXPECT_NE(client->body.find("phoenix_live_view " + std::string(client_version)), std::string_view::npos);
  EXPECT_NE(client->body.find("new LiveView.LiveSocket("), std::string_view::npos);
  EXPECT_EQ(client->content_type, "text/javascript; charset=utf-8");
  EXPECT_FALSE(client->gzip.empty());
  EXPECT_FALSE(client->brotli.empty());
}

}  // namespace
}  // namespace plume
