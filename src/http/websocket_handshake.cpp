#include "http/websocket_handshake.h"

#include "base/ascii.h"
#include "crypto/base64.h"
#include "crypto/digest.h"
#include "http/text.h"

namespace plume::http {
namespace {

constexpr std::size_t nonce_bytes = 16;

}  // namespace

bool wants_websocket(const RawRequest& request) { return list_holds(request.headers.get("upgrade"), "websocket"); }

std::string_view websocket_handshake_fault(const RawRequest& request) {
  const Headers& headers = request.headers;
  if (request.method != "GET") return "the method is not GET";
  if (request.minor_version == 0) return "the version is HTTP/1.0";
  if (!wants_websocket(request)) return "the Upgrade field does not ask for websocket";
  if (!list_holds(headers.get("connection"), "upgrade")) return "the Connection field does not name Upgrade";
  if (headers.contains("content-length") || headers.contains("transfer-encoding")) return "the handshake has a body";
  if (headers.get("sec-websocket-version") != "13") return "the version of the protocol is not 13";
  const auto nonce = crypto::base64_decode(headers.get("sec-websocket-key"));
  if (!nonce || nonce->size() != nonce_bytes) return "the key is not 16 bytes in base64";
  return {};
}

std::string websocket_accept_key(std::string_view client_key) {
  return crypto::base64_encode(crypto::sha1(std::string(client_key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
}

}  // namespace plume::http
