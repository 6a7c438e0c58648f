// life-nested: nested views: sessions, two levels, several of one type, a crash of one child.
#pragma once

#include <stdexcept>
#include <string>

#include "plume/live_render.h"

namespace corpus {

class LifeNested : public plume::LiveView {
 public:
  class Leaf : public plume::LiveView {
   public:
    plume::Assign<std::string> name;
    plume::Assign<int> n{0};

    void mount(const plume::Params&, const plume::Session& session) override {
      name = session["name"].text();
      n = static_cast<int>(session["start"].integer_or(0));
    }
    void handle_event(std::string_view event, const plume::Params&) override {
      if (event == "crash") throw std::runtime_error("crashed as asked");
      ++n;
    }

    PLUME_HEEX(R"heex(<i id={"n-" + @name}>{@name}: {@n}</i>
<button id={"inc-" + @name} phx-click="inc">inc</button>
<button id={"crash-" + @name} phx-click="crash">crash</button>)heex")
  };

  class Branch : public plume::LiveView {
   public:
    plume::Assign<int> n{0};

    void handle_event(std::string_view, const plume::Params&) override { ++n; }

    PLUME_HEEX(R"heex(<p>branch {@n} <button id="inc-branch" phx-click="inc">inc</button></p>
{plume::live_render<Leaf>("leaf-c", {.session = {{"name", "c"}, {"start", 100}}})})heex")
  };

  plume::Assign<int> n{0};

  void handle_event(std::string_view, const plume::Params&) override { ++n; }

  PLUME_HEEX(R"heex(<h1>{@n} <button id="inc-top" phx-click="inc">inc</button></h1>
{plume::live_render<Leaf>("leaf-a", {.session = {{"name", "a"}, {"start", 1}}})}
{plume::live_render<Leaf>("leaf-b", {.session = {{"name", "b"}, {"start", 10}}, .container = plume::Container{"span", {{"class", "boxed"}}}})}
{plume::live_render<Branch>("branch")})heex")
};

}  // namespace corpus
