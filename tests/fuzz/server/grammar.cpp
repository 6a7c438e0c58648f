#include "fuzz/server/grammar.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include "fuzz/server/script.h"

// Of libFuzzer: mutates bytes in place.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace plume::testing {
namespace {

using Words = std::string_view[];

constexpr std::string_view paths[] = {"/",
                                      "/clean",
                                      "/list/3",
                                      "/list/9",
                                      "/nest",
                                      "/deep/2",
                                      "/deep/3",
                                      "/form",
                                      "/bad",
                                      "/member",
                                      "/member/7",
                                      "/member/list/2",
                                      "/child",
                                      "/piped/child",
                                      "/echo",
                                      "/api/a/b",
                                      "/dropped",
                                      "/throw",
                                      "/throw/4",
                                      "/put/member?value=yes",
                                      "/put/live_socket_id?value=me",
                                      "/put/text?value=x",
                                      "/clear",
                                      "/renew",
                                      "/flash?text=hello",
                                      "/flash?to=/nest",
                                      "/out?to=https://example.com/",
                                      "/disconnect",
                                      "/large",
                                      "/file.txt",
                                      "/assets/plume.js",
                                      "/none",
                                      "/live/websocket",
                                      "/live/longpoll",
                                      "/../x",
                                      "//x",
                                      "*"};
constexpr std::string_view live_paths[] = {
    "/",       "/list/3", "/list/0", "/nest",     "/nest?name=crash", "/nest?name=away", "/deep/2",
    "/form",   "/bad",    "/member", "/member/7", "/child",           "/?again",         "/?loop",
    "/?throw", "/?load",  "/?uri",   "/clean",    "/piped/child"};
constexpr std::string_view failures[] = {"mount",           "mount 404", "connect",  "connect 404", "params",
                                         "params 404",      "go",        "redirect", "flash",       "layout",
                                         "patch",           "terminate", "render",   "render 404",  "live render",
                                         "live render 404", ""};
constexpr std::string_view events[] = {"up",     "crash",     "crash with 7",   "status",   "push",  "reply", "flash",
                                       "clear",  "patch",     "navigate",       "redirect", "leave", "send",  "later",
                                       "news",   "subscribe", "unsubscribe",    "cancel",   "task",  "hook",  "unhook",
                                       "block",  "again",     "halt",           "load",     "title", "say",   "large",
                                       "call",   "next",      "resize",         "bad",      "parts", "sort",  "reverse",
                                       "add",    "same key",  "remove",         "name",     "cell",  "swap",  "box",
                                       "submit", "change",    "lv:clear-flash", "lv:other"};
constexpr std::string_view texts[] = {"x",      "",          "crash",      "404",   "row 101",   "news",
                                      "me",     "<b>&\\\"'", "\\xc3\\xa9", "\\xff", "\\\\u0000", "\\\\ud800",
                                      "render", "away",      "1",          "yes"};
constexpr std::string_view queries[] = {"user[name]=Ada",
                                        "user[name]=&_target=user[name]",
                                        "user[rows][0][n]=1&user[rows][1][n]=2&user[_rows_sort][]=1",
                                        "user[name]=Ada&_target[]=user&_target[]=name",
                                        "a[b][c]=1&a[]=2",
                                        "_method=delete&_csrf_token=$c",
                                        "_csrf_token=$c&x=1",
                                        "a=%ff&b=%zz",
                                        "{\\\"a\\\":[1,{\\\"b\\\":null}]}",
                                        "a",
                                        "=",
                                        "&&"};
constexpr std::string_view headers[] = {"accept: text/html",
                                        "accept: application/json",
                                        "accept-encoding: br",
                                        "accept-encoding: gzip",
                                        "connection: close",
                                        "connection: keep-alive",
                                        "content-type: application/json",
                                        "content-type: multipart/form-data; boundary=x",
                                        "content-type: text/plain",
                                        "content-type: application/xml",
                                        "content-type: application/x-ndjson",
                                        "content-length: 5",
                                        "transfer-encoding: chunked",
                                        "expect: 100-continue",
                                        "host: localhost:4000",
                                        "host: evil.example",
                                        "host: ",
                                        "origin: http://localhost",
                                        "origin: http://evil.example",
                                        "cookie: $k",
                                        "cookie: _plume_session=x; a=b",
                                        "cookie: __phoenix_flash__=x",
                                        "cookie: __phoenix_reload_status__=x",
                                        "x-csrf-token: $c",
                                        "x-phoenix-longpoll-token: $t",
                                        "x-request-id: 01234567890123456789",
                                        "x-forwarded-for: 1.2.3.4",
                                        "if-none-match: \\\"x\\\"",
                                        "if-modified-since: Sun, 06 Nov 1994 08:49:37 GMT",
                                        "range: bytes=0-3",
                                        "range: bytes=-2,5-",
                                        "user-agent: bad",
                                        "sec-websocket-extensions: permessage-deflate",
                                        "sec-websocket-extensions: permessage-deflate; client_max_window_bits",
                                        "sec-websocket-protocol: phoenix",
                                        "sec-websocket-version: 8",
                                        "x: \\x00",
                                        "x : y",
                                        " folded",
                                        "x-live-referer: /"};
constexpr std::string_view methods[] = {"GET", "GET",   "GET",    "HEAD",    "POST",
                                        "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"};
constexpr std::string_view pushes[] = {"event",          "phx_leave", "phx_leave", "live_patch", "cids_will_destroy",
                                       "cids_destroyed", "phx_join",  "heartbeat", "progress",   "allow_upload",
                                       "validate",       ""};
constexpr std::string_view numbers[] = {"0",
                                        "1",
                                        "2",
                                        "3",
                                        "5",
                                        "7",
                                        "9",
                                        "10",
                                        "40",
                                        "125",
                                        "126",
                                        "1400",
                                        "4096",
                                        "65535",
                                        "65536",
                                        "99999",
                                        "-1",
                                        "4294967296",
                                        "9223372036854775807",
                                        "1e400"};
constexpr std::string_view raws[] = {"GET / HTTP/1.1\\r\\nhost: localhost\\r\\n\\r\\n",
                                     "GET / HTTP/1.0\\r\\n\\r\\n",
                                     "POST /api/x HTTP/1.1\\r\\nhost: localhost\\r\\ncontent-type: "
                                     "application/json\\r\\ncontent-length: 2\\r\\n\\r\\n{}",
                                     "POST /api/x HTTP/1.1\\r\\nhost: a\\r\\ntransfer-encoding: "
                                     "chunked\\r\\n\\r\\n1;x\\r\\na\\r\\n0\\r\\nt: u\\r\\n\\r\\n",
                                     "\\r\\n\\r\\n",
                                     "GET /",
                                     "\\x81\\x80\\x00\\x00\\x00\\x00",
                                     "\\x88\\x82\\x00\\x00\\x00\\x00\\x03\\xe8",
                                     "\\x16\\x03\\x01\\x00\\x05"};
constexpr std::string_view actions[] = {
    "use",       "header",  "GET",   "POST",  "chunk", "socket", "longpoll",  "poll", "batch",      "post",
    "join",      "live",    "event", "form",  "part",  "push",   "heartbeat", "text", "binary",     "frame",
    "fragments", "deflate", "raw",   "slice", "shut",  "drop",   "deaf",      "wait", "disconnect", "drain"};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines, std::size_t most) {
  std::string text;
  std::size_t count = 0;
  for (const std::string& line : lines) {
    if (text.size() + line.size() + 1 > most || ++count > Script::most_lines) break;
    text += line + "\n";
  }
  return text;
}

}  // namespace

