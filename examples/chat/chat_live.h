#pragma once

#include <plume/live_view.h>

#include <string>
#include <string_view>
#include <vector>

#include "chat/avatar.h"
#include "chat/room.h"
#include "gallery/page.h"

/// One room of the chat, in one browser window.
class ChatLive : public plume::LiveView {
 public:
  /// `rooms` must outlive the view.
  explicit ChatLive(Rooms& all_rooms) : rooms(all_rooms) {}

  Rooms& rooms;
  std::string room;  ///< a key of `rooms`
  plume::Assign<std::vector<ChatMessage>> messages;
  plume::Assign<std::string> author;
  plume::Assign<std::string> draft;  ///< what stands in the input

  /// `params`: `room` of the path. Throws HttpError 404 where there is no such room.
  void mount(const plume::Params& params, const plume::Session& session) override;
  void handle_event(std::string_view event, const plume::Params& params) override;
  void handle_info(const plume::Message& message) override;

 private:
  std::string topic() const { return "chat:" + room; }
};
