#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "support/server_site.h"
#include "support/waiting.h"

namespace plume::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using namespace std::string_literals;

constexpr Asset assets[] = {{"/assets/app.js", "/assets/app-abc.js", "text/javascript; charset=utf-8", "plain script",
                             "gzip script", "br script", "W/\"abc\""},
                            {"/assets/dot.png", "/assets/dot-def.png", "image/png", "0123456789", "", "", "W/\"def\""}};

struct StaticTest : ::testing::Test {
  StaticTest() : folder(fs::temp_directory_path() / ("plume-static-" + std::to_string(::getpid()))), site(options()) {}
  ~StaticTest() override { fs::remove_all(folder); }
  EndpointOptions options() {
    fs::create_directories(folder / "sub");
    write("hello.txt", "hello");
    write("sub/page.html", "<p>");
    write("site.css", "plain");
    write("site.css.gz", "gzip");
    write("with space.txt", "space");
    EndpointOptions options;
    options.assets = {AssetBundle(assets, 2)};
    options.drain.shutdown = 300ms;
    options.static_dir = folder;
    return options;
  }
  void write(const std::string& name, std::string_view text) const { std::ofstream(folder / name) << text; }
  Response get(const std::string& path, const std::string& fields = "") {
    return TcpClient(site.port()).get(path, fields);
  }

  fs::path folder;
  Site site;
};

