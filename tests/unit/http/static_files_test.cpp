#include "http/static_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>

#include "plume/path.h"

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
    auto response = files().find(request);
    if (response && !keeps_files_) read_file(*response);
    return response;
  }
  StaticFiles files() const { return StaticFiles({client_assets()}, folder_.string(), {}, access_); }

  fs::path folder_;
  StaticAccess access_;
  bool keeps_files_ = false;  // as responses have them
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

TEST_F(StaticFilesTest, OpensFilesAndReadsOnlyWhatIsSent) {
  constexpr std::uint64_t size = 1ull << 40;
  write("large.bin", "");
  fs::resize_file(folder_ / "large.bin", size - 3);
  std::ofstream(folder_ / "large.bin", std::ios::app) << "end";
  keeps_files_ = true;
  for (const char* method : {"HEAD", "GET"}) {
    const auto whole = get("/large.bin", {}, method);
    EXPECT_EQ(whole->body, "");
    EXPECT_EQ(whole->file->size(), size);
  }
  const std::string tag(get("/large.bin")->headers.get("etag"));
  EXPECT_EQ(get("/large.bin", {{"if-none-match", tag}})->file, nullptr);
  keeps_files_ = false;
  EXPECT_EQ(get("/large.bin", {{"range", "bytes=-4"}})->body, std::string("\0end", 4));
}

TEST_F(StaticFilesTest, ARangeHoldsForTheTagOnlyThatTheClientHas) {
  const std::string tag(get("/plain.txt")->headers.get("etag"));
  const auto part = [&](const std::string& condition) {
    return get("/plain.txt", {{"range", "bytes=2-4"}, {"if-range", condition}})->body;
  };
  EXPECT_EQ(part(tag), "234");
  for (const std::string& other : {std::string("\"other\""), "W/" + tag, std::string("Sun, 06 Nov 1994 08:49:37 GMT")})
    EXPECT_EQ(part(other), "0123456789") << other;
  const std::string compressed(get("/app.css", {{"accept-encoding", "br"}})->headers.get("etag"));
  EXPECT_EQ(get("/app.css", {{"range", "bytes=0-3"}, {"if-range", compressed}})->body, "body { color: red }")
      << "the bytes of a range are those of no coding";
  EXPECT_EQ(get("/app.css", {{"accept-encoding", "br"}, {"if-none-match", compressed}})->status, 304);
  EXPECT_EQ(get("/app.css", {{"if-none-match", compressed}})->status, 200);
}

TEST_F(StaticFilesTest, LinksLeadOutOfTheFolderOnlyIfTheyMay) {
  const fs::path outside = folder_.string() + "-outside";
  fs::create_directory(outside);
  std::ofstream(outside / "secret.txt") << "secret";
  fs::create_symlink(outside / "secret.txt", folder_ / "file");
  fs::create_symlink(outside, folder_ / "folder");
  fs::create_symlink("../" + outside.filename().string() + "/secret.txt", folder_ / "relative");
  fs::create_symlink("../../../../../../../../etc/passwd", folder_ / "sub" / "far");
  fs::create_symlink(outside / "secret.txt", folder_ / "plain.txt.gz");
  for (const char* path : {"/file", "/folder/secret.txt", "/relative", "/sub/far"}) {
    EXPECT_FALSE(get(path)) << path;
    EXPECT_FALSE(files().serves("http://h" + std::string(path))) << path;
  }
  EXPECT_EQ(get("/plain.txt", {{"accept-encoding", "gzip"}})->body, "0123456789");
  access_.links = true;
  for (const char* path : {"/file", "/folder/secret.txt", "/relative"}) EXPECT_EQ(get(path)->body, "secret") << path;
  fs::remove_all(outside);
}