template <class List>
std::string Grammar::one_of(const List& list) {
  return std::string(list[below(std::size(list))]);
}

std::string Grammar::mutated(std::string_view script, std::size_t most) {
  Lines lines = lines_of(script);
  const std::string before = joined(lines, most);
  std::string after;
  for (int tries = 0; tries < 4 && (after.empty() || after == before); ++tries) {
    for (std::size_t i = 0, times = 1 + below(4); i < times; ++i) mutate(lines);
    after = joined(lines, most);
  }
  return after;
}

std::string Grammar::crossed(std::string_view one, std::string_view other, std::size_t most) {
  const Lines a = lines_of(one), b = lines_of(other);
  Lines lines(a.begin(), a.begin() + static_cast<long>(below(a.size() + 1)));
  const std::size_t from = below(b.size() + 1);
  lines.insert(lines.end(), b.begin() + static_cast<long>(from), b.end());
  if (once_in(3)) lines.insert(lines.end(), a.begin() + static_cast<long>(below(a.size() + 1)), a.end());
  return joined(lines, most);
}

void Grammar::mutate(Lines& lines) {
  const std::size_t at = below(lines.size());
  const auto place = lines.begin() + static_cast<long>(below(lines.size() + 1));
  if (lines.empty() || once_in(8)) {
    const Lines added = story();
    lines.insert(place, added.begin(), added.end());
    return;
  }
  switch (below(9)) {
    case 0:
    case 1:
    case 2:
      lines.insert(place, action());
      break;
    case 3:
      lines.erase(lines.begin() + static_cast<long>(at));
      break;
    case 4:
      lines.insert(place, std::string(lines[at]));
      break;
    case 5:
      std::swap(lines[at], lines[below(lines.size())]);
      break;
    case 6:
    case 7:
      change_word(lines[at]);
      break;
    default:
      change_bytes(lines[at]);
  }
}

