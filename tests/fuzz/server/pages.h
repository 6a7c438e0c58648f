// Pages of the server that is fuzzed: small ones, which together use whatever a page can do.
#pragma once

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "plume/plume.h"

namespace fuzz_pages {

using plume::Assign;
using plume::Params;
using plume::Session;
using plume::Value;

inline int number(const Value& value, int most) {
  return static_cast<int>(std::clamp<std::int64_t>(value.integer_or(1), 0, most));
}

/// What an event makes a view or component do.
template <class S>
void obey(S& self, std::string_view event, const Params& params) {
  using namespace std::chrono_literals;
  const std::string text(params["text"].text());
  if (event == "crash") throw std::runtime_error("boom");
  if (event == "crash with 7") throw 7;
  if (event == "status") throw plume::HttpError(404, "gone");
  if (event == "push") self.push_event("pushed", params);
  if (event == "reply") self.reply(params);
  if (event == "flash") self.put_flash("info", text);
  if (event == "clear") self.clear_flash();
  if (event == "patch") self.push_patch(params["to"].text(), params.contains("replace"));
  if (event == "navigate") self.push_navigate(params["to"].text());
  if (event == "redirect") self.redirect(params["to"].text());
  if (event == "leave") self.redirect(plume::External{std::string(params["to"].text())});
  if (event == "send") self.send(self.self(), text);
  if (event == "later") self.send_after(text, 0ms);
  if (event == "again") self.send_interval(text, 1ms);
  if (event == "block") std::this_thread::sleep_for(number(params["n"], 30) * 1ms);  // long enough to lose the loop
  if (event == "news") self.broadcast("news", text);
  if (event == "subscribe") self.subscribe(text);
  if (event == "unsubscribe") self.unsubscribe(text);
  if (event == "cancel") self.cancel_async("task");
  if (event == "task")
    self.start_async("task", [text] {
      if (text == "crash") throw std::runtime_error("boom");
      return text;
    });
  if (event == "hook")
    self.attach_hook("hook", plume::stage::handle_event, [&self](std::string_view name, const Params&) {
      if (name == "unhook") self.detach_hook("hook", plume::stage::handle_event);
      return name == "halt" ? plume::HookResult::halt : plume::HookResult::cont;
    });
}

/// Counts, and shows a text: in a row, a slot, or by itself.
class Part : public plume::LiveComponent {
 public:
  Assign<int> n{0};
  Assign<std::string> name{"part"};
  Assign<plume::AsyncResult<std::string>> loaded;
  plume::Slot<int> inner_block;

  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    if (event == "load") assign_async(loaded, [text = std::string(params["text"].text())] { return text; });
    if (event == "next") send_update<Part>(number(params["id"], 9), [](Part& part) { part.n = 100; });
    ++n;
  }
  void handle_async(std::string_view, const plume::AsyncOutcome& outcome) override {
    const auto* const text = outcome.get_if<std::string>();
    name = text ? *text : "failed";
  }
  PLUME_HEEX(
      R"heex(<li id={"part-" + @id} phx-target={@myself}>{@name} {@n}<b :if={@n > 1}>{@flash["info"]}</b><i :if={@loaded.ok}>{*@loaded.result}</i>{render_slot(@inner_block, @n)}</li>)heex")
};

/// Holds content of its caller and a part of its own.
class Box : public plume::LiveComponent {
 public:
  Assign<bool> open{true};
  plume::Slot<bool> inner_block;
  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    open = !open;
  }
  PLUME_HEEX(
      R"heex(<section><p :if={@open}>{render_slot(@inner_block, @open)}</p><.live_component :if={@open} module={Part} id={@id + "-part"} name="in a box" /></section>)heex")
};

/// Counts, tells, goes, waits: what a view can do without others.
class Home : public plume::LiveView {
 public:
  Assign<int> n{0};
  Assign<std::string> text{"home"};
  Assign<plume::AsyncResult<std::string>> loaded;
  Assign<std::string> large;

