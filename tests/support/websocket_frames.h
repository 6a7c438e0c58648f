// Frames as a WebSocket client sends them, right and wrong ones.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/websocket_codec.h"

namespace plume::testing {

struct FrameShape {
  bool is_final = true;
  bool is_masked = true;
  int reserved_bits = 0;  ///< 4, 2 and 1 stand for RSV1, RSV2 and RSV3
  std::array<unsigned char, 4> key{0x37, 0xFA, 0x21, 0x3D};
};

inline std::string client_frame(int opcode, std::string_view payload, FrameShape shape = {}) {
  std::string frame;
  frame += static_cast<char>((shape.is_final ? 0x80 : 0) | shape.reserved_bits << 4 | opcode);
  const auto length_bytes = payload.size() < 126 ? 0 : payload.size() <= 0xFFFF ? 2 : 8;
  const auto short_length = length_bytes == 0 ? payload.size() : length_bytes == 2 ? 126 : 127;
  frame += static_cast<char>((shape.is_masked ? 0x80 : 0) | static_cast<int>(short_length));
  for (int i = length_bytes - 1; i >= 0; --i) frame += static_cast<char>(std::uint64_t(payload.size()) >> 8 * i & 0xFF);
  if (!shape.is_masked) return frame.append(payload);
  frame.append(shape.key.begin(), shape.key.end());
  for (std::size_t i = 0; i < payload.size(); ++i) frame += static_cast<char>(payload[i] ^ shape.key[i % 4]);
  return frame;
}

inline std::string client_frame(http::Opcode opcode, std::string_view payload, FrameShape shape = {}) {
  return client_frame(static_cast<int>(opcode), payload, shape);
}

/// The payload of a close frame.
inline std::string close_payload(int code, std::string_view reason = {}) {
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  return payload.append(reason);
}

}  // namespace plume::testing
