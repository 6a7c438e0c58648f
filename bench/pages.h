// The pages under load.
#pragma once

#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "plume/live_view.h"

namespace bench {

class CounterLive : public plume::LiveView {
 public:
  plume::Assign<int> count{0};

  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "inc") count += 1;
  }
  PLUME_HEEX(R"heex(
    <h1>Count: {@count}</h1>
    <button phx-click="inc">+</button>
  )heex")
};

struct Row {
  int id;
  std::string label;
  int amount;
};

inline std::vector<Row> thousand_rows() {
  std::vector<Row> rows;
  for (int i = 1; i <= 1000; ++i) rows.push_back({i, "row label " + std::to_string(i), i * 7});
  return rows;
}

class TableLive : public plume::LiveView {
 public:
  plume::Assign<std::vector<Row>> rows;

  void mount(const plume::Params&, const plume::Session&) override { rows.edit() = thousand_rows(); }
  void handle_event(std::string_view event, const plume::Params&) override {
    auto& all = rows.edit();
    if (event == "tenth")
      for (std::size_t i = 0; i < all.size(); i += 10) ++all[i].amount;
    if (event == "swap") std::swap(all[1], all[998]);
    if (event == "few") all = std::vector<Row>(all.begin(), all.begin() + 10);
  }
  PLUME_HEEX(R"heex(
    <table><tr :for={row <- @rows} :key={row.id}><td>{row.id}</td><td>{row.label}</td><td>{row.amount}</td></tr></table>
  )heex")
};

/// One message to a topic, to which all of its instances listen, changes each of them.
class BroadcastLive : public plume::LiveView {
 public:
  struct Shout {
    int number;
  };
  plume::Assign<int> heard{0};

  void mount(const plume::Params&, const plume::Session&) override {
    if (connected()) subscribe("bench");
  }
  void handle_event(std::string_view, const plume::Params& params) override {
    broadcast_from("bench", Shout{static_cast<int>(params["n"].integer_or(heard + 1))});
    heard += 1;
  }
  void handle_info(const plume::Message& message) override {
    if (message.is<Shout>()) heard += 1;
  }
  PLUME_HEEX(R"heex(<p>heard {@heard}</p>)heex")
};

/// Blocks its handler when told to; otherwise a counter.
class BlockLive : public plume::LiveView {
 public:
  plume::Assign<int> count{0};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "block") std::this_thread::sleep_for(std::chrono::milliseconds(params["ms"].integer_or(1000)));
    count += 1;
  }
  PLUME_HEEX(R"heex(<p>{@count}</p>)heex")
};

class FormLive : public plume::LiveView {
 public:
  plume::Assign<std::string> name, mail;
  plume::Assign<std::string> error;

  void handle_event(std::string_view, const plume::Params& params) override {
    name = std::string(params["user"]["name"].text());
    mail = std::string(params["user"]["mail"].text());
    error = mail->find('@') == std::string::npos ? "must have an @" : "";
  }
  PLUME_HEEX(R"heex(
    <form id="f" phx-change="validate">
      <input name="user[name]" value={@name} />
      <input name="user[mail]" value={@mail} />
      <p :if={!@error.empty()}>{@error}</p>
    </form>
  )heex")
};

}  // namespace bench