// The arguments of an action, or one word of it.
void Grammar::change_word(std::string& line) {
  if (once_in(3)) {
    const std::string name = line.substr(0, line.find(' '));
    line = name + arguments(name);
    return;
  }
  const std::size_t begin = line.find(' ', below(line.size()));
  if (begin == std::string::npos) return line.append(" ").append(text()), void();
  const std::size_t end = std::min(line.find(' ', begin + 1), line.size());
  const std::array<std::string, 6> words{one_of(numbers), text(), url(), json(), event(), one_of(queries)};
  line.replace(begin + 1, end - begin - 1, one_of(words));
}

void Grammar::change_bytes(std::string& line) {
  const std::size_t from = std::min(line.find(' '), line.size()), size = line.size() - from;
  std::string bytes = line.substr(from);
  bytes.resize(size + 16);
  bytes.resize(LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(bytes.data()), size, bytes.size()));
  std::ranges::replace(bytes, '\n', ' ');
  line.replace(from, size, bytes);
}

// A page that is loaded, joined, and used.
Grammar::Lines Grammar::story() {
  Lines lines;
  const std::string path = once_in(5) ? "/bad?when=" + one_of(failures) : one_of(live_paths);
  if (once_in(6)) lines.push_back("use " + std::to_string(below(4)));
  if (once_in(8)) lines.emplace_back("GET /put/member?value=yes");
  if (once_in(8)) lines.emplace_back("GET /put/live_socket_id?value=me");
  std::string target = path;
  std::ranges::replace(target, ' ', '+');
  lines.push_back("GET " + target);
  if (once_in(6)) lines.emplace_back("longpoll");
  if (once_in(6))
    lines.emplace_back("header sec-websocket-extensions: permessage-deflate"), lines.emplace_back("socket");
  lines.push_back("join 0 " + target);
  for (std::size_t i = below(3); i > 0; --i) lines.push_back("join " + std::to_string(below(4)));
  for (std::size_t i = 1 + below(5); i > 0; --i) lines.push_back(message());
  if (once_in(6)) lines.emplace_back("poll");
  return lines;
}

std::string Grammar::action() {
  switch (below(10)) {
    case 0:
    case 1:
      return request();
    case 2:
      return header();
    case 3:
      return socket_action();
    case 4: {
      const std::string name = one_of(actions);
      return name + arguments(name);
    }
    default:
      return message();
  }
}

std::string Grammar::request() {
  const std::string method = one_of(methods);
  return method + arguments(method);
}

std::string Grammar::header() { return "header " + one_of(headers); }

std::string Grammar::message() {
  static constexpr std::string_view kinds[] = {"event", "event", "event", "event", "part", "part",
                                               "form",  "push",  "join",  "live",  "text", "heartbeat"};
  const std::string kind = one_of(kinds);
  return kind + arguments(kind);
}

