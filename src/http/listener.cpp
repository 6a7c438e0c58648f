#include "http/listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

#include "base/log.h"

namespace plume::http {
namespace {

using namespace std::chrono_literals;

constexpr int waiting_clients = 4096;
constexpr int most_at_once = 64;  // accepted before others are served
constexpr auto rest_time = 100ms;

std::string text_of(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = "";
  const void* const bytes = address.ss_family == AF_INET6
                                ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6&>(address).sin6_addr)
                                : &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
  ::inet_ntop(address.ss_family, bytes, text, sizeof text);
  return text;
}

std::uint16_t port_of(const sockaddr_storage& address) {
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                                             : reinterpret_cast<const sockaddr_in&>(address).sin_port);
}

std::uint16_t port_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return port_of(address);
}

int listen_on(const std::string& address, int port) {
  const std::string what = "cannot listen on " + address + " port " + std::to_string(port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found))
    throw std::system_error(std::make_error_code(std::errc::invalid_argument), what + ": " + ::gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> first(found, ::freeaddrinfo);
  const int descriptor = ::socket(first->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int one = 1;
  if (descriptor >= 0 && ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0 &&
      ::bind(descriptor, first->ai_addr, first->ai_addrlen) == 0 && ::listen(descriptor, waiting_clients) == 0)
    return descriptor;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  throw std::system_error(error, std::generic_category(), what);
}

}  // namespace

Listener::Listener(const std::string& address, int port, Accepted accepted)
    : accepted_(std::move(accepted)), descriptor_(listen_on(address, port)), port_(port_of(descriptor_)) {}

Listener::~Listener() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Listener::begin(runtime::Shard& shard) {
  shard_ = &shard;
  shard.watch(descriptor_, *this, readable);
}

void Listener::end() {
  if (shard_) {
    for (int i = 0; i < waiting_clients && take() == Taken::one; ++i) {
    }
    shard_->disarm(*this);
    shard_->unwatch(descriptor_);
    unmark_ready();
    shard_ = nullptr;
  }
  ::close(std::exchange(descriptor_, -1));
}

void Listener::serve() {
  take_events();
  for (int i = 0; i < most_at_once; ++i) {
    const Taken taken = take();
    if (taken == Taken::no_room) return rest();
    if (taken == Taken::none) return;
  }
}

Listener::Taken Listener::take() {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  const int client = ::accept4(descriptor_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (client >= 0) {
    accepted_(client, {.address = text_of(address), .port = port_of(address)});
    return Taken::one;
  }
  if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) return Taken::no_room;
  return errno == ECONNABORTED || errno == EINTR ? Taken::one : Taken::none;
}

void Listener::rest() {
  log_error("no more connections can be taken for now", {{"error", std::generic_category().message(errno)}});
  shard_->watch_for(descriptor_, *this, 0);
  shard_->arm(*this, shard_->now() + rest_time);
}

void Listener::fire() { shard_->watch_for(descriptor_, *this, readable); }

}  // namespace plume::http
