#include "http/connection.h"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "base/log.h"
#include "http/response_writer.h"
#include "http/server.h"
#include "http/websocket_handshake.h"

namespace plume::http {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_backlog = 16 * 1024 * 1024;
constexpr auto linger = 2s;  // for the client's side of a close

// What a thread reads into. A view that blocks keeps its thread, and with it the bytes of its message.
struct ReadBuffer {
  std::array<char, 64 * 1024> bytes;
  std::string plaintext;  // of TLS
  std::string message;    // copied from where it could not stay

  bool holds(std::string_view text) const {
    const auto within = [&](const char* begin, std::size_t size) {
      return std::less_equal<>()(begin, text.data()) && std::less<>()(text.data(), begin + size);
    };
    return text.empty() || within(bytes.data(), bytes.size()) || within(plaintext.data(), plaintext.size());
  }
};

ReadBuffer& buffer_of_thread() {
  static thread_local ReadBuffer buffer;
  return buffer;
}

RequestLimits request_limits(const Limits& limits) {
  RequestLimits of_request;
  of_request.header_bytes = limits.request_header_bytes;
  of_request.body_bytes = limits.request_body_bytes;
  return of_request;
}

WebSocketLimits websocket_limits(const Limits& limits) {
  WebSocketLimits of_socket;
  of_socket.message_bytes = static_cast<std::uint32_t>(limits.websocket_message_bytes);
  return of_socket;
}

}  // namespace

struct Connection::Http {
  explicit Http(const Limits& limits) : parser(request_limits(limits)) {}
  RequestParser parser;
  Answering* answering = nullptr;  // an actor, which ends by itself
};

struct Connection::Live {
  Live(Connection& connection, channel::ConnectInfo info)
      : parser(websocket_limits(connection.parts_.limits)),
        socket(connection.parts_.app, connection.shard_, connection, std::move(info)) {}
  WebSocketParser parser;
  channel::Socket socket;
};

// Answers one request: the pipeline calls the application, which may block.
class Connection::Answering : public runtime::Actor {
 public:
  Answering(Connection& connection, RawRequest&& raw)
      : connection_(&connection), pipeline_(connection.parts_.pipeline), peer_(connection.peer_),
        secure_(connection.tls_ != nullptr), keeps_alive_(connection.keeps_alive_), raw_(std::move(raw)) {}

  void detach() { connection_ = nullptr; }
  void run(runtime::Turn& turn, runtime::Mail&) override {
    turn.stop = true;
    ResponseContext context;
    context.is_head_request = raw_.method == "HEAD";
    context.keeps_alive = keeps_alive_;
    context.is_secure = secure_;
    const Response response = pipeline_.respond(std::move(raw_), {peer_, secure_});
    try {
      append_response(turn.out, response, context);
    } catch (const std::invalid_argument& error) {
      log_error("a response cannot be sent", {{"error", error.what()}});
      append_response(turn.out, pipeline_.refuse(500, error.what()), context);
    }
  }
  void commit(runtime::Turn& turn) override {
    if (connection_) std::exchange(connection_, nullptr)->answered(turn.out);
  }

 private:
  Connection* connection_;  // on the loop only
  const Pipeline& pipeline_;
  const std::string peer_;
  const bool secure_;
  const bool keeps_alive_;
  RawRequest raw_;
};

Connection::Connection(runtime::Shard& shard, Connections& owner, const ServerParts& parts, int descriptor, std::string peer)
    : shard_(shard), owner_(owner), parts_(parts), descriptor_(descriptor), last_seen_(shard.now()), peer_(std::move(peer)),
      http_(std::make_unique<Http>(parts.limits)) {
  if (parts.tls) tls_ = std::make_unique<TlsFilter>(*parts.tls);
  watched_ = readable;
  shard_.watch(descriptor_, *this, watched_);
  arm(parts_.limits.request_timeout);
}

Connection::~Connection() {
  shard_.disarm(*this);
  if (http_ && http_->answering) http_->answering->detach();
  live_.reset();
  ::close(descriptor_);
}

// ---------------------------------------------------------------------------------------------------------------------
// The loop

