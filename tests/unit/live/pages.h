// Pages with compiled templates, as an application writes them.
#pragma once

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "plume/plume.h"
#include "support/runtime_harness.h"

namespace live_pages {

/// What the views of one server tell the test, and what they wait for.
struct Stage {
  plume::runtime::Journal journal;
  plume::runtime::Gate gate;
};

class Counter : public plume::LiveView {
 public:
  explicit Counter(Stage& stage) : stage_(stage) {}

  void mount(const plume::Params&, const plume::Session&) override { page_title = "Counter"; }
  void handle_params(const plume::Params& params, std::string_view) override {
    if (!params.contains("p")) return;
    state = "page " + std::string(params["p"].text());
    page_title = "Counter p" + std::string(params["p"].text());
  }
  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "inc") ++n;
    if (event == "sum") reply({{"total", params["a"].integer_or(0) + params["b"].integer_or(0)}});
    if (event == "next") push_patch("/count?p=3");
    if (event == "done") push_navigate("/list");
    if (event == "start") send_after(std::string("busy"), std::chrono::milliseconds(1));
    if (event == "block") stage_.gate.wait();
    if (event == "crash") throw std::runtime_error("boom");
  }
  void handle_info(const plume::Message& message) override {
    state = *message.get_if<std::string>();
    push_event("beep", {{"hz", 440}});
  }
  void terminate(std::string_view reason) override { stage_.journal.add(std::string(reason)); }

  plume::Assign<int> n{0};
  plume::Assign<std::string> state{"idle"};

  PLUME_HEEX(R"heex(<main><button id="inc" phx-click="inc">+</button>n = {@n} <b>{@state}</b></main>)heex")

 private:
  Stage& stage_;
};

/// Says whether the page's scripts are those of the server, and who asks.
class Tracked : public plume::LiveView {
 public:
  plume::Assign<std::string> known;
  void mount(const plume::Params&, const plume::Session&) override {
    const plume::ConnectInfo& info = connect_info();
    known = std::string(static_changed() ? "old" : "new") + " " + info.peer_data.address + " " + info.uri;
  }
  PLUME_HEEX(R"heex(<p>{@known}</p>)heex")
};

class List : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex(<ul></ul>)heex")
};

/// An expression deep inside loops throws at the row `bad`.
class Table : public plume::LiveView {
 public:
  static std::string cell(int row, int column, int bad) {
    if (row == bad && column == 1) throw std::runtime_error("no cell");
    return std::to_string(row * 10 + column);
  }
  void handle_event(std::string_view, const plume::Params& params) override {
    bad = static_cast<int>(params["bad"].integer_or(-1));
  }

  plume::Assign<int> bad{-1};
  plume::Assign<std::vector<int>> rows{std::vector<int>{0, 1, 2}};

  PLUME_HEEX(R"heex(<table>
  <tr :for={row <- @rows} :key={row}>
    <td :for={column <- @rows}>{cell(row, column, @bad)}</td>
  </tr>
</table>)heex")
};

/// Found by the HTTP request, and gone when the client joins.
class Vanishing : public plume::LiveView {
 public:
  void mount(const plume::Params&, const plume::Session&) override {
    if (connected()) throw plume::HttpError(404, "no such item");
  }
  PLUME_HEEX(R"heex(<p>here</p>)heex")
};

/// Takes files, and tells what is in those that are saved.
class Album : public plume::LiveView {
 public:
  explicit Album(Stage& stage) : stage_(stage) {}
  plume::Upload files{{.accept = {"*"}, .max_entries = 3, .max_file_size = 1000, .chunk_size = 10}};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "cancel") files.cancel(params["ref"].text());
    if (event == "save")
      files.consume([this](const plume::UploadedFile& file, const plume::UploadEntry& entry) {
        std::ifstream in(file.path());
        stage_.journal.add(entry.client_name + "=" + std::string(std::istreambuf_iterator<char>(in), {}));
      });
  }
  PLUME_HEEX(R"heex(<form phx-change="choose" phx-submit="save">
  <.live_file_input upload={@files} />
  <p :for={file <- @files.entries()} :key={file.ref}>{file.client_name} {file.progress} {file.done ? "done" : "open"}</p>
  <b :for={error <- @files.errors()}>{error}</b>
  <i :for={file <- @files.entries()}><s :for={error <- @files.errors(file)}>{error.reason}</s></i>
</form>)heex")

 private:
  Stage& stage_;
};

}  // namespace live_pages
