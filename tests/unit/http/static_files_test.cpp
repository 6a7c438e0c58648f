#include "http/static_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace plume::http {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() {
    std::string pattern = (fs::temp_directory_path() / "plume-static-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    write("app.css", "body { color: red }");
    write("app.css.gz", "zipped");
    write("app.css.br", "brotli");
    write("plain.txt", "0123456789");
    fs::create_directory(folder_ / "sub");
    write("sub/deep.html", "<p>deep</p>");
  }
  ~StaticFilesTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  std::optional<Response> get(std::string path, std::vector<Headers::Field> fields = {}, std::string method = "GET") {
    Request request;
    request.method = std::move(method);
    request.path = std::move(path);
    for (const auto& [name, value] : fields) request.headers.add(name, value);
    return files().find(request);
  }
  StaticFiles files() { return StaticFiles({client_assets()}, folder_.string()); }

  fs::path folder_;
};

TEST_F(StaticFilesTest, S11_5_KnowsTheUrlsOfItsFiles) {
  const Asset& client = *client_assets().begin();
  for (const std::string& path : {std::string(client.path), std::string(client.hashed_path)}) {
    EXPECT_TRUE(files().serves("http://localhost" + path)) << path;
    EXPECT_TRUE(files().serves("https://cdn.example/v1" + path)) << path;
  }
  EXPECT_TRUE(files().serves("http://localhost/sub/deep.html"));
  EXPECT_FALSE(files().serves("http://localhost/assets/plume-of-before.js"));
  EXPECT_FALSE(files().serves("http://localhost/sub/../app.css"));
  EXPECT_FALSE(files().serves("no URL"));
}

TEST_F(StaticFilesTest, FilesAreServedWithTypeAndTag) {
  const auto response = get("/sub/deep.html");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "<p>deep</p>");
  EXPECT_EQ(response->headers.get("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(response->headers.get("cache-control"), "public");
  const std::string tag(response->headers.get("etag"));
  EXPECT_EQ(get("/sub/deep.html", {{"if-none-match", tag}})->status, 304);
  EXPECT_EQ(get("/sub/deep.html", {{"if-none-match", "\"other\", W/" + tag}})->status, 304);
  EXPECT_EQ(get("/sub/deep.html", {{"if-none-match", "\"other\""}})->status, 200);
}

TEST_F(StaticFilesTest, MissingFilesAndFoldersAreNotServed) {
  EXPECT_FALSE(get("/nothing"));
  EXPECT_FALSE(get("/sub"));
  EXPECT_FALSE(get("/"));
  EXPECT_FALSE(get("/c:x"));
  EXPECT_FALSE(get("/plain.txt", {}, "POST"));
}

TEST_F(StaticFilesTest, NoPathLeavesTheFolder) {
  for (const char* path : {"/../x", "/%2e%2e/x", "/sub/..%2f..%2fx", "/a%00b", "/a%5cb", "/%zz"}) {
    SCOPED_TRACE(path);
    EXPECT_THROW(get(path), HttpError);
  }
}

TEST_F(StaticFilesTest, CompressedFilesBesideAreSentWhereTheyAreTaken) {
  EXPECT_EQ(get("/app.css")->body, "body { color: red }");
  EXPECT_EQ(get("/app.css")->headers.get("vary"), "Accept-Encoding");
  EXPECT_EQ(get("/app.css", {{"accept-encoding", "gzip, br"}})->body, "brotli");
  EXPECT_EQ(get("/app.css", {{"accept-encoding", "gzip, br"}})->headers.get("content-encoding"), "br");
  EXPECT_EQ(get("/app.css", {{"accept-encoding", "gzip, br;q=0"}})->body, "zipped");
  EXPECT_EQ(get("/plain.txt", {{"accept-encoding", "gzip"}})->body, "0123456789");
}

TEST_F(StaticFilesTest, OneRangeIsAnsweredWith206) {
  const auto range = [&](const char* value) { return *get("/plain.txt", {{"range", value}}); };
  EXPECT_EQ(range("bytes=2-4").status, 206);
  EXPECT_EQ(range("bytes=2-4").body, "234");
  EXPECT_EQ(range("bytes=2-4").headers.get("content-range"), "bytes 2-4/10");
  EXPECT_EQ(range("bytes=7-").body, "789");
  EXPECT_EQ(range("bytes=-3").body, "789");
  EXPECT_EQ(range("bytes=5-99").body, "56789");
  for (const char* none : {"bytes=4-2", "bytes=10-", "bytes=1-2,4-5", "bytes=x-y", "items=1-2", "bytes=-0"}) {
    SCOPED_TRACE(none);
    EXPECT_EQ(range(none).status, 200);
    EXPECT_EQ(range(none).body, "0123456789");
  }
  EXPECT_EQ(get("/app.css", {{"range", "bytes=0-3"}, {"accept-encoding", "br"}})->body, "body");
}

TEST_F(StaticFilesTest, EmbeddedAssetsByPlainAndHashedPath) {
  const Asset& asset = *client_assets().begin();
  const auto plain = get(std::string(asset.path), {{"accept-encoding", "br"}});
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->headers.get("content-encoding"), "br");
  EXPECT_EQ(get(std::string(asset.path), {{"if-none-match", std::string(asset.etag)}})->status, 304);
  const auto hashed = get(std::string(asset.hashed_path));
  ASSERT_TRUE(hashed);
  EXPECT_EQ(hashed->body, asset.body);
  EXPECT_EQ(hashed->headers.get("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_FALSE(hashed->headers.contains("etag"));
}

TEST(StaticFiles, AFolderThatIsNoneIsRefused) {
  EXPECT_THROW(StaticFiles({}, "/no/such/folder"), std::invalid_argument);
}

}  // namespace
}  // namespace plume::http
