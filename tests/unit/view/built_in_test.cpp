// The HTML of the components that Plume brings along (templates.md 8.1, 8.2, 8.4, 8.5), and what they send.
#include "plume/built_in.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "built_in_pages.h"
#include "crypto/csrf.h"
#include "unit/render/live.h"

namespace plume::testing {
namespace {

template <class Page>
std::string html(Page& page) {
  std::string out;
  HtmlRender render(out, "TOKEN");
  call(render, page, {});
  return out;
}
template <class Page>
std::string html() {
  Page page;
  return html(page);
}

// ---------------------------------------------------------------------------------------------------------------------

TEST(Link, S8_1_AllCases) {
  EXPECT_EQ(html<Links>(),
            "<a href=\"/a?b=1&amp;c\" data-phx-link=\"redirect\" data-phx-link-state=\"push\" class=\"n\">to</a>\n"
            "<a href=\"/a?b=1&amp;c\" data-phx-link=\"patch\" data-phx-link-state=\"push\" rel=\"next\">to</a>\n"
            "<a href=\"/a?b=1&amp;c\" target=\"_blank\" download>to</a>\n"
            "<a href=\"/a?b=1&amp;c\" data-method=\"delete\" data-csrf=\"TOKEN\" data-to=\"/a?b=1&amp;c\" "
            "data-confirm=\"?\">to</a>\n"
            "<a href=\"/a?b=1&amp;c\" data-method=\"post\" data-to=\"/a?b=1&amp;c\">to</a>\n"
            "<a href=\"/a?b=1&amp;c\" data-method=\"post\" data-csrf=\"mine\" data-to=\"/a?b=1&amp;c\">to</a>\n"
            "<a href=\"#\" id=\"x\">to</a>\n"
            "<a href=\"#\" phx-click=\"go\">to</a>");
}

TEST(Link, S8_1_Replace) {
  Links page;
  page.replace = true;
  EXPECT_NE(html(page).find("data-phx-link-state=\"replace\""), std::string::npos);
}

std::string link_to(std::string url, std::string method = "get") {
  OneLink page;
  page.to = std::move(url);
  page.method = std::move(method);
  return html(page);
}

TEST(Link, S8_1_RefusesSchemesThatAreNotForLinks) {
  for (const char* url : {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:x", "java\nscript:x",
                          "\x01javascript:x", "data:text/html,x", "vbscript:x", "custom:x"})
    EXPECT_THROW(link_to(url), std::invalid_argument) << url;
  for (const char* url : {"https://example.org/", "MAILTO:a@b", "tel:1", "/x:y", "?a:b", "x", ""})
    EXPECT_NO_THROW(link_to(url)) << url;
  EXPECT_EQ(html<UncheckedLink>(), "<a href=\"javascript:go()\">x</a>") << "unless the application vouches for it";
}

TEST(PlainLink, IsEscapedAndNotChecked) {
  EXPECT_EQ(html<PlainLink>(), "<a href=\"javascript:go(&#39;&lt;b&gt;&quot;&#39;)\">x</a>");
}

TEST(Link, S8_1_NoDestinationIsAHash) {
  OneLink page;
  EXPECT_EQ(html(page), "<a href=\"#\">x</a>");
}

TEST(Link, TheTokenIsForThisServerOnly) {
  for (const char* url : {"/x", "x", "?x", "#x", "/x//y:z"})
    EXPECT_NE(link_to(url, "delete").find("TOKEN"), std::string::npos) << url;
  for (const char* url :
       {"https://example.org/", "//example.org", "/\\example.org", "\\\\example.org", "  //example.org"})
    EXPECT_EQ(link_to(url, "delete").find("TOKEN"), std::string::npos) << url;
}

TEST(Link, S8_1_NavigateAndPatchTakePathsAndHttpUrls) {
  const auto to = [](const char* url) {
    LiveLink page;
    page.to = url;
    return html(page);
  };
  for (const char* url :
       {"/", "/a?b#c", "https://example.org/", "HTTP://example.org", "?page=2", "?", "#top", "?a=//b"})
    EXPECT_NO_THROW(to(url)) << url;
  for (const char* url : {"//example.org", "mailto:a@b", "javascript:x", "x", "", "/\\x", "/\tx", "x?y", "?\n", "#\t"})
    EXPECT_THROW(to(url), std::invalid_argument) << url;
  try {
    to("mailto:a@b");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("href"), std::string::npos) << error.what();
  }
}

TEST(Link, SendsOnlyWhatChanged) {
  Live<OneLink> page;
  page->to = "/a";
  EXPECT_EQ(
      page.diff(),
      R"({"0":{"0":"/a","1":"","2":{"s":0},"s":1,"r":1},"s":["",""],"p":{"0":["x"],"1":["<a href=\"","\"",">","</a>"]}})");
  page->to = "/b";
  EXPECT_EQ(page.diff(), R"({"0":{"0":"/b"}})");
  page->to = "/b";
  EXPECT_EQ(page.diff(), "{}");
}