  void mount(const Params& params, const Session& session) override {
    page_title = "Home";
    subscribe("news");
    text = std::string(session["text"].text_or("home"));
    temporary_assign(large);
    if (params.contains("load")) assign_async(loaded, [] { return std::string("loaded"); });
  }
  void handle_params(const Params& params, std::string_view uri) override {
    if (params.contains("again")) push_patch("/");
    if (params.contains("loop")) push_patch("/?loop");
    if (params.contains("throw")) throw std::runtime_error("boom");
    if (params.contains("uri")) text = std::string(uri);
  }
  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    if (event == "load") assign_async(loaded, [text = std::string(params["text"].text())] { return text; });
    if (event == "title") page_title = std::string(params["text"].text());
    if (event == "say") text = params.json();
    if (event == "large") large = std::string(static_cast<std::size_t>(number(params["n"], 70'000)), 'x');
    if (event == "call")
      call(self(), std::string("?"), [this](const plume::Message& answer) { text = *answer.get_if<std::string>(); });
    ++n;
  }
  void handle_info(const plume::Message& message) override {
    if (const auto* const news = message.get_if<std::string>()) text = *news;
    if (text.get() == "crash") throw std::runtime_error("boom");
  }
  void handle_call(const plume::Message&, const plume::Caller& caller) override { reply_to(caller, std::string("!")); }
  void handle_async(std::string_view name, const plume::AsyncOutcome& outcome) override {
    const auto* const result = outcome.get_if<std::string>();
    text = std::string(name) + (result ? " gave " + *result : " failed");
  }

  PLUME_HEEX(R"heex(
    <main class={@n > 3 ? "many" : "few"} data-text={@text}>
      <p :if={@flash["info"]}>{@flash["info"]}</p>
      <b>{@n}</b> {@text} <i>{@large}</i>
      <em :if={@loaded.loading}>loading</em><u :if={@loaded.ok}>{*@loaded.result}</u>
      <.link patch={"/?n=" + std::to_string(@n)}>patch</.link>
      <.link :if={@n % 2 == 1} navigate="/list/3">list</.link>
    </main>)heex")
};

/// Is asked for when an input is over, to see whether the server still serves.
class Clean : public plume::LiveView {
 public:
  Assign<int> n{0};
  void handle_event(std::string_view, const Params&) override { ++n; }
  PLUME_HEEX(R"heex(<p>clean {@n}</p>)heex")
};

/// Rows: with keys and without, with components, and lists in lists.
class ListPage : public plume::LiveView {
 public:
  struct Row {
    int id;
    std::string text;
    std::vector<int> cells{};
    bool operator==(const Row&) const = default;
  };
  Assign<std::vector<Row>> rows;
  Assign<int> bad{-1};
  Assign<bool> with_parts{true};

  static std::string cell(int value, int bad) {
    if (value == bad) throw std::runtime_error("no such cell");
    return std::to_string(value);
  }
  void handle_params(const Params& params, std::string_view) override { resize(number(params["n"], 12)); }
  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    const auto at = static_cast<std::size_t>(number(params["at"], 40)),
               to = static_cast<std::size_t>(number(params["to"], 40));
    if (event == "resize") resize(number(params["n"], 40));
    if (event == "bad") bad = number(params["cell"], 40);
    if (event == "parts") with_parts = !with_parts;
    if (event == "sort") std::ranges::sort(rows.edit(), {}, &Row::text);
    if (event == "reverse") std::ranges::reverse(rows.edit());
    if (event == "add")
      rows.edit().insert(rows.edit().begin() + static_cast<long>(std::min(at, rows->size())),
                         Row{++last_, std::string(params["text"].text())});
    if (event == "same key" && !rows->empty()) rows.edit().push_back(rows->front());
    if (at >= rows->size()) return;
    if (event == "remove") rows.edit().erase(rows.edit().begin() + static_cast<long>(at));
    if (event == "name") rows.edit()[at].text = std::string(params["text"].text());
    if (event == "cell") rows.edit()[at].cells.push_back(number(params["cell"], 40));
    if (event == "swap" && to < rows->size()) std::swap(rows.edit()[at], rows.edit()[to]);
  }

  PLUME_HEEX(R"heex(
    <ul id="parts"><.live_component :for={row <- @rows} :if={@with_parts} :key={row.id} module={Part} id={row.id} name={row.text} :let={n}>of {row.text}: {n}</.live_component></ul>
    <ol id="keyed"><li :for={row <- @rows} :key={row.text} id={"row-" + row.id}>{row.text}<i :for={value <- row.cells}>{cell(value, @bad)}</i></li></ol>
    <p :for={row <- @rows}>{row.id}<b :if={row.id % 2 == 0}>even {row.text}</b></p>
    <.live_component module={Box} id="box" :let={open}>{@rows.size()} {open ? "open" : "closed"}</.live_component>)heex")

 private:
  int last_ = 100;
  void resize(int to) {
    auto& all = rows.edit();
    const auto size = static_cast<std::size_t>(to);
    while (all.size() < size) all.push_back({++last_, "row " + std::to_string(last_), {last_ % 40}});
    all.resize(size);
  }
};

/// A view in another one's page.
class Child : public plume::LiveView {
 public:
  Assign<int> n{0};
  Assign<std::string> name{"child"};
  Assign<int> shared{0};
  void mount(const Params&, const Session& session) override {
    name = std::string(session["name"].text_or("child"));
    if (name.get() == "crash") throw std::runtime_error("boom");
    if (name.get() == "away") push_navigate("/list/2");
    subscribe("news");
    assign_new("shared", shared, [] { return 5; });
  }
  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    if (event == "up") send(parent(), "from " + std::string(id()));
    ++n;
  }
  void handle_info(const plume::Message& message) override {
    if (const auto* const news = message.get_if<std::string>()) name = *news;
  }
  void handle_async(std::string_view, const plume::AsyncOutcome&) override { ++n; }
  PLUME_HEEX(
      R"heex(<p>{@name} {@n} {@shared} {@flash["info"]}</p><ul><.live_component module={Part} id="of child" name={@name} /></ul>)heex")
};

