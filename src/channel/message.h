// ClientMessage: one message of the client, and the frames that answer it (wire-protocol 1.6).
#pragma once

#include <memory_resource>
#include <string>
#include <string_view>

#include "plume/value.h"

namespace plume::channel {

/// `[join_ref, ref, topic, event, payload]`. The views point into the text it was parsed from, or into `storage`.
struct ClientMessage {
  std::string_view join_ref;  ///< "" for null
  std::string_view ref;       ///< "" for null
  std::string_view topic;
  std::string_view event;
  std::string_view payload;  ///< JSON text, not parsed yet
  std::string storage[5];

  /// Throws HttpError where `text` is no message; its message says why. The payload is checked by parse_payload only.
  explicit ClientMessage(std::string_view text);
  ClientMessage(const ClientMessage&) = delete;
  ClientMessage& operator=(const ClientMessage&) = delete;
  /// The payload, in `memory`. Throws HttpError.
  Value parse_payload(std::pmr::memory_resource* memory) const;
};

/// Appends `["join_ref","ref","topic","event",` — the payload and a `]` follow. An empty ref is null.
void append_head(std::string& out, std::string_view join_ref, std::string_view ref, std::string_view topic,
                 std::string_view event);
/// Appends a whole message.
void append_message(std::string& out, std::string_view join_ref, std::string_view ref, std::string_view topic,
                    std::string_view event, std::string_view payload);
/// Appends a reply; `response` is JSON text.
void append_reply(std::string& out, std::string_view join_ref, std::string_view ref, std::string_view topic,
                  std::string_view status, std::string_view response);

}  // namespace plume::channel
