#include "http/long_polls.h"

#include <charconv>
#include <utility>

#include "base/log.h"
#include "crypto/base64.h"
#include "crypto/key_derivation.h"
#include "crypto/random.h"
#include "crypto/token.h"

namespace plume::http {
namespace {

constexpr std::chrono::seconds two_weeks{14 * 24 * 3600};
constexpr std::size_t id_bytes = 16;
// What ids begin with.
constexpr std::string_view with_browser_session = ".", without_browser_session = ".~";

}  // namespace

LongPolls::LongPolls(const channel::App& app, const EndpointOptions& options)
    : app_(app),
      limits_(options.limits),
      window_(options.long_poll.window),
      key_(crypto::derive_key(options.secret_key_base, "long-poll:" + options.live_view.signing_salt)),
      loops_(app.runtime.size()) {}

LongPolls::~LongPolls() = default;

std::optional<LongPolls::Place> LongPolls::find(std::string_view token) const {
  const auto verified = crypto::verify_token(key_, token, two_weeks);
  if (!verified) return std::nullopt;
  const std::string& text = *verified;
  Place place;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), place.loop).ptr;
  place.id.assign(end, text.data() + text.size());
  if (place.loop >= loops_.size()) return std::nullopt;  // of a server that had more of them
  return place;
}

void LongPolls::open(std::size_t loop, channel::ConnectInfo info, ViewId asker) {
  app_.runtime.shard(loop).post(
      [this, loop, info = std::move(info), asker]() mutable { open_here(loop, std::move(info), asker); });
}

void LongPolls::open_here(std::size_t loop, channel::ConnectInfo&& info, ViewId asker) {
  if (loops_[loop].draining) return answer_post(asker, 500);
  const std::string_view kind = info.has_session ? with_browser_session : without_browser_session;
  const Place place{loop, std::string(kind) + crypto::base64url_encode(crypto::random_bytes(id_bytes))};
  if (info.has_session && !add(place, std::move(info))) return answer_post(asker, 500);
  answer_poll(asker, 410, token_of(place), {});
}

bool LongPolls::Place::has_session() const { return !id.starts_with(without_browser_session); }

std::string LongPolls::token_of(const Place& place) const {
  return crypto::sign_token(key_, std::to_string(place.loop) + place.id);
}

// Null if there are too many.
LongPollSession* LongPolls::add(const Place& place, channel::ConnectInfo&& info) {
  auto& count = place.has_session() ? count_ : passing_;
  if (count >= limits_.connections) {
    log_warning("a long-poll session was refused: there are too many", {{"sessions", count.load()}});
    return nullptr;
  }
  ++count;
  auto session = std::make_unique<LongPollSession>(*this, app_.runtime.shard(place.loop), place.id, token_of(place),
                                                   std::move(info));
  return loops_[place.loop].sessions.emplace(place.id, std::move(session)).first->second.get();
}

// One without a browser's session is made for the request.
LongPollSession* LongPolls::find_here(const Place& place) {
  Loop& loop = loops_[place.loop];
  const auto found = loop.sessions.find(place.id);
  const bool is_there = found != loop.sessions.end();
  if (is_there && !found->second->has_ended()) return found->second.get();
  if (place.has_session() || loop.draining) return nullptr;
  if (is_there) remove(*found->second);
  channel::ConnectInfo info;
  info.peer = place.peer;
  info.transport = TransportHandle::Kind::longpoll;
  return add(place, std::move(info));
}

// Does the work with the session on its loop, where there is one.
template <class Work>
void LongPolls::with_session(const Place& place, ViewId asker, Work work) {
  app_.runtime.shard(place.loop).post([this, place, asker, work = std::move(work)]() mutable {
    LongPollSession* const session = find_here(place);
    session ? work(*session) : send(asker, long_poll_gone, {});
  });
}

void LongPolls::poll(const Place& place, ViewId asker) {
  with_session(place, asker, [asker](LongPollSession& session) { session.poll(asker); });
}

void LongPolls::take(const Place& place, LongPollBatch batch, ViewId asker) {
  with_session(place, asker, [asker, batch = std::move(batch)](LongPollSession& session) mutable {
    session.take(std::move(batch), asker);
  });
}

std::size_t LongPolls::drain(std::size_t loop, std::size_t most) {
  loops_[loop].draining = true;
  std::size_t drained = 0;
  for (auto& [id, session] : loops_[loop].sessions) {
    if (drained == most) break;
    drained += session->drain();
  }
  return drained;
}

void LongPolls::clear(std::size_t loop) {
  while (!loops_[loop].sessions.empty()) remove(*loops_[loop].sessions.begin()->second);
}

void LongPolls::remove(const LongPollSession& session) {
  const Place place{session.loop(), session.id()};
  --(place.has_session() ? count_ : passing_);
  loops_[place.loop].sessions.erase(place.id);
}

void LongPolls::answer_poll(ViewId asker, int status, std::string_view token, std::string_view messages) const {
  std::string body = "{\"status\":" + std::to_string(status) + ",\"token\":\"";
  body.append(token).append("\",\"messages\":[").append(messages).append("]}");
  send(asker, long_poll_answer, std::move(body));
}

void LongPolls::answer_post(ViewId asker, int status) const {
  send(asker, long_poll_answer, "{\"status\":" + std::to_string(status) + "}");
}

void LongPolls::send(ViewId asker, LongPollMail kind, std::string body) const {
  runtime::Mail mail;
  mail.kind = kind;
  mail.owned = std::move(body);
  mail.bytes = mail.owned;
  app_.runtime.send(asker, std::move(mail));
}

}  // namespace plume::http
