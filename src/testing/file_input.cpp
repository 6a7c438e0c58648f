#include "plume/testing/file_input.h"

#include <algorithm>
#include <vector>

#include "plume/testing/view.h"
#include "testing/bindings.h"
#include "testing/live_page.h"

namespace plume::testing {

struct FileInput::State {
  struct Chosen {
    File file;
    std::string ref;
    std::string join_ref{};  // of its channel; "": not joined
    std::size_t sent = 0;    // bytes
    int percent = 0;
  };
  std::shared_ptr<LivePage> page;
  std::shared_ptr<LiveInstance> instance;
  Form form;
  std::string name;
  std::string upload_ref;
  std::vector<Chosen> files{};
  Value answer{};  // to the preflight; null: there was none

  Value entries() const {
    Value all = Array();
    for (const Chosen& one : files) {
      const File& file = one.file;
      Value entry{{"ref", one.ref},
                  {"path", name},
                  {"name", file.name},
                  {"relative_path", file.relative_path},
                  {"size", file.size.value_or(static_cast<std::int64_t>(file.content.size()))},
                  {"type", file.type},
                  {"last_modified", file.last_modified}};
      if (!file.meta.is_null()) entry.set("meta", file.meta);
      all.push_back(std::move(entry));
    }
    return all;
  }
  Chosen& find(std::string_view file_name) {
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const Chosen& one) { return one.file.name == file_name; });
    if (found == files.end()) throw std::invalid_argument("no file \"" + std::string(file_name) + "\" was chosen");
    return *found;
  }
  Value reason_for(const Chosen& chosen) const {
    if (answer.contains("error")) return answer["error"];
    return Array{Array{chosen.ref, answer["errors"][chosen.ref]}};
  }
  /// Sends a message of a channel of its own, and returns the answer; throws if that is an error.
  void need_ok(const Chosen& chosen, const Value& reply) const {
    if (reply["status"].text() != "ok") throw UploadRefused(Array{Array{chosen.ref, reply["response"]["reason"]}});
  }
  void send(Chosen& chosen, const Value& token, int percent) {
    const std::string topic = "lvu:" + chosen.ref;
    if (chosen.join_ref.empty()) {
      chosen.join_ref = page->new_ref();
      need_ok(chosen, page->ask(*instance, topic, chosen.join_ref, "phx_join", {{"token", token}}));
    }
    const std::string& content = chosen.file.content;
    const auto until = percent == 100 ? content.size() : content.size() * static_cast<std::size_t>(percent) / 100;
    const auto piece = static_cast<std::size_t>(answer["config"]["chunk_size"].integer_or(64'000));
    do {
      const auto size = std::min(piece, until - chosen.sent);
      need_ok(chosen, page->ask_binary(*instance, topic, chosen.join_ref, content.substr(chosen.sent, size)));
      chosen.sent += size;
    } while (chosen.sent < until);
  }
};

FileInput View::file_input(std::string_view form_selector, std::string_view name, std::vector<File> files) const {
  const Form chosen_in = form(form_selector);
  const Element input = element(std::string(form_selector) + " input[type=file][name=\"" + std::string(name) + "\"]");
  auto state = std::make_shared<FileInput::State>(
      FileInput::State{page_, instance_, chosen_in, std::string(name), input.attribute("data-phx-upload-ref")});
  for (File& file : files) state->files.push_back({std::move(file), page_->new_upload_ref()});
  return FileInput(std::move(state));
}

Result FileInput::render_change(Value value) const {
  state_->page->choose(Value{{state_->upload_ref, state_->entries()}});
  value = merged({{"_target", Array{state_->name}}}, value);
  return state_->form.render_change(std::move(value));
}

Value FileInput::preflight_upload() const {
  State& state = *state_;
  state.page->push(state.instance, "allow_upload", {{"ref", state.upload_ref}, {"entries", state.entries()}},
                   [&](const Value& reply) { state.answer = reply["response"]; });
  return state.answer;
}

Result FileInput::render_upload(std::string_view name, int percent) const {
  State& state = *state_;
  State::Chosen& chosen = state.find(name);
  if (state.answer.is_null()) preflight_upload();
  const Value token = state.answer["entries"][chosen.ref];
  if (token.is_null()) throw UploadRefused(state.reason_for(chosen));
  chosen.percent = std::min(100, chosen.percent + percent);
  if (token.is_string()) state.send(chosen, token, chosen.percent);
  state.page->push(
      state.instance, "progress",
      {{"event", nullptr}, {"ref", state.upload_ref}, {"entry_ref", chosen.ref}, {"progress", chosen.percent}});
  return state.page->result(*state.instance);
}

}  // namespace plume::testing
