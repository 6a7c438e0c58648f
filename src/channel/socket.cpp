#include "channel/socket.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <utility>

#include "base/log.h"
#include "channel/address_joins.h"
#include "channel/address_runs.h"
#include "channel/app.h"
#include "channel/disconnector.h"
#include "channel/message.h"
#include "channel/upload_channel.h"
#include "channel/view_actor.h"
#include "plume/http.h"

namespace plume::channel {
namespace {

constexpr std::uint16_t bad_payload = 1007;
constexpr std::size_t most_logged_bytes = 100;
// What all views of a connection together may have waiting.
constexpr std::size_t most_waiting_bytes = 16 * 1024 * 1024;

runtime::Mail mail_of(ChannelMail kind, std::string_view bytes) {
  runtime::Mail mail;
  mail.kind = kind;
  mail.bytes = bytes;
  return mail;
}

std::shared_ptr<const Connection> connection_of(const App& app, ConnectInfo info, CrashListener crashed) {
  static std::atomic<std::uint64_t> last{0};
  const TransportHandle transport{info.transport, ++last};
  auto of_address = app.address_runs ? app.address_runs->of(info.peer) : nullptr;
  return std::shared_ptr<const Connection>(
      new Connection{std::move(info),
                     transport,
                     std::move(crashed),
                     {},
                     runtime::RunGroup(app.blocked_per_socket, std::move(of_address))});
}

}  // namespace

Socket::Socket(const App& app, runtime::Shard& shard, Transport& transport, ConnectInfo info, CrashListener crashed)
    : app_(app),
      shard_(shard),
      transport_(transport),
      connection_(connection_of(app, std::move(info), std::move(crashed))),
      join_budget_(app.joins_per_minute, shard.now()) {
  const auto topic = connection_->info.session["live_socket_id"].text();
  if (topic.empty()) return;
  auto disconnector = std::make_unique<Disconnector>(app_.pubsub, transport_);
  disconnector_ = disconnector.get();
  shard_.adopt(std::move(disconnector));
  disconnector_->listen(topic);
}

Socket::~Socket() { closed("closed"); }

Socket::Joined* Socket::find(std::string_view topic) {
  const auto found = std::find_if(channels_.begin(), channels_.end(), [&](const Joined& joined) {
    return !joined.left && joined.channel->topic() == topic;
  });
  return found == channels_.end() ? nullptr : &*found;
}

ViewId Socket::view_of(std::string_view topic) {
  const Joined* const joined = find(topic);
  return joined ? joined->channel->id() : ViewId();
}

Socket::Received Socket::text(std::string_view text) {
  try {
    const ClientMessage message(text);
    if (message.event == "phx_join") return join(message, text);
    if (message.event == "phx_leave") return leave(message);
    if (message.topic == "phoenix" && message.event == "heartbeat") {
      reply(message, {}, "ok", "{}");
      return Received::done;
    }
    Joined* const joined = find(message.topic);
    if (!joined) return refuse_topic(message.ref, message.topic, message.event);
    if (!message.join_ref.empty() && message.join_ref != joined->channel->join_ref())
      return Received::done;  // of an earlier join
    return deliver(*joined->channel, mail_of(message_mail, text));
  } catch (const HttpError& error) {
    log_warning("socket closed: a message could not be read",
                {{"peer", connection_->info.peer}, {"error", error.what()}});
    return refuse(bad_payload, "malformed message");
  }
}

// A piece of a file. Those on their way to an upload that has ended are no fault.
Socket::Received Socket::binary(std::string_view data) {
  try {
    const BinaryMessage message(data);
    Joined* const joined = find(message.topic);
    if (!joined && has_uploaded_) return refuse_topic(message.ref, message.topic, message.event);
    if (!joined || !joined->is_upload) throw HttpError(400, "it is for no upload");
    if (message.join_ref != joined->channel->join_ref()) return Received::done;  // of an earlier join
    return deliver(*joined->channel, mail_of(binary_mail, data));
  } catch (const HttpError& error) {
    log_warning("socket closed: a binary message that could not be taken",
                {{"peer", connection_->info.peer}, {"error", error.what()}});
    return refuse(1003, "malformed binary message");
  }
}

// The views end before the connection does: what waits for them comes from a client that is heard no more.
Socket::Received Socket::refuse(std::uint16_t code, std::string_view reason) {
  closed("closed");
  transport_.close(code, reason);
  return Received::done;
}

Socket::Received Socket::join(const ClientMessage& message, std::string_view text) {
  const bool named = !message.join_ref.empty() && !message.ref.empty();
  if (named && message.topic.starts_with("lvu:")) return join_upload(message, text);
  if (!named || !message.topic.starts_with("lv:")) return refuse_topic(message.ref, message.topic, message.event);
  if (Joined* const old = find(message.topic)) close_channel(*old, "duplicate join");
  if (const auto fault = fault_of_join(); !fault.empty()) return refuse_join(message, fault);
  return add(std::make_unique<ViewActor>(app_, *this, connection_, message.topic, message.join_ref), text);
}

// The token is of a view that this socket has joined, and of the entry that the topic names.
Socket::Received Socket::join_upload(const ClientMessage& message, std::string_view text) {
  const auto token = app_.tokens.verify_upload(message.parse_payload(std::pmr::get_default_resource())["token"].text());
  const bool is_ours = token && message.topic.substr(4) == token->entry_ref &&
                       std::any_of(channels_.begin(), channels_.end(), [&](const Joined& joined) {
                         return !joined.left && !joined.is_upload && joined.channel->id() == token->view;
                       });
  if (!is_ours) return refuse_join(message, "invalid_token");
  if (find(message.topic)) return refuse_join(message, "already_registered");
  if (!has_room(true)) return refuse_join(message, "too many uploads");
  has_uploaded_ = true;
  return add(std::make_unique<UploadChannel>(app_, *this, connection_, *token, message.topic, message.join_ref), text,
             true);
}

Socket::Received Socket::add(std::unique_ptr<Channel> channel, std::string_view text, bool is_upload) {
  Channel& added = *channel;
  shard_.adopt(std::move(channel), &connection_->runs);
  channels_.push_back({&added, is_upload});
  return deliver(added, mail_of(join_mail, text));
}

// A client sends what it likes: it shall not fill the log.
Socket::Received Socket::refuse_topic(std::string_view ref, std::string_view topic, std::string_view event) {
  if (warnings_left_ > 0) {
    --warnings_left_;
    log_warning("a message to a topic that is not joined", {{"topic", topic.substr(0, most_logged_bytes)},
                                                            {"event", event.substr(0, most_logged_bytes)},
                                                            {"peer", connection_->info.peer}});
  }
  std::string out;
  MessageHead({}, topic).append_reply(out, ref, "error", R"({"reason":"unmatched topic"})");
  send(out);
  return Received::done;
}

Socket::Received Socket::refuse_join(const ClientMessage& message, std::string_view reason) {
  reply(message, message.join_ref, "error", Value{{"reason", reason}}.json());
  return Received::done;
}

Socket::Received Socket::leave(const ClientMessage& message) {
  Joined* const joined = find(message.topic);
  if (joined && (message.join_ref.empty() || message.join_ref == joined->channel->join_ref()))
    close_channel(*joined, "left");
  reply(message, message.join_ref, "ok", "{}");
  return Received::done;
}

std::string_view Socket::fault_of_join() {
  if (!has_room(false)) return "too many channels joined";
  const std::string& peer = connection_->info.peer;
  const bool socket_may = join_budget_.take(shard_.now());
  if (socket_may && (!app_.address_joins || app_.address_joins->take(peer, shard_.now()))) return {};
  log_info("a join was refused: too many in a minute", {{"by", socket_may ? "address" : "socket"}, {"peer", peer}});
  return "too many joins";
}

// Channels that were left and are still busy count as well, by themselves: else a client could have any number of them.
bool Socket::has_room(bool for_upload) const {
  std::size_t left = 0, joined = 0;
  for (const Joined& one : channels_)
    if (one.is_upload == for_upload) ++(one.left ? left : joined);
  return std::max(left, joined) < (for_upload ? app_.uploads_per_socket : app_.channels_per_socket);
}

void Socket::close_channel(Joined& joined, std::string_view reason) {
  std::string close;
  joined.channel->head().append_message(close, joined.channel->join_ref(), "phx_close", "{}");
  send(close);
  joined.left = true;
  joined.channel->leave();
  end(*joined.channel, reason);
}

// The channel hears of its end at the top level of the loop, after whatever it is doing. What waits for it is of no use
// to anybody any more.
void Socket::end(const Channel& channel, std::string_view reason) {
  auto mail = mail_of(end_mail, reason);
  mail.keep();
  shard_.enqueue_last(channel.id(), std::move(mail));
}

Socket::Received Socket::deliver(Channel& channel, runtime::Mail&& mail) {
  stay_awake();
  channel.expect(mail.bytes.size());
  waiting_bytes_ += mail.bytes.size();
  switch (shard_.deliver(channel.id(), std::move(mail))) {
    case runtime::Shard::Delivery::lost:
      return Received::lost;
    case runtime::Shard::Delivery::full:
      mail.keep();
      waiting_ = std::make_unique<Waiting>(Waiting{channel.id(), std::move(mail)});
      transport_.pause();
      return Received::paused;
    default:
      break;
  }
  if (waiting_bytes_ <= most_waiting_bytes) return Received::done;
  crowded_ = true;
  transport_.pause();
  return Received::paused;
}

// The alarm is armed once, and moves itself: a message costs it nothing.
void Socket::stay_awake() {
  heard_ = shard_.now();
  if (!asleep_ || app_.hibernate_after.count() == 0) return;
  asleep_ = false;
  shard_.arm(*this, heard_ + app_.hibernate_after);
}

void Socket::fire() {
  if (const auto due = heard_ + app_.hibernate_after; due > shard_.now()) return shard_.arm(*this, due);
  asleep_ = true;
  for (const Joined& joined : channels_) shard_.enqueue(joined.channel->id(), mail_of(hibernate_mail, {}));
}

void Socket::handled(std::size_t bytes) {
  waiting_bytes_ -= bytes;
  if (!crowded_ || waiting_bytes_ > most_waiting_bytes / 2) return;
  crowded_ = false;
  if (!waiting_) transport_.resume();
}

// A mailbox has room again. enqueue, since this is not the top level of the loop.
void Socket::resume() {
  if (!waiting_) return;
  const auto waiting = std::exchange(waiting_, nullptr);
  shard_.enqueue(waiting->view, std::move(waiting->mail));
  if (!crowded_) transport_.resume();
}

void Socket::channel_ended(const Channel& channel) {
  const auto found = std::find_if(channels_.begin(), channels_.end(),
                                  [&](const Joined& joined) { return joined.channel == &channel; });
  if (found != channels_.end()) channels_.erase(found);
  if (waiting_ && waiting_->view == channel.id()) {
    waiting_ = nullptr;
    if (!crowded_) transport_.resume();
  }
  handled(channel.waiting_bytes());
}

void Socket::closed(std::string_view why) {
  for (const Joined& joined : std::exchange(channels_, {})) {
    joined.channel->detach();
    if (!joined.left) end(*joined.channel, why);
  }
  waiting_ = nullptr;
  if (!disconnector_) return;
  disconnector_->detach();
  shard_.stop_actor(std::exchange(disconnector_, nullptr)->id());
}

void Socket::reply(const ClientMessage& message, std::string_view join_ref, std::string_view status,
                   std::string_view response) {
  std::string out;
  MessageHead(join_ref, message.topic).append_reply(out, message.ref, status, response);
  send(out);
}

}  // namespace plume::channel