/// Has views in it, also below components, in slots and in lists, which come and go.
class Nest : public plume::LiveView {
 public:
  Assign<std::vector<int>> children{std::vector<int>{1}};
  Assign<std::string> name{"child"};
  Assign<bool> boxed{true};
  Assign<int> shared{0};

  void mount(const Params&, const Session&) override {
    assign_new("shared", shared, [] { return 7; });
  }
  void handle_params(const Params& params, std::string_view) override {
    if (params.contains("name")) name = std::string(params["name"].text());
  }
  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    if (event == "add") children.edit().push_back(number(params["id"], 5));
    if (event == "remove" && !children->empty()) children.edit().pop_back();
    if (event == "name") name = std::string(params["text"].text());
    if (event == "box") boxed = !boxed;
  }
  void handle_info(const plume::Message& message) override {
    if (const auto* const text = message.get_if<std::string>()) name = *text;
  }
  static plume::NestedView child(int id, const std::string& name) {
    return plume::live_render<Child>("child-" + std::to_string(id), {.session = {{"name", name}}});
  }
  PLUME_HEEX(R"heex(
    <div :for={id <- @children} :key={id}>{child(id, @name)}</div>
    {plume::live_render<Child>("sticky", {.sticky = true})}
    <.live_component :if={@boxed} module={Box} id="box" :let={open}>{@name} {open}{child(9, "in a slot")}</.live_component>)heex")
};

/// A component with two views in it, whose views have two components each.
class Holder : public plume::LiveComponent {
 public:
  Assign<int> depth{0};
  Assign<int> n{0};
  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    ++n;
  }
  static plume::NestedView below(int depth, const std::string& id);
  PLUME_HEEX(
      R"heex(<div><b>{@n}</b><span :if={@depth < 3}>{below(@depth, @id + "a")}{below(@depth, @id + "b")}</span></div>)heex")
};