TEST_F(StaticTest, ServesAssetsForEverUnderTheirHashedPath_13_7) {
  const Response hashed = get("/assets/app-abc.js");
  EXPECT_EQ(hashed.body, "plain script");
  EXPECT_EQ(hashed.headers.get("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_FALSE(hashed.headers.contains("etag"));
  EXPECT_EQ(hashed.headers.get("content-type"), "text/javascript; charset=utf-8");
  const Response plain = get("/assets/app.js");
  EXPECT_EQ(plain.headers.get("cache-control"), "public");
  EXPECT_EQ(plain.headers.get("etag"), "W/\"abc\"");
}

TEST_F(StaticTest, ServesPlumesOwnClient) {
  const Response script = get(std::string(client_assets().begin()->hashed_path));
  EXPECT_EQ(script.status, 200);
  EXPECT_EQ(script.body, client_assets().begin()->body);
}

TEST_F(StaticTest, ChoosesTheCodingThatTheClientTakes_13_7) {
  const std::pair<const char*, const char*> cases[] = {{"gzip, deflate, br", "br"},
                                                       {"gzip", "gzip"},
                                                       {"br;q=0, gzip", "gzip"},
                                                       {"*", "br"},
                                                       {"identity", ""},
                                                       {"brx", ""}};
  for (const auto& [accepted, coding] : cases) {
    const Response response = get("/assets/app.js", "Accept-Encoding: "s + accepted);
    EXPECT_EQ(response.headers.get("content-encoding"), coding) << accepted;
    EXPECT_EQ(response.body, *coding ? coding + " script"s : "plain script");
    EXPECT_EQ(response.headers.get("vary"), "Accept-Encoding");
  }
  EXPECT_FALSE(get("/assets/dot.png", "Accept-Encoding: br").headers.contains("vary"));
}

TEST_F(StaticTest, AnswersNotModified) {
  for (const auto* tag : {"W/\"abc\"", "\"abc\"", "\"x\", W/\"abc\"", "*"}) {
    const Response response = get("/assets/app.js", "If-None-Match: "s + tag);
    EXPECT_EQ(response.status, 304) << tag;
    EXPECT_EQ(response.headers.get("etag"), "W/\"abc\"");
    EXPECT_FALSE(response.headers.contains("content-length"));
  }
  EXPECT_EQ(get("/assets/app.js", "If-None-Match: \"old\"").status, 200);
  const std::string tag(get("/hello.txt").headers.get("etag"));
  EXPECT_EQ(get("/hello.txt", "If-None-Match: " + tag).status, 304);
  write("hello.txt", "hello again");
  EXPECT_EQ(get("/hello.txt", "If-None-Match: " + tag).body, "hello again");
}

TEST_F(StaticTest, ServesOneRangeOfBytes) {
  const Response middle = get("/assets/dot.png", "Range: bytes=2-4");
  EXPECT_EQ(middle.status, 206);
  EXPECT_EQ(middle.body, "234");
  EXPECT_EQ(middle.headers.get("content-range"), "bytes 2-4/10");
  EXPECT_EQ(get("/assets/dot.png", "Range: bytes=7-").body, "789");
  EXPECT_EQ(get("/assets/dot.png", "Range: bytes=-2").body, "89");
  EXPECT_EQ(get("/assets/dot.png", "Range: bytes=8-100").body, "89");
  for (const auto* whole : {"bytes=1-2,4-5", "bytes=20-30", "bytes=5-2", "items=1-2", "bytes=-", "bytes=-0"}) {
    const Response response = get("/assets/dot.png", "Range: "s + whole);
    EXPECT_EQ(response.status, 200) << whole;
    EXPECT_EQ(response.body, "0123456789") << whole;
  }
  EXPECT_EQ(get("/assets/app.js", "Range: bytes=0-4\r\nAccept-Encoding: br").body, "plain");
  EXPECT_EQ(get("/hello.txt", "Range: bytes=1-2").body, "el");
}

TEST_F(StaticTest, ServesTheFilesOfAFolder) {
  const Response text = get("/hello.txt");
  EXPECT_EQ(text.body, "hello");
  EXPECT_EQ(text.headers.get("content-type"), "text/plain; charset=utf-8");
  EXPECT_EQ(get("/sub/page.html").body, "<p>");
  EXPECT_EQ(get("/with%20space.txt").body, "space");
  EXPECT_EQ(get("/site.css", "Accept-Encoding: gzip").body, "gzip");
  EXPECT_EQ(get("/site.css").body, "plain");
  const Response versioned = get("/hello.txt?vsn=d");
  EXPECT_EQ(versioned.headers.get("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_FALSE(versioned.headers.contains("etag"));
}

TEST_F(StaticTest, NeverLeavesTheFolderAndServesNoFolders_13_7) {
  std::ofstream(fs::temp_directory_path() / "plume-outside.txt") << "outside";
  for (const auto* path : {"/../plume-outside.txt", "/%2e%2e/plume-outside.txt", "/sub/../../plume-outside.txt",
                           "/..%2fplume-outside.txt", "/..%5cplume-outside.txt", "/hello.txt%00.png", "/./hello.txt"}) {
    EXPECT_EQ(get(path).status, 400) << path;
  }
  EXPECT_EQ(get("/sub").status, 404);
  EXPECT_EQ(get("/sub/").status, 404);
  EXPECT_EQ(get("/").status, 404);
  EXPECT_EQ(get("/none.txt").status, 404);
  fs::remove(fs::temp_directory_path() / "plume-outside.txt");
}

TEST_F(StaticTest, LeavesToRoutesWhatNoFileCanBe) {
  site.router().get("/rooms/:name", [](const Request& request) {
    return Response::text(std::string(request.path_params["name"].text()));
  });
  EXPECT_EQ(get("/rooms/a%2Fb").body, "a/b");
  EXPECT_EQ(get("/rooms/a%5Cb").body, "a\\b");
  EXPECT_EQ(get("/rooms/..%2Fhello.txt").body, "../hello.txt");
  EXPECT_EQ(get("/rooms/a:b").body, "a:b");
  EXPECT_EQ(get("/rooms/.b").body, ".b");
  EXPECT_EQ(get("/rooms/" + std::string(300, 'x')).body, std::string(300, 'x')) << "longer than a file's name";
  EXPECT_EQ(get("/hello.txt%2Fb").status, 400) << "nobody's";
}

TEST_F(StaticTest, TakesTheContentTypeFromTheDecodedName) {
  EXPECT_EQ(get("/sub/page%2Ehtml").headers.get("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(get("/site.cs%73").headers.get("content-type"), "text/css; charset=utf-8");
}

TEST_F(StaticTest, AnswersOnlyGetAndHead) {
  TcpClient client(site.port());
  const Response head = client.request("HEAD /hello.txt HTTP/1.1\r\nHost: h");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.get("content-length"), "5");
  EXPECT_EQ(
      client.request("HEAD /assets/app.js HTTP/1.1\r\nHost: h\r\nAccept-Encoding: br").headers.get("content-length"),
      "9");
  EXPECT_EQ(client.request("POST /hello.txt HTTP/1.1\r\nHost: h").status, 404);
  EXPECT_EQ(client.request("DELETE /assets/app.js HTTP/1.1\r\nHost: h").status, 404);
}

std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

// Large files, of which hardly anything is on the disk.
struct LargeFileTest : StaticTest {
  static constexpr std::size_t large = 2'000'000'000;
  explicit LargeFileTest(std::size_t size = large) {
    write("large.bin", "");
    fs::resize_file(folder / "large.bin", size);
  }
  /// A client that has read the head of the response.
  std::unique_ptr<TcpClient> asking(std::string_view fields = "") {
    auto client = std::make_unique<TcpClient>(site.port(), TcpOptions{.receive_buffer = 64 * 1024});
    client->write("GET /large.bin HTTP/1.1\r\nHost: h\r\n" + std::string(fields) + "\r\n");
    EXPECT_NE(client->response(true).headers.get("content-length"), "0");
    return client;
  }
};

TEST_F(LargeFileTest, TakeNoMemoryHoweverSlowTheirClientsAre) {
  site.port();
  const auto before = resident_bytes();
  std::vector<std::unique_ptr<TcpClient>> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(asking());
    EXPECT_EQ(clients.back()->bytes(200'000), std::string(200'000, '\0'));
  }
  EXPECT_LT(resident_bytes(), before + large / 8) << "sanitizers keep what was freed for a while";
  EXPECT_EQ(get("/hello.txt").body, "hello");
}

TEST_F(LargeFileTest, AreSentWholeAndInRanges) {
  constexpr std::size_t size = 3'000'017;
  std::string content(size, ' ');
  for (std::size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 7 + i / 256);
  write("large.bin", content);
  EXPECT_EQ(get("/large.bin").body, content);
  EXPECT_EQ(get("/large.bin", "Range: bytes=200001-2900000").body, content.substr(200'001, 2'700'000));
  TcpClient client(site.port());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.get("/large.bin").body, content) << "over one connection";
  const Response head = client.request("HEAD /large.bin HTTP/1.1\r\nHost: h");
  EXPECT_EQ(head.headers.get("content-length"), std::to_string(size));
  EXPECT_EQ(client.get("/hello.txt").body, "hello");
}

TEST_F(LargeFileTest, EndTheConnectionIfTheyGetShorter) {
  const auto client = asking();
  client->bytes(1'000'000);
  fs::resize_file(folder / "large.bin", 1'000'000);
  EXPECT_LT(client->rest(), large - 1'000'000);
  EXPECT_TRUE(site.logged("a file could not be sent to its end"));
}

TEST_F(LargeFileTest, AreThoseThatWereOpened) {
  constexpr std::size_t size = 50'000'000;
  fs::resize_file(folder / "large.bin", size);
  const auto client = asking("Connection: close\r\n");
  write("other.bin", "other");
  fs::rename(folder / "other.bin", folder / "large.bin");
  EXPECT_EQ(client->rest(), size);
  EXPECT_EQ(get("/large.bin").body, "other");
}

TEST_F(LargeFileTest, AreForgottenWithTheirClients) {
  const auto files = [] {
    const fs::directory_iterator open("/proc/self/fd");
    return std::distance(begin(open), end(open));
  };
  get("/hello.txt");
  const auto before = files();
  for (int i = 0; i < 5; ++i) {
    const auto client = asking();
    client->bytes(1'000'000);
    client->reset();
  }
  EXPECT_TRUE(eventually([&] { return files() <= before; }));
}

TEST_F(LargeFileTest, AreCutOffAtTheEndOfADrain) {
  const auto client = asking();
  client->bytes(1'000'000);
  site.endpoint.stop();
  EXPECT_LT(client->rest(), large - 1'000'000);
}

}  // namespace
}  // namespace plume::testing
