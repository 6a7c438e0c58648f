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

Socket::Channel* Socket::find(std::string_view topic) {
  const auto found = std::find_if(channels_.begin(), channels_.end(),
                                  [&](const Channel& c) { return !c.left && c.actor->topic() == topic; });
  return found == channels_.end() ? nullptr : &*found;
}

ViewId Socket::view_of(std::string_view topic) {
  const Channel* const channel = find(topic);
  return channel ? channel->actor->id() : ViewId();
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
    Channel* const channel = find(message.topic);
    if (!channel) {
      warn_of_unmatched(message);
      reply(message, {}, "error", R"({"reason":"unmatched topic"})");
      return Received::done;
    }
    if (!message.join_ref.empty() && message.join_ref != channel->actor->join_ref())
      return Received::done;  // of an earlier join
    return deliver(*channel->actor, mail_of(message_mail, text));
  } catch (const HttpError& error) {
    log_warning("socket closed: a message could not be read",
                {{"peer", connection_->info.peer}, {"error", error.what()}});
    return refuse(bad_payload, "malformed message");
  }
}

Socket::Received Socket::binary(std::string_view) {
  log_warning("socket closed: a binary message, but no upload is allowed", {{"peer", connection_->info.peer}});
  return refuse(1003, "no upload");
}

// The views end before the connection does: what waits for them comes from a client that is heard no more.
Socket::Received Socket::refuse(std::uint16_t code, std::string_view reason) {
  closed("closed");
  transport_.close(code, reason);
  return Received::done;
}

Socket::Received Socket::join(const ClientMessage& message, std::string_view text) {
  if (!message.topic.starts_with("lv:") || message.join_ref.empty() || message.ref.empty()) {
    warn_of_unmatched(message);
    reply(message, {}, "error", R"({"reason":"unmatched topic"})");
    return Received::done;
  }
  if (Channel* const old = find(message.topic)) close_channel(*old, "duplicate join");
  if (const auto fault = fault_of_join(); !fault.empty()) {
    reply(message, message.join_ref, "error", Value{{"reason", fault}}.json());
    return Received::done;
  }
  auto actor = std::make_unique<ViewActor>(app_, *this, connection_, message.topic, message.join_ref);
  ViewActor* const at = actor.get();
  shard_.adopt(std::move(actor), &connection_->runs);
  channels_.push_back({at});
  return deliver(*at, mail_of(join_mail, text));
}

// A client sends what it likes: it shall not fill the log.
void Socket::warn_of_unmatched(const ClientMessage& message) {
  if (warnings_left_ == 0) return;
  --warnings_left_;
  log_warning("a message to a topic that is not joined", {{"topic", message.topic.substr(0, most_logged_bytes)},
                                                          {"event", message.event.substr(0, most_logged_bytes)},
                                                          {"peer", connection_->info.peer}});
}

Socket::Received Socket::leave(const ClientMessage& message) {
  Channel* const channel = find(message.topic);
  if (channel && (message.join_ref.empty() || message.join_ref == channel->actor->join_ref()))
    close_channel(*channel, "left");
  reply(message, message.join_ref, "ok", "{}");
  return Received::done;
}

std::string_view Socket::fault_of_join() {
  if (!has_room()) return "too many channels joined";
  const std::string& peer = connection_->info.peer;
  const bool socket_may = join_budget_.take(shard_.now());
  if (socket_may && (!app_.address_joins || app_.address_joins->take(peer, shard_.now()))) return {};
  log_info("a join was refused: too many in a minute", {{"by", socket_may ? "address" : "socket"}, {"peer", peer}});
  return "too many joins";
}

// Views that were left and are still busy count as well, by themselves: else a client could have any number of them.
bool Socket::has_room() const {
  const auto left =
      static_cast<std::size_t>(std::count_if(channels_.begin(), channels_.end(), std::mem_fn(&Channel::left)));
  return std::max(left, channels_.size() - left) < app_.channels_per_socket;
}

void Socket::close_channel(Channel& channel, std::string_view reason) {
  std::string close;
  channel.actor->head().append_message(close, channel.actor->join_ref(), "phx_close", "{}");
  send(close);
  channel.left = true;
  channel.actor->leave();
  end_view(channel, reason);
}

// The view hears of its end at the top level of the loop, after whatever it is doing. What waits for it is of no use to
// anybody any more.
void Socket::end_view(const Channel& channel, std::string_view reason) {
  auto mail = mail_of(end_mail, reason);
  mail.keep();
  shard_.enqueue_last(channel.actor->id(), std::move(mail));
}

Socket::Received Socket::deliver(ViewActor& actor, runtime::Mail&& mail) {
  stay_awake();
  actor.expect(mail.bytes.size());
  waiting_bytes_ += mail.bytes.size();
  switch (shard_.deliver(actor.id(), std::move(mail))) {
    case runtime::Shard::Delivery::lost:
      return Received::lost;
    case runtime::Shard::Delivery::full:
      mail.keep();
      waiting_ = std::make_unique<Waiting>(Waiting{actor.id(), std::move(mail)});
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
  for (const Channel& channel : channels_) shard_.enqueue(channel.actor->id(), mail_of(hibernate_mail, {}));
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

void Socket::channel_ended(const ViewActor& actor) {
  const auto found =
      std::find_if(channels_.begin(), channels_.end(), [&](const Channel& c) { return c.actor == &actor; });
  if (found != channels_.end()) channels_.erase(found);
  if (waiting_ && waiting_->view == actor.id()) {
    waiting_ = nullptr;
    if (!crowded_) transport_.resume();
  }
  handled(actor.waiting_bytes());
}

void Socket::closed(std::string_view why) {
  for (const Channel& channel : std::exchange(channels_, {})) {
    channel.actor->detach();
    if (!channel.left) end_view(channel, why);
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