class Deep : public plume::LiveView {
 public:
  Assign<int> depth{0};
  Assign<std::string> name{"deep"};
  void mount(const Params& params, const Session& session) override {
    depth = number(session["depth"].is_int() ? session["depth"] : params["depth"], 3);
    if (session["depth"].is_int()) name = std::string(id());
  }
  void handle_event(std::string_view event, const Params& params) override { obey(*this, event, params); }
  PLUME_HEEX(
      R"heex(<.live_component module={Holder} id={@name + "1"} depth={@depth} /><.live_component module={Holder} id={@name + "2"} depth={@depth} />)heex")
};

inline plume::NestedView Holder::below(int depth, const std::string& id) {
  return plume::live_render<Deep>("view-" + id, {.session = {{"depth", depth + 1}}});
}

/// A form, with rows and errors.
class FormPage : public plume::LiveView {
 public:
  Assign<plume::Form> form{plume::to_form(Params::object(), {.as = "user"})};
  Assign<bool> trigger{false};
  Assign<std::string> target{"none"};

  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    if (event == "submit") trigger = true;
    target = params["_target"].json();
    plume::FormErrors errors;
    if (params["user"]["name"].text().empty()) errors.add("name", "Please tell us your name.");
    form = plume::to_form(params["user"], {.as = "user", .errors = errors, .action = std::string(event)});
  }
  PLUME_HEEX(R"heex(
    <.form :let={f} for={@form} id="user" phx-change="change" phx-submit="submit" phx-trigger-action={@trigger} action="/echo" method="post">
      <input id={f["name"].id} name={f["name"].name} value={f["name"].value} />
      <p :for={error <- plume::used_errors(f["name"])}>{error}</p>
      <.inputs_for :let={row} field={f["rows"]} default={plume::Array()}><input name={row["n"].name} value={row["n"].value} /></.inputs_for>
      <b>{@target}</b>
    </.form>)heex")
};

/// Fails at the place that its URL names.
class Bad : public plume::LiveView {
 public:
  Assign<std::string> when;
  static void fail(std::string_view how) {
    if (how == "404") throw plume::HttpError(404, "no such page");
    throw std::runtime_error("boom");
  }
  bool is_at(std::string_view place) const { return when->starts_with(place); }
  void fail_at(std::string_view place) const {
    if (is_at(place)) fail(when->substr(std::min(when->size(), place.size() + 1)));
  }
  void mount(const Params& params, const Session&) override {
    when = std::string(params["when"].text());
    fail_at("mount");
    if (connected()) fail_at("connect");
    if (is_at("go")) push_navigate("/list/1");
    if (is_at("redirect")) redirect("/");
    if (is_at("flash")) put_flash("info", "from bad"), push_navigate("/");
    if (is_at("layout")) set_layout(plume::no_layout);
  }
  void handle_params(const Params& params, std::string_view) override {
    if (params.contains("when")) when = std::string(params["when"].text());
    fail_at("params");
    if (is_at("patch")) push_patch("/bad");
  }
  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    when = std::string(params["text"].text());
  }
  void terminate(std::string_view) override { fail_at("terminate"); }
  std::string shown() const {
    fail_at("render");
    if (connected()) fail_at("live render");
    return when;
  }
  PLUME_HEEX(
      R"heex(<ul><.live_component module={Part} id="before" /></ul><p>{shown()}</p><ul><.live_component module={Part} id={@when} /></ul>)heex")
};

/// With a layout, for users of a live_session that hooks let in.
class Member : public plume::LiveView {
 public:
  Assign<int> n{0};
  void handle_params(const Params&, std::string_view) override { ++n; }
  void handle_event(std::string_view event, const Params& params) override {
    obey(*this, event, params);
    ++n;
  }
  PLUME_HEEX(R"heex(<p>{@n} {live_action()}</p>)heex")
};

struct MemberLayout : plume::LiveLayout {
  PLUME_HEEX(R"heex(<header>{@page_title} {@flash["info"]}</header>{@inner_content})heex")
};

}  // namespace fuzz_pages