TEST_F(StaticFilesTest, LinksWithinTheFolderAreFollowed) {
  fs::create_symlink("sub/deep.html", folder_ / "relative.html");
  fs::create_symlink(folder_ / "sub" / "deep.html", folder_ / "absolute.html");
  fs::create_symlink("../" + folder_.filename().string() + "/sub", folder_ / "out-and-in");
  fs::create_symlink("loop", folder_ / "loop");
  for (const char* path : {"/relative.html", "/absolute.html", "/out-and-in/deep.html"})
    EXPECT_EQ(get(path)->body, "<p>deep</p>") << path;
  EXPECT_FALSE(get("/loop"));
}

TEST_F(StaticFilesTest, NamesBeginWithADotOnlyIfTheyMay) {
  fs::create_directories(folder_ / ".git");
  fs::create_directories(folder_ / ".well-known" / ".hidden");
  fs::create_directories(folder_ / "sub" / ".well-known");
  for (const char* name : {".env", ".git/config", "sub/.htpasswd", ".well-known/security.txt", ".well-known/.hidden/x",
                           "sub/.well-known/x"})
    write(name, "dot");
  const auto hidden = {
      "/.env", "/%2eenv", "/.git/config", "/sub/.htpasswd", "/.well-known/.hidden/x", "/sub/.well-known/x"};
  for (const char* path : hidden) EXPECT_FALSE(get(path)) << path;
  EXPECT_EQ(get("/.well-known/security.txt")->body, "dot");
  access_.dot_files = true;
  for (const char* path : hidden) EXPECT_EQ(get(path)->body, "dot") << path;
}

TEST_F(StaticFilesTest, OnlyRegularFilesAreServed) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo((folder_ / "plain.txt.br").c_str(), 0600), 0);
  access_.links = true;
  fs::create_symlink("/dev/zero", folder_ / "zero");
  for (const char* path : {"/pipe", "/zero", "/sub", "/"}) EXPECT_FALSE(get(path)) << path;
  EXPECT_EQ(get("/plain.txt", {{"accept-encoding", "br"}})->body, "0123456789");
}

