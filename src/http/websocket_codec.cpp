#include "http/websocket_codec.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/utf8.h"
#include "http/websocket_deflate.h"

namespace plume::http {
namespace {

constexpr std::size_t max_header = 14;
constexpr std::uint64_t max_control_payload = 125;

using Kind = WebSocketEvent::Kind;

/// Applies the mask to bytes that stand `offset` bytes after the beginning of their frame's payload.
void unmask(char* data, std::size_t size, const std::array<char, 4>& key, std::uint64_t offset) {
  std::array<char, 8> pattern;
  for (std::size_t i = 0; i < pattern.size(); ++i) pattern[i] = key[(offset + i) % 4];
  std::uint64_t mask;
  std::memcpy(&mask, pattern.data(), sizeof mask);
  std::size_t at = 0;
  for (; at + sizeof mask <= size; at += sizeof mask) {
    std::uint64_t word;
    std::memcpy(&word, data + at, sizeof word);
    word ^= mask;
    std::memcpy(data + at, &word, sizeof word);
  }
  for (std::size_t i = 0; at < size; ++at, ++i) data[at] ^= pattern[i];
}

std::uint64_t read_big_endian(const char* bytes, std::size_t count) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < count; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

void write_big_endian(char* bytes, std::size_t count, std::uint64_t number) {
  for (std::size_t i = count; i-- > 0; number >>= 8) bytes[i] = static_cast<char>(number & 0xFF);
}

/// Bytes of the extended length that follow the second byte of a header.
std::size_t extended_length_bytes(char second) {
  const int length = second & 0x7F;
  return length < 126 ? 0 : length == 126 ? 2 : 8;
}

constexpr int compressed_bit = 0x40;

std::string_view fault_of_first_bytes(char first, char second, bool may_be_compressed) {
  const int opcode = first & 0x0F;
  const bool begins_message = opcode == 1 || opcode == 2;
  if (first & (may_be_compressed && begins_message ? 0x70 & ~compressed_bit : 0x70)) return "reserved bits are set";
  if ((opcode > 2 && opcode < 8) || opcode > 10) return "unknown opcode";
  if (!(second & 0x80)) return "frame is not masked";
  if (opcode >= 8 && !(first & 0x80)) return "control frame is fragmented";
  if (opcode >= 8 && (second & 0x7F) > static_cast<int>(max_control_payload)) return "control frame is too long";
  return {};
}

bool may_be_sent_in_close(std::uint16_t code) {
  if (code >= 3000) return code <= 4999;
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

}  // namespace

struct WebSocketParser::Frame {
  Opcode opcode = Opcode::continuation;
  bool is_final = false;
  bool is_compressed = false;
  std::array<char, 4> key{};
  std::uint64_t size = 0;

  bool is_control() const { return static_cast<std::uint8_t>(opcode) >= 8; }
  bool begins_message() const { return opcode == Opcode::text || opcode == Opcode::binary; }
};

/// What is kept of a frame or message that did not come in one piece.
struct WebSocketParser::Pending {
  std::array<char, max_header> header;
  std::size_t header_size = 0;  // bytes of a header that was cut

  bool in_frame = false;
  Frame frame;
  std::uint64_t taken = 0;  // of the frame's payload
  std::string control;      // payload of a control frame, which may stand between fragments

  bool in_message = false;
  bool is_text = false;
  bool is_compressed = false;
  std::uint32_t fragments = 0;
  std::string message;
  Utf8Validator validator;

