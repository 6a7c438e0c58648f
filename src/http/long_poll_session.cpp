#include "http/long_poll_session.h"

#include <exception>
#include <utility>

#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"
#include "crypto/base64.h"
#include "http/first_message.h"
#include "http/long_polls.h"
#include "http/websocket_codec.h"

namespace plume::http {
namespace {

constexpr std::size_t most_unsent = 16 * 1024 * 1024;
constexpr std::size_t most_unsent_before_join = 256 * 1024;

}  // namespace

LongPollSession::LongPollSession(LongPolls& owner, runtime::Shard& shard, std::string id, std::string token,
                                 channel::ConnectInfo info)
    : owner_(owner),
      shard_(shard),
      id_(std::move(id)),
      token_(std::move(token)),
      peer_(info.peer),
      is_passing_(!info.has_session),
      polled_(shard.now()),
      socket_(owner.app(), shard, *this, std::move(info)) {
  shard_.arm(*this, due());
}

// A fault of ours, such as a lack of memory, costs one session.
template <class Work>
void LongPollSession::guarded(Work work) {
  try {
    work();
  } catch (const std::exception& error) {
    log_error("a long-poll session failed", {{"peer", peer_}, {"error", error.what()}});
    end();
  }
}

void LongPollSession::poll(ViewId asker) {
  if (poll_) answer_poll(204);
  poll_ = asker;
  polled_ = shard_.now();
  if (!unsent_.empty()) shard_.mark_ready(*this);
  shard_.arm(*this, due());
}

void LongPollSession::take(LongPollBatch&& batch, ViewId asker) {
  if (poster_) return owner_.answer_post(asker, 408);
  poster_ = asker;
  posted_ = shard_.now();
  batch_ = std::move(batch);
  next_ = 0;
  shard_.mark_ready(*this);
  shard_.arm(*this, due());
}

bool LongPollSession::drain() {
  if (ended_) return false;
  socket_.closed("draining");
  end();
  return true;
}

void LongPollSession::serve() {
  if (ended_) return owner_.remove(*this);
  if (poll_ && !unsent_.empty()) {
    answer_poll(200);
    end_if_passing();
  }
  guarded([&] { pass_batch(); });  // the last step, for it may lose the loop
}

// A message is passed on from memory of this function, never of the session: its view may block, and the session is
// then served by another thread. For the same reason it is marked as ready before.
void LongPollSession::pass_batch() {
  while (poster_ && !paused_ && !ended_) {
    if (is_passed()) return answer_batch(200);
    const std::string message = next_message();
    shard_.mark_ready(*this);
    if (pass(message) == channel::Socket::Received::lost) return;
  }
}

std::string LongPollSession::next_message() {
  const auto end = batch_.has_lines ? batch_.body.find('\n', next_) : std::string::npos;
  std::string message = batch_.body.substr(next_, end == std::string::npos ? end : end - next_);
  next_ += message.size() + 1;
  return message;
}

channel::Socket::Received LongPollSession::pass(const std::string& message) {
  const bool is_text = !batch_.has_lines || message.starts_with('[');
  const auto bytes = is_text ? std::nullopt : crypto::base64_decode(message);
  const bool is_too_big = message.size() > owner_.most_message_bytes(has_joined_);
  if (is_too_big && !has_joined_) warn_of_large_first_message(peer_, owner_.limits());
  if (is_too_big)
    close(CloseCode::too_big, "message is too big");
  else if (is_text && is_utf8(message))
    return socket_.text(message);
  else if (bytes)
    return socket_.binary(*bytes);
  else
    close(CloseCode::invalid_text, is_text ? "text is not UTF-8" : "neither a text nor base64");
  return channel::Socket::Received::done;
}

void LongPollSession::answer_poll(int status) {
  owner_.answer_poll(std::exchange(poll_, {}), status, token_, std::exchange(unsent_, {}));
}

void LongPollSession::answer_batch(int status) {
  batch_ = {};
  owner_.answer_post(std::exchange(poster_, {}), status);
}

// Its joins are stale, and were answered: there is nothing to be kept for another request.
void LongPollSession::end_if_passing() {
  if (is_passing_ && !poll_ && !poster_ && unsent_.empty()) end();
}

// What was sent before still reaches a client that waits; its next poll finds that the session is gone.
void LongPollSession::end() {
  if (std::exchange(ended_, true)) return;
  if (poll_) answer_poll(unsent_.empty() ? 410 : 200);
  if (poster_) answer_batch(410);
  shard_.mark_ready(*this);  // there it is removed, which cannot be done while the socket calls
}

// ---------------------------------------------------------------------------------------------------------------------
// Transport

void LongPollSession::send_text(std::string_view text) {
  if (ended_) return;
  guarded([&] {
    if (!unsent_.empty()) unsent_.push_back(',');
    append_json_string(unsent_, text);
    if (unsent_.size() > (has_joined_ ? most_unsent : most_unsent_before_join)) {
      log_warning("a client falls too far behind, and is dropped", {{"peer", peer_}, {"bytes", unsent_.size()}});
      return end();
    }
    if (poll_) shard_.mark_ready(*this);  // what else this turn sends goes with it
  });
}

void LongPollSession::close(std::uint16_t code, std::string_view reason) {
  log_info("a long-poll session is closed", {{"peer", peer_}, {"code", code}, {"reason", reason}});
  end();
}

void LongPollSession::resume() {
  paused_ = false;
  shard_.mark_ready(*this);
}

// ---------------------------------------------------------------------------------------------------------------------
// Time

LongPollSession::Clock::time_point LongPollSession::due() const {
  const auto window = owner_.window();
  const auto of_poll = polled_ + (poll_ ? window : window * 3 / 2);
  return poster_ ? std::min(of_poll, posted_ + window) : of_poll;
}

void LongPollSession::fire() {
  if (ended_) return;
  if (due() > shard_.now()) return shard_.arm(*this, due());
  const bool is_stuck = poster_ && posted_ + owner_.window() <= shard_.now();
  if (is_stuck) answer_batch(408);
  if (is_stuck || !poll_) return end();
  answer_poll(204);
  end_if_passing();
  if (!ended_) shard_.arm(*this, due());
}

}  // namespace plume::http
