#include "support/tcp_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>

#include "support/websocket_frames.h"

namespace plume::testing {

TcpClient::TcpClient(int port, TcpOptions options) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (options.receive_buffer)
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &options.receive_buffer, sizeof options.receive_buffer);
  const int one = 1;
  ::setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  const timeval patience{options.patience.count(), 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address)) {
    ::close(descriptor_);
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
  if (options.tls) begin_tls(options);
}

TcpClient::~TcpClient() { ::close(descriptor_); }

int TcpClient::port() const {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(descriptor_, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

void TcpClient::begin_tls(const TcpOptions& options) {
  context_.reset(SSL_CTX_new(TLS_client_method()));
  if (!options.certificate.empty()) {
    SSL_CTX_use_certificate_file(context_.get(), options.certificate.c_str(), SSL_FILETYPE_PEM);
    SSL_CTX_use_PrivateKey_file(context_.get(), options.key.c_str(), SSL_FILETYPE_PEM);
  }
  if (!options.suites.empty()) {
    SSL_CTX_set_max_proto_version(context_.get(), TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context_.get(), options.suites.c_str());
  }
  tls_.reset(SSL_new(context_.get()));
  SSL_set_fd(tls_.get(), descriptor_);
  if (options.session) SSL_set_session(tls_.get(), options.session);
  if (SSL_connect(tls_.get()) != 1) throw std::runtime_error("the TLS handshake failed");
}

void TcpClient::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto size = tls_ ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                           : ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (size <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(size));
  }
}

void TcpClient::end_writing() { ::shutdown(descriptor_, SHUT_WR); }

void TcpClient::reset() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(descriptor_);
  descriptor_ = -1;
}

ssize_t TcpClient::read_some(char* bytes, std::size_t size) {
  if (!tls_) return ::recv(descriptor_, bytes, size, 0);
  return SSL_read(tls_.get(), bytes, static_cast<int>(size));
}

// False where the server ended the connection.
bool TcpClient::fill() {
  char bytes[16 * 1024];
  errno = 0;
  const auto size = read_some(bytes, sizeof bytes);
  if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
    throw std::runtime_error("the server sent nothing in time");
  if (size <= 0) return false;
  received_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

bool TcpClient::ended() { return received_.empty() && !fill(); }

std::size_t TcpClient::skip(std::size_t most) {
  std::string bytes(most, '\0');
  const auto size = read_some(bytes.data(), most);
  return size < 0 ? 0 : static_cast<std::size_t>(size);
}

bool TcpClient::is_silent() {
  char byte;
  return received_.empty() && ::recv(descriptor_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno == EAGAIN;
}

std::string TcpClient::take(std::size_t size) {
  received_.reserve(size);
  while (received_.size() < size)
    if (!fill()) throw std::runtime_error("the server ended the connection early, after: " + received_.substr(0, 200));
  std::string taken = received_.substr(0, size);
  received_.erase(0, size);
  return taken;
}

std::size_t TcpClient::rest() {
  std::size_t size = 0;
  do {
    size += received_.size();
    received_.clear();
  } while (fill());
  return size;
}

std::string TcpClient::take_line() {
  std::size_t end;
  while ((end = received_.find("\r\n")) == std::string::npos)
    if (!fill()) throw std::runtime_error("the server ended the connection early, after: " + received_.substr(0, 200));
  std::string line = take(end + 2);
  return line.substr(0, end);
}

Response TcpClient::response(bool is_head) {
  Response response;
  const std::string status_line = take_line();
  response.status = std::atoi(status_line.substr(status_line.find(' ') + 1).c_str());
  for (std::string line; !(line = take_line()).empty();) {
    const auto colon = line.find(": ");
    response.headers.add(line.substr(0, colon), line.substr(colon + 2));
  }
  if (!is_head && response.headers.contains("content-length"))
    response.body = take(std::stoul(std::string(response.headers.get("content-length"))));
  return response;
}

Response TcpClient::request(std::string_view head, std::string_view body) {
  std::string bytes(head);
  if (!body.empty()) bytes += "\r\nContent-Length: " + std::to_string(body.size());
  write(bytes.append("\r\n\r\n").append(body));
  return response(head.starts_with("HEAD "));
}

Response TcpClient::get(std::string_view path, std::string_view fields) {
  std::string head = "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost";
  if (!fields.empty()) head.append("\r\n").append(fields);
  return request(head);
}

int TcpClient::upgrade(std::string_view target, std::string_view fields) {
  std::string all =
      "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  if (!fields.empty()) all.append("\r\n").append(fields);
  return get(target, all).status;
}

void TcpClient::send_frame(http::Opcode opcode, std::string_view payload) { write(client_frame(opcode, payload)); }

ServerFrame TcpClient::frame() {
  const std::string head = take(2);
  if (head[1] & 0x80) throw std::runtime_error("the server sent a masked frame");
  std::size_t size = static_cast<unsigned char>(head[1]);
  if (size >= 126) {
    const std::string length = take(size == 126 ? 2 : 8);
    size = 0;
    for (const char byte : length) size = size << 8 | static_cast<unsigned char>(byte);
  }
  return {static_cast<http::Opcode>(head[0] & 0x0F), take(size), (head[0] & 0x40) != 0};
}

int TcpClient::closed() {
  const ServerFrame last = frame();
  if (last.opcode != http::Opcode::close) throw std::runtime_error("instead of a close frame came: " + last.payload);
  if (!ended()) throw std::runtime_error("the server sent something after its close frame");
  return last.close_code();
}

std::string TcpClient::receive() {
  ServerFrame next = frame();
  if (next.opcode != http::Opcode::text) throw std::runtime_error("instead of a text frame came another one");
  return std::move(next.payload);
}

}  // namespace plume::testing
