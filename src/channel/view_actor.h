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
#include "channel/channel.h"
#include "channel/message.h"
#include "runtime/shard.h"
#include "view/failure.h"
#include "view/nesting.h"
#include "view/process.h"

namespace plume::channel {

struct Connection;

/// The message of a look_mail: sees the view in a turn of its own.
using Look = std::function<void(view::Process&)>;

class ViewActor final : public Channel, private detail::Surroundings, private view::Routing {
 public:
  ViewActor(const App& app, Socket& socket, std::shared_ptr<const Connection> connection, std::string_view topic,
            std::string_view join_ref);
  ~ViewActor() override;

  void commit(runtime::Turn& turn) override;

 private:
  void handle(runtime::Turn& turn, runtime::Mail& mail) override;
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
  void answer(runtime::Turn& turn, const ClientMessage& message, const Value& payload,
              std::pmr::memory_resource* memory);
  void allow_upload(runtime::Turn& turn, std::string_view ref, const Value& payload);
  void upload_progress(runtime::Turn& turn, std::string_view ref, const Value& payload);
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
  /// `members`: what the answer has beside the diff, each followed by a comma.
  void render(runtime::Turn& turn, std::string_view ref, std::string_view members = {});
  void send_answers(runtime::Turn& turn);
  void end(runtime::Turn& turn, std::string_view reason);
  void make_client_reload(runtime::Turn& turn, std::string_view ref, const view::Failure& failure);
  Value debug_of(const runtime::Mail& mail, const view::Failure& failure) const;
  void crash(runtime::Turn& turn, const runtime::Mail& mail, const view::Failure& failure);

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

  const App& app_;
  std::shared_ptr<const Connection> connection_;
  std::string origin_;                // scheme, host and port of the page
  const LiveRoute* route_ = nullptr;  // null: nested in another view
  bool sticky_ = false;
  std::unique_ptr<view::Process> process_;
};

}  // namespace plume::channel