// ---------------------------------------------------------------------------------------------------------------------

std::string http_form(std::string method, bool token = true, bool multipart = false, std::string action = "/save") {
  HttpForm page;
  page.method = std::move(method);
  page.token = token;
  page.multipart = multipart;
  page.action = std::move(action);
  return html(page);
}

TEST(FormComponent, S8_2_Methods) {
  const std::string token = "<input name=\"_csrf_token\" type=\"hidden\" hidden value=\"TOKEN\">";
  const std::string sorted = " id=\"f\" class=\"c\" autocomplete=\"off\"";
  EXPECT_EQ(http_form("post"),
            "<form action=\"/save\" method=\"post\"" + sorted + ">\n  \n  " + token + "\n  x\n</form>");
  EXPECT_EQ(http_form("POST"), http_form("post"));
  EXPECT_EQ(http_form("Get"), "<form action=\"/save\" method=\"get\"" + sorted + ">\n  \n  \n  x\n</form>");
  EXPECT_EQ(http_form("put"), "<form action=\"/save\" method=\"post\"" + sorted +
                                  ">\n  <input name=\"_method\" type=\"hidden\" hidden value=\"put\">\n  " + token +
                                  "\n  x\n</form>");
  EXPECT_EQ(http_form("put", false),
            "<form action=\"/save\" method=\"post\"" + sorted +
                ">\n  <input name=\"_method\" type=\"hidden\" hidden value=\"put\">\n  \n  x\n</form>");
}

TEST(FormComponent, S8_2_MultipartComesFirst) {
  EXPECT_TRUE(http_form("post", true, true).starts_with("<form enctype=\"multipart/form-data\" action=\"/save\""));
}

TEST(FormComponent, S13_4_OfAnotherHostTheTokenIsBoundToIt) {
  HttpForm page;
  page.method = "post";
  page.token = true;
  page.action = "https://PAY.example.com/order";
  const std::string token = crypto::mask_csrf_secret("AAECAwQFBgcICQoLDA0ODxAR");
  std::string out;
  HtmlRender render(out, token);
  call(render, page, {});
  EXPECT_NE(out.find("value=\"" + *crypto::bind_csrf_token(token, "pay.example.com") + "\""), std::string::npos) << out;
  EXPECT_EQ(out.find(token), std::string::npos);
}

TEST(FormComponent, TheTokenIsForThisServerOnly) {
  EXPECT_EQ(http_form("post", true, false, "https://example.org/").find("TOKEN"), std::string::npos);
  EXPECT_THROW(http_form("post", true, false, "javascript:x"), std::invalid_argument);
}

TEST(FormComponent, S8_2_WithoutAnActionIsForTheSocket) {
  EXPECT_EQ(html<LiveForm>(),
            "<form phx-change=\"go\">\n  \n  \n  <input id=\"user_name\" name=\"user[name]\" value=\"Ada\">\n</form>");
  EXPECT_EQ(html<FormWithAnId>(), "<form method=\"get\" id=\"u\">\n  \n  \n  x\n</form>");
}

