#include "base/json.h"
#include "base/url.h"
#include "plume/html.h"
#include "plume/http.h"

namespace plume {
namespace {

Response with_type(std::string_view content_type, std::string body, int status) {
  Response response;
  response.status = status;
  response.headers.set("content-type", content_type);
  response.body = std::move(body);
  return response;
}

// For clients that do not follow redirects by themselves (server-api 5.8).
Response redirect_to(std::string_view given, int status) {
  const std::string url = encoded_url(given);
  Response response =
      with_type("text/html; charset=utf-8",
                "<html><body>You are being <a href=\"" + escape_html(url) + "\">redirected</a>.</body></html>", status);
  response.headers.set("location", url);
  return response;
}

}  // namespace

Response Response::html(std::string body, int status) {
  return with_type("text/html; charset=utf-8", std::move(body), status);
}
Response Response::text(std::string body, int status) {
  return with_type("text/plain; charset=utf-8", std::move(body), status);
}
Response Response::json(const Value& value, int status) {
  return with_type("application/json; charset=utf-8", value.json(), status);
}

Response Response::redirect(std::string_view to, int status) {
  validate_local_path(to);
  return redirect_to(to, status);
}

Response Response::redirect_external(std::string_view url, int status) {
  validate_external_url(url);
  return redirect_to(url, status);
}

Response Response::not_found() { return text("Not Found", 404); }

}  // namespace plume
