// Process: one instance of a view and its life cycle, without any transport.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plume/live_view.h"
#include "plume/stream.h"
#include "render/sinks.h"
#include "render/surroundings.h"
#include "runtime/runtime.h"
#include "view/arrival.h"
#include "view/async_tasks.h"
#include "view/components.h"
#include "view/factories.h"
#include "view/observer.h"
#include "view/routing.h"
#include "view/shared_assigns.h"
#include "view/uploads.h"

namespace plume::view {

/// Mail that every view understands; channels number theirs from `first_channel_mail`.
enum MailKind : int {
  info_mail = 1,
  cast_mail,
  call_mail,
  answer_mail,
  unanswered_mail,
  update_mail,
  async_mail,
  task_wait_mail,
  upload_opening_mail,
  upload_news_mail,
  first_channel_mail = 16
};
/// `kind`: one of those, or of a channel.
inline runtime::Mail mail_of(int kind, Message message) {
  runtime::Mail mail;
  mail.kind = kind;
  mail.message = std::move(message);
  return mail;
}

/// Where a callback wants to go.
struct Navigation {
  enum class Kind { patch, navigate, redirect } kind;
  std::string to;
  bool replace = false;
  int status = 302;      // of a redirect
  Socket* by = nullptr;  // the view, or a component of it
  Flash flash{};         // that goes along
};

/// What a connected view reaches.
struct Links {
  runtime::Runtime* runtime = nullptr;
  runtime::Shard* shard = nullptr;
  PubSub* pubsub = nullptr;
  ViewId self;
  ViewId parent{}, root{};           // of a nested view
  const Routing* routing = nullptr;  // null: the router did not mount it
  const TransportHandle* transport = nullptr;
};

/// An instance is used by one thread at a time. All functions that call the application let its exceptions through; the
/// instance is then only good for terminate().
class Process final : private detail::Surroundings {
 public:
  struct Options {
    const Links* links = nullptr;             ///< null: the instance of an HTTP request
    std::string_view action{};                ///< of the route; must outlive the process
    std::string_view csrf_token{};            ///< of the page; must outlive the process
    bool routed = true;                       ///< mounted by the router
    Layout layout{};                          ///< until the view chooses one
    detail::Surroundings* nesting = nullptr;  ///< writes nested views; must outlive the process; null: there are none
    std::shared_ptr<SharedAssigns> inherited{};  ///< of the view around it, or of the request
    const Observer* observer = &Observer::none();
    const Factories* factories = nullptr;  ///< must outlive the process; null: none
  };
  /// Throws std::logic_error where it is not routed, but handles parameters of URLs, and where nothing makes the view.
  Process(const ViewType& type, std::string id, Options options);
  ~Process() override;

  /// Runs `hooks`, those of the view, and its mount; stops where one goes elsewhere. `arrival`: what the view may ask
  /// for until mounted(); null: nothing. `uri`: of the page.
  void mount(const Params& params, const Session& session, Arrival* arrival, std::span<const OnMount> hooks = {},
             std::string_view uri = {});
  void handle_params(const Params& params, std::string_view uri);
  /// A patch led to another route of the view. `action` must outlive the process.
  void set_action(std::string_view action) { action_ = action; }
  /// The end of mount, which is the first render: what the view could ask for is gone.
  void mounted() { arrival_ = nullptr; }
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
  /// Nothing was to be done for a while: gives back memory that was needed for more than there is now.
  void compact();
  /// The events pushed so far as the member "e" of a diff, followed by a comma; nothing where there are none.
  void append_events(std::string& out);

  /// The answers that the callback gave to calls, to be sent after the render.
  std::vector<std::function<void()>> take_answers();
  /// The view without its layout, or what it renders in its place.
  void render_content(Render& r);

