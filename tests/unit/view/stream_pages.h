// Views with streams, and with components that have some.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "plume/live_component.h"
#include "plume/live_view.h"
#include "plume/stream.h"

namespace plume::testing {

struct Post {
  int id = 0;
  std::string text{};
};

/// Inserts so many posts of 100 characters at an event that is a number.
struct Feed : LiveView {
  Stream<Post> posts;
  Assign<bool> shown{true};

  void handle_event(std::string_view event, const Params& params) override {
    if (event == "shown") shown = !shown;
    if (event == "keep") posts.kept(2);
    if (event == "insert")
      for (int i = 0, n = static_cast<int>(params.as_int()); i < n; ++i) posts.insert({++last, std::string(100, 'x')});
  }
  PLUME_HEEX(
      R"heex(<ul :if={@shown} id="posts" phx-update="stream"><li :for={[id, post] <- @posts} id={id}>{post.text}</li></ul>)heex")

 private:
  int last = 0;
};

/// A component with a stream of its own, whose DOM ids have the component's id.
struct Channel : LiveComponent {
  Stream<Post> posts;
  void mount() override {
    posts.configure({.dom_id = [this](const Post& post) { return id.get() + "-" + std::to_string(post.id); }});
    posts.insert({1, "hello"});
  }
  void handle_event(std::string_view event, const Params&) override {
    if (event == "add") posts.insert({2, "more"});
  }
  PLUME_HEEX(
      R"heex(<div id={"c" + @id} phx-update="stream"><p :for={[dom_id, post] <- @posts} id={dom_id}>{post.text}</p></div>)heex")
};

/// Channels in an order that changes.
struct Channels : LiveView {
  Assign<std::vector<std::string>> names{{"a", "b"}};
  void handle_event(std::string_view event, const Params&) override {
    if (event == "turn") std::reverse(names.edit().begin(), names.edit().end());
    if (event == "add") names.edit().push_back("z");
  }
  PLUME_HEEX(
      R"heex(<section :for={name <- @names} :key={name}><.live_component module={Channel} id={name} /></section>)heex")
};

/// A stream whose items are channels: streams within a stream.
struct ChannelFeed : LiveView {
  Stream<Post> channels;
  void handle_event(std::string_view event, const Params&) override {
    if (event == "add") channels.insert({1, "a"});
    if (event == "again") channels.insert({1, "A"});
  }
  PLUME_HEEX(
      R"heex(<div id="channels" phx-update="stream"><section :for={[dom_id, one] <- @channels} id={dom_id}>{one.text}<.live_component module={Channel} id={"c" + one.id} /></section></div>)heex")
};

}  // namespace plume::testing
