#include "channel/upload_channel.h"

#include <utility>

#include "base/log.h"
#include "channel/socket.h"
#include "channel/upload_budget.h"
#include "plume/value.h"
#include "view/failure.h"

namespace plume::channel {
namespace {

constexpr std::chrono::seconds grace{10};  // before the rate of a client counts

}  // namespace

void UploadChannel::handle(runtime::Turn& turn, runtime::Mail& mail) {
  turn.stop = stage_ == Stage::ended;
  if (turn.stop) return;
  switch (mail.kind) {
    case join_mail:
      return join(turn, mail.bytes);
    case view::upload_grant_mail:
      return granted(turn, *mail.message.get_if<view::UploadGrant>());
    case binary_mail: {
      const BinaryMessage message(mail.bytes);
      return chunk(turn, message.ref, message.data);
    }
    case message_mail:
      return reply(turn, ClientMessage(mail.bytes).ref, "error", R"({"reason":"unmatched message"})");
    case look_mail:
      return look_at_time(turn);
    case view::upload_close_mail:
      return end(turn, true);
    case end_mail:
      return end(turn, false);
    default:
      return;
  }
}

void UploadChannel::join(runtime::Turn& turn, std::string_view message) {
  join_message_ref_ = ClientMessage(message).ref;
  std::shared_ptr<const void> room;
  if (app_.upload_budget) {
    const UploadBudget::Owner owner{std::to_string(connection_->transport.id), connection_->info.session_key};
    room = app_.upload_budget->take(owner, static_cast<std::uint64_t>(token_.size));
    if (!room) return fail(turn, join_message_ref_, "there is no room for more files now");
  }
  const view::UploadOpening opening{id(), token_.upload_ref, token_.entry_ref, token_.uuid, std::move(room)};
  app_.runtime.send(token_.view, view::mail_of(view::upload_opening_mail, Message(opening)));
  shard().schedule(id(), [] { return view::mail_of(look_mail, {}); }, grace, false);
}

void UploadChannel::granted(runtime::Turn& turn, const view::UploadGrant& grant) {
  if (!grant.refused.empty()) {
    reply(turn, join_message_ref_, "error", Value{{"reason", grant.refused}}.json());
    stage_ = Stage::ended;
    turn.stop = true;
    return;
  }
  writer_ = grant.writer;
  size_ = grant.size;
  chunk_timeout_ = grant.chunk_timeout;
  try {
    writer_->open();
  } catch (...) {
    return fail(turn, join_message_ref_, view::current_failure({}).message);
  }
  stage_ = Stage::receiving;
  began_ = heard_ = runtime::Clock::now();
  reply(turn, join_message_ref_, "ok", "{}");
  shard().schedule(id(), [] { return view::mail_of(look_mail, {}); }, chunk_timeout_, true);
}

void UploadChannel::chunk(runtime::Turn& turn, std::string_view ref, std::string_view bytes) {
  heard_ = runtime::Clock::now();
  const auto size = static_cast<std::int64_t>(bytes.size());
  if (stage_ != Stage::receiving || size > size_ - received_) return overflow(turn, ref);
  try {
    writer_->write(bytes);
    received_ += size;
    if (received_ == size_) std::exchange(writer_, nullptr)->close(UploadWriter::Close::done);
  } catch (...) {
    return fail(turn, ref, view::current_failure({}).message);
  }
  if (received_ == size_) {
    stage_ = Stage::complete;
    tell_view(view::UploadNews::Kind::received);
  }
  reply(turn, ref, "ok", "{}");
}

// More bytes than the browser had announced, or a piece before it may.
void UploadChannel::overflow(runtime::Turn& turn, std::string_view ref) {
  reply(turn, ref, "error", Value{{"reason", "file_size_limit_exceeded"}, {"limit", size_}}.json());
  end(turn, true);
}

void UploadChannel::fail(runtime::Turn& turn, std::string_view ref, const std::string& why) {
  log_warning("an upload could not be written", {{"topic", topic()}, {"error", why}});
  close_writer(UploadWriter::Close::failed);
  reply(turn, ref, "error", R"({"reason":"writer_error"})");
  tell_view(view::UploadNews::Kind::failed, why);
  stage_ = Stage::ended;
  push_end(turn, "phx_close", "{}");
  turn.stop = true;
}

// A client that has stopped sending, or sends too slowly, is given up.
void UploadChannel::look_at_time(runtime::Turn& turn) {
  if (stage_ == Stage::joining) return end(turn, true);  // the view has gone, or blocks
  if (stage_ != Stage::receiving) return;
  const auto now = runtime::Clock::now();
  const std::chrono::duration<double> lasted = now - began_;
  const bool silent = now - heard_ >= chunk_timeout_;
  const bool slow = lasted > grace &&
                    static_cast<double>(received_) < lasted.count() * static_cast<double>(app_.upload_bytes_per_second);
  if (!silent && !slow) return;
  log_info("an upload was given up: its client is too slow", {{"topic", topic()}});
  end(turn, true);
}

void UploadChannel::end(runtime::Turn& turn, bool tells) {
  if (stage_ == Stage::receiving) {
    close_writer(UploadWriter::Close::cancelled);
    tell_view(view::UploadNews::Kind::closed);
  } else if (stage_ == Stage::joining) {
    tell_view(view::UploadNews::Kind::closed);
  }
  if (tells) push_end(turn, "phx_close", "{}");
  stage_ = Stage::ended;
  turn.stop = true;
}

void UploadChannel::close_writer(UploadWriter::Close why) noexcept {
  if (!writer_) return;
  try {
    std::exchange(writer_, nullptr)->close(why);
  } catch (...) {
    log_warning("the writer of an upload could not be closed",
                {{"topic", topic()}, {"error", view::current_failure({}).message}});
  }
}

void UploadChannel::tell_view(view::UploadNews::Kind kind, std::string reason) const {
  app_.runtime.send(
      token_.view,
      view::mail_of(view::upload_news_mail,
                    Message(view::UploadNews{kind, token_.upload_ref, token_.entry_ref, id(), std::move(reason)})));
}

}  // namespace plume::channel
