#include "http/error_page.h"

#include <string>
#include <utility>

#include "base/log.h"
#include "http/response_writer.h"

namespace plume::http {
namespace {

std::optional<std::string> own_body(const ErrorPage& page, const ErrorInfo& error) {
  if (!page) return std::nullopt;
  try {
    return page(error);
  } catch (const std::exception& failure) {
    log_error("an error page of the application failed", {{"status", error.status}, {"error", failure.what()}});
  } catch (...) {
    log_error("an error page of the application failed", {{"status", error.status}});
  }
  return std::nullopt;
}

Response json_response(std::string body, int status) {
  Response response = Response::text(std::move(body), status);
  response.headers.set("content-type", "application/json; charset=utf-8");
  return response;
}

std::string plain_html(int status, std::string_view phrase) {
  const std::string title = std::to_string(status) + " " + std::string(phrase);
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         title +
         "</title>\n<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:15vh auto 0;padding:0 1.5em;"
         "color-scheme:light dark}</style>\n</head>\n<body>\n<h1>" +
         title + "</h1>\n</body>\n</html>\n";
}

}  // namespace

ErrorFormat error_format(std::string_view accept) {
  const auto takes = [accept](std::string_view type) { return accept.find(type) != std::string_view::npos; };
  if (takes("text/html")) return ErrorFormat::html;
  return takes("application/json") || takes("+json") ? ErrorFormat::json : ErrorFormat::text;
}

// Clients that name no format get the application's HTML, as the first of its formats.
Response error_page(int status, const Request& request, const RenderErrors& pages) {
  const std::string phrase(reason_phrase(status));
  const ErrorInfo error{status, phrase, request};
  const auto format = error_format(request.headers.get("accept"));
  if (format == ErrorFormat::json) {
    if (auto body = own_body(pages.json, error)) return json_response(std::move(*body), status);
    return Response::json(Value{{"errors", Value{{"detail", phrase}}}}, status);
  }
  if (auto body = own_body(pages.html, error)) return Response::html(std::move(*body), status);
  if (format == ErrorFormat::text || status == 404) return Response::text(phrase, status);
  return Response::html(plain_html(status, phrase), status);
}

}  // namespace plume::http
