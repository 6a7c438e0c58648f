#include "http/request_parser.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "base/url.h"
#include "http/repeated_fields.h"
#include "http/text.h"

namespace plume::http {
namespace {

constexpr std::size_t longest_method = 32;
constexpr std::size_t request_line_extra = longest_method + std::string_view("  HTTP/1.1").size();
constexpr std::size_t chunk_size_digits = 16;
constexpr std::size_t longest_chunk_line = 256;
constexpr std::size_t most_extension_bytes = 16 * 1024;  // of all chunks of a body

bool is_target_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F && c != '#'; });
}

bool is_path(std::string_view path) {
  if (path.find('\\') != path.npos) return false;
  for (std::size_t at = path.find('%'); at != path.npos; at = path.find('%', at + 3)) {
    if (path.size() - at < 3 || !is_hex_digit(path[at + 1]) || !is_hex_digit(path[at + 2])) return false;
  }
  return true;
}

}  // namespace

RequestParser::Status RequestParser::feed(std::string_view& bytes) {
  while (state_ != State::failed) {
    switch (state_) {
      case State::complete:
        return Status::complete;
      case State::body:
      case State::chunk_data:
        if (body_left_ > 0 && bytes.empty()) return Status::need_more;
        take_body(bytes);
        break;
      default: {
        const auto line = take_line(bytes);
        if (!line && state_ != State::failed) return Status::need_more;
        if (!line) break;
        const bool was_head = state_ == State::request_line || state_ == State::header_lines;
        read_line(*line);
        line_.clear();
        const bool ended_head = was_head && state_ != State::request_line && state_ != State::header_lines;
        if (ended_head && state_ != State::failed) return Status::head;
      }
    }
  }
  return Status::failed;
}

RawRequest RequestParser::take() {
  RawRequest request = std::move(request_);
  *this = RequestParser(limits_);
  return request;
}

void RequestParser::fail(int status, std::string_view reason) {
  state_ = State::failed;
  error_ = {status, reason};
  line_ = {};
}

// ---------------------------------------------------------------------------------------------------------------------
// Lines

std::size_t RequestParser::longest_line() const {
  switch (state_) {
    case State::request_line:
      return limits_.target_bytes + request_line_extra;
    case State::chunk_size:
      return longest_chunk_line;
    case State::chunk_end:
      return 0;
    default:
      return limits_.header_bytes - header_bytes_;
  }
}

RequestParser::Error RequestParser::fault_of_too_long_line() const {
  switch (state_) {
    case State::request_line:
      return {414, "the request line is too long"};
    case State::chunk_size:
      return {400, "the line of a chunk's size is too long"};
    case State::chunk_end:
      return {400, "a chunk is longer than its size"};
    default:
      return {431, "the header fields are too long"};
  }
}

/// The next line without its end, once all of it has come.
std::optional<std::string_view> RequestParser::take_line(std::string_view& bytes) {
  const std::size_t end = bytes.find('\n');
  const bool is_whole = end != bytes.npos;
  std::string_view line = bytes.substr(0, is_whole ? end + 1 : end);
  if (line_.size() + line.size() > longest_line() + 2) {
    const Error error = fault_of_too_long_line();
    fail(error.status, error.reason);
    return std::nullopt;
  }
  bytes.remove_prefix(line.size());
  if (!is_whole || !line_.empty()) {
    line_ += line;
    line = line_;
  }
  if (!is_whole) return std::nullopt;
  if (!line.ends_with("\r\n")) {
    fail(400, "a line ends with LF alone");
    return std::nullopt;
  }
  line.remove_suffix(2);
  return line;
}

