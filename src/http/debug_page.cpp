#include "http/debug_page.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "http/error_page.h"
#include "http/response_writer.h"
#include "plume/html.h"

namespace plume::http {
namespace {

constexpr int lines_around = 5;         // the expression that threw
constexpr int lines_around_a_call = 1;  // of a component

constexpr std::string_view style = R"(
:root{color-scheme:light dark;--ink:light-dark(#1c1e21,#e8e6e3);--paper:light-dark(#fff,#16181c);
--soft:light-dark(#f4f5f7,#202329);--line:light-dark(#dcdfe4,#343942);--dim:light-dark(#6a717c,#9aa2ae);
--error:light-dark(#b3261e,#ff8a80);--mark:light-dark(#fdecea,#3b1f1e)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:64rem;margin:0 auto;padding:3rem 1.5rem}
header{border-left:4px solid var(--error);padding-left:1.25rem;margin-bottom:2.5rem}
header p{margin:0;color:var(--dim)}
h1{margin:.25rem 0;color:var(--error);font-size:1.6rem;line-height:1.3;white-space:pre-wrap;overflow-wrap:anywhere}
h2{font-size:1rem;margin:2rem 0 .5rem}
code,pre,td,th{font:14px/1.55 ui-monospace,monospace}
pre{margin:.25rem 0 1rem;padding:.75rem 0;background:var(--soft);border:1px solid var(--line);border-radius:8px;
overflow-x:auto}
pre span{display:block;padding:0 1rem;min-width:max-content}
pre .here{background:var(--mark)}
pre .caret{color:var(--error);background:var(--mark);font-weight:bold}
pre i{color:var(--dim);font-style:normal;user-select:none}
table{border-collapse:collapse;width:100%;table-layout:fixed}
td,th{border-top:1px solid var(--line);padding:.4rem .75rem .4rem 0;text-align:left;vertical-align:top;
overflow-wrap:anywhere}
th{width:14rem;color:var(--dim);font-weight:normal}
footer{margin-top:3rem;color:var(--dim);font-size:.875rem}
)";

void append_element(std::string& out, std::string_view tag, std::string_view text) {
  out.append("<").append(tag).append(">");
  escape_html(out, text);
  out.append("</").append(tag).append(">\n");
}

// ---------------------------------------------------------------------------------------------------------------------
// The source of templates

// The lines of a file; none where it cannot be read, say since the program runs elsewhere than it was built.
std::vector<std::string> lines_of(std::string_view path) {
  std::ifstream in{std::string(path)};
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(std::move(line));
  return lines;
}

// Where the caret stands below a line: as far in as column `column`, with the tabs that are before it.
std::string indentation(std::string_view line, int column) {
  std::string text;
  for (const char c : line) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (continues) continue;
    if (--column == 0) break;
    text.push_back(c == '\t' ? '\t' : ' ');
  }
  return text;
}

void append_line(std::string& out, std::string_view css_class, std::string number, std::string_view text) {
  number.insert(0, 5 - std::min<std::size_t>(number.size(), 5), ' ');
  out.append("<span class=\"").append(css_class).append("\"><i>").append(number).append("  </i>");
  escape_html(out, text);
  out.append("</span>");
}

void append_excerpt(std::string& out, const TemplatePosition& at, int around) {
  const auto lines = lines_of(at.file->path);
  const int last = static_cast<int>(lines.size());
  if (at.line > last) return;
  out.append("<pre>");
  for (int n = std::max(1, at.line - around); n <= std::min(last, at.line + around); ++n) {
    const std::string& line = lines[static_cast<std::size_t>(n) - 1];
    append_line(out, n == at.line ? "here" : "", std::to_string(n), line);
    if (n == at.line) append_line(out, "caret", "", indentation(line, at.column) + "^");
  }
  out.append("</pre>\n");
}

std::string place(const TemplatePosition& at) {
  return std::string(at.file->name) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

void append_trail(std::string& out, const std::vector<TemplatePosition>& trail) {
  for (const auto& at : trail) {
    const bool innermost = &at == &trail.front();
    out.append("<h2>").append(innermost ? "In the template " : "called from ").append("<code>");
    escape_html(out, place(at));
    out.append("</code></h2>\n");
    append_excerpt(out, at, innermost ? lines_around : lines_around_a_call);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// The request

void append_row(std::string& out, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  out.append("<tr><th>");
  escape_html(out, name);
  out.append("</th><td>");
  escape_html(out, value);
  out.append("</td></tr>\n");
}

void append_values(std::string& out, std::string_view title, const Value& values) {
  if (!values.is_object() || values.size() == 0) return;
  append_element(out, "h2", title);
  out.append("<table>\n");
  for (const auto& [key, value] : values.as_object()) append_row(out, key, value.json());
  out.append("</table>\n");
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

void append_request(std::string& out, const Request& request, const ParameterFilter& filter) {
  append_element(out, "h2", "Request");
  out.append("<table>\n");
  append_row(out, "method and path", request.method + " " + request.path);
  if (const RouteInfo* const route = request.route) {
    append_row(out, "route", route->pattern);
    append_row(out, "view", route->view);
    append_row(out, "live_session", route->live_session);
    append_row(out, "action", route->action);
    append_row(out, "pipelines", joined(route->pipelines));
  }
  append_row(out, "client", request.peer);
  append_row(out, "user agent", request.headers.get("user-agent"));
  append_row(out, "request id", request.request_id);
  out.append("</table>\n");
  append_values(out, "Parameters", filter.apply(request.params()));
  append_values(out, "Session", filter.apply(request.session));
}

void append_routes(std::string& out, const Router& router) {
  append_element(out, "h2", "Routes");
  out.append("<table>\n");
  for (const RouteInfo& route : router.routes()) append_row(out, route.method, route.pattern + "  " + route.view);
  out.append("</table>\n");
}

// ---------------------------------------------------------------------------------------------------------------------

std::string title_of(const view::Failure& failure) {
  return std::to_string(failure.status) + " " + std::string(reason_phrase(failure.status));
}

std::string_view advice(const view::Failure& failure, const RouteInfo* route) {
  if (!failure.trail.empty())
    return "The expression at the mark threw. The exception's text says why; the trail below it, how it was reached.";
  if (!route) return "The request was answered before it came to a route.";
  if (failure.is_client_error()) return "In production, too, the request is answered with this status.";
  if (!route->view.empty())
    return "A callback of the view threw, or a template that is compiled without debug annotations: set "
           "PLUME_DEBUG_ANNOTATIONS in CMake to see where in templates. A debugger stops at it with: catch throw";
  return "The handler of the route threw. A debugger stops at it with: catch throw";
}

Response html_page(const view::Failure& failure, const Request& request, const Router& router,
                   const ParameterFilter& filter) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  append_element(out, "title", title_of(failure));
  out.append("<style>").append(style).append("</style>\n</head>\n<body>\n<main>\n<header>\n");
  append_element(out, "p", title_of(failure));
  append_element(out, "h1", failure.message);
  append_element(out, "p", failure.type);
  out.append("</header>\n");
  append_element(out, "p", advice(failure, request.route));
  append_trail(out, failure.trail);
  append_request(out, request, filter);
  if (!request.route) append_routes(out, router);
  append_element(out, "footer",
                 "Shown since EndpointOptions::debug_errors is set. Clients in production see the status alone.");
  out.append("</main>\n</body>\n</html>\n");
  return Response::html(std::move(out), failure.status);
}

}  // namespace

Response debug_page(const view::Failure& failure, const Request& request, const Router& router,
                    const ParameterFilter& filter) {
  const std::string phrase(reason_phrase(failure.status));
  const auto where = failure.where();
  switch (error_format(request.headers.get("accept"))) {
    case ErrorFormat::html:
      return html_page(failure, request, router, filter);
    case ErrorFormat::json: {
      Value error{{"detail", phrase}, {"type", failure.type}, {"message", failure.message}};
      if (where) error.set("at", *where);
      return Response::json(Value{{"errors", std::move(error)}}, failure.status);
    }
    case ErrorFormat::text:
      break;
  }
  std::string text = phrase + "\n\n" + failure.type + ": " + failure.message + "\n";
  if (where) text.append("in ").append(*where).append("\n");
  return Response::text(std::move(text), failure.status);
}

}  // namespace plume::http
