// life-pubsub: two views on one page hear the same broadcast.
#pragma once

#include <string>
#include <vector>

#include "plume/live_render.h"
#include "text.h"

namespace corpus {

class LifePubsub : public plume::LiveView {
 public:
  class Ear : public plume::LiveView {
   public:
    plume::Assign<std::vector<std::string>> got;

    void mount(const plume::Params&, const plume::Session& session) override { subscribe(session["topic"].text()); }
    void handle_info(const plume::Message& message) override {
      if (const auto* word = message.get_if<std::string>()) got.edit().push_back(*word);
    }

    PLUME_HEEX(R"heex(<p id="child-got">ear: {join(@got, ",")}</p>)heex")
  };

  plume::Assign<std::vector<std::string>> got;
  std::string topic;

  void mount(const plume::Params&, const plume::Session&) override {
    topic = "corpus:" + std::string(id());
    subscribe(topic);
  }
  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "say") broadcast(topic, std::string(params["word"].text()));
    if (event == "others") broadcast_from(topic, std::string("others"));
  }
  void handle_info(const plume::Message& message) override {
    if (const auto* word = message.get_if<std::string>()) got.edit().push_back(*word);
  }

  PLUME_HEEX(R"heex(<p id="got">view: {join(@got, ",")}</p>
{plume::live_render<Ear>("ear", {.session = {{"topic", @topic}}})}
<button id="say" phx-click="say" phx-value-word="hi">say</button>
<button id="others" phx-click="others">others</button>)heex")
};

}  // namespace corpus
