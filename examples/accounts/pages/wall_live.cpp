#include "pages/wall_live.h"

namespace {

constexpr std::size_t most_notes = 50;
constexpr std::size_t longest_note = 1000;  // bytes; the input takes 250 characters

}  // namespace

void WallLive::mount(const plume::Params&, const plume::Session&) {
  page_title = "Wall";
  subscribe("wall");  // first, lest a note comes in between
  notes = store_.latest(most_notes);
}

void WallLive::handle_event(std::string_view event, const plume::Params& params) {
  draft = params["text"].text();
  if (event != "post" || draft->find_first_not_of(" \t") == draft->npos || draft->size() > longest_note) return;
  broadcast("wall", store_.add(**current_user, *draft));
  draft = "";
}

void WallLive::handle_info(const plume::Message& message) {
  const auto* note = message.get_if<Note>();
  if (!note || (!notes->empty() && notes->front().id >= note->id)) return;
  auto& shown = notes.edit();
  shown.insert(shown.begin(), *note);
  if (shown.size() > most_notes) shown.pop_back();
}