void RequestParser::read_line(std::string_view line) {
  switch (state_) {
    case State::request_line:
      return read_request_line(line);
    case State::header_lines:
      return line.empty() ? finish_head() : read_header_line(line);
    case State::chunk_size:
      return read_chunk_size(line);
    case State::chunk_end:
      state_ = State::chunk_size;
      return;
    default:
      return read_trailer_line(line);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// The request line

void RequestParser::read_request_line(std::string_view line) {
  if (line.empty() && !skipped_empty_line_) {  // some clients send one behind a body
    skipped_empty_line_ = true;
    return;
  }
  const std::size_t method_end = line.find(' ');
  const std::size_t target_end = line.rfind(' ');
  if (method_end == line.npos || method_end == target_end) {
    return fail(400, "the request line is not method, target and version");
  }
  const std::string_view method = line.substr(0, method_end);
  if (method.size() > longest_method || !is_token(method)) return fail(400, "the method is malformed");
  request_.method = method;
  read_version(line.substr(target_end + 1));
  if (state_ == State::failed) return;
  state_ = State::header_lines;
  read_target(line.substr(method_end + 1, target_end - method_end - 1));
}

void RequestParser::read_version(std::string_view version) {
  const bool is_version = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                          version[6] == '.' && is_digit(version[7]);
  if (!is_version) return fail(400, "the version is malformed");
  if (version[5] != '1' || version[7] > '1') return fail(505, "the version is not HTTP/1.0 or HTTP/1.1");
  request_.minor_version = version[7] - '0';
}

void RequestParser::read_target(std::string_view target) {
  if (target.size() > limits_.target_bytes) return fail(414, "the request target is too long");
  if (!is_target_text(target)) return fail(400, "the request target holds a character that must be encoded");
  if (target == "*" && request_.method == "OPTIONS") {
    request_.path = target;
    return;
  }
  if (!target.starts_with('/')) return read_absolute_target(target);
  const std::size_t mark = std::min(target.find('?'), target.size());
  if (!is_path(target.substr(0, mark))) return fail(400, "the path is malformed");
  request_.path = target.substr(0, mark);
  request_.query = target.substr(std::min(mark + 1, target.size()));
}

/// "http://host/path?query", which servers must accept as well.
void RequestParser::read_absolute_target(std::string_view target) {
  const auto url = parse_url(target);
  if (!url) return fail(400, "the request target is neither a path nor a URL");
  if (!is_path(url->path)) return fail(400, "the path is malformed");
  has_absolute_target_ = true;
  request_.host = url->host;
  request_.port = url->port == default_port(url->scheme) ? 0 : url->port;
  request_.path = url->path;
  request_.query = url->query;
}

// ---------------------------------------------------------------------------------------------------------------------
// Header fields

bool RequestParser::count_field(std::string_view line) {
  header_bytes_ += line.size();
  if (++header_count_ <= limits_.header_count) return true;
  fail(431, "there are too many header fields");
  return false;
}

std::optional<Headers::Field> RequestParser::split_field(std::string_view line) {
  if (line.starts_with(' ') || line.starts_with('\t')) {
    fail(400, "a header field is folded over lines");
    return std::nullopt;
  }
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  if (colon == line.npos || !is_token(name)) {
    fail(400, "the name of a header field is malformed");
    return std::nullopt;
  }
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_field_value(value)) {
    fail(400, "the value of a header field holds a control character");
    return std::nullopt;
  }
  return Headers::Field(name, value);
}

void RequestParser::read_header_line(std::string_view line) {
  if (!count_field(line)) return;
  if (const auto field = split_field(line)) request_.headers.add(field->first, field->second);
}

void RequestParser::read_trailer_line(std::string_view line) {
  if (line.empty()) {
    state_ = State::complete;
  } else if (count_field(line)) {
    split_field(line);
  }
}

void RequestParser::finish_head() {
  state_ = State::complete;
  if (!combine_repeated(request_.headers)) return fail(400, "a header field that has one value is repeated");
  read_host();
  if (state_ != State::failed) read_connection();
  if (state_ != State::failed) read_framing();
}

void RequestParser::read_host() {
  const std::string* const value = request_.headers.find("host");
  if (!value) {
    if (request_.minor_version > 0) fail(400, "the Host field is missing");
    return;
  }
  const auto authority = parse_authority(*value);
  if (!authority) return fail(400, "the Host field is malformed");
  const bool contradicts = authority->host != request_.host || authority->port != request_.port;
  if (has_absolute_target_ && contradicts) return fail(400, "the Host field is not that of the request target");
  request_.host = authority->host;
  request_.port = authority->port;
}

void RequestParser::read_connection() {
  const std::string_view value = request_.headers.get("connection");
  const bool keeps = request_.minor_version > 0 || list_holds(value, "keep-alive");
  request_.keeps_alive = keeps && !list_holds(value, "close");
}

void RequestParser::read_framing() {
  const std::string* const length = request_.headers.find("content-length");
  const std::string* const coding = request_.headers.find("transfer-encoding");
  if (coding) {
    if (length) return fail(400, "there are both Content-Length and Transfer-Encoding");
    if (request_.minor_version == 0) return fail(400, "Transfer-Encoding in HTTP/1.0");
    if (!equal_without_case(*coding, "chunked")) return fail(501, "the transfer coding is not just chunked");
    state_ = State::chunk_size;
  } else if (length) {
    read_content_length(*length);
  }
  if (state_ == State::failed) return;

  const std::string* const expectation = request_.headers.find("expect");
  if (!expectation || request_.minor_version == 0) return;
  if (!equal_without_case(*expectation, "100-continue")) return fail(417, "the expectation is not 100-continue");
  request_.expects_continue = state_ != State::complete;
}

void RequestParser::read_content_length(std::string_view digits) {
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) {
    return fail(400, "the Content-Length is no number");
  }
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), body_left_);
  if (result.ec != std::errc() || body_left_ > limits_.body_bytes) return fail(413, "the body is too big");
  if (body_left_ > 0) state_ = State::body;
}

// ---------------------------------------------------------------------------------------------------------------------
// The body

void RequestParser::take_body(std::string_view& bytes) {
  const std::string_view piece = bytes.substr(0, std::min<std::uint64_t>(body_left_, bytes.size()));
  request_.body += piece;
  bytes.remove_prefix(piece.size());
  body_left_ -= piece.size();
  if (body_left_ == 0) state_ = state_ == State::body ? State::complete : State::chunk_end;
}

void RequestParser::read_chunk_size(std::string_view line) {
  const std::string_view digits = line.substr(0, line.find(';'));
  const std::string_view extension = line.substr(digits.size());
  const bool is_number =
      !digits.empty() && digits.size() <= chunk_size_digits && std::all_of(digits.begin(), digits.end(), is_hex_digit);
  if (!is_number || !is_field_value(extension)) return fail(400, "the size of a chunk is malformed");
  extension_bytes_ += extension.size();
  if (extension_bytes_ > most_extension_bytes) return fail(400, "the chunk extensions are too long");
  std::from_chars(digits.data(), digits.data() + digits.size(), body_left_, 16);
  if (body_left_ > limits_.body_bytes - request_.body.size()) return fail(413, "the body is too big");
  state_ = body_left_ == 0 ? State::trailer_lines : State::chunk_data;
}

}  // namespace plume::http
