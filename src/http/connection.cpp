#include "http/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <functional>
#include <utility>

#include "base/log.h"
#include "http/connections.h"
#include "http/first_message.h"
#include "http/poll_answering.h"
#include "http/response_writer.h"
#include "http/text.h"
#include "http/websocket_deflate.h"
#include "http/websocket_handshake.h"

namespace plume::http {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_unsent_of_socket = 16 * 1024 * 1024;
constexpr std::size_t most_unsent_before_join = 256 * 1024;
constexpr std::size_t most_encrypted = 256 * 1024;  // of what TLS answers by itself
constexpr std::size_t most_corked = 64 * 1024;
constexpr std::size_t small_response = 64 * 1024;
constexpr std::size_t least_compressed = 1400;  // what fits into one packet does not need it
constexpr int messages_in_a_row = 64;           // of one client, before others are served
constexpr auto linger = 2s;                     // for the client's side of a close

// What a thread reads into. A view that blocks keeps its thread, and with it the bytes of its message.
struct ReadBuffer {
  std::array<char, 64 * 1024> bytes;
  std::string plaintext;  // of TLS: little more than one read
  std::string message;    // copied from where it could not stay: part of one read

  bool holds(std::string_view text) const {
    return text.empty() || is_within(text, {bytes.data(), bytes.size()}) || is_within(text, plaintext);
  }

