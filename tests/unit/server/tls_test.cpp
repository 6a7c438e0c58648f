#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "plume/connect_info.h"
#include "self_signed.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

struct TlsTest : ::testing::Test {
  TlsTest() : site(options()) {
    site.router().get("/", [](Request& request) {
      request.put_session("user", 1);
      return Response::text(request.scheme + " " + std::to_string(request.port));
    });
    site.router().post("/echo", [](const Request& request) { return Response::text(request.body); },
                       {.csrf = Csrf::off});
    site.router().live<CounterPage>("/live");
  }
  EndpointOptions options() {
    EndpointOptions options;
    options.certificate = files.certificate();
    options.key = files.key();
    options.limits.request_timeout = 200ms;
    return options;
  }
  SelfSigned files;
  Site site;
  const TcpOptions tls{.tls = true};
};

TEST_F(TlsTest, ServesRequests) {
  TcpClient client(site.port(), tls);
  const Response response = client.get("/");
  EXPECT_EQ(response.body, "https 443");
  EXPECT_NE(response.headers.get("set-cookie").find("; secure"), std::string::npos);
  const std::string large(3'000'000, 'x');
  EXPECT_EQ(client.request("POST /echo HTTP/1.1\r\nHost: h", large).body, large);
}

TEST_F(TlsTest, ServesSockets) {
  Visitor visitor(site.port(), "/live", tls);
  ASSERT_TRUE(visitor.view.ok()) << visitor.view.reply.json();
  EXPECT_EQ(visitor.event("inc"), json(R"({"0":"1"})"));
}

TEST_F(TlsTest, DropsClientsThatSpeakNoTls) {
  TcpClient client(site.port());
  client.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_THROW(client.response(), std::runtime_error);
  EXPECT_EQ(TcpClient(site.port(), tls).get("/").status, 200);
}

TEST_F(TlsTest, DropsAHandshakeThatDoesNotComeToAnEnd) {
  TcpClient client(site.port());
  client.write("\x16\x03\x01\x02");
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(TcpClient(site.port(), tls).get("/").status, 200);
}

TEST_F(TlsTest, ARequestThatDoesNotComeToAnEndIsAnswered) {
  TcpClient client(site.port(), tls);
  client.write("GET / HT");
  EXPECT_EQ(client.response().status, 408);
}

