#include "chat/chat_live.h"

#include <plume/http.h>

namespace {

/// To everybody in a room: something was said.
struct Said {};

// The inputs of the page take no more characters than a quarter of these bytes.
constexpr std::size_t longest_author = 120;
constexpr std::size_t longest_text = 2'000;

bool acceptable(std::string_view text, std::size_t longest) {
  return text.size() <= longest && text.find_first_not_of(" \t\r\n") != text.npos;
}

}  // namespace

void ChatLive::mount(const plume::Params& params, const plume::Session&) {
  room = params["room"].text();
  const auto found = rooms.find(room);
  if (found == rooms.end()) throw plume::HttpError(404, "there is no such room");
  page_title = "Chat: " + room;
  if (connected()) author = "Guest " + std::to_string(self().generation % 1000);
  subscribe(topic());
  messages = found->second.messages();
}

void ChatLive::handle_event(std::string_view event, const plume::Params& params) {
  author = params["author"].text();
  draft = params["text"].text();
  if (event != "say" || !acceptable(draft.get(), longest_text)) return;
  rooms.at(room).say(acceptable(author.get(), longest_author) ? *author : "Somebody", draft.get());
  broadcast(topic(), Said{});
  draft = "";
}

// The room is asked rather than told: messages of several windows may arrive here in another order than they were kept.
void ChatLive::handle_info(const plume::Message& message) {
  if (message.is<Said>()) messages = rooms.at(room).messages();
}