void Connection::serve() {
  const unsigned events = take_events();
  if (phase_ == Phase::dead) return owner_.remove(*this);
  if ((events & writable) && !flush()) return owner_.remove(*this);
  if (phase_ == Phase::closing && live_) live_.reset();
  if (phase_ == Phase::busy && (events & readable)) return watch();  // until the request is answered
  if (rest_.size() > rest_begin_ && !paused_ && (phase_ == Phase::http || phase_ == Phase::websocket)) return take({});
  if ((events & (readable | hung_up)) && (watched_ & readable || events & hung_up) && !read()) return owner_.remove(*this);
}

// False where the client is gone. May lose the loop: then it returns true, and nothing may be touched.
bool Connection::read() {
  ReadBuffer& buffer = buffer_of_thread();
  const auto size = ::recv(descriptor_, buffer.bytes.data(), buffer.bytes.size(), 0);
  if (size == 0) return false;
  if (size < 0) return errno == EAGAIN || errno == EINTR;
  if (phase_ == Phase::closing) return true;  // what still comes is of no interest
  last_seen_ = shard_.now();
  std::span<char> bytes(buffer.bytes.data(), static_cast<std::size_t>(size));
  if (!tls_) {
    take(bytes);
    return true;
  }
  buffer.plaintext.clear();
  std::string answer;
  const auto status = tls_->receive({bytes.data(), bytes.size()}, buffer.plaintext, answer);
  if (!answer.empty() && !(backlog_.append(answer), flush())) return false;
  if (status != TlsFilter::Status::open && buffer.plaintext.empty()) return false;
  if (!buffer.plaintext.empty()) take(buffer.plaintext);
  return true;
}

void Connection::take(std::span<char> bytes) {
  if (phase_ == Phase::websocket) return take_websocket(bytes);
  if (phase_ == Phase::busy || rest_.size() > rest_begin_) {
    keep_rest({bytes.data(), bytes.size()});
    if (phase_ == Phase::busy) return;
    const std::string all = std::exchange(rest_, {}).substr(std::exchange(rest_begin_, 0));
    return take_http(all);
  }
  take_http({bytes.data(), bytes.size()});
}

void Connection::keep_rest(std::string_view bytes) {
  if (rest_begin_ == rest_.size()) {
    rest_.clear();
    rest_begin_ = 0;
  }
  rest_.append(bytes);
}

void Connection::watch() {
  const bool reads = !paused_ && phase_ != Phase::busy && phase_ != Phase::dead;
  const unsigned wanted = (reads ? readable : 0u) | (backlog_.empty() ? 0u : writable);
  if (wanted != watched_) shard_.watch_for(descriptor_, *this, watched_ = wanted);
}

void Connection::arm(std::chrono::milliseconds after) { shard_.arm(*this, shard_.now() + after); }

void Connection::fire() {
  const auto now = shard_.now();
  const Limits& limits = parts_.limits;
  if (phase_ == Phase::closing || phase_ == Phase::dead) return owner_.remove(*this);
  if (!backlog_.empty() && now - stalled_since_ >= limits.write_timeout) {
    log_info("a client takes nothing, and is dropped", {{"peer", peer_}});
    return owner_.remove(*this);
  }
  if (phase_ == Phase::http) {
    if (http_->parser.is_idle()) return owner_.remove(*this);
    return refuse(408, "the request did not arrive in time");
  }
  if (phase_ == Phase::websocket && now - last_seen_ >= limits.socket_timeout)
    return close(CloseCode::protocol_error, "nothing was heard for too long");
  auto due = limits.socket_timeout - std::chrono::duration_cast<std::chrono::milliseconds>(now - last_seen_);
  if (phase_ == Phase::busy) due = limits.request_timeout;
  if (!backlog_.empty()) due = std::min(due, limits.write_timeout);
  arm(due + 1ms);
}

void Connection::drain() {
  draining_ = true;
  if (phase_ == Phase::websocket) {
    live_->socket.closed("draining");
    close(CloseCode::service_restart, "the server restarts");
  } else if (phase_ == Phase::http && http_->parser.is_idle()) {
    end_after_writing();
  } else {
    keeps_alive_ = false;
  }
}

void Connection::die() {
  phase_ = Phase::dead;
  shard_.mark_ready(*this);
}

// ---------------------------------------------------------------------------------------------------------------------
// HTTP