// The file is made so large that a copy in memory would not fit.
TEST_F(TlsTest, SendsFilesPieceByPiece) {
  const fs::path folder = fs::temp_directory_path() / ("plume-tls-files-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "large.bin") << "begin";
  fs::resize_file(folder / "large.bin", 1ull << 40);
  std::ofstream(folder / "large.bin", std::ios::app) << "end";
  EndpointOptions with_files = options();
  with_files.static_dir = folder;
  Site files_site(with_files);
  EXPECT_EQ(TcpClient(files_site.port(), tls).get("/large.bin", "Range: bytes=-3").body, "end");
  TcpClient client(files_site.port(), tls);
  client.write("GET /large.bin HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(client.response(true).status, 200);
  EXPECT_EQ(client.bytes(3'000'000), "begin" + std::string(2'999'995, '\0'));
  fs::remove_all(folder);
}

// The certificate's key is of an elliptic curve, so these are all suites that such a client could mean.
TEST_F(TlsTest, Takes12WithForwardSecrecyAndAuthenticatedEncryptionOnly) {
  for (const char* suites : {"ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
                             "ECDHE-ECDSA-CHACHA20-POLY1305", "AES128-SHA:ECDHE-ECDSA-AES128-GCM-SHA256"})
    EXPECT_EQ(TcpClient(site.port(), {.tls = true, .suites = suites}).get("/").status, 200) << suites;
  for (const char* suites : {"ECDHE-ECDSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA256",
                             "AES128-SHA", "ECDHE-ECDSA-AES128-CCM"})
    EXPECT_THROW(TcpClient(site.port(), {.tls = true, .suites = suites}), std::runtime_error) << suites;
}

// Who asks, as a view is told: its port and certificate.
class AskedPage : public CounterPage {
 public:
  explicit AskedPage(Journal& journal) : journal_(journal) {}
  void mount(const Params&, const Session&) override {
    const PeerData& peer = connect_info().peer_data;
    journal_.add(std::to_string(peer.port) + " " + peer.ssl_cert);
  }

 private:
  Journal& journal_;
};

// A site that knows one authority of clients.
struct ClientCertificates : ::testing::Test {
  static EndpointOptions options(const SelfSigned& own, const SelfSigned& client, bool required) {
    EndpointOptions options;
    options.certificate = own.certificate();
    options.key = own.key();
    options.client_authorities = client.certificate();
    options.require_client_certificate = required;
    return options;
  }
  Site& serve(bool required = false) {
    site.emplace(options(own, client, required));
    site->router().get("/", [](const Request& request) { return Response::text(request.ssl_cert); });
    site->router().live("/live", [this] { return std::make_unique<AskedPage>(journal); });
    return *site;
  }
  bool is_turned_away(const TcpOptions& options) {
    try {
      TcpClient(site->port(), options).get("/");
      return false;
    } catch (const std::runtime_error&) {
      return true;
    }
  }
  const SelfSigned own, client, stranger;
  Journal journal;
  std::optional<Site> site;
};

TEST_F(ClientCertificates, S11_4_AreAskedForAndNotRequired) {
  serve();
  EXPECT_EQ(TcpClient(site->port(), client.shown()).get("/").body, client.der);
  EXPECT_EQ(TcpClient(site->port(), {.tls = true}).get("/").body, "");
  EXPECT_TRUE(is_turned_away(stranger.shown()));
}

TEST_F(ClientCertificates, S11_4_AreKnownWhereASessionIsResumed) {
  serve();
  TcpClient first(site->port(), client.shown());
  first.get("/");
  const std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)> session(SSL_get1_session(first.tls()),
                                                                          SSL_SESSION_free);
  TcpOptions again = client.shown();
  again.session = session.get();
  TcpClient second(site->port(), again);
  EXPECT_TRUE(SSL_session_reused(second.tls()));
  EXPECT_EQ(second.get("/").body, client.der);
}

TEST_F(ClientCertificates, S11_4_AreRequired) {
  serve(true);
  EXPECT_EQ(TcpClient(site->port(), client.shown()).get("/").body, client.der);
  EXPECT_TRUE(is_turned_away({.tls = true}));
  EXPECT_TRUE(is_turned_away(stranger.shown()));
}

TEST_F(ClientCertificates, S11_4_AreToldToViewsWithThePort) {
  Visitor visitor(serve().port(), "/live", client.shown());
  ASSERT_TRUE(visitor.view.ok());
  const auto told = journal.entries();
  ASSERT_EQ(told.size(), 2u);
  EXPECT_TRUE(told[0].ends_with(" " + client.der)) << "of the request";
  EXPECT_FALSE(told[0].starts_with("0 "));
  EXPECT_EQ(told[1], std::to_string(visitor.line().port()) + " " + client.der);
}

// What an endpoint with these options says that cannot be.
std::string refusal(const EndpointOptions& options) {
  try {
    Endpoint(options_for_tests(options)).start();
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(Tls, RefusesFilesThatCannotBe) {
  const SelfSigned first;
  EndpointOptions good;
  good.certificate = first.certificate();
  good.key = first.key();
  EXPECT_EQ(refusal(good), "");
  auto bad = good;
  bad.certificate = "/none.pem";
  EXPECT_NE(refusal(bad).find("EndpointOptions::certificate: \"/none.pem\""), std::string::npos) << refusal(bad);
  bad = good;
  bad.key = first.certificate();
  EXPECT_NE(refusal(bad).find("EndpointOptions::key"), std::string::npos) << refusal(bad);
  bad = good;
  bad.client_authorities = "/none.pem";
  EXPECT_NE(refusal(bad).find("EndpointOptions::client_authorities: \"/none.pem\""), std::string::npos) << refusal(bad);
  bad.client_authorities = first.key();
  EXPECT_NE(refusal(bad).find("EndpointOptions::client_authorities"), std::string::npos) << "no certificate in it";
}

TEST(Tls, RefusesOptionsThatMeanNothingByThemselves) {
  EndpointOptions options;
  options.client_authorities = "/some.pem";
  EXPECT_NE(refusal(options).find("client_authorities needs a certificate"), std::string::npos);
  options.client_authorities = "";
  options.require_client_certificate = true;
  EXPECT_NE(refusal(options).find("require_client_certificate needs client_authorities"), std::string::npos);
}

}  // namespace
}  // namespace plume::testing