TEST(FormComponent, S8_2_IdIsOfTheElementAndItsFields) {
  LiveForm page;
  page.id = "f";
  EXPECT_EQ(
      html(page),
      "<form id=\"f\" phx-change=\"go\">\n  \n  \n  <input id=\"f_name\" name=\"user[name]\" value=\"Ada\">\n</form>");
}

TEST(FormComponent, S8_3_AsReplacesNameAndId) {
  EXPECT_EQ(html<FormAs>(), "<form>\n  \n  \n  person[name] person_name\n</form>");
}

TEST(FormComponent, SendsTheValueThatChanged) {
  Live<LiveForm> page;
  page.diff();
  page->form = to_form(Value{{"name", "Bob"}}, {.as = "user"});
  EXPECT_EQ(page.diff(), R"({"0":{"1":{"2":" value=\"Bob\""}}})");
  page->form = to_form(Value{{"name", "Bob"}}, {.as = "user"});
  EXPECT_EQ(page.diff(), "{}");
}

// ---------------------------------------------------------------------------------------------------------------------

Form form_of_rows(Value rows) { return to_form(Value{{"rows", std::move(rows)}}, {.as = "f"}); }

TEST(InputsFor, S8_4_Html) {
  Rows page;
  page.form = form_of_rows({{"0", Value{{"n", "a"}}}, {"1", Value{{"n", "b"}}}});
  EXPECT_EQ(html(page),
            "\n  \n    \n      <input type=\"hidden\" name=\"f[rows][0][_persistent_id]\" value=\"0\">\n    \n  \n  "
            "f[rows][0][n]=a\n"
            "\n  \n    \n      <input type=\"hidden\" name=\"f[rows][1][_persistent_id]\" value=\"1\">\n    \n  \n  "
            "f[rows][1][n]=b\n");
  page.hidden = false;
  EXPECT_EQ(html(page), "\n  \n  f[rows][0][n]=a\n\n  \n  f[rows][1][n]=b\n");
}

TEST(InputsFor, RowsAreKnownByTheirPersistentIds) {
  const auto row = [](const char* id, const char* n) { return Value{{"_persistent_id", id}, {"n", n}}; };
  Live<Rows> page;
  page->form = form_of_rows({{"0", row("0", "a")}, {"1", row("1", "b")}});
  page.diff();
  page->form = form_of_rows({{"0", row("1", "b")}, {"1", row("0", "a")}});
  EXPECT_EQ(page.diff(),
            R"({"0":{"0":{"k":{"0":[1,{"0":"f[rows][0][_persistent_id]","2":{"0":"f[rows][0][n]"}}],)"
            R"("1":[0,{"0":"f[rows][1][_persistent_id]","2":{"0":"f[rows][1][n]"}}],"kc":2,"km":true}}}})");
}

// ---------------------------------------------------------------------------------------------------------------------

TEST(FocusWrap, S8_5_Html) {
  EXPECT_EQ(html<Wrapped>(),
            "<div id=\"w\" phx-hook=\"Phoenix.FocusWrap\" class=\"c\">\n"
            "  <div id=\"w-start\" tabindex=\"0\" aria-hidden=\"true\"></div>\n  x\n"
            "  <div id=\"w-end\" tabindex=\"0\" aria-hidden=\"true\"></div>\n</div>");
}

TEST(Portal, S8_5_Html) {
  Ported page;
  EXPECT_EQ(html(page),
            "<template id=\"p\" data-phx-portal=\"body\">\n  \n  <span id=\"_lv_portal_wrap_p\">\n    x\n  "
            "</span>\n</template>");
  page.look = "c";
  EXPECT_NE(html(page).find("<span class=\"c\" id="), std::string::npos);
}

TEST(DynamicTag, S8_5_Html) { EXPECT_EQ(html<Tagged>(), "<h1 name=\"n\" id=\"i\">x</h1><h1 class=\"c\"/>"); }

