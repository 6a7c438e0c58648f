// LivePage: a page as a browser has it: its document, and the views that were joined for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "http/endpoint_inside.h"
#include "plume/testing/result.h"
#include "testing/dom.h"
#include "testing/page_checks.h"
#include "testing/render_tree.h"
#include "testing/wire.h"

namespace plume::testing {

/// A view that was joined, until it ends; one that is joined again is another one.
struct LiveInstance {
  std::string id;  ///< of its container
  std::string topic;
  std::string join_ref{};
  std::string parent{};  ///< the id of the view in whose element it stands; "": in none
  bool is_main = false;
  bool is_sticky = false;
  ViewId view{};
  bool is_over = false;
  std::optional<Redirect> went{};  ///< where it ended because the page went there

  RenderTree tree{};
  std::set<std::int64_t> cids{};  ///< of the live components in the page

  // What came, and was not asserted yet
  std::deque<std::string> patches{};
  std::deque<Redirect> redirects{};
  std::deque<std::pair<std::string, Value>> events{};
  std::deque<Value> replies{};
};

/// Speaks the protocol as the browser's client does. For the thread that opened it; every function that waits throws
/// what ended a view of the page, if one has crashed.
class LivePage {
 public:
  struct Opening {
    http::EndpointInside inside;
    std::string url;  ///< absolute
    std::string html;
    Headers headers;  ///< of the request, with its cookies
    Params connect_params;
    Checks checks;
  };
  /// Joins the views of the page. Throws Redirected where the main one goes elsewhere.
  explicit LivePage(Opening opening);
  LivePage(const LivePage&) = delete;
  LivePage& operator=(const LivePage&) = delete;
  /// Gives asynchronous tasks up to five seconds; then the views end.
  ~LivePage();

  const std::shared_ptr<LiveInstance>& main() const { return main_; }
  /// The views that are joined now.
  std::vector<std::shared_ptr<LiveInstance>> instances() const;
  dom::Node& document() { return *document_; }
  const std::string& title() const { return title_; }
  bool has_title() const { return has_title_; }
  /// Path and query of the page's URL.
  const std::string& path() const { return path_; }
  const std::string& origin() const { return origin_; }
  const http::EndpointInside& inside() const { return inside_; }

  /// Every message that was sent to the views before is handled, and shown.
  void sync();
  /// The element of a view. Throws Redirected, or std::invalid_argument where the view is no longer in the page.
  dom::Node& element_of(const LiveInstance& instance);
  /// The view that an element is in.
  std::shared_ptr<LiveInstance> view_around(dom::Node& node);
  /// The name of the view's class.
  std::string class_of(const LiveInstance& instance);
  /// What the view shows, or where it went.
  Result result(const LiveInstance& instance);

  /// Sends a message of a view, and waits until it is answered and shown. `answered` sees the answer.
  void push(const std::shared_ptr<LiveInstance>& instance, std::string_view event, Value payload,
            const std::function<void(const Value& reply)>& answered = {});
  /// Sends a message of a channel that is no view's, as of an upload, and waits for the answer.
  Value ask(const LiveInstance& of, std::string_view topic, std::string_view join_ref, std::string_view event,
            const Value& payload);
  Value ask_binary(const LiveInstance& of, std::string_view topic, std::string_view join_ref, std::string_view data);
  std::string new_ref() { return std::to_string(++last_ref_); }
  std::string new_upload_ref() { return std::to_string(next_upload_ref_++); }
  /// Files that the next form event tells of: lists by the ref of their upload.
  void choose(Value uploads) { chosen_ = std::move(uploads); }
  Value take_chosen() { return std::exchange(chosen_, Value()); }
  /// Goes elsewhere, as a click on a link does.
  void go(const std::shared_ptr<LiveInstance>& instance, Redirect redirect);
  /// The URL of a link that may be the rest of the page's one, as "?page=2" or "#top".
  std::string completed(const std::string& url) const;
  /// As a click on a link that patches.
  void patch_to(const std::string& to);
  /// As a click on a link that navigates live: the page has another main view then. Throws Redirected.
  void navigate_to(const std::string& to);

  /// Waits until `done()`, looking after each message; false where the time is over before.
  bool wait(std::chrono::milliseconds timeout, const std::function<bool()>& done);
  /// Waits for the tasks that go on in a view, or in one component of it; false where the time is over before.
  bool wait_for_tasks(const LiveInstance& instance, std::optional<std::uint32_t> cid,
                      std::chrono::milliseconds timeout);

 private:
  using Instance = std::shared_ptr<LiveInstance>;
  using Answer = std::function<void(const Value& reply)>;
  struct Pending {
    const LiveInstance* of;  // another one may have the same topic
    Answer answer;
  };

  // Messages
  channel::ConnectInfo connect(const Opening& opening) const;
  std::string csrf_token() const;
  std::string send(const LiveInstance& instance, std::string_view event, const Value& payload);
  void request(const LiveInstance& instance, std::string_view event, const Value& payload, Answer answer);
  void settle();
  bool receive(Wire::Clock::time_point until);
  void handle(const Value& message);
  void check_thread() const;

  // Joins
  Instance add(const dom::Node& element);
  void join(const Instance& instance, Value payload);
  Value join_payload(const LiveInstance& instance) const;
  void joined(const Instance& instance, const Value& reply, const std::string& to);
  void change_container(dom::Node& element, const Value& container);
  void update_views();

  // What came
  void answered(const Instance& instance, const Value& reply);
  void apply(const Instance& instance, Value diff);
  void note_events(const Instance& instance, const Value& events);
  void show(const Instance& instance, dom::Node& living_on);
  void report_components(const Instance& instance);
  std::set<std::int64_t> components_in(const LiveInstance& instance);
  void patched(const Instance& instance, const std::string& to);
  Redirect redirect_of(Redirect::Kind kind, const Value& parameters) const;
  void leave(const Instance& instance);
  void end(const Instance& instance);
  void crashed(const Instance& instance);

  http::EndpointInside inside_;
  const std::thread::id thread_ = std::this_thread::get_id();
  std::string origin_, path_;
  std::unique_ptr<dom::Node> document_;
  std::string title_;
  bool has_title_ = false;
  PageChecks checks_;
  Params connect_params_;
  std::unique_ptr<Wire> wire_;
  int last_ref_ = 3;
  int next_upload_ref_ = 0;
  Value chosen_{};
  std::map<std::string, Pending> pending_;  // by ref
  std::vector<Instance> instances_;
  Instance main_;
  std::optional<Redirect> went_;
  std::exception_ptr failure_;
};

/// Thrown where tasks were not over in time.
std::runtime_error late_tasks(std::chrono::milliseconds timeout);

}  // namespace plume::testing
