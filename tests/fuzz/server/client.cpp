#include "fuzz/server/client.h"

#include <zlib.h>

#include <algorithm>
#include <exception>

#include "base/ascii.h"
#include "base/json.h"
#include "base/percent.h"
#include "channel/message.h"
#include "fuzz/server/require.h"
#include "support/websocket_frames.h"

namespace plume::testing {
namespace {

constexpr std::size_t most_views = 10;
constexpr std::size_t most_text = 100'000;  // of what is remembered

std::string json_text(std::string_view text) { return Value(text).json(); }

/// The value of an attribute within a tag.
std::string attribute(std::string_view tag, std::string_view name) {
  const std::string begin = " " + std::string(name) + "=\"";
  const auto at = tag.find(begin);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = tag.substr(at + begin.size());
  return std::string(rest.substr(0, rest.find('"')));
}

/// The payload of a compressed message (RFC 7692, 7.2.1).
std::string deflated(std::string_view text) {
  z_stream stream{};
  ::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
  std::string out(::deflateBound(&stream, text.size()) + 16, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  ::deflate(&stream, Z_SYNC_FLUSH);
  out.resize(out.size() - stream.avail_out - 4);
  ::deflateEnd(&stream);
  return out;
}

/// Header fields after which a server may see other requests than those that were meant.
bool changes_framing(std::string_view field) {
  if (field.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) return true;
  const std::string name = to_lower(field.substr(0, field.find(':')));
  for (const std::string_view part : {"content-length", "transfer-encoding", "connection", "upgrade", "expect", "host"})
    if (name.find(part) != std::string::npos) return true;
  return false;
}

/// What of a diff is merged into the tree; what else it carries is not.
Value tree_part(const Value& diff) {
  Value part = diff;
  for (const auto key : {"e", "r", "t"}) part.as_object().erase(key);
  return part;
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------------
// Browser

void Browser::load(std::string_view html) {
  if (const auto meta = html.find("<meta name=\"csrf-token\""); meta != std::string_view::npos)
    csrf_token = attribute(html.substr(meta, 300), "content");
  if (html.find("data-phx-session=\"") == std::string_view::npos) return;
  older = std::exchange(views, {});
  add_views(html);
}

void Browser::add_views(std::string_view html) {
  for (auto at = html.find("data-phx-session=\""); at != std::string_view::npos;
       at = html.find("data-phx-session=\"", at + 1)) {
    const auto begin = html.rfind('<', at);
    if (begin == std::string_view::npos) continue;
    const std::string_view tag = html.substr(begin, html.find('>', at) - begin);
    View view{attribute(tag, "id"), attribute(tag, "data-phx-session"), attribute(tag, "data-phx-static")};
    const auto known = std::ranges::find(views, view.id, &View::id);
    if (known != views.end())
      *known = std::move(view);
    else if (views.size() < most_views)
      views.push_back(std::move(view));
  }
}

const Browser::View& Browser::view(std::size_t number) const {
  static const View none{"none", "", ""};
  const auto& all = number < most_views ? views : older;
  const std::size_t at = number % most_views;
  return at < all.size() ? all[at] : none;
}

std::string Browser::cookie_field() const {
  std::string field;
  for (const auto& [name, value] : cookies) field += (field.empty() ? "" : "; ") + name + "=" + value;
  return field;
}

void Browser::keep_cookies(const Response& response) {
  for (const auto& [name, field] : response.headers) {
    if (!equal_without_case(name, "set-cookie")) continue;
    const auto end = std::min(field.find(';'), field.size()), equals = field.find('=');
    require(equals < end, "a cookie has a name and a value", field);
    const std::string key = field.substr(0, equals), value = field.substr(equals + 1, end - equals - 1);
    if (value.empty() || to_lower(field).find("max-age=0") != std::string::npos)
      cookies.erase(key);
    else
      cookies[key] = value;
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Requests

Line& Client::line() {
  if (!line_ || line_->is_closed()) {
    drop();
    line_ = std::make_unique<Line>(server_);
  }
  return *line_;
}

void Client::add_header(std::string_view field) {
  if (headers_.size() < 120) headers_.emplace_back(field);
}

std::string Client::request_bytes(std::string_view method, std::string_view target, std::string_view body,
                                  bool& is_loose) {
  std::string bytes = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
  is_loose = bytes.find_first_of("\r\n ") != method.size() || target.find_first_of("\r\n ") != std::string_view::npos;
  const auto names = [&](std::string_view name) {
    return std::ranges::any_of(headers_, [&](const std::string& field) {
      return equal_without_case(std::string_view(field).substr(0, field.find(':')), name);
    });
  };
  if (!names("host")) bytes += "host: localhost\r\n";
  if (!names("cookie") && !browser_.cookies.empty()) bytes += "cookie: " + browser_.cookie_field() + "\r\n";
  if (!body.empty() && !names("content-type")) bytes += "content-type: application/x-www-form-urlencoded\r\n";
  for (const std::string& field : headers_) {
    bytes += field + "\r\n";
    is_loose |= changes_framing(field);
  }
  headers_.clear();
  if (body.empty()) {
    if (method == "POST" || method == "PUT" || method == "PATCH") bytes += "content-length: 0\r\n";
    return bytes + "\r\n";
  }
  if (chunk_ == 0) return bytes + "content-length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
  bytes += "transfer-encoding: chunked\r\n\r\n";
  for (std::size_t chunk = std::exchange(chunk_, 0); !body.empty(); body.remove_prefix(std::min(chunk, body.size()))) {
    static constexpr char digits[] = "0123456789abcdef";
    const std::string_view piece = body.substr(0, chunk);
    std::string size;
    for (std::size_t rest = piece.size(); rest > 0; rest /= 16) size.insert(size.begin(), digits[rest % 16]);
    bytes += size + "\r\n" + std::string(piece) + "\r\n";
  }
  return bytes + "0\r\n\r\n";
}

void Client::request_on(Line& on, Asked asked, std::string_view method, std::string_view target,
                        std::string_view body) {
  bool is_loose = false;
  const std::string bytes = request_bytes(method, target, body, is_loose);
  if (is_loose) on.loosen();
  (&on == line_.get() ? asked_ : polls_asked_).push_back(asked);
  on.request(method, bytes, slice_);
}

void Client::request(std::string_view method, std::string_view target, std::string_view body) {
  if (way_ == Way::websocket) drop();
  request_on(line(), Asked::page, method, target, body);
  settle();
}

void Client::open_socket(std::string_view query) {
  if (way_ != Way::none) drop();
  Line& on = line();
  for (const auto field : {"upgrade: websocket", "connection: Upgrade", "sec-websocket-version: 13",
                           "sec-websocket-key: cGx1bWU6OmZ1enppbmcxMg=="})
    add_header(field);
  const bool was_loose = on.is_loose();
  std::string target = "/live/websocket?vsn=2.0.0&_csrf_token=" + percent_encode(browser_.csrf_token);
  if (!query.empty()) target += "&" + std::string(query);
  bool is_loose = false;
  const std::string bytes = request_bytes("GET", target, {}, is_loose);
  if (was_loose) on.loosen();
  asked_.push_back(Asked::open_socket);
  on.request("GET", bytes, slice_);
  settle();
}

void Client::open_poll() {
  if (way_ != Way::none) drop();
  request_on(line(), Asked::open_poll, "GET",
             "/live/longpoll?vsn=2.0.0&_csrf_token=" + percent_encode(browser_.csrf_token), {});
  settle();
}

void Client::poll() {
  if (!polls_ || polls_->is_closed()) polls_ = std::make_unique<Line>(server_), polls_asked_.clear();
  request_on(*polls_, Asked::poll, "GET", "/live/longpoll?vsn=2.0.0&token=" + percent_encode(poll_token_), {});
  settle();
}

void Client::post() {
  collects_ = false;
  add_header("content-type: application/x-ndjson");
  Line& on = line();
  request_on(on, Asked::post, "POST", "/live/longpoll?vsn=2.0.0&token=" + percent_encode(poll_token_),
             std::exchange(collected_, {}));
  settle();
}

void Client::send_raw(std::string_view bytes) {
  Line& on = line();
  on.loosen();
  on.write(bytes, slice_);
  settle();
}

void Client::drop() {
  if (line_) receive();
  line_.reset();
  polls_.reset();
  asked_.clear();
  polls_asked_.clear();
  way_ = Way::none;
  is_strict_ = true;
  collects_ = false;
  collected_.clear();
  poll_token_.clear();
  join_refs_.clear();
  trees_.clear();
}

// ---------------------------------------------------------------------------------------------------------------------
// Messages

void Client::note_push(std::string_view text) {
  if (!is_strict_) return;
  try {
    const channel::ClientMessage message(text);
    ++pushes_[{std::string(message.topic), std::string(message.ref)}];
    known_join_refs_.insert(std::string(message.join_ref));
  } catch (const HttpError&) {  // this closes the connection
  }
}

void Client::send_text(std::string_view text) {
  if (way_ == Way::none) open_socket({});
  note_push(text);
  if (way_ == Way::long_poll) {
    is_strict_ &= text.find('\n') == std::string_view::npos;  // these are several messages
    collected_ += (collected_.empty() ? "" : "\n") + std::string(text);
    return collects_ ? void() : post();
  }
  FrameShape shape;
  std::string payload(text);
  if (std::exchange(compresses_, false) && has_compression_) {
    payload = deflated(text);
    shape.reserved_bits = 4;
  }
  const std::size_t fragments = std::max<std::size_t>(std::exchange(fragments_, 0), 1);
  const std::size_t piece = payload.size() / fragments + 1;
  std::string frames;
  for (std::size_t i = 0; i < fragments; ++i) {
    const std::size_t at = std::min(i * piece, payload.size());
    shape.is_final = i + 1 == fragments;
    frames += client_frame(i == 0 ? 1 : 0, std::string_view(payload).substr(at, piece), shape);
    shape.reserved_bits = 0;
  }
  line().write(frames, slice_);
  settle();
}

void Client::send_frame(unsigned char first, bool is_masked, std::string_view payload) {
  if (way_ == Way::none) open_socket({});
  is_strict_ = false;
  FrameShape shape{.is_final = (first & 0x80) != 0, .is_masked = is_masked, .reserved_bits = first >> 4 & 7};
  line().write(client_frame(first & 0x0F, payload, shape), slice_);
  settle();
}

void Client::heartbeat() {
  send_text("[null," + json_text(std::to_string(++last_ref_)) + ",\"phoenix\",\"heartbeat\",{}]");
}

void Client::join(std::size_t number, std::string_view url, bool by_navigation) {
  const Browser::View view = browser_.view(number);
  const std::string topic = "lv:" + view.id, ref = std::to_string(++last_ref_);
  Value payload{{"session", view.session},
                {"static", view.fixed.empty() ? Value() : Value(view.fixed)},
                {"params", {{"_mounts", 0}, {"_mount_attempts", 0}}}};
  std::string text = payload.json();
  if (!url.empty()) {
    text.pop_back();
    text += std::string(by_navigation ? ",\"redirect\":" : ",\"url\":") +
            json_text("http://localhost" + std::string(url)) + "}";
  }
  if (way_ == Way::none) open_socket({});  // which forgets the join_refs of the connection before
  join_refs_[topic] = ref;
  send_text("[" + json_text(ref) + "," + json_text(ref) + "," + json_text(topic) + ",\"phx_join\"," + text + "]");
}

void Client::push(std::size_t number, std::string_view event, std::string_view payload) {
  const std::string topic = "lv:" + browser_.view(number).id;
  const auto join_ref = join_refs_.find(topic);
  send_text("[" + (join_ref == join_refs_.end() ? "null" : json_text(join_ref->second)) + "," +
            json_text(std::to_string(++last_ref_)) + "," + json_text(topic) + "," + json_text(event) + "," +
            std::string(payload) + "]");
}

// ---------------------------------------------------------------------------------------------------------------------
// What comes

void Client::settle() {
  Site::instance().settle();
  receive();
}

void Client::receive() {
  if (line_) receive_responses(*line_, asked_);
  if (polls_) receive_responses(*polls_, polls_asked_);
  if (!line_) return;
  while (const auto text = line_->message()) take_message(*text);
}

void Client::receive_responses(Line& on, std::vector<Asked>& asked) {
  while (const auto response = on.response()) {
    const Asked to = asked.empty() ? Asked::page : asked.front();
    if (!asked.empty()) asked.erase(asked.begin());
    last_response_ = *response;
    answered(to, *response);
  }
}

void Client::answered(Asked asked, const Response& response) {
  if (asked == Asked::open_socket && response.status == 101) {
    has_compression_ = response.headers.contains("sec-websocket-extensions");
    way_ = Way::websocket;
    return line_->switch_protocol();
  }
  require(response.status != 101, "only a request for it switches protocols");
  browser_.keep_cookies(response);
  if (asked == Asked::open_poll || asked == Asked::poll) return take_polled(response);
  if (asked == Asked::page && response.status == 200) browser_.load(response.body);
}

void Client::take_polled(const Response& response) {
  if (response.status != 200) return;
  const Value body = parse_json(response.body);
  require(body["status"].is_int(), "a long poll is answered with a status", response.body);
  if (body["token"].is_string()) poll_token_ = body["token"].text(), way_ = Way::long_poll;
  if (!body["messages"].is_array()) return;
  for (const Value& message : body["messages"].as_array()) take_message(std::string(message.text()));
}

void Client::take_message(const std::string& text) {
  static const std::set<std::string_view> events{"phx_reply", "phx_error",  "phx_close",    "diff",
                                                 "redirect",  "live_patch", "live_redirect"};
  Value message;
  try {
    message = parse_json(text);
  } catch (const HttpError& error) {
    require(false, "a message is JSON", text);
  }
  require(message.is_array() && message.size() == 5, "a message has five parts", text);
  require(events.contains(message.at(3).text()), "a message has an event that the client knows", text);
  require(message.at(4).is_object(), "the payload of a message is an object", text);
  if (message.at(3).text() == "phx_reply") check_reply(message);
  if (is_strict_)
    require(message.at(0).is_null() || known_join_refs_.contains(std::string(message.at(0).text())),
            "a message names a join", text);
  show(message);
  last_message_ = std::move(message);
}

void Client::check_reply(const Value& message) {
  const std::string_view status = message.at(4)["status"].text();
  require(status == "ok" || status == "error", "a reply has a status", message.json());
  require(message.at(4)["response"].is_object(), "a reply has a response", message.json());
  if (!is_strict_) return;
  const int left = --pushes_[{std::string(message.at(2).text()), std::string(message.at(1).text())}];
  require(left >= 0, "a push is answered once", message.json());
}

// Merges what a view shows into what the client holds of it.
void Client::show(const Value& message) {
  const std::pair<std::string, std::string> view{message.at(2).text(), message.at(0).text()};
  const Value& payload = message.at(4);
  const Value& response = payload["response"];
  if (response["rendered"].is_object()) trees_[view] = RenderTree();
  const auto tree = trees_.find(view);
  if (tree == trees_.end()) return;
  if (message.at(3).text() == "diff") merge(view, tree->second, payload);
  if (response["rendered"].is_object()) merge(view, tree->second, response["rendered"]);
  if (response["diff"].is_object()) merge(view, tree->second, response["diff"]);
  if (response["cids"].is_array())
    for (const Value& cid : response["cids"].as_array()) tree->second.forget(cid.integer_or(0));
}

void Client::merge(const std::pair<std::string, std::string>& view, RenderTree& tree, Value diff) {
  Value part = tree_part(diff);
  if (part.size() == 0) return;
  try {
    StreamChanges changes;
    tree.merge(std::move(part));
    const std::string html = tree.html(changes);
    if (html.size() < most_text) browser_.add_views(html);
  } catch (const std::exception& error) {
    require(false, "a diff fits what the client holds", view.first + ": " + error.what() + "\n" + diff.json());
  }
}

}  // namespace plume::testing
