// Forms that post to another host (server-api 13.4).
#include <gtest/gtest.h>

#include "base/percent.h"
#include "plume/built_in.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

const std::string payment = "https://pay.example.com/order";

// A form to another host, as its view writes it.
class PaymentPage : public LiveView {
 public:
  void render(Render& r) override {
    static constexpr std::string_view statics[] = {"<main>", "</main>"};
    static constexpr Template site{statics, R"(["<main>","</main>"])", 1, true};
    Node node(r, site);
    if (node.dynamic(0, Change::unknown)) node.text(0, csrf_token_for(payment));
    node.end();
  }
};

std::unique_ptr<Site> site_at(const std::string& host, std::vector<std::string> allow_hosts = {}) {
  EndpointOptions options;
  options.host = host;
  options.csrf.allow_hosts = std::move(allow_hosts);
  options.debug_errors = true;
  auto site = std::make_unique<Site>(std::move(options));
  site->router().get("/token", [](Request& request) { return Response::text(request.csrf_token()); });
  site->router().get("/token_for", [](Request& request) {
    return Response::text(request.csrf_token_for(request.query_params["url"].text()));
  });
  site->router().live<PaymentPage>("/live");
  site->router().post("/order", [](const Request&) { return Response::text("ordered"); });
  return site;
}

struct HostBoundCsrf : ::testing::Test {
  // Loads a page of the shop, and keeps its cookie.
  std::string load(const std::string& path) {
    const Response response = TcpClient(shop->port())
                                  .request("GET " + path + " HTTP/1.1\r\nHost: shop.example.com" +
                                           (cookie.empty() ? "" : "\r\nCookie: " + cookie));
    if (const auto set = response.headers.get("set-cookie"); !set.empty()) cookie = set.substr(0, set.find(';'));
    return response.body;
  }
  std::string token_for(const std::string& url) { return load("/token_for?url=" + percent_encode(url)); }
  Response order(Site& site, const std::string& host, const std::string& token) {
    return TcpClient(site.port())
        .request("POST /order HTTP/1.1\r\nHost: " + host + "\r\nCookie: " + cookie +
                     "\r\nContent-Type: application/x-www-form-urlencoded",
                 "_csrf_token=" + percent_encode(token));
  }
  std::unique_ptr<Site> shop = site_at("shop.example.com");
  std::string cookie;
};

TEST_F(HostBoundCsrf, S13_4_IsGoodAtItsHostOnly) {
  const auto pay = site_at("inner", {"pay.example.com", "other.example.com"});
  const std::string token = token_for(payment);
  EXPECT_EQ(order(*pay, "pay.example.com", token).body, "ordered");
  EXPECT_EQ(order(*pay, "PAY.example.com:4443", token).body, "ordered") << "names of hosts have no case";
  EXPECT_EQ(order(*pay, "other.example.com", token).status, 403);
  EXPECT_EQ(order(*shop, "shop.example.com", token).status, 403) << "not for the page's own host";
  const Response refused = order(*shop, "pay.example.com", token);
  EXPECT_EQ(refused.status, 403) << "which that server does not allow";
  EXPECT_NE(refused.body.find("may post to pay.example.com only where EndpointOptions::csrf.allow_hosts names that"),
            std::string::npos)
      << refused.body;
}

TEST_F(HostBoundCsrf, S13_4_BelongsToASession) {
  const auto pay = site_at("inner", {"pay.example.com"});
  const std::string token = token_for(payment);
  cookie.clear();
  load("/token");
  EXPECT_EQ(order(*pay, "pay.example.com", token).status, 403);
}

TEST_F(HostBoundCsrf, S13_4_AnEndpointAllowsItsOwnHostAndThoseBelowADot) {
  const std::string token = token_for(payment);
  EXPECT_EQ(order(*site_at("pay.example.com"), "pay.example.com", token).body, "ordered");
  EXPECT_EQ(order(*site_at("inner", {".example.com"}), "pay.example.com", token).body, "ordered");
  EXPECT_EQ(order(*site_at("inner", {".y.example.com"}), "pay.example.com", token).status, 403);
  EXPECT_EQ(order(*site_at("inner", {"example.com"}), "pay.example.com", token).status, 403);
}

TEST_F(HostBoundCsrf, S13_4_OfTheOwnHostIsAnOrdinaryOne) {
  for (const auto* url : {"/order", "?x", "https://shop.example.com/order", "//SHOP.example.com/order"})
    EXPECT_EQ(order(*shop, "shop.example.com", token_for(url)).body, "ordered") << url;
  EXPECT_EQ(token_for("/order").size(), 56u);
  EXPECT_NE(token_for("//pay.example.com/").size(), 56u);
  EXPECT_EQ(TcpClient(shop->port()).get("/token_for?url=mailto:a@b").status, 500);
}

TEST_F(HostBoundCsrf, S13_4_OfAView) {
  const std::string page = load("/live");
  const auto begin = page.find("<main>") + 6;
  const std::string token = page.substr(begin, page.find("</main>") - begin);
  EXPECT_EQ(order(*site_at("pay.example.com"), "pay.example.com", token).body, "ordered");
}

TEST(CsrfOptions, S13_4_HostsMustBeHosts) {
  for (const auto* bad : {"", ".", "https://pay.example.com", "pay.example.com:443", "*.example.com", "a b"}) {
    EndpointOptions options;
    options.csrf.allow_hosts = {bad};
    EXPECT_THROW(Endpoint(options_for_tests(options)).start(), std::invalid_argument) << bad;
  }
}

}  // namespace
}  // namespace plume::testing