TEST(DynamicTag, S8_5_RefusesWhatIsNoName) {
  for (const char* name : {"", "a b", "a>", "a/", "1", "a\"", "-a", "a=b", "a\n"}) {
    Tagged page;
    page.tag = name;
    EXPECT_THROW(html(page), std::invalid_argument) << name;
  }
  for (const char* name : {"my-el", "svg:rect", "A", "h1"}) {
    Tagged page;
    page.tag = name;
    EXPECT_NO_THROW(html(page)) << name;
  }
}

TEST(DynamicTag, SendsTheNameWhereItChanges) {
  Live<Tagged> page;
  page.diff();
  page->tag = "p";
  EXPECT_EQ(page.diff(), R"({"0":{"0":"p","3":"p"},"1":{"0":"p"}})");
}

TEST(Intersperse, S8_5_Html) {
  Interspersed page;
  EXPECT_EQ(html(page), "");
  page.numbers = std::vector<int>{1};
  EXPECT_EQ(html(page), "1");
  page.numbers = std::vector<int>{1, 2, 3};
  EXPECT_EQ(html(page), "1, 2, 3");
  EXPECT_EQ(html<InterspersedList>(), "a-b");
}

TEST(Intersperse, SendsWhatChanged) {
  Live<Interspersed> page;
  page->numbers = std::vector<int>{1, 2};
  page.diff();
  page->numbers = std::vector<int>{1, 3, 4};
  EXPECT_EQ(page.diff(),
            R"({"0":{"0":{"k":{"1":{"1":{"0":"3"}},"2":{"0":{"0":", ","s":0},"1":{"0":"4","s":0}},"kc":3}}},)"
            R"("p":{"0":["",""]}})");
  page->mark = "; ";
  EXPECT_EQ(page.diff(), R"({"0":{"0":{"k":{"1":{"0":{"0":"; "}},"2":{"0":{"0":"; "}},"kc":3}}}})");
}

// ---------------------------------------------------------------------------------------------------------------------
// <.async_result>, live_flash

using Loaded = AsyncResult<std::string>;

std::string shown(const Loaded& state) {
  async_result<Loaded> component;
  component.assign = state;
  const auto words = [](std::string_view text) {
    return [text](Render& r, const auto&) {
      static constexpr std::string_view statics[] = {"", ""};
      static constexpr Template site{statics, R"(["",""])", 1, false};
      Node node(r, site);
      if (node.dynamic(0, Change::unknown)) node.text(0, text);
      node.end();
    };
  };
  auto of_result = [&](Render& r, const std::string& result) { words(result)(r, None()); };
  auto of_failure = [&](Render& r, const AsyncFailure& failure) { words(failure.reason)(r, None()); };
  auto wait = words("wait");
  Slot<>::Entry loading;
  loading.content(wait);
  component.loading.add(loading);
  Slot<AsyncFailure>::Entry failed;
  failed.content(of_failure);
  component.failed.add(failed);
  Slot<std::string>::Entry inner;
  inner.content(of_result);
  component.inner_block.add(inner);
  std::string html;
  HtmlRender render(html);
  call(render, component, {});
  return html;
}

TEST(AsyncResultComponent, S8_5_TheResultWinsThenLoadingThenTheFailure) {
  const AsyncFailure failure{AsyncFailure::Kind::error, "none"};
  EXPECT_EQ(shown(Loaded::make_loading()), "wait");
  EXPECT_EQ(shown(Loaded().to_failed(failure)), "none");
  EXPECT_EQ(shown(Loaded::make_ok("Ada")), "Ada");
  EXPECT_EQ(shown(Loaded::make_ok("Ada").to_loading()), "Ada");
  EXPECT_EQ(shown(Loaded::make_ok("Ada").to_failed(failure)), "Ada");
  EXPECT_EQ(shown(Loaded().to_failed(failure).to_loading()), "wait");
}

TEST(LiveFlash, S8_5_IsTheMessageOfAKind) {
  Flash flash;
  flash.put("info", "Saved");
  EXPECT_EQ(live_flash(flash, "info"), "Saved");
  EXPECT_EQ(live_flash(flash, "error"), std::nullopt);
}

}  // namespace
}  // namespace plume::testing