void Connection::take_http(std::string_view bytes) {
  RequestParser& parser = http_->parser;
  if (parser.is_idle() && !bytes.empty()) arm(parts_.limits.request_timeout);
  for (;;) {
    switch (parser.feed(bytes)) {
      case RequestParser::Status::need_more: return;
      case RequestParser::Status::head:
        if (parser.request().expects_continue) write("HTTP/1.1 100 Continue\r\n\r\n");
        break;
      case RequestParser::Status::failed: return refuse(parser.error().status, parser.error().reason);
      case RequestParser::Status::complete: keep_rest(bytes); return start(parser.take());
    }
  }
}

void Connection::start(RawRequest&& raw) {
  keeps_alive_ = raw.keeps_alive && !draining_;
  if (Pipeline::is_socket(raw)) return upgrade(raw);
  if (const auto asset = parts_.pipeline.asset(raw, {peer_, tls_ != nullptr})) return respond(*asset, raw);
  phase_ = Phase::busy;
  auto actor = std::make_unique<Answering>(*this, std::move(raw));
  http_->answering = actor.get();
  shard_.deliver(shard_.adopt(std::move(actor)), {});  // the last thing done here: the loop may be lost
}

void Connection::answered(std::string_view response) {
  http_->answering = nullptr;
  write(response);
  if (phase_ != Phase::dead) next_request();
}

void Connection::respond(const Response& response, const RawRequest& raw) {
  std::string out;
  ResponseContext context;
  context.is_head_request = raw.method == "HEAD";
  context.keeps_alive = keeps_alive_;
  context.is_secure = tls_ != nullptr;
  append_response(out, response, context);
  write(out);
  if (phase_ != Phase::dead) next_request();
}

void Connection::next_request() {
  if (!keeps_alive_ || draining_) return end_after_writing();
  phase_ = Phase::http;
  arm(parts_.limits.keep_alive_timeout);
  watch();
  if (rest_.size() > rest_begin_) shard_.mark_ready(*this);
}

void Connection::refuse(int status, std::string_view reason) {
  log_info("a request was refused", {{"peer", peer_}, {"status", status}, {"reason", reason}});
  keeps_alive_ = false;
  std::string out;
  ResponseContext context;
  context.keeps_alive = false;
  append_response(out, parts_.pipeline.refuse(status, reason), context);
  write(out);
  if (phase_ != Phase::dead) end_after_writing();
}

void Connection::upgrade(const RawRequest& raw) {
  auto verdict = parts_.pipeline.connect(raw, {peer_, tls_ != nullptr});
  if (const int* status = std::get_if<int>(&verdict)) {
    Response refused;
    refused.status = *status;
    return respond(refused, raw);
  }
  std::string out;
  append_switching_protocols(out, websocket_accept_key(raw.headers.get("sec-websocket-key")), {});
  phase_ = Phase::websocket;
  live_ = std::make_unique<Live>(*this, std::get<channel::ConnectInfo>(std::move(verdict)));
  http_.reset();
  write(out);
  arm(parts_.limits.socket_timeout);
  if (rest_.size() > rest_begin_) shard_.mark_ready(*this);
}

// ---------------------------------------------------------------------------------------------------------------------
// WebSocket

// A message is passed on from memory of the thread, never of the connection: its view may block, and the connection is
// then served by another thread. For the same reason bytes behind it are put away first.
void Connection::take_websocket(std::span<char> bytes) {
  if (rest_.size() > rest_begin_ && !bytes.empty()) {
    keep_rest({bytes.data(), bytes.size()});
    bytes = {};
  }
  while (!paused_ && phase_ == Phase::websocket) {
    const bool from_rest = rest_.size() > rest_begin_;
    if (from_rest) bytes = std::span(rest_.data() + rest_begin_, rest_.size() - rest_begin_);
    const WebSocketEvent event = live_->parser.next(bytes);
    if (from_rest) rest_begin_ = rest_.size() - bytes.size();
    if (event.kind == WebSocketEvent::Kind::none) break;
    ReadBuffer& buffer = buffer_of_thread();
    WebSocketEvent safe = event;
    if (!buffer.holds(event.payload)) {
      buffer.message.assign(event.payload);
      safe.payload = buffer.message;
    }
    if (!from_rest && !bytes.empty()) keep_rest({bytes.data(), bytes.size()});
    bytes = {};
    if (rest_.size() > rest_begin_) shard_.mark_ready(*this);
    if (!handle(safe)) return;
  }
  if (rest_begin_ == rest_.size() && rest_begin_ > 0) {
    std::string().swap(rest_);
    rest_begin_ = 0;
  }
}