  bool is_used() const { return in_frame || in_message || header_size > 0; }
};

WebSocketParser::WebSocketParser(WebSocketLimits limits) : limits_(limits) {}
WebSocketParser::WebSocketParser(WebSocketParser&&) noexcept = default;
WebSocketParser& WebSocketParser::operator=(WebSocketParser&&) noexcept = default;
WebSocketParser::~WebSocketParser() = default;

bool WebSocketParser::holds_bytes() const { return pending_ && pending_->is_used(); }

bool WebSocketParser::in_message() const { return pending_ && pending_->in_message; }

std::string WebSocketParser::take_message() {
  return pending_ && !pending_->in_message ? std::exchange(pending_->message, {}) : std::string();
}

WebSocketEvent WebSocketParser::next(std::span<char>& bytes) {
  const bool was_delivered = pending_ && !pending_->is_used();
  if (was_delivered || ended_) pending_.reset();
  WebSocketEvent event;
  while (!ended_ && !bytes.empty() && event.kind == Kind::none) {
    if (pending_ && pending_->in_frame) {
      event = partial_frame(bytes);
      continue;
    }
    Frame frame;
    std::string_view fault;
    const HeaderStatus status = take_header(bytes, frame, fault);
    if (status == HeaderStatus::incomplete) return {};
    if (status == HeaderStatus::invalid) return fail(CloseCode::protocol_error, fault);
    event = refuse_misplaced(frame);
    if (event.kind != Kind::none) return event;
    if (bytes.size() >= frame.size) {
      const std::span<char> payload = bytes.first(frame.size);
      bytes = bytes.subspan(frame.size);
      unmask(payload.data(), payload.size(), frame.key, 0);
      event = whole_frame(frame, {payload.data(), payload.size()});
    } else {
      Pending& partial = pending();
      partial.in_frame = true;
      partial.frame = frame;
      partial.taken = 0;
      partial.control.clear();
    }
  }
  if (ended_) bytes = {};
  return event;
}

/// Takes a whole header, or keeps what there is of one.
WebSocketParser::HeaderStatus WebSocketParser::take_header(std::span<char>& bytes, Frame& frame,
                                                           std::string_view& fault) {
  std::array<char, max_header> header;
  const std::size_t kept = pending_ ? pending_->header_size : 0;
  if (kept > 0) std::memcpy(header.data(), pending_->header.data(), kept);
  const std::size_t size = kept + std::min(bytes.size(), max_header - kept);
  std::memcpy(header.data() + kept, bytes.data(), size - kept);

  std::size_t needed = 2;
  if (size >= needed) {
    fault = fault_of_first_bytes(header[0], header[1], limits_.compressed);
    if (!fault.empty()) return HeaderStatus::invalid;
    needed += extended_length_bytes(header[1]) + frame.key.size();
  }
  if (size < needed) {
    pending().header = header;
    pending_->header_size = size;
    bytes = {};
    return HeaderStatus::incomplete;
  }
  if (kept > 0) pending_->header_size = 0;
  bytes = bytes.subspan(needed - kept);
  const std::size_t extended = extended_length_bytes(header[1]);
  frame.opcode = static_cast<Opcode>(header[0] & 0x0F);
  frame.is_final = header[0] & 0x80;
  frame.is_compressed = header[0] & compressed_bit;
  frame.size = extended == 0 ? header[1] & 0x7F : read_big_endian(header.data() + 2, extended);
  std::memcpy(frame.key.data(), header.data() + 2 + extended, frame.key.size());
  if (frame.size >> 63) fault = "frame length has its high bit set";
  const bool fits_shorter = (extended == 2 && frame.size < 126) || (extended == 8 && frame.size <= 0xFFFF);
  if (fits_shorter) fault = "frame length is not in its shortest form";
  return fault.empty() ? HeaderStatus::complete : HeaderStatus::invalid;
}

/// An error where the frame must not follow what came before, or would make its message too big; else `none`.
WebSocketEvent WebSocketParser::refuse_misplaced(const Frame& frame) {
  if (frame.is_control()) return {};
  const bool in_message = pending_ && pending_->in_message;
  if (frame.begins_message() && in_message) return fail(CloseCode::protocol_error, "message begins inside another");
  if (!frame.begins_message()) {
    if (!in_message) return fail(CloseCode::protocol_error, "continuation without a message");
    if (!frame.is_final && frame.size == 0) return fail(CloseCode::protocol_error, "empty fragment inside a message");
    if (++pending_->fragments > limits_.fragments) return fail(CloseCode::too_big, "message has too many fragments");
  }
  const std::size_t held = in_message ? pending_->message.size() : 0;
  if (frame.size > limits_.message_bytes - held) return fail(CloseCode::too_big, "message is too big");
  return {};
}

WebSocketEvent WebSocketParser::whole_frame(const Frame& frame, std::string_view payload) {
  if (frame.is_control()) return control_frame(frame.opcode, payload);
  if (!frame.is_final || !frame.begins_message()) return message_piece(frame, payload, true);
  const bool is_text = frame.opcode == Opcode::text;
  return frame.is_compressed ? inflated(is_text, payload) : message(is_text, payload);
}

WebSocketEvent WebSocketParser::message(bool is_text, std::string_view payload) {
  if (is_text && !is_utf8(payload)) return fail(CloseCode::invalid_text, "text is not UTF-8");
  return {.kind = is_text ? Kind::text : Kind::binary, .payload = payload};
}

WebSocketEvent WebSocketParser::inflated(bool is_text, std::string_view payload) {
  auto [status, text] = inflate_message(payload, {limits_.message_bytes, limits_.inflate_ratio});
  if (status == Inflated::Status::too_big) return fail(CloseCode::too_big, "inflated message is too big");
  if (status == Inflated::Status::invalid) return fail(CloseCode::invalid_text, "message cannot be inflated");
  return message(is_text, pending().message = std::move(text));
}

/// Takes what came of the payload of the frame in progress.
WebSocketEvent WebSocketParser::partial_frame(std::span<char>& bytes) {
  Pending& partial = *pending_;
  const std::size_t size = std::min<std::uint64_t>(bytes.size(), partial.frame.size - partial.taken);
  const std::span<char> piece = bytes.first(size);
  bytes = bytes.subspan(size);
  unmask(piece.data(), size, partial.frame.key, partial.taken);
  const bool is_first = partial.taken == 0;
  partial.taken += size;
  partial.in_frame = partial.taken < partial.frame.size;
  if (!partial.frame.is_control()) {
    if (!is_first) partial.frame.opcode = Opcode::continuation;  // of the message begun by the first piece
    return message_piece(partial.frame, {piece.data(), size}, !partial.in_frame);
  }
  partial.control.append(piece.data(), size);
  return partial.in_frame ? WebSocketEvent{} : control_frame(partial.frame.opcode, partial.control);
}

/// Adds to the message in progress, or begins one with the first piece of its first frame.
WebSocketEvent WebSocketParser::message_piece(const Frame& frame, std::string_view piece, bool ends_frame) {
  Pending& partial = pending();
  if (frame.begins_message()) {
    partial.in_message = true;
    partial.is_text = frame.opcode == Opcode::text;
    partial.is_compressed = frame.is_compressed;
    partial.fragments = 1;
    partial.message.clear();
    partial.validator = {};
  }
  partial.message += piece;
  const bool ends_message = ends_frame && frame.is_final;
  if (partial.is_compressed) {
    if (!ends_message) return {};
    partial.in_message = false;
    return inflated(partial.is_text, partial.message);
  }
  const bool is_valid =
      !partial.is_text || (partial.validator.feed(piece) && (!ends_message || partial.validator.at_boundary()));
  if (!is_valid) return fail(CloseCode::invalid_text, "text is not UTF-8");
  if (!ends_message) return {};
  partial.in_message = false;
  return {.kind = partial.is_text ? Kind::text : Kind::binary, .payload = partial.message};
}

WebSocketEvent WebSocketParser::control_frame(Opcode opcode, std::string_view payload) {
  if (opcode == Opcode::close) return close_frame(payload);
  return {.kind = opcode == Opcode::ping ? Kind::ping : Kind::pong, .payload = payload};
}

WebSocketEvent WebSocketParser::close_frame(std::string_view payload) {
  ended_ = true;
  if (payload.empty()) return {.kind = Kind::close, .code = CloseCode::no_status, .payload = {}};
  if (payload.size() == 1) return fail(CloseCode::protocol_error, "close frame holds half a code");
  const auto code = static_cast<std::uint16_t>(read_big_endian(payload.data(), 2));
  if (!may_be_sent_in_close(code)) return fail(CloseCode::protocol_error, "close code may not be sent");
  if (!is_utf8(payload.substr(2))) return fail(CloseCode::invalid_text, "close reason is not UTF-8");
  return {.kind = Kind::close, .code = code, .payload = payload.substr(2)};
}

WebSocketEvent WebSocketParser::fail(std::uint16_t code, std::string_view fault) {
  ended_ = true;
  pending_.reset();
  return {.kind = Kind::error, .code = code, .payload = fault};
}

WebSocketParser::Pending& WebSocketParser::pending() {
  if (!pending_) pending_ = std::make_unique<Pending>();
  return *pending_;
}

std::size_t write_frame_header(char* room, Opcode opcode, std::uint64_t size, bool is_compressed) {
  const std::size_t extended = size < 126 ? 0 : size <= 0xFFFF ? 2 : 8;
  const std::size_t offset = frame_header_room - 2 - extended;
  room[offset] = static_cast<char>(0x80 | (is_compressed ? compressed_bit : 0) | static_cast<std::uint8_t>(opcode));
  room[offset + 1] = static_cast<char>(extended == 0 ? size : extended == 2 ? 126 : 127);
  write_big_endian(room + offset + 2, extended, size);
  return offset;
}

void append_frame_header(std::string& out, Opcode opcode, std::uint64_t size) {
  std::array<char, frame_header_room> room;
  const std::size_t offset = write_frame_header(room.data(), opcode, size);
  out.append(room.data() + offset, room.size() - offset);
}

void append_close_frame(std::string& out, std::uint16_t code, std::string_view reason) {
  if (code == CloseCode::no_status) return append_frame_header(out, Opcode::close, 0);
  std::size_t length = std::min<std::size_t>(reason.size(), max_control_payload - 2);
  const auto is_continuation = [&](std::size_t at) { return (reason[at] & 0xC0) == 0x80; };
  while (length < reason.size() && length > 0 && is_continuation(length)) --length;
  append_frame_header(out, Opcode::close, 2 + length);
  out += static_cast<char>(code >> 8);
  out += static_cast<char>(code & 0xFF);
  out += reason.substr(0, length);
}

}  // namespace plume::http
