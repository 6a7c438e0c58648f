// Client: a browser window, or what pretends to be one.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/server/line.h"
#include "testing/render_tree.h"

namespace plume::testing {

/// What the windows of a browser share: cookies, and what the page that was loaded last carries.
struct Browser {
  /// A live view that some page or view has in it.
  struct View {
    std::string id, session, fixed;
  };
  std::map<std::string, std::string> cookies;
  std::string csrf_token;
  std::vector<View> views;  ///< of the last page, the main one first
  std::vector<View> older;  ///< of the page before

  /// Remembers what the HTML of a page holds.
  void load(std::string_view html);
  /// Remembers the views that are nested in the HTML of another one.
  void add_views(std::string_view html);
  /// By number; from 10 on those of the page before. An empty one where there is none.
  const View& view(std::size_t number) const;
  std::string cookie_field() const;
  void keep_cookies(const Response& response);
};

/// One window. Its texts are what the server understands as a message, whichever way it is connected: at first it has
/// neither a WebSocket nor a long-poll session, and gets the former when it sends a text.
class Client {
 public:
  Client(SiteServer& server, Browser& browser) : server_(server), browser_(browser) {}

  /// A header field, as "name: value", of the next request.
  void add_header(std::string_view field);
  /// The body of the next request goes in chunks of so many bytes.
  void cut_body(std::size_t chunk) { chunk_ = chunk; }
  /// What is sent next goes in pieces of so many bytes; 0: whole.
  void cut_writes(std::size_t slice) { slice_ = slice; }
  /// The next text goes in so many fragments, or compressed.
  void cut_message(std::size_t fragments) { fragments_ = fragments; }
  void compress_message() { compresses_ = true; }
  /// Texts of a long-poll session wait for the next post().
  void collect_texts() { collects_ = true; }

  void request(std::string_view method, std::string_view target, std::string_view body = {});
  void open_socket(std::string_view query);
  void open_poll();
  void poll();
  void post();

  void join(std::size_t view, std::string_view url, bool by_navigation);
  void push(std::size_t view, std::string_view event, std::string_view payload);
  void send_text(std::string_view text);
  void heartbeat();
  /// One frame: its first byte, and whether it is masked.
  void send_frame(unsigned char first, bool is_masked, std::string_view payload);
  void send_raw(std::string_view bytes);
  void end_writing() { line().end_writing(); }
  void turn_deaf(bool deaf) { line().turn_deaf(deaf); }
  /// The connections end; the next thing sent opens new ones.
  void drop();

  /// Waits until the server has dealt with what was sent, and takes what has come.
  void settle();
  /// Takes what has come.
  void receive();
  const Response& last_response() const { return last_response_; }
  const Value& last_message() const { return last_message_; }
  bool is_waiting() const { return line_ && line_->is_waiting(); }
  void wait(int milliseconds) { line().wait(milliseconds); }
  const std::string& poll_token() const { return poll_token_; }

 private:
  enum class Way { none, websocket, long_poll };
  enum class Asked { page, open_socket, open_poll, poll, post };
  Line& line();
  std::string request_bytes(std::string_view method, std::string_view target, std::string_view body, bool& is_loose);
  void request_on(Line& line, Asked asked, std::string_view method, std::string_view target, std::string_view body);
  void receive_responses(Line& line, std::vector<Asked>& asked);
  void answered(Asked asked, const Response& response);
  void take_polled(const Response& response);
  void note_push(std::string_view text);
  void take_message(const std::string& text);
  void check_reply(const Value& message);
  void show(const Value& message);
  void merge(const std::pair<std::string, std::string>& view, RenderTree& tree, Value diff);

  SiteServer& server_;
  Browser& browser_;
  Way way_ = Way::none;
  std::unique_ptr<Line> line_, polls_;
  std::vector<Asked> asked_, polls_asked_;
  std::vector<std::string> headers_;
  std::size_t chunk_ = 0, slice_ = 0, fragments_ = 0;
  bool compresses_ = false, collects_ = false, has_compression_ = false, is_strict_ = true;
  std::string collected_, poll_token_;
  Response last_response_;
  Value last_message_;
  int last_ref_ = 0;
  std::map<std::string, std::string> join_refs_;  // the last one by topic
  // Kept for good: a request may name the token of a session that was left, and no ref is used twice.
  std::map<std::pair<std::string, std::string>, int> pushes_;  // by topic and ref
  std::set<std::string> known_join_refs_;
  std::map<std::pair<std::string, std::string>, RenderTree> trees_;  // by topic and join_ref
};

}  // namespace plume::testing
