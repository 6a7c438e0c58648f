#include "http/multipart.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plume/http.h"

namespace plume::http {
namespace {

using namespace std::string_literals;

constexpr MultipartLimits limits{.parts = 10, .header_bytes = 1000, .field_bytes = 100};

std::string read(std::string_view body, std::string_view type = "multipart/form-data; boundary=x") {
  return urlencoded_fields(body, type, limits);
}
// 200 if it is read.
int status_of(std::string_view body, std::string_view type = "multipart/form-data; boundary=x") {
  try {
    read(body, type);
    return 200;
  } catch (const HttpError& error) {
    return error.status();
  }
}
std::string part(const std::string& disposition, const std::string& content, const std::string& more = "") {
  return "--x\r\nContent-Disposition: form-data; " + disposition + "\r\n" + more + "\r\n" + content + "\r\n";
}
const std::string a = part("name=\"a\"", "1");

TEST(Multipart, ReadsFieldsInTheirOrder) {
  EXPECT_EQ(read(a + part("name=\"b[]\"", "x y&=+") + a + "--x--\r\n"), "a=1&b%5B%5D=x+y%26%3D%2B&a=1");
  EXPECT_EQ(read(part("name=\"ä\"", "ö\r\n--y\r\n") + "--x--"), "%C3%A4=%C3%B6%0D%0A--y%0D%0A");
  EXPECT_EQ(read(part("name=a", "") + "--x--"), "a=");
  EXPECT_EQ(read("--x--"), "") << "a form without fields";
}

TEST(Multipart, PassesOverFiles) {
  EXPECT_EQ(read(a + part("name=\"f\"; filename=\"a.txt\"", std::string(500, 'f'), "Content-Type: text/plain\r\n") + a +
                 "--x--"),
            "a=1&a=1");
  EXPECT_EQ(read(part("name=\"f\"; filename=\"\"", "") + part("name=\"f\"; filename*=UTF-8''a", "") + "--x--"), "");
  EXPECT_EQ(read(part("name=\"f\"; filename=\"a;b\\\"c.txt\"", "") + "--x--"), "");
  EXPECT_EQ(read(part("name=\"f\"", "--y--", "content-type: Multipart/Mixed; boundary=y\r\n") + "--x--"), "");
}

TEST(Multipart, TakesWhatTheStandardAllows) {
  EXPECT_EQ(read("a preamble\r\n" + a + "--x--\r\nan epilogue"), "a=1");
  EXPECT_EQ(read("--x \t\r\ncontent-DISPOSITION:form-data;name=\"a\"\r\nX-Other: y\r\n\r\n1\r\n--x--"), "a=1");
}

TEST(Multipart, ReadsABoundaryInQuotes) {
  const std::string body = "--a b:c\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--a b:c--";
  EXPECT_EQ(read(body, "multipart/form-data; charset=utf-8; Boundary=\"a b:c\""), "a=1");
  for (const std::string type :
       {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary",
        "multipart/form-data; boundary=\"x", "multipart/form-data; boundary=\"x \"",
        "multipart/form-data; boundary=\"\xc3\xa4\"", "multipart/form-data; boundary=x; boundary=y"})
    EXPECT_EQ(status_of(a + "--x--", type), 400) << type;
  EXPECT_EQ(status_of("--" + std::string(71, 'x') + "--", "multipart/form-data; boundary=" + std::string(71, 'x')),
            400);
}

TEST(Multipart, DecodesWhatBrowsersEncodeInNames) {
  EXPECT_EQ(read(part("name=\"a%22b%0D%0Ac%41%\"", "") + "--x--"), "a%22b%0D%0Ac%2541%25=");
  EXPECT_EQ(read(part("name=\"a\\\"b\\\\c\\d\"", "") + "--x--"), "a%22b%5Cc%5Cd=");
}

TEST(Multipart, RefusesWhatIsMalformed) {
  const std::vector<std::string> bodies = {
      "",
      "a=1",
      "--x",
      "--x\r\n",
      "--xy\r\n",
      a,
      a + "--x",
      a + "--x-",
      a + "--xy--",
      "--x\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition: form-data name=\"a\"\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; "
      "name=\"b\"\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n folded\r\n\r\n1\r\n--x--",
      "--x\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\n1\r\n--x--",
      "--x\r\nX: \0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--"s,
      "--x\nContent-Disposition: form-data; name=\"a\"\n\n1\n--x--"};
  for (const std::string& body : bodies) EXPECT_EQ(status_of(body), 400) << body;
}

TEST(Multipart, HasLimits) {
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += part("name=\"a\"", "");
  EXPECT_EQ(status_of(ten + "--x--"), 200);
  EXPECT_EQ(status_of(ten + a + "--x--"), 413);
  EXPECT_EQ(status_of(part("name=\"a\"", std::string(99, 'b')) + "--x--"), 200);
  EXPECT_EQ(status_of(part("name=\"a\"", std::string(100, 'b')) + "--x--"), 413);
  EXPECT_EQ(status_of(part("name=\"a\"", std::string(60, 'b')) + part("name=\"a\"", std::string(60, 'b')) + "--x--"),
            413);
  EXPECT_EQ(status_of(part("name=\"a\"", "", "X: " + std::string(400, 'x') + "\r\n") +
                      part("name=\"a\"", "", "X: " + std::string(400, 'x') + "\r\n") + "--x--"),
            200);
  EXPECT_EQ(status_of(part("name=\"a\"", "", "X: " + std::string(470, 'x') + "\r\n") +
                      part("name=\"a\"", "", "X: " + std::string(470, 'x') + "\r\n") + "--x--"),
            413)
      << "of all parts together";
  EXPECT_EQ(status_of("--x\r\n" + std::string(2000, 'x')), 413) << "a header that does not end";
}

}  // namespace
}  // namespace plume::http