  /// Where the callback wants to go, if anywhere. A component's flash has moved to the view then.
  std::optional<Navigation> take_navigation();
  /// A nested view wants to go somewhere.
  void follow(Navigation navigation);
  /// The view as it goes on after a patch shows these messages only.
  void set_flash(Flash flash);
  /// The event `lv:clear-flash` of the client, to the view or to one of its components: takes back one kind, or all
  /// where `kind` is no text. False where there is no such component.
  bool clear_flash(std::optional<std::uint32_t> cid, const Value& kind);
  /// What the client says of files: see Uploads. Throw HttpError if it cannot be.
  void choose_files(const Value& uploads);
  Value preflight(const Value& payload, const Uploads::Sign& sign);
  void handle_upload_progress(const Value& payload);
  /// Has the view rendered, or the component, that a field is a member of.
  void touch_owner(const void* field);
  /// Has the channel of an upload stop.
  void close_upload(ViewId channel);
  /// The live components of the view.
  Components& components();
  /// The asynchronous work of the view; and of its components, of which one may have gone.
  AsyncTasks& tasks();
  void drop_tasks(const Socket& of_component) {
    if (tasks_) tasks_->drop(of_component);
  }
  /// The tasks that go on: all, or those of one component.
  std::vector<std::uint64_t> running_tasks(std::optional<std::uint32_t> cid) const;
  const Links& links() const { return links_; }
  const Observer& observer() const { return *observer_; }
  const Factories* factories() const { return factories_; }
  /// How observers see it.
  telemetry::View seen() const { return {type_.name, id_, connected_}; }
  bool navigating() const { return navigation_.has_value(); }

  const ViewType& type() const { return type_; }
  const std::string& id() const { return id_; }
  LiveView& view() { return *view_; }
  const Shadow& shadow() const { return shadow_; }
  /// What it shares with views nested in it, of which there are some from now on: publish_shared() must follow each
  /// callback.
  const std::shared_ptr<SharedAssigns>& shared_with_nested();
  void publish_shared() {
    if (has_nested_) shared_->publish(epoch_);
  }

 private:
  std::string nested_html(const NestedView& nested) override;
  detail::LiveComponents* live_components() override { return &components(); }
  std::uint32_t new_stream_ref() override { return stream_refs_++; }
  void show_upload(Upload& upload) override { uploads().add(upload); }
  Uploads& uploads();
  friend class plume::LiveView;
  friend class plume::Socket;

  enum class Phase : std::uint8_t { mounting, live, in_event, ended };
  struct Entered {
    detail::EpochScope epoch;
    detail::StreamScope streams;
  };
  [[nodiscard]] Entered enter() { return {detail::EpochScope(epoch_), detail::StreamScope(streams_)}; }
  void grant_upload(const UploadOpening& opening);
  void finish_task(std::uint64_t token, const std::optional<AsyncFailure>& failure);
  void append_title(std::string& out);
  void append_reply(std::string& out);
  void render_root(Render& r);
  void push(const Socket& by, std::string_view event);
  Arrival& arrival(std::string_view asked) const;
  bool owns(const void* field) const;
  void run_on_mount(std::span<const OnMount> hooks, const Params& params, const Session& session);
  void forbid_patch(std::string_view to) const;
  void navigate(Navigation navigation);
  void put_flash(Socket& socket, std::string_view kind, std::string_view message);
  void clear_flash(Socket& socket, const std::optional<std::string_view>& kind);
  Timer schedule(MailKind kind, Message message, std::chrono::milliseconds after, bool again);

  const ViewType& type_;
  std::string id_;
  std::string_view action_;  // of the route, which outlives the process
  std::string_view csrf_token_;
  Links links_;
  const Observer* observer_;
  const Factories* factories_;
  detail::WrittenStreams streams_;    // of the view and its components
  std::unique_ptr<Uploads> uploads_;  // null until there is one
  std::unique_ptr<LiveView> view_;
  std::unique_ptr<Components> components_;  // null until there is one
  std::unique_ptr<AsyncTasks> tasks_;       // null until there is one
  Shadow shadow_;
  std::uint32_t epoch_ = 2;     // of the writes of now; Assign starts with 0
  std::uint32_t rendered_ = 0;  // of the last render
  std::uint32_t stream_refs_ = 0;
  Phase phase_ = Phase::mounting;
  bool connected_;
  bool shown_ = false;  // rendered once
  bool routed_;
  bool has_nested_ = false;
  detail::Surroundings* nesting_;
  std::shared_ptr<SharedAssigns> inherited_, shared_;
  std::string events_;                  // pushed: `["name",payload],…`, those of components first
  std::uint32_t component_events_ = 0;  // where they end
  bool changed_ = true;                 // a callback of the view itself was called since the last render
  Arrival* arrival_ = nullptr;
  Layout layout_;
  std::optional<Navigation> navigation_;

  // Needed by few views.
  struct Extras {
    Value reply;
    Flash put;  // since the last render
    Object private_values;
    std::map<std::uint64_t, std::function<void(const Message&)>> awaited;
    std::uint64_t last_question = 0;
    std::vector<std::function<void()>> answers;
  };
  Extras& extras();
  std::unique_ptr<Extras> extras_;
};

}  // namespace plume::view
