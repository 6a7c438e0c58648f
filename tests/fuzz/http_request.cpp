// Requests: any bytes, cut anywhere, give the same requests or the same error, within the limits.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "http/request_parser.h"

namespace {

using plume::http::RawRequest;
using plume::http::RequestParser;
using Status = RequestParser::Status;

constexpr plume::http::RequestLimits limits{
    .target_bytes = 200, .header_bytes = 400, .header_count = 10, .body_bytes = 100};

void require(bool holds) {
  if (!holds) std::abort();
}

std::string described(const RawRequest& request) {
  std::string text = request.method + ' ' + request.path + '?' + request.query + ' ' + request.host + ':' +
                     std::to_string(request.port) + " 1." + std::to_string(request.minor_version) +
                     (request.keeps_alive ? " keep" : "") + (request.expects_continue ? " expect" : "") + '\n';
  for (const auto& [name, value] : request.headers) text += name + '=' + value + '\n';
  return text + request.body;
}

void check(const RawRequest& request) {
  require(request.path.starts_with('/') || request.path == "*");
  require(request.path.size() + request.query.size() <= limits.target_bytes);
  require(request.headers.size() <= limits.header_count);
  require(request.body.size() <= limits.body_bytes);
  require(!request.host.empty() || request.minor_version == 0);
  for (const auto& [name, value] : request.headers) {
    require(!name.empty() && name.find_first_of(" \t\r\n") == name.npos);
    require(value.find_first_of(std::string_view("\0\r\n", 3)) == value.npos);
    require(request.headers.find(name) == &value);  // no other field has this name
  }
}

std::vector<std::string> outcome(std::string_view bytes, std::size_t step) {
  RequestParser parser(limits);
  std::vector<std::string> seen;
  while (!bytes.empty()) {
    const std::string piece(bytes.substr(0, step));  // of its own, so that reads beyond it are noticed
    bytes.remove_prefix(piece.size());
    std::string_view rest = piece;
    for (Status status = Status::head; status == Status::head || status == Status::complete;) {
      status = parser.feed(rest);
      if (status == Status::failed) {
        seen.push_back(std::to_string(parser.error().status) + std::string(parser.error().reason));
        return seen;
      }
      if (status == Status::complete) {
        check(parser.request());
        seen.push_back(described(parser.take()));
      }
    }
    require(rest.empty());
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = outcome(bytes, size + 1);
  require(outcome(bytes, 1) == whole);
  require(outcome(bytes, 7) == whole);
  return 0;
}
