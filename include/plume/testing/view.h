// View: a live view as a test sees it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/message.h"
#include "plume/testing/element.h"
#include "plume/testing/file_input.h"
#include "plume/testing/form.h"
#include "plume/testing/pattern.h"
#include "plume/testing/result.h"

namespace plume::testing {

/// A live view of a page that a test has opened (the seed's `Phoenix.LiveViewTest.View`). A handle: copies are of the
/// same view, and the page is closed with the last one: tasks of its views that still go on then get five seconds.
///
/// All functions are synchronous, and for the thread that opened the page, else they throw std::invalid_argument. Each
/// one first lets the views handle and render every message that was sent to them before. Where a view of the page has
/// crashed, they throw what it threw.
class View {
 public:
  // -- what the page shows -------------------------------------------------------------------------------------------

  /// The view's HTML, with its container (the seed's `render/1`); where the page went elsewhere, that.
  Result render() const;
  /// The whole document.
  std::string document() const;
  /// The same as render() once the tasks that go on in the view and its components are over (the seed's
  /// `render_async/2`). Throws std::runtime_error where they are not in time.
  Result render_async(std::chrono::milliseconds timeout = receive_timeout) const;
  /// The page's title as HTML: of the document, then the last that the main view set, without prefix and suffix (the
  /// seed's `page_title/1`). Nothing where there is none.
  std::optional<std::string> page_title() const;

  /// An element, which must be the only one of that selector, and of a text where a filter is given: see Element.
  Element element(std::string_view selector, TextFilter filter = {}) const;
  /// A form with values for its fields: see Form.
  Form form(std::string_view selector, Value data = {}) const;
  /// Files that are chosen in the `<.live_file_input>` of a form, whose upload has that name (LiveViewTest:
  /// file_input/4).
  FileInput file_input(std::string_view form_selector, std::string_view name, std::vector<File> files) const;
  /// Whether there is such an element: one, or several (the seed's `has_element?/3`).
  bool has_element(std::string_view selector, TextFilter filter = {}) const;
  bool has_element(const Element& element) const { return element.exists(); }

  /// Writes the page to a file and opens that, for a look while a test is written: `open` gets the file's path; by
  /// default it is the desktop's browser. Scripts are left out, style sheets and images are written beside it. Gives
  /// this view again (the seed's `open_browser/2`).
  const View& open_browser(const std::function<void(const std::string& path)>& open = open_in_browser) const;

  // -- events that no element stands for -----------------------------------------------------------------------------

  /// The same view; the events below go to the live components in which the elements of a selector are (the seed's
  /// `with_target/2`).
  View with_target(std::string_view selector) const;
  /// Send an event by its name, without a look at the page (the seed's `render_click/3` and its like). Those of forms
  /// are sent as browsers do: all values are texts.
  Result render_click(std::string_view event, Value value = {}) const;
  Result render_submit(std::string_view event, Value value = {}) const;
  Result render_change(std::string_view event, Value value = {}) const;
  Result render_keydown(std::string_view event, Value value = {}) const;
  Result render_keyup(std::string_view event, Value value = {}) const;
  Result render_focus(std::string_view event, Value value = {}) const;
  Result render_blur(std::string_view event, Value value = {}) const;
  Result render_hook(std::string_view event, Value value = {}) const;
  /// As a click on a link that patches the page to `path` (the seed's `render_patch/2`).
  Result render_patch(std::string_view path) const;

  // -- where the page goes -------------------------------------------------------------------------------------------
  //
  // Each of these takes what it has asserted: a second patch is asserted a second time. They wait for it so long, and
  // throw std::invalid_argument, which says what happened instead.

  /// The view was patched: to `to`, a path with its query, or to any (the seed's `assert_patch/3`). Gives the path.
  std::string assert_patch(std::chrono::milliseconds timeout = receive_timeout) const;
  void assert_patch(std::string_view to, std::chrono::milliseconds timeout = receive_timeout) const;
  /// It was by now.
  void assert_patched(std::string_view to) const;
  /// It was not by now.
  void refute_patched() const;
  void refute_patched(std::string_view to) const;
  /// The page went elsewhere, by a redirect or by live navigation. Gives the path and the flash that goes along.
  std::pair<std::string, Flash> assert_redirect(std::chrono::milliseconds timeout = receive_timeout) const;
  Flash assert_redirect(std::string_view to, std::chrono::milliseconds timeout = receive_timeout) const;
  /// It went by now.
  Flash assert_redirected(std::string_view to) const;
  /// It did not by now.
  void refute_redirected() const;
  void refute_redirected(std::string_view to) const;
  /// As a click on a link that navigates live to another page of the same live_session (the seed's `live_redirect/2`):
  /// gives the view of that. Throws std::invalid_argument where `to` is no live page, Redirected where it is not of
  /// that live_session.
  View live_redirect(std::string_view to) const;

  // -- what the view pushes ------------------------------------------------------------------------------------------

  /// The view has pushed this event (Socket::push_event; the seed's `assert_push_event/4`). Gives the payload. Throws
  /// std::runtime_error, which says what was pushed instead.
  Value assert_push_event(std::string_view name, const Pattern& payload = {},
                          std::chrono::milliseconds timeout = receive_timeout) const;
  /// It does not, within the time.
  void refute_push_event(std::string_view name, const Pattern& payload = {},
                         std::chrono::milliseconds timeout = receive_timeout) const;
  /// It has replied to an event so (Socket::reply; the seed's `assert_reply/3`).
  Value assert_reply(const Pattern& payload = {}, std::chrono::milliseconds timeout = receive_timeout) const;

  // -- the view itself -----------------------------------------------------------------------------------------------

  /// The id of its container.
  const std::string& id() const;
  /// Its address, for Endpoint::send.
  ViewId pid() const;
  /// The name of its class.
  std::string module() const;
  /// The views that are nested in it (the seed's `live_children/1`, `find_live_child/2`).
  std::vector<View> live_children() const;
  std::optional<View> find_live_child(std::string_view id) const;

 private:
  friend class App;
  View(std::shared_ptr<LivePage> page, std::shared_ptr<LiveInstance> instance)
      : page_(std::move(page)), instance_(std::move(instance)) {}
  Result event(std::string_view type, std::string_view event, Value value) const;
  std::string take_patch(const std::optional<std::string_view>& to, std::chrono::milliseconds timeout) const;
  Redirect take_redirect(const std::optional<std::string_view>& to, std::chrono::milliseconds timeout) const;

  std::shared_ptr<LivePage> page_;
  std::shared_ptr<LiveInstance> instance_;
  std::optional<std::string> target_;
};

}  // namespace plume::testing