// False where the loop was lost.
bool Connection::handle(const WebSocketEvent& event) {
  using Kind = WebSocketEvent::Kind;
  switch (event.kind) {
    case Kind::text: return live_->socket.text(event.payload) != channel::Socket::Received::lost;
    case Kind::binary: return live_->socket.binary(event.payload) != channel::Socket::Received::lost;
    case Kind::ping: {
      std::string pong;
      append_frame(pong, Opcode::pong, event.payload);
      write(pong);
      return true;
    }
    case Kind::close: close(event.code == CloseCode::no_status ? CloseCode::normal : event.code, {}); return true;
    case Kind::error:
      log_info("a client broke the WebSocket protocol", {{"peer", peer_}, {"error", event.payload}});
      close(event.code, event.payload);
      return true;
    case Kind::none:
    case Kind::pong: return true;
  }
  return true;
}

void Connection::send_text(std::string_view text) {
  if (phase_ != Phase::websocket) return;
  char head[frame_header_room];
  const auto begin = write_frame_header(head, Opcode::text, text.size());
  write({head + begin, frame_header_room - begin}, text);
}

void Connection::close(std::uint16_t code, std::string_view reason) {
  if (phase_ != Phase::websocket) return;
  std::string frame;
  append_close_frame(frame, code, reason);
  write(frame);
  if (phase_ == Phase::dead) return;
  end_after_writing();
  shard_.mark_ready(*this);  // there the socket is taken down, which cannot be done while it calls
}

void Connection::pause() {
  paused_ = true;
  watch();
}

void Connection::resume() {
  paused_ = false;
  watch();
  if (rest_.size() > rest_begin_) shard_.mark_ready(*this);
}

// ---------------------------------------------------------------------------------------------------------------------
// Writing

void Connection::write(std::string_view head, std::string_view body) {
  if (phase_ == Phase::dead) return;
  if (tls_) {
    tls_->send(head, backlog_);
    if (!body.empty()) tls_->send(body, backlog_);
    if (!flush()) die();
    return;
  }
  std::size_t written = 0;
  if (backlog_.empty()) {
    written = write_now(head, body);
    if (written == std::string_view::npos) return die();
    if (written == head.size() + body.size()) return;
    stalled_since_ = shard_.now();
    arm(parts_.limits.write_timeout);
  }
  if (written < head.size()) backlog_.append(head.substr(written));
  backlog_.append(body.substr(written > head.size() ? written - head.size() : 0));
  if (backlog_.size() > most_backlog) {
    log_warning("a client falls too far behind, and is dropped", {{"peer", peer_}, {"bytes", backlog_.size()}});
    return die();
  }
  watch();
}

// How much of both could be written; npos where the client is gone.
std::size_t Connection::write_now(std::string_view head, std::string_view body) {
  iovec parts[2] = {{const_cast<char*>(head.data()), head.size()}, {const_cast<char*>(body.data()), body.size()}};
  msghdr message{};
  message.msg_iov = parts;
  message.msg_iovlen = body.empty() ? 1 : 2;
  const auto size = ::sendmsg(descriptor_, &message, MSG_NOSIGNAL);
  if (size >= 0) return static_cast<std::size_t>(size);
  return errno == EAGAIN || errno == EINTR ? 0 : std::string_view::npos;
}

// False where the client is gone.
bool Connection::flush() {
  while (!backlog_.empty()) {
    const auto size = ::send(descriptor_, backlog_.data(), backlog_.size(), MSG_NOSIGNAL);
    if (size < 0) {
      if (errno != EAGAIN && errno != EINTR) return false;
      if (backlog_.size() > most_backlog) return false;
      if (!(watched_ & writable)) {
        stalled_since_ = shard_.now();
        arm(parts_.limits.write_timeout);
      }
      watch();
      return true;
    }
    stalled_since_ = shard_.now();
    if (static_cast<std::size_t>(size) == backlog_.size())
      std::string().swap(backlog_);
    else
      backlog_.erase(0, static_cast<std::size_t>(size));
  }
  watch();
  if (phase_ == Phase::closing && !std::exchange(half_closed_, true)) ::shutdown(descriptor_, SHUT_WR);
  return true;
}

void Connection::end_after_writing() {
  if (tls_) {
    tls_->close(backlog_);
  }
  phase_ = Phase::closing;
  arm(std::chrono::duration_cast<std::chrono::milliseconds>(linger));
  if (!flush()) die();
}

}  // namespace plume::http
