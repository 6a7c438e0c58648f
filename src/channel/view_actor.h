// ViewActor: one joined view: its channel of the client's protocol, and the view behind it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>

#include "base/url.h"
#include "channel/app.h"
#include "channel/message.h"
#include "runtime/shard.h"
#include "view/failure.h"
#include "view/nesting.h"
#include "view/process.h"

namespace plume::channel {

class Socket;
struct Connection;

/// What a join and the messages after it need; messages of the client come as mail.
enum ChannelMail : int {
  join_mail = view::first_channel_mail,
  message_mail,
  end_mail,
  patch_mail,
  hibernate_mail,
  look_mail
};

/// The message of a look_mail: sees the view in a turn of its own.
using Look = std::function<void(view::Process&)>;

class ViewActor : public runtime::Actor, private detail::Surroundings, private view::Routing {
 public:
  ViewActor(const App& app, Socket& socket, std::shared_ptr<const Connection> connection, std::string_view topic,
            std::string_view join_ref);
  ~ViewActor() override;

  void run(runtime::Turn& turn, runtime::Mail& mail) override;
  void commit(runtime::Turn& turn) override;
  void stopped() override;
  void drained() override;

  const std::string& topic() const { return topic_; }
  const std::string& join_ref() const { return join_ref_; }
  const MessageHead& head() const { return head_; }
  /// On the loop: a message of so many bytes is on its way to the mailbox.
  void expect(std::size_t bytes) { waiting_bytes_ += bytes; }
  /// On the loop: bytes of the client's messages that were not handled yet.
  std::size_t waiting_bytes() const { return waiting_bytes_; }
  /// On the loop: the client no longer listens to this channel; the socket still hears of its end.
  void leave() { left_ = true; }
  /// On the loop: the socket is gone.
  void detach() { socket_ = nullptr; }

 private:
  void dispatch(runtime::Turn& turn, runtime::Mail& mail);
  void tell_of_crash() const;
  void join(runtime::Turn& turn, const ClientMessage& message);
  struct Joining;
  struct Mount;
  void join_routed(runtime::Turn& turn, const Joining& joining);
  void join_nested(runtime::Turn& turn, const Joining& joining);
  void start(runtime::Turn& turn, const Joining& joining, const Mount& mount);
  bool follow_patches(runtime::Turn& turn, std::string_view ref, std::string& patched);
  void stale(runtime::Turn& turn, std::string_view ref, std::string_view why);
  std::string nested_html(const NestedView& nested) override;
  NavigationType navigation_type(std::string_view path) const override;
  void message(runtime::Turn& turn, const ClientMessage& message);
  void handle(runtime::Turn& turn, const ClientMessage& message, const Value& payload,
              std::pmr::memory_resource* memory);
  void event(runtime::Turn& turn, std::string_view ref, const Value& payload, std::pmr::memory_resource* memory);
  void event(runtime::Turn& turn, std::string_view ref, const Value& payload, std::string_view name,
             const Params& params);
  void cids_will_destroy(runtime::Turn& turn, std::string_view ref, const Value& cids);
  void cids_destroyed(runtime::Turn& turn, std::string_view ref, const Value& cids);
  void live_patch(runtime::Turn& turn, std::string_view ref, const Value& payload);

  /// Ends a turn: goes where the view wants to go, or renders. Answers `ref`, if there is one.
  void finish(runtime::Turn& turn, std::string_view ref);
  void patch(const std::string& to);
  void send_patch_to_root(view::Navigation navigation);
  bool same_page(const LiveRoute* route) const;
  void go(runtime::Turn& turn, std::string_view ref, const view::Navigation& navigation);
  void render(runtime::Turn& turn, std::string_view ref);
  void send_answers(runtime::Turn& turn);
  void end(runtime::Turn& turn, std::string_view reason);
  void make_client_reload(runtime::Turn& turn, std::string_view ref, const view::Failure& failure);
  Value debug_of(const runtime::Mail& mail, const view::Failure& failure) const;
  void crash(runtime::Turn& turn, const runtime::Mail& mail, const view::Failure& failure);

  void reply(runtime::Turn& turn, std::string_view ref, std::string_view status, std::string_view response);
  void push(runtime::Turn& turn, std::string_view event, std::string_view payload);
  /// `result`: for telemetry; `reason`: for the view's terminate.
  void refuse_join(runtime::Turn& turn, std::string_view ref, std::string_view result, std::string_view response,
                   std::string_view reason);
  void tell_of_join(std::string_view result) const;
  Flash flash_at_join(const Joining& joining) const;
  static std::string_view event_of(const view::Navigation& navigation);
  Value parameters_of(const view::Navigation& navigation) const;
  /// The object that tells the client to go.
  std::string destination(const view::Navigation& navigation) const;
  void go_at_join(runtime::Turn& turn, std::string_view ref, const view::Navigation& navigation);
  void done(runtime::Turn& turn) { turn.ends.push_back(turn.out.size()); }

  const App& app_;
  // On the loop only.
  Socket* socket_;
  bool left_ = false;
  std::size_t waiting_bytes_ = 0;

  std::size_t handled_bytes_ = 0;  // of the message that the last run() was for
  std::shared_ptr<const Connection> connection_;
  const std::string topic_;
  const std::string join_ref_;
  const MessageHead head_;
  std::string origin_;                // scheme, host and port of the page
  const LiveRoute* route_ = nullptr;  // null: nested in another view
  bool sticky_ = false;
  std::unique_ptr<view::Process> process_;
};

}  // namespace plume::channel
