// UploadChannel: takes the bytes of one file, and hands them to its writer.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "channel/app.h"
#include "channel/channel.h"
#include "runtime/alarm.h"
#include "view/uploads.h"

namespace plume::channel {

struct Connection;

/// Asks the view for the writer when it is joined, and answers the join with what the view says. Writing may block: the
/// client sends the next piece when this one was answered.
///
/// | stage     | on                       | goes to   |
/// | --------- | ------------------------ | --------- |
/// | joining   | the view's grant         | receiving |
/// | receiving | the last byte            | complete  |
/// | complete  | the entry was consumed   | ended     |
/// | any       | an error, a cancellation | ended     |
class UploadChannel final : public Channel {
 public:
  UploadChannel(const App& app, Socket& socket, std::shared_ptr<const Connection> connection, const UploadToken& token,
                std::string_view topic, std::string_view join_ref)
      : Channel(socket, topic, join_ref), app_(app), connection_(std::move(connection)), token_(token) {}

 private:
  enum class Stage : std::uint8_t { joining, receiving, complete, ended };

  void handle(runtime::Turn& turn, runtime::Mail& mail) override;
  void join(runtime::Turn& turn, std::string_view message);
  void granted(runtime::Turn& turn, const view::UploadGrant& grant);
  void chunk(runtime::Turn& turn, std::string_view ref, std::string_view bytes);
  void overflow(runtime::Turn& turn, std::string_view ref);
  void look_at_time(runtime::Turn& turn);
  /// Ends the channel. `tells`: the client hears of it by `phx_close`.
  void end(runtime::Turn& turn, bool tells);
  void fail(runtime::Turn& turn, std::string_view ref, const std::string& why);
  void close_writer(UploadWriter::Close why) noexcept;
  void tell_view(view::UploadNews::Kind kind, std::string reason = {}) const;

  const App& app_;
  const std::shared_ptr<const Connection> connection_;
  const UploadToken token_;
  Stage stage_ = Stage::joining;
  std::string join_message_ref_;
  std::shared_ptr<UploadWriter> writer_;  // null once it is closed
  std::int64_t size_ = 0, received_ = 0;
  std::chrono::milliseconds chunk_timeout_{};
  runtime::Clock::time_point began_{}, heard_{};
};

}  // namespace plume::channel
