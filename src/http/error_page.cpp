#include "http/error_page.h"

#include <string>

#include "http/response_writer.h"
#include "plume/html.h"

namespace plume::http {

Response error_page(int status, std::string_view accept, std::string_view detail) {
  const std::string phrase(reason_phrase(status));
  if (status == 404 && detail.empty()) return Response::text(phrase, status);
  if (accept.find("text/html") == std::string_view::npos)
    return Response::text(detail.empty() ? phrase : phrase + "\n\n" + std::string(detail) + "\n", status);
  const std::string title = std::to_string(status) + " " + phrase;
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      title +
      "</title>\n<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:15vh auto 0;padding:0 1.5em;"
      "color-scheme:light dark}pre{white-space:pre-wrap}</style>\n</head>\n<body>\n<h1>" +
      title + "</h1>\n";
  if (!detail.empty()) html.append("<pre>").append(escape_html(detail)).append("</pre>\n");
  return Response::html(html + "</body>\n</html>\n", status);
}

}  // namespace plume::http