std::string Grammar::socket_action() {
  static constexpr std::string_view kinds[] = {"frame", "fragments", "deflate", "raw",
                                               "slice", "binary",    "shut",    "deaf"};
  const std::string kind = one_of(kinds);
  return kind + arguments(kind);
}

std::string Grammar::arguments(std::string_view name) {
  const auto view = [this] { return " " + std::to_string(once_in(8) ? 10 + below(3) : below(3)); };
  if (name == "use") return " " + std::to_string(below(4));
  if (name == "header") return " " + one_of(headers);
  if (name == "chunk" || name == "slice" || name == "fragments") return " " + one_of(numbers);
  if (name == "socket") return " " + one_of(queries);
  if (name == "join") return view() + (once_in(3) ? "" : " " + one_of(live_paths));
  if (name == "live") return view() + " " + one_of(live_paths);
  if (name == "event") return view() + " " + event() + " " + json();
  if (name == "part") return view() + " " + one_of(numbers) + " " + event() + " " + json();
  if (name == "form") return view() + " " + event() + " " + one_of(queries);
  if (name == "push") {
    const std::string event = one_of(pushes);
    if (event == "live_patch") return view() + " live_patch {\"url\":\"http://localhost" + one_of(live_paths) + "\"}";
    if (event.starts_with("cids"))
      return view() + " " + event + " {\"cids\":[" + one_of(numbers) + "," + one_of(numbers) + "]}";
    return view() + " " + event + " " + json();
  }
  if (name == "text")
    return " [" + json() + ",\"" + one_of(numbers) + "\",\"" + (once_in(2) ? "lv:$i0" : text()) + "\",\"" +
           one_of(pushes) + "\"," + json() + "]";
  if (name == "binary") return " " + text();
  if (name == "frame")
    return " " + std::to_string(once_in(2) ? 0x80 + below(16) : below(256)) + " " + (once_in(8) ? "0 " : "1 ") + text();
  if (name == "raw") return " " + one_of(raws);
  if (name == "deaf") return " " + std::to_string(below(2));
  if (name == "wait") return " " + std::to_string(below(60));
  if (name == "disconnect") return " me";
  if (name == "GET" || name == "HEAD" || name == "OPTIONS" || name == "DELETE") return " " + url();
  if (name == "POST" || name == "PUT" || name == "PATCH" || name == "BREW")
    return " " + url() + " " + (once_in(4) ? json() : one_of(queries));
  return {};
}

std::string Grammar::url() {
  std::string target = one_of(paths);
  if (once_in(4)) target += (target.find('?') == std::string::npos ? "?" : "&") + one_of(queries);
  return target;
}

std::string Grammar::text() { return once_in(40) ? std::string(below(5000), 'x') : one_of(texts); }

std::string Grammar::event() {
  std::string name = one_of(events);
  std::ranges::replace(name, ' ', '\1');
  std::string escaped;
  for (const char c : name) escaped += c == '\1' ? "\\x20" : std::string(1, c);
  return escaped;
}

// What the events of pages take, or anything.
std::string Grammar::json(int depth) {
  const auto member = [&](std::string_view key, const std::string& value) {
    return "\"" + std::string(key) + "\":" + value;
  };
  switch (below(depth > 3 ? 8 : 10)) {
    case 0:
      return "{}";
    case 1:
    case 2:
      return "{" + member("text", "\"" + text() + "\"") + "}";
    case 3:
      return "{" + member("to", "\"" + one_of(live_paths) + "\"") + "}";
    case 4:
      return "{" + member("at", one_of(numbers)) + "," + member("to", one_of(numbers)) + "," +
             member("cell", one_of(numbers)) + "}";
    case 5:
      return "{" + member("n", one_of(numbers)) + "," + member("id", one_of(numbers)) + "," +
             member("text", "\"" + text() + "\"") + "}";
    case 6:
      return one_of(numbers);
    case 7:
      return once_in(2) ? "null" : "\"" + text() + "\"";
    case 8:
      return "[" + json(depth + 1) + "," + json(depth + 1) + "]";
    default:
      return "{" + member(text(), json(depth + 1)) + "," + member("value", json(depth + 1)) + "}";
  }
}

}  // namespace plume::testing
