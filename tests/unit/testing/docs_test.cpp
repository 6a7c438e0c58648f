// The code of docs/testing.md, as it stands there (tests/structure compares them), and the application it is of.
#include <chrono>

#include "support/app_site.h"

namespace {

using namespace std::chrono_literals;

struct PriceChanged {
  int to;
};

struct badge {
  std::string_view label;
  PLUME_HEEX(R"heex(<b>{@label}</b>)heex")
};

class CartLive : public plume::LiveView {
 public:
  plume::Assign<int> items{0};
  plume::Assign<plume::AsyncResult<int>> price;
  void mount(const plume::Params&, const plume::Session&) override {
    assign_async(price, [] { return 3; });
  }
  void handle_params(const plume::Params&, std::string_view) override {}
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "add") ++items;
    if (event == "check-out") {
      put_flash("info", "Nearly there");
      push_navigate("/order");
    }
  }
  void handle_info(const plume::Message& message) override {
    price = plume::AsyncResult<int>::make_ok(message.get_if<PriceChanged>()->to);
    push_event("price-changed", {{"to", *price->result}});
  }
  PLUME_HEEX(R"heex(
    <p id="total">{@items} items</p>
    <p id="price" :if={@price.ok}>Price: {*@price.result}</p>
    <button phx-click="add">Add tea</button>
    <.link patch="/cart?page=2">Page 2</.link>
    <button phx-click="check-out">Check out</button>
  )heex")
};

class OrderLive : public plume::LiveView {
 public:
  plume::Assign<std::string> error{""};
  void handle_event(std::string_view event, const plume::Params& params) override {
    error = params["address"]["city"].text().empty() ? "can't be blank" : "";
    if (event == "send" && params["how"].text() == "pay") push_navigate("/paid");
  }
  PLUME_HEEX(R"heex(
    <form id="address" phx-change="check" phx-submit="send">
      <input name="address[city]" /> {plume::raw(@error)}
      <button name="how" value="pay">Pay</button>
    </form>
  )heex")
};

class PaidLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<p>Thank you</p>)heex")
};

class Shop : public ::testing::Test, public Site {
 protected:
  Shop() {
    endpoint.router().live<CartLive>("/cart");
    endpoint.router().live<OrderLive>("/order");
    endpoint.router().live<PaidLive>("/paid");
  }
};

// clang-format off
TEST(Cart, Shows_what_was_added) {
  plume::Endpoint endpoint({.live_view = {.signing_salt = "of the tests"}});
  endpoint.router().live<CartLive>("/cart");
  plume::testing::App app(endpoint);

  auto view = app.live("/cart");
  EXPECT_TRUE(view.has_element("#total", "0 items"));
  EXPECT_TRUE(view.element("button", "Add tea").render_click().contains("1 items"));
  EXPECT_EQ(view.element("#total").text(), "1 items");
}

TEST_F(Shop, Checks_the_address) {
  auto view = app.live("/order");
  auto form = view.form("#address", {{"address", {{"city", ""}}}});
  EXPECT_TRUE(form.render_change().contains("can't be blank"));

  auto result = view.form("#address", {{"address", {{"city", "Ulm"}}}}).put_submitter("button[value=pay]").render_submit();
  auto next = app.follow_redirect(result, "/paid");
  EXPECT_TRUE(next.has_element("p", "Thank you"));
}

TEST_F(Shop, Goes_from_page_to_page) {
  auto view = app.live("/cart");
  view.element("a", "Page 2").render_click();
  view.assert_patch("/cart?page=2");

  view.element("button", "Check out").render_click();
  auto [to, flash] = view.assert_redirect();
  EXPECT_EQ(to, "/order");
  EXPECT_EQ(flash["info"], "Nearly there");
}

TEST_F(Shop, Hears_of_prices) {
  auto view = app.live("/cart");
  EXPECT_TRUE(view.render_async(10s).contains("Price: 3"));

  endpoint.send(view.pid(), PriceChanged{4});
  EXPECT_TRUE(view.has_element("#price", "Price: 4"));
  view.assert_push_event("price-changed", {{"to", 4}});
}

TEST(Badge, Shows_its_label) {
  EXPECT_EQ(plume::testing::render_component<badge>([](badge& b) { b.label = "new"; }), "<b>new</b>");
}
// clang-format on

}  // namespace
