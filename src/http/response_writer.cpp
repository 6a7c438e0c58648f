#include "http/response_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "base/ascii.h"
#include "base/url.h"
#include "http/cookies.h"
#include "http/file_body.h"
#include "http/text.h"

namespace plume::http {
namespace {

constexpr std::pair<int, std::string_view> reason_phrases[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {426, "Upgrade Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

bool is_framing_field(std::string_view name) {
  return equal_without_case(name, "content-length") || equal_without_case(name, "transfer-encoding") ||
         equal_without_case(name, "connection");
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  if (!is_token(name)) throw std::invalid_argument("the name of a response header is malformed");
  if (!is_field_value(value)) {
    throw std::invalid_argument("the response header " + std::string(name) + " holds a control character");
  }
  out.append(name).append(": ").append(value).append("\r\n");
}

std::string head_of(const Response& response, const ResponseContext& context) {
  const int status = response.status;
  if (status < 100 || status > 599) throw std::invalid_argument("no HTTP status: " + std::to_string(status));
  std::string head = "HTTP/1.1 " + std::to_string(status) + ' ' + std::string(reason_phrase(status)) + "\r\n";
  for (const auto& [name, value] : response.headers) {
    if (is_framing_field(name)) throw std::invalid_argument("the response header " + name + " is set by the server");
    if (equal_without_case(name, "location"))
      append_field(head, name, encoded_url(value));
    else
      append_field(head, name, value);
  }
  for (const auto& cookie : response.cookies) append_field(head, "set-cookie", set_cookie(cookie, context.is_secure));
  if (!response.headers.contains("date")) append_field(head, "date", http_date(context.now));
  if (has_body(status))
    append_field(head, "content-length", std::to_string(response.file ? response.file->size() : response.body.size()));
  if (!context.keeps_alive) append_field(head, "connection", "close");
  if (context.keeps_alive && context.minor_version == 0) append_field(head, "connection", "keep-alive");
  return head.append("\r\n");
}

}  // namespace

void append_response(std::string& out, const Response& response, const ResponseContext& context) {
  if (append_head(out, response, context)) out += response.body;
}

bool append_head(std::string& out, const Response& response, const ResponseContext& context) {
  out += head_of(response, context);
  return has_body(response.status) && !context.is_head_request && !response.file;
}

void append_switching_protocols(std::string& out, std::string_view accept_key, std::string_view subprotocol,
                                std::string_view extensions) {
  std::string head = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n";
  append_field(head, "sec-websocket-accept", accept_key);
  if (!subprotocol.empty()) append_field(head, "sec-websocket-protocol", subprotocol);
  if (!extensions.empty()) append_field(head, "sec-websocket-extensions", extensions);
  out += head.append("\r\n");
}

std::string_view reason_phrase(int status) {
  const auto found = std::find_if(std::begin(reason_phrases), std::end(reason_phrases),
                                  [status](const auto& known) { return known.first == status; });
  return found == std::end(reason_phrases) ? std::string_view() : found->second;
}

std::string http_date(std::chrono::system_clock::time_point time) {
  static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  using namespace std::chrono;
  const auto day = floor<std::chrono::days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(floor<seconds>(time - day));
  char text[64];
  const int size =
      std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT", days[weekday(day).c_encoding()],
                    static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                    static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                    static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return std::string(text, static_cast<std::size_t>(size));
}

}  // namespace plume::http