TEST_F(StaticFilesTest, WithoutDescriptorsAnswers503) {
  const StaticFiles open = files();
  Request request;
  request.method = "GET";
  request.path = "/plain.txt";
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none{0, before.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  int status = 0;
  try {
    open.find(request);
  } catch (const HttpError& error) {
    status = error.status();
  }
  ::setrlimit(RLIMIT_NOFILE, &before);
  EXPECT_EQ(status, 503);
}

TEST_F(StaticFilesTest, AFileThatGotShorterIsNotReadToItsEnd) {
  keeps_files_ = true;
  const auto response = get("/plain.txt");
  fs::resize_file(folder_ / "plain.txt", 4);
  std::string out = "head";
  EXPECT_FALSE(response->file->append_piece(out));
  EXPECT_EQ(out, "head");
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

// `path?vsn=HASH`, as static_path gives it; the hash is the second.
std::pair<std::string, std::string> parts_of(const std::string& hashed) {
  const auto at = hashed.find("?vsn=");
  return at == std::string::npos ? std::pair(hashed, std::string())
                                 : std::pair(hashed.substr(0, at), hashed.substr(at + 5));
}

TEST_F(StaticFilesTest, HashedPathsChangeWithTheContent) {
  const StaticFiles files({client_assets()}, folder_.string());
  const Asset& asset = *client_assets().begin();
  EXPECT_EQ(files.hashed(asset.path), asset.hashed_path);
  EXPECT_EQ(files.hashed(asset.hashed_path), asset.hashed_path);
  EXPECT_EQ(files.hashed(std::string(asset.path) + "?a=1#b"), std::string(asset.hashed_path) + "?a=1#b");

  const std::string before = files.hashed("/plain.txt");
  EXPECT_EQ(parts_of(before).first, "/plain.txt");
  EXPECT_EQ(parts_of(before).second.size(), 16u);
  EXPECT_EQ(files.hashed("/plain.txt"), before);
  write("plain.txt", "another content");
  const std::string after = files.hashed("/plain.txt");
  EXPECT_NE(after, before);
  write("plain.txt", "0123456789");
  EXPECT_EQ(files.hashed("/plain.txt"), before) << "the same content, also at another time, and in another process";
  EXPECT_EQ(files.hashed("/plain.txt#top"), before + "#top");
  EXPECT_EQ(files.hashed("/sub/%64eep.html"),
            "/sub/%64eep.html?vsn=" + parts_of(files.hashed("/sub/deep.html")).second);
}

TEST_F(StaticFilesTest, PathsOfNoFileStayAsTheyAre) {
  const StaticFiles files({}, folder_.string());
  for (const char* path : {"/nothing", "/sub", "/", "/%2e%2e/x", "/%zz", "/plain.txt?a=1", "/.env"})
    EXPECT_EQ(files.hashed(path), path);
  fs::resize_file(folder_ / "plain.txt", ContentHashes::max_file_bytes + 1);
  EXPECT_EQ(files.hashed("/plain.txt"), "/plain.txt") << "it is too large to be read for a page";
  fs::resize_file(folder_ / "plain.txt", ContentHashes::max_file_bytes);
  EXPECT_NE(files.hashed("/plain.txt"), "/plain.txt");
  EXPECT_EQ(StaticFiles({}, "").hashed("/plain.txt"), "/plain.txt");
}

TEST_F(StaticFilesTest, WhatAHashedPathAnswersIsKeptForEver) {
  const StaticFiles files({}, folder_.string());
  const auto cached = [&](const std::string& version) {
    Request request;
    request.method = "GET";
    request.path = "/plain.txt";
    request.query = "vsn=" + version;
    const auto response = files.find(request);
    return std::string(response->headers.get("cache-control"));
  };
  const std::string hash = parts_of(files.hashed("/plain.txt")).second;
  EXPECT_EQ(cached(hash), "public, max-age=31536000, immutable");
  EXPECT_EQ(cached(hash + "&a=1"), "public, max-age=31536000, immutable");
  EXPECT_EQ(cached("d"), "public, max-age=31536000, immutable") << "the application's own word";
  write("plain.txt", "what a server has that was updated already");
  EXPECT_EQ(cached(hash), "public") << "this is another content than the page means";
}

TEST_F(StaticFilesTest, S11_5_AHashedPathOfAnotherContentIsNotKnown) {
  const StaticFiles files({}, folder_.string());
  const std::string url = "http://localhost" + files.hashed("/plain.txt");
  EXPECT_TRUE(files.serves(url));
  write("plain.txt", "another content");
  EXPECT_FALSE(files.serves(url));
  EXPECT_TRUE(files.serves("http://localhost/plain.txt?vsn=d"));
}

TEST_F(StaticFilesTest, StaticPathNamesTheFilesOfTheEndpoint) {
  const std::shared_ptr<const StaticPaths> files =
      std::make_shared<const StaticFiles>(std::vector{client_assets()}, folder_.string(), ScriptName("/shop"));
  const Asset& asset = *client_assets().begin();
  EXPECT_EQ(static_path("/plain.txt"), "/plain.txt");
  {
    const ScriptNameScope scope("/shop", &files);
    EXPECT_EQ(static_path("/plain.txt"), "/shop" + files->hashed("/plain.txt"));
    EXPECT_EQ(static_path(asset.path), "/shop" + std::string(asset.hashed_path));
    {
      const ScriptNameScope other("");
      EXPECT_EQ(static_path("/plain.txt"), "/plain.txt") << "of another endpoint";
    }
    EXPECT_NE(static_path("/plain.txt"), "/shop/plain.txt");
  }
  EXPECT_EQ(static_path("/plain.txt"), "/plain.txt");
}

TEST(StaticFiles, AFolderThatIsNoneIsRefused) {
  EXPECT_THROW(StaticFiles({}, "/no/such/folder"), std::invalid_argument);
}

}  // namespace
}  // namespace plume::http
