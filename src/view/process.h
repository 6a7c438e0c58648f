// Process: one instance of a view and its life cycle, without any transport.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "plume/live_view.h"
#include "render/sinks.h"
#include "runtime/runtime.h"
#include "view/components.h"

namespace plume::view {

/// Mail that every view understands; channels number theirs from `first_channel_mail`.
enum MailKind : int { info_mail = 1, cast_mail, call_mail, answer_mail, update_mail, first_channel_mail = 16 };

/// Where a callback wants to go.
struct Navigation {
  enum class Kind { patch, navigate, redirect } kind;
  std::string to;
  bool replace;
};

/// What a connected view reaches.
struct Links {
  runtime::Runtime* runtime = nullptr;
  runtime::Shard* shard = nullptr;
  PubSub* pubsub = nullptr;
  ViewId self;
};

/// An instance is used by one thread at a time. All functions that call the application let its exceptions through; the
/// instance is then only good for terminate().
class Process {
 public:
  /// `links` null: the instance of an HTTP request. `csrf_token`, that of the page, must outlive the process.
  Process(const ViewType& type, std::string id, std::string_view action, const Links* links,
          std::string_view csrf_token = {});
  ~Process();

  /// What the mount may ask for: LiveView::connect_params.
  void mount(const Params& params, const Session& session, const Params& connect_params);
  void handle_params(const Params& params, std::string_view uri);
  /// A patch led to another route of the view. `action` must outlive the process.
  void set_action(std::string_view action) { action_ = action; }
  /// The end of mount: connect_params are gone.
  void mounted() { connect_params_ = nullptr; }
  void handle_event(std::string_view event, const Params& params);
  /// An event to a live component; false where there is none of that number, or no longer.
  bool handle_component_event(std::uint32_t cid, std::string_view event, const Params& params);
  /// Mail of the kinds above.
  void handle_mail(runtime::Mail& mail);
  /// Calls the view's terminate, and swallows and logs what that throws. Once, and not where mount failed.
  void terminate(std::string_view reason) noexcept;

  /// The view's HTML, without a container.
  void render_html(std::string& out);
  /// Renders, and appends the members of a diff, each followed by a comma: the tree, title, events and reply. Nothing
  /// where there is nothing to send. Throws what the template throws; the view must then end.
  void append_diff(std::string& out);
  /// The events pushed so far as the member "e" of a diff, followed by a comma; nothing where there are none.
  void append_events(std::string& out);

  std::optional<Navigation> take_navigation() { return std::exchange(navigation_, std::nullopt); }
  /// The live components of the view.
  Components& components();
  bool navigating() const { return navigation_.has_value(); }

  const ViewType& type() const { return type_; }
  const std::string& id() const { return id_; }
  LiveView& view() { return *view_; }
  const Shadow& shadow() const { return shadow_; }

 private:
  friend class plume::LiveView;
  friend class plume::Socket;

  enum class Phase : std::uint8_t { mounting, live, in_event, ended };
  void enter() const { detail::current_epoch = epoch_; }
  void append_title(std::string& out);
  void append_reply(std::string& out);
  void navigate(Navigation navigation);
  Timer schedule(MailKind kind, Message message, std::chrono::milliseconds after, bool again);

  const ViewType& type_;
  std::string id_;
  std::string_view action_;  // of the route, which outlives the process
  std::string_view csrf_token_;
  Links links_;
  std::unique_ptr<LiveView> view_;
  std::unique_ptr<Components> components_;  // null until there is one
  Shadow shadow_;
  std::uint32_t epoch_ = 2;     // of the writes of now; Assign starts with 0
  std::uint32_t rendered_ = 0;  // of the last render
  Phase phase_ = Phase::mounting;
  bool connected_;
  std::string events_;   // pushed: `["name",payload],…`
  bool changed_ = true;  // a callback of the view itself was called since the last render
  const Params* connect_params_ = nullptr;
  std::optional<Navigation> navigation_;

  // Needed by few views.
  struct Extras {
    Value reply;
    Object private_values;
    std::map<std::uint64_t, std::function<void(const Message&)>> awaited;
    std::uint64_t last_question = 0;
  };
  Extras& extras();
  std::unique_ptr<Extras> extras_;
};

}  // namespace plume::view