 private:
  static bool is_within(std::string_view text, std::string_view whole) {
    return std::less_equal<>()(whole.data(), text.data()) && std::less<>()(text.data(), whole.data() + whole.size());
  }
};

ReadBuffer& buffer_of_thread() {
  static thread_local ReadBuffer buffer;
  return buffer;
}

// Whether the system holds something that the client has sent.
bool has_unread(int descriptor) {
  char byte;
  return ::recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

RequestLimits request_limits(const Limits& limits) {
  RequestLimits of_request;
  of_request.header_bytes = limits.request_header_bytes;
  of_request.body_bytes = limits.request_body_bytes;
  return of_request;
}

WebSocketLimits websocket_limits(const Limits& limits, bool compressed) {
  WebSocketLimits of_socket;
  of_socket.compressed = compressed;
  of_socket.message_bytes =
      static_cast<std::uint32_t>(std::min(limits.websocket_message_bytes, limits.message_bytes_before_join));
  return of_socket;
}

}  // namespace

struct Connection::Http {
  explicit Http(const Limits& limits) : parser(request_limits(limits)) {}
  ~Http() {
    if (answering) answering->forget();
  }
  RequestParser parser;
  Answering* answering = nullptr;  // an actor, which ends by itself
};

struct Connection::Live {
  Live(Connection& connection, channel::ConnectInfo info, bool is_compressed)
      : compresses(is_compressed),
        parser(websocket_limits(connection.parts_.limits, is_compressed)),
        socket(connection.parts_.app, connection.shard_, connection, std::move(info)) {}
  const bool compresses;
  bool has_joined = false;
  WebSocketParser parser;
  channel::Socket socket;
};

Connection::Connection(runtime::Shard& shard, Connections& owner, const ServerParts& parts, int descriptor, Peer peer)
    : shard_(shard),
      owner_(owner),
      parts_(parts),
      descriptor_(descriptor),
      peer_port_(peer.port),
      since_(shard.now()),
      peer_(std::move(peer.address)),
      tls_(parts.tls ? std::make_unique<TlsFilter>(*parts.tls) : nullptr),
      http_(std::make_unique<Http>(parts.limits)) {
  shard_.watch(descriptor_, *this, watched_ = readable);
  arm();
}

Peer Connection::peer() const {
  return {peer_, peer_port_, tls_ != nullptr, tls_ ? tls_->peer_certificate() : nullptr};
}

Connection::~Connection() {
  live_.reset();
  ::close(descriptor_);
}

// A fault of ours, such as a lack of memory, costs one connection.
template <class Work>
void Connection::guarded(Work work) {
  try {
    work();
  } catch (const std::exception& error) {
    log_error("a connection failed", {{"peer", peer_}, {"error", error.what()}});
    die();
  }
}

void Connection::serve() {
  const unsigned events = take_events();
  if (phase_ == Phase::dead) return owner_.remove(*this);
  if (phase_ == Phase::closing) live_.reset();
  if (events & writable) guarded([this] { flush(); });
  const bool reads = phase_ != Phase::busy && !paused_;
  if (!reads) return (events & (hung_up | half_closed)) ? die() : watch();
  // The last step, for it may lose the loop.
  guarded([&] {
    if (!rest().empty()) return take({});
    if (events & (readable | hung_up)) read();
  });
}

// ---------------------------------------------------------------------------------------------------------------------
// Reading

void Connection::read() {
  ReadBuffer& buffer = buffer_of_thread();
  const auto size = ::recv(descriptor_, buffer.bytes.data(), buffer.bytes.size(), 0);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (size < 0) return die();
  if (size == 0) return client_ended();
  if (phase_ == Phase::closing || phase_ == Phase::dead) return;  // what still comes is of no interest
  const std::span<char> bytes(buffer.bytes.data(), static_cast<std::size_t>(size));
  tls_ ? read_tls(bytes) : take(bytes);
}

// The client sends nothing more, but may still want what is on its way to it.
void Connection::client_ended() {
  client_ended_ = true;
  if (phase_ == Phase::websocket || outbox_.empty()) return die();
  watch();
}

void Connection::read_tls(std::span<char> bytes) {
  ReadBuffer& buffer = buffer_of_thread();
  buffer.plaintext.clear();
  std::string answer;
  const auto status = tls_->receive({bytes.data(), bytes.size()}, buffer.plaintext, answer);
  write_encrypted(answer);
  if (status != TlsFilter::Status::open && buffer.plaintext.empty()) return die();
  if (!buffer.plaintext.empty()) take(buffer.plaintext);
}

void Connection::take(std::span<char> bytes) {
  switch (phase_) {
    case Phase::http:
      return take_http({bytes.data(), bytes.size()});
    case Phase::websocket:
      return take_websocket(bytes);
    case Phase::busy:
      return keep(bytes);
    case Phase::closing:
    case Phase::dead:
      return;
  }
}

void Connection::keep(std::span<const char> bytes) {
  if (rest().empty()) set_rest(0);
  rest_.append(bytes.data(), bytes.size());
}

// So many bytes at the end of the rest are still to be taken.
void Connection::set_rest(std::size_t left) {
  rest_begin_ = rest_.size() - left;
  if (left > 0 || rest_.empty()) return;
  std::string().swap(rest_);
  rest_begin_ = 0;
}

// ---------------------------------------------------------------------------------------------------------------------
// Requests

void Connection::take_http(std::string_view bytes) {
  const bool from_rest = !rest().empty();
  if (from_rest) {
    keep(bytes);
    bytes = {rest().data(), rest().size()};
  }
  RequestParser& parser = http_->parser;
  if (parser.is_idle()) {
    since_ = shard_.now();
    arm();
  }
  for (;;) {
    switch (parser.feed(bytes)) {
      case RequestParser::Status::need_more:
        return set_rest(0);
      case RequestParser::Status::head:
        if (parser.request().expects_continue) write("HTTP/1.1 100 Continue\r\n\r\n");
        break;
      case RequestParser::Status::failed:
        return refuse(parser.error().status, parser.error().reason);
      case RequestParser::Status::complete:
        if (from_rest)
          set_rest(bytes.size());
        else
          keep(bytes);
        return start(parser.take());
    }
  }
}

void Connection::start(RawRequest&& request) {
  keeps_alive_ = request.keeps_alive && !draining_;
  if (parts_.pipeline.is_socket(request)) return upgrade(request);
  if (auto asset = parts_.pipeline.asset(request)) return respond(std::move(*asset), request);
  phase_ = Phase::busy;
  arm();
  const auto actor = adopt_answering(std::move(request));
  shard_.deliver(actor, {});  // the last thing done here, for the loop may be lost
}

ViewId Connection::adopt_answering(RawRequest&& request) {
  const auto adopt = [this](auto actor, runtime::RunGroup* group) {
    http_->answering = actor.get();
    return shard_.adopt(std::move(actor), group);
  };
  Answering::Line line{*this, peer(), keeps_alive_};
  const Pipeline& pipeline = parts_.pipeline;
  if (parts_.long_polls && pipeline.is_long_poll(request))
    return adopt(std::make_unique<PollAnswering>(std::move(line), pipeline, std::move(request), *parts_.long_polls),
                 nullptr);
  auto group = pipeline.runs_of(request, line.peer);
  auto* const runs = group.get();
  return adopt(std::make_unique<PageAnswering>(std::move(line), pipeline, std::move(request), std::move(group)), runs);
}

void Connection::respond(Response&& response, const RawRequest& request) {
  std::string out;
  ResponseContext context;
  context.is_head_request = request.method == "HEAD";
  context.keeps_alive = keeps_alive_;
  context.minor_version = request.minor_version;
  context.is_secure = tls_ != nullptr;
  if (!append_head(out, response, context)) response.body.clear();
  write_response(out, std::move(response.body));
  next_request();
}

void Connection::answered(std::string_view head, std::string&& body) {
  http_->answering = nullptr;
  write_response(head, std::move(body));
  guarded([&] { next_request(); });
}

void Connection::answered_partly(std::string_view piece) {
  write(piece);
  if (phase_ == Phase::busy && outbox_.empty()) http_->answering->go_on();
}

// The client must not take what follows for the rest of the response.
void Connection::broke_off() {
  http_->answering = nullptr;
  die();
}

// Not before the client has taken the last answer: else it could make any number of them wait.
void Connection::next_request() {
  if (phase_ == Phase::dead) return;
  if (!keeps_alive_ || draining_) return end_after_writing();
  phase_ = outbox_.empty() ? Phase::http : Phase::busy;
  if (phase_ == Phase::busy) return watch();
  since_ = shard_.now();
  arm();
  watch();
  if (!rest().empty()) shard_.mark_ready(*this);
}

void Connection::refuse(int status, std::string_view reason) {
  log_info("a request was refused", {{"peer", peer_}, {"status", status}, {"reason", reason}});
  ResponseContext context;
  context.keeps_alive = false;
  std::string out;
  append_response(out, parts_.pipeline.refuse(status, reason, http_->parser.request().headers.get("accept")), context);
  write(out);
  end_after_writing();
}

void Connection::upgrade(const RawRequest& request) {
  auto verdict = parts_.pipeline.connect(request, peer());
  if (!std::holds_alternative<int>(verdict) && !websocket_handshake_fault(request).empty()) verdict = 400;
  if (draining_) verdict = 503;
  if (const int* status = std::get_if<int>(&verdict)) {
    Response refused;
    refused.status = *status;
    return respond(std::move(refused), request);
  }
  const bool offers_protocol = list_holds(request.headers.get("sec-websocket-protocol"), "phoenix");
  const std::string deflate = parts_.compress ? accepted_deflate(request.headers) : "";
  std::string out;
  append_switching_protocols(out, websocket_accept_key(request.headers.get("sec-websocket-key")),
                             offers_protocol ? "phoenix" : "", deflate);
  live_ = std::make_unique<Live>(*this, std::get<channel::ConnectInfo>(std::move(verdict)), !deflate.empty());
  http_.reset();
  phase_ = Phase::websocket;
  since_ = shard_.now();
  write(out);
  arm();
  if (!rest().empty()) shard_.mark_ready(*this);
}

// ---------------------------------------------------------------------------------------------------------------------
// Messages

// A message is passed on from memory of the thread, never of the connection: its view may block, and the connection is
// then served by another thread. For the same reason the bytes behind it are put away first, and marked as ready.
void Connection::take_websocket(std::span<char> bytes) {
  // Whatever comes between its pieces does not give a message more time.
  const bool held = live_->parser.holds_bytes();
  if (!bytes.empty() && !held) since_ = shard_.now();
  if (!rest().empty()) {
    keep(bytes);
    bytes = {};
  }
  ReadBuffer& buffer = buffer_of_thread();
  for (int count = 0; count < messages_in_a_row && phase_ == Phase::websocket && !paused_; ++count) {
    const bool from_rest = bytes.empty();
    if (from_rest) bytes = rest();
    WebSocketEvent event = live_->parser.next(bytes);
    std::string message;
    if (!buffer.holds(event.payload)) {
      message = live_->parser.take_message();
      event.payload = message.empty() ? buffer.message.assign(event.payload) : message;
    }
    if (from_rest)
      set_rest(bytes.size());
    else
      keep(bytes);
    bytes = {};
    if (event.kind == WebSocketEvent::Kind::none) break;
    if (held && !live_->parser.in_message()) since_ = shard_.now();
    corked_ = !rest().empty();
    if (corked_) shard_.mark_ready(*this);
    if (handle(event) == Handled::lost) return;
  }
  if (corked_) uncork();
  if (!held && phase_ == Phase::websocket && live_->parser.holds_bytes()) arm();
}

Connection::Handled Connection::handle(const WebSocketEvent& event) {
  using Kind = WebSocketEvent::Kind;
  using channel::Socket;
  switch (event.kind) {
    case Kind::text:
      return live_->socket.text(event.payload) == Socket::Received::lost ? Handled::lost : Handled::done;
    case Kind::binary:
      return live_->socket.binary(event.payload) == Socket::Received::lost ? Handled::lost : Handled::done;
    case Kind::ping: {
      char head[frame_header_room];
      const auto begin = write_frame_header(head, Opcode::pong, event.payload.size());
      write({head + begin, frame_header_room - begin}, event.payload);
      break;
    }
    case Kind::close:
      close(event.code == CloseCode::no_status ? CloseCode::normal : event.code, {});
      break;
    case Kind::error:
      if (event.code == CloseCode::too_big && !live_->has_joined) warn_of_large_first_message(peer_, parts_.limits);
      log_info("a client broke the WebSocket protocol", {{"peer", peer_}, {"error", event.payload}});
      close(event.code, event.payload);
      break;
    case Kind::none:
    case Kind::pong:
      break;
  }
  return Handled::done;
}

void Connection::send_text(std::string_view text) {
  if (phase_ != Phase::websocket) return;
  std::string deflated;
  if (live_->compresses && text.size() >= least_compressed) guarded([&] { deflated = deflate_message(text); });
  const std::string_view payload = deflated.empty() ? text : std::string_view(deflated);
  char head[frame_header_room];
  const auto begin = write_frame_header(head, Opcode::text, payload.size(), !deflated.empty());
  write({head + begin, frame_header_room - begin}, payload);
}

void Connection::close(std::uint16_t code, std::string_view reason) {
  if (phase_ != Phase::websocket) return;
  std::string frame;
  append_close_frame(frame, code, reason);
  write(frame);
  end_after_writing();
  shard_.mark_ready(*this);  // there the socket is taken down, which cannot be done while it calls
}

void Connection::pause() {
  paused_ = true;
  watch();
}

void Connection::resume() {
  paused_ = false;
  since_ = shard_.now();
  arm();  // its time may have come while it was paused
  watch();
  if (!rest().empty()) shard_.mark_ready(*this);
}

// Until then a client has shown nothing that would let it hold much.
void Connection::joined() {
  live_->has_joined = true;
  live_->parser.set_message_bytes(static_cast<std::uint32_t>(parts_.limits.websocket_message_bytes));
}

// ---------------------------------------------------------------------------------------------------------------------
// Writing

void Connection::write(std::string_view head, std::string_view body) {
  if (phase_ == Phase::dead) return;
  guarded([&] {
    const bool waited = !outbox_.empty();
    if (!corked_ || outbox_.size() >= most_corked)
      return wrote(waited, outbox_.write(line(), head, body, shard_.now()));
    outbox_.append(head, shard_.now());
    outbox_.append(body, shard_.now());
  });
}

void Connection::write_response(std::string_view head, std::string&& body) {
  if (phase_ == Phase::dead) return;
  guarded([&] {
    const bool waited = !outbox_.empty();
    wrote(waited, outbox_.write_body(line(), head, std::move(body), shard_.now()));
  });
}

// What TLS itself has to say.
void Connection::write_encrypted(std::string_view bytes) {
  if (bytes.empty() || phase_ == Phase::dead) return;
  const bool waited = !outbox_.empty();
  outbox_.append_encrypted(bytes, shard_.now());
  wrote(waited, outbox_.flush(line()));
  if (phase_ == Phase::http && outbox_.size() > most_encrypted) die();
}

void Connection::flush() {
  const bool waited = !outbox_.empty();
  wrote(waited, outbox_.flush(line()));
}

// `waited`: something was in the outbox before.
void Connection::wrote(bool waited, Outbox::Result result) {
  if (result == Outbox::Result::gone) return die();
  if (result == Outbox::Result::done) return waited ? written() : void();
  if (holds_too_much()) {
    log_warning("a client falls too far behind, and is dropped", {{"peer", peer_}, {"bytes", outbox_.size()}});
    return die();
  }
  if (!(watched_ & writable)) arm();
  watch();
}

// A response is of any size; what counts is how much all of them are. Small ones are sent in any case.
bool Connection::holds_too_much() const {
  if (phase_ == Phase::websocket) return outbox_.size() > most_unsent();
  return outbox_.size() > small_response && parts_.unsent_responses > parts_.limits.unsent_response_bytes;
}

std::size_t Connection::most_unsent() const {
  return live_->has_joined ? most_unsent_of_socket : most_unsent_before_join;
}

void Connection::uncork() {
  corked_ = false;
  guarded([this] { flush(); });
}

// Nothing waits in the outbox any more.
void Connection::written() {
  watch();
  if (phase_ == Phase::closing) return end_after_writing();
  if (phase_ != Phase::busy) return;
  if (http_->answering) return http_->answering->go_on();
  guarded([&] { next_request(); });
}

void Connection::end_after_writing() {
  if (phase_ == Phase::dead) return;
  corked_ = false;
  phase_ = Phase::closing;
  set_rest(0);  // else it would be served again and again, and never read the client's end
  if (outbox_.empty() && tls_ && !std::exchange(tls_closed_, true)) {
    std::string notice;
    tls_->close(notice);
    outbox_.append_encrypted(notice, shard_.now());
  }
  if (!outbox_.empty()) return guarded([this] { flush(); });
  if (client_ended_) return die();
  if (!std::exchange(shut_down_, true)) ::shutdown(descriptor_, SHUT_WR);
  since_ = shard_.now();
  arm();
  watch();
}

void Connection::die() {
  phase_ = Phase::dead;
  shard_.mark_ready(*this);
}

// ---------------------------------------------------------------------------------------------------------------------
// Time

// When the phase ends that it is in.
std::optional<runtime::Clock::time_point> Connection::phase_due() const {
  const Limits& limits = parts_.limits;
  switch (phase_) {
    case Phase::http:
      return since_ + (keeps_alive_ && http_->parser.is_idle() ? limits.keep_alive_timeout : limits.request_timeout);
    case Phase::websocket:
      if (paused_) return std::nullopt;
      return since_ + (receives_message() ? limits.request_timeout : limits.socket_timeout);
    case Phase::closing:
      return since_ + linger;
    case Phase::busy:
    case Phase::dead:
      break;
  }
  return std::nullopt;
}

// When the client is to have taken something. Nothing while it need not.
std::optional<runtime::Clock::time_point> Connection::take_due() const {
  if (outbox_.empty() || corked_) return std::nullopt;
  return outbox_.period_begin() + parts_.limits.write_timeout;
}

bool Connection::receives_message() const { return phase_ == Phase::websocket && live_ && live_->parser.holds_bytes(); }

// A client that takes its time does not get more for what it sends.
std::optional<runtime::Clock::time_point> Connection::due() const {
  const auto taken = take_due();
  if (!taken) return phase_due();
  if (phase_ != Phase::http && !receives_message()) return taken;
  return std::min(*taken, phase_due().value_or(*taken));
}

void Connection::arm() {
  if (const auto time = due())
    shard_.arm(*this, *time);
  else
    shard_.disarm(*this);
}

// The time may have moved since the alarm was set: what is heard or written does not arm it again.
void Connection::fire() {
  const auto time = due();
  if (!time || *time > shard_.now()) return arm();
  const auto taken = take_due();
  guarded([&] { taken && *taken <= shard_.now() ? taken_too_slowly() : late(); });
}

void Connection::late() {
  if (phase_ == Phase::http && !http_->parser.is_idle()) return refuse(408, "the request did not arrive in time");
  if (phase_ != Phase::websocket) return die();
  close(CloseCode::protocol_error,
        receives_message() ? "the message did not arrive in time" : "nothing was heard for too long");
}

// What counts is what the system has taken for the client so far. It says late that it has room again.
void Connection::taken_too_slowly() {
  flush();
  if (phase_ == Phase::dead) return;
  if (outbox_.empty()) return arm();
  const auto seconds = std::chrono::duration<double>(parts_.limits.write_timeout).count();
  if (static_cast<double>(outbox_.taken()) > seconds * static_cast<double>(parts_.limits.write_bytes_per_second)) {
    outbox_.begin_period(shard_.now());
    return arm();
  }
  log_info("a client takes nothing, or too little, and is dropped", {{"peer", peer_}, {"left", outbox_.size()}});
  die();
}

void Connection::drain() {
  draining_ = true;
  if (phase_ == Phase::websocket) {
    live_->socket.closed("draining");
    close(CloseCode::service_restart, "the server restarts");
  } else if (phase_ == Phase::http && http_->parser.is_idle() && rest().empty() && !has_unread(descriptor_)) {
    end_after_writing();
  }
}

void Connection::watch() {
  const bool reads = !paused_ && !client_ended_ && phase_ != Phase::busy && phase_ != Phase::dead;
  const bool waits_for_views = paused_ && phase_ == Phase::websocket;  // its client may leave meanwhile
  const auto wanted = static_cast<std::uint8_t>((reads ? readable : 0u) | (waits_for_views ? half_closed : 0u) |
                                                (outbox_.empty() || corked_ ? 0u : writable));
  if (wanted == watched_) return;
  watched_ = wanted;
  guarded([&] { shard_.watch_for(descriptor_, *this, watched_); });
}

}  // namespace plume::http
