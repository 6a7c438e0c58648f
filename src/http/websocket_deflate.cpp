#include "http/websocket_deflate.h"

#include <zlib.h>

#include <algorithm>
#include <new>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "foundation/numbers.h"
#include "http/text.h"

namespace plume::http {
namespace {

constexpr int raw_deflate = -15;  // the largest window, no header
constexpr int fastest = 1;        // better levels save few bytes of markup, and take several times as long
constexpr int usual_memory = 8;
constexpr std::string_view tail("\0\0\xff\xff", 4);  // of a flushed block; it is not sent
constexpr std::size_t any_ratio = 64 * 1024;         // up to which no ratio is looked at

// What comes out of a stream.
class Output {
 public:
  explicit Output(std::size_t expected) : bytes_(expected, '\0') {}
  // Room for at least one byte more, but for no more than `most` in all.
  void offer(z_stream& stream, std::size_t most) {
    if (size_ == bytes_.size()) bytes_.resize(std::max<std::size_t>(2 * size_, 1024));
    room_ = std::min(bytes_.size(), most) - size_;
    stream.next_out = reinterpret_cast<Bytef*>(bytes_.data() + size_);
    stream.avail_out = static_cast<uInt>(room_);
  }
  void take(const z_stream& stream) { size_ += room_ - stream.avail_out; }
  std::size_t size() const { return size_; }
  std::string text(std::size_t size) && {
    bytes_.resize(size);
    return std::move(bytes_);
  }

 private:
  std::string bytes_;
  std::size_t size_ = 0, room_ = 0;
};

void give(z_stream& stream, std::string_view bytes) {
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
}

class Deflater {
 public:
  Deflater() {
    if (::deflateInit2(&stream_, fastest, Z_DEFLATED, raw_deflate, usual_memory, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() { ::deflateEnd(&stream_); }

  std::string deflate(std::string_view text) {
    ::deflateReset(&stream_);
    Output output(text.size() / 4);
    give(stream_, text);
    const std::size_t most = text.size() + tail.size();
    do {
      if (output.size() == most) return {};
      output.offer(stream_, most);
      ::deflate(&stream_, Z_SYNC_FLUSH);
      output.take(stream_);
    } while (stream_.avail_out == 0);
    return output.size() < most ? std::move(output).text(output.size() - tail.size()) : std::string();
  }

 private:
  z_stream stream_{};
};

class Inflater {
 public:
  Inflater() {
    if (::inflateInit2(&stream_, raw_deflate) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { ::inflateEnd(&stream_); }

  Inflated inflate(std::string_view payload, InflateLimits limits) {
    ::inflateReset(&stream_);
    most_ = std::min(limits.bytes, std::max(any_ratio, payload.size() * limits.ratio));
    Output output(std::min(most_, 4 * payload.size()));
    for (const std::string_view part : {payload, tail})
      if (const auto status = add(output, part); status != Inflated::Status::ok) return {status};
    const bool between_blocks = stream_.data_type & 128;
    return {between_blocks ? Inflated::Status::ok : Inflated::Status::invalid, std::move(output).text(output.size())};
  }

 private:
  Inflated::Status add(Output& output, std::string_view bytes) {
    give(stream_, bytes);
    while (stream_.avail_in > 0 || stream_.avail_out == 0) {
      output.offer(stream_, most_ + 1);
      const int result = ::inflate(&stream_, Z_SYNC_FLUSH);
      output.take(stream_);
      if (output.size() > most_) return Inflated::Status::too_big;
      if (result == Z_STREAM_END) {  // a client may end the stream; what follows is a new one (RFC 7692, 7.2.3.4)
        ::inflateReset(&stream_);
      } else if (result == Z_BUF_ERROR) {
        break;  // all was taken and given before
      } else if (result != Z_OK) {
        return Inflated::Status::invalid;
      }
    }
    return Inflated::Status::ok;
  }

  z_stream stream_{};
  std::size_t most_ = 0;
};

// -- the handshake
// -----------------------------------------------------------------------------------------------------

struct Parameter {
  std::string_view name;
  std::optional<std::string_view> value;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

Parameter parameter_of(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return {text, std::nullopt};
  auto value = trimmed(text.substr(equals + 1));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
  return {trimmed(text.substr(0, equals)), value};
}

// 0 where it is none.
int window_bits(std::string_view value) {
  const int bits = value.starts_with('0') ? 0 : read_number<int>(value).value_or(0);
  return bits >= 8 && bits <= 15 ? bits : 0;
}

// The server's window stays the largest: the one compressor of a thread is for all.
bool can_be_kept(const Parameter& parameter) {
  const auto& [name, value] = parameter;
  if (name == "server_no_context_takeover" || name == "client_no_context_takeover") return !value;
  if (name == "client_max_window_bits") return !value || window_bits(*value) != 0;
  return name == "server_max_window_bits" && value && window_bits(*value) == 15;
}

std::string answer_to(std::string_view offer) {
  const auto parts = split(offer, ';');
  if (!equal_without_case(parts.front(), "permessage-deflate")) return {};
  std::string answer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
  std::vector<std::string_view> seen;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const Parameter parameter = parameter_of(parts[i]);
    const bool again = std::find(seen.begin(), seen.end(), parameter.name) != seen.end();
    if (again || !can_be_kept(parameter)) return {};
    seen.push_back(parameter.name);
    if (parameter.name == "server_max_window_bits") answer += "; server_max_window_bits=15";
  }
  return answer;
}

}  // namespace

std::string accepted_deflate(const Headers& headers) {
  for (const auto offer : list_elements(headers.get("sec-websocket-extensions")))
    if (auto answer = answer_to(offer); !answer.empty()) return answer;
  return {};
}

std::string deflate_message(std::string_view text) {
  static thread_local Deflater deflater;
  return deflater.deflate(text);
}

Inflated inflate_message(std::string_view payload, InflateLimits limits) {
  static thread_local Inflater inflater;
  return inflater.inflate(payload, limits);
}

}  // namespace plume::http
