// ClientMessage: one message of the client, and the frames that answer it (wire-protocol 1.6).
#pragma once

#include <array>
#include <cstddef>
#include <memory>
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
  std::string_view payload;                             ///< JSON text, not parsed yet
  std::unique_ptr<std::array<std::string, 4>> storage;  ///< of texts with escapes; null if there are none

  /// Reads the head alone, whatever the size of `text`. Throws HttpError if `text` is no message: also if the head has
  /// more than 4 KiB, the topic more than 1 KiB, or a ref or the event more than 256 bytes. The payload is checked by
  /// parse_payload only.
  explicit ClientMessage(std::string_view text);
  ClientMessage(const ClientMessage&) = delete;
  ClientMessage& operator=(const ClientMessage&) = delete;
  /// The payload, in `memory`. Throws HttpError.
  Value parse_payload(std::pmr::memory_resource* memory) const;
};

/// A binary message: a piece of a file. The views point into the bytes that it was read from.
struct BinaryMessage {
  std::string_view join_ref, ref, topic, event;
  std::string_view data;

  /// Throws HttpError if `bytes` are no push of a client: five bytes of a kind, which is 0, and lengths; then the four
  /// texts and the data.
  explicit BinaryMessage(std::string_view bytes);
};

/// What the messages of a channel begin with, written once. Refs that are empty are null; `event`, which is a name of
/// the protocol, and `status` are written as they are; payloads and responses are JSON text.
class MessageHead {
 public:
  MessageHead(std::string_view join_ref, std::string_view topic);

  /// Appends `["join_ref","ref","topic","event",` — the payload and a `]` follow.
  void append(std::string& out, std::string_view ref, std::string_view event) const;
  void append_message(std::string& out, std::string_view ref, std::string_view event, std::string_view payload) const;
  void append_reply(std::string& out, std::string_view ref, std::string_view status, std::string_view response) const;

 private:
  std::string text_;
  std::size_t ref_at_;  // where the ref is left out
};

}  // namespace plume::channel
