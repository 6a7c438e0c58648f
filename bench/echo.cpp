// The anchor of the load benchmark: a bare epoll WebSocket echo, as small as one can be. It checks nothing.
//   plume_echo PORT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

std::string accept_key(const std::string& request) {
  const auto at = request.find("Sec-WebSocket-Key: ");
  if (at == std::string::npos) return "";
  const std::string text = request.substr(at + 19, 24) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  unsigned char encoded[64];
  const int length = EVP_EncodeBlock(encoded, digest, sizeof digest);
  return std::string(reinterpret_cast<char*>(encoded), length);
}

// Unmasks the one small frame in `bytes` and makes it the server's frame, in place. Its length, 0 where it is none.
std::size_t turn_round(unsigned char* bytes, std::size_t size) {
  if (size < 6) return 0;
  std::size_t length = bytes[1] & 127, head = 2;
  if (length == 126) {
    length = std::size_t(bytes[2]) << 8 | bytes[3];
    head = 4;
  }
  if (size < head + 4 + length) return 0;
  unsigned char mask[4];
  std::memcpy(mask, bytes + head, 4);
  bytes[1] &= 127;
  for (std::size_t i = 0; i < length; ++i) bytes[head + i] = bytes[head + 4 + i] ^ mask[i & 3];
  return head + length;
}

void serve(int listener) {
  const int poller = epoll_create1(0);
  epoll_event event{EPOLLIN, {.fd = listener}};
  epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
  std::vector<epoll_event> ready(256);
  std::vector<bool> upgraded(65536);
  static unsigned char buffer[65536];
  for (;;) {
    const int count = epoll_wait(poller, ready.data(), static_cast<int>(ready.size()), -1);
    for (int i = 0; i < count; ++i) {
      const int fd = ready[i].data.fd;
      if (fd == listener) {
        const int client = accept(listener, nullptr, nullptr);
        const int one = 1;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        event.data.fd = client;
        epoll_ctl(poller, EPOLL_CTL_ADD, client, &event);
        upgraded[client] = false;
        continue;
      }
      const ssize_t size = read(fd, buffer, sizeof buffer);
      if (size <= 0) {
        close(fd);
        continue;
      }
      if (!upgraded[fd]) {
        const std::string answer =
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Accept: " +
            accept_key(std::string(reinterpret_cast<char*>(buffer), size)) + "\r\n\r\n";
        if (write(fd, answer.data(), answer.size()) < 0) close(fd);
        upgraded[fd] = true;
        continue;
      }
      const auto frame = turn_round(buffer, static_cast<std::size_t>(size));
      if (frame == 0 || write(fd, buffer, frame) < 0) close(fd);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(listener, reinterpret_cast<sockaddr*>(&address), size) || listen(listener, 1024)) return 1;
  getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  std::printf("listening on http://localhost:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  serve(listener);
}
