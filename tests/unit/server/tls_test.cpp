#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "site.h"

namespace plume::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// A key and a certificate signed with it, as PEM files.
class SelfSigned {
 public:
  SelfSigned() : folder_(fs::temp_directory_path() / ("plume-tls-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    write(this->key(),
          [&](FILE* file) { PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
    write(this->certificate(), [&](FILE* file) { PEM_write_X509(file, certificate.get()); });
  }
  ~SelfSigned() { fs::remove_all(folder_); }
  std::string key() const { return folder_ / "key.pem"; }
  std::string certificate() const { return folder_ / "certificate.pem"; }

 private:
  template <class Write>
  static void write(const std::string& path, Write write) {
    FILE* const file = std::fopen(path.c_str(), "w");
    write(file);
    std::fclose(file);
  }
  fs::path folder_;
};

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

TEST(Tls, RefusesFilesThatCannotBe) {
  const SelfSigned first;
  const auto start = [](const std::string& certificate, const std::string& key) {
    EndpointOptions options = options_for_tests();
    options.certificate = certificate;
    options.key = key;
    Endpoint(options).start();
  };
  EXPECT_THROW(start("/none.pem", first.key()), std::invalid_argument);
  EXPECT_THROW(start(first.certificate(), first.certificate()), std::invalid_argument);
}

}  // namespace
}  // namespace plume::testing
