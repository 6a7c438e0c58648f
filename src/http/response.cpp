#include "base/json.h"
#include "base/url.h"
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
  Response response;
  response.status = status;
  response.headers.set("location", to);
  return response;
}

Response Response::not_found() { return text("Not Found", 404); }

Params Request::params() const {
  Params all = Params::object();
  for (const Params* part : {&body_params, &query_params, &path_params})
    if (part->is_object())
      for (const auto& [key, value] : part->as_object()) all[key] = value;
  return all;
}

}  // namespace plume
