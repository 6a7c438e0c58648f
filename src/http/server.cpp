#include "http/server.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <future>
#include <system_error>
#include <thread>

#include "base/log.h"

namespace plume::http {
namespace {

using namespace std::chrono_literals;

constexpr int backlog = 4096;
constexpr int most_at_once = 64;  // connections accepted before others are served

std::system_error failure(const std::string& what) { return {errno, std::generic_category(), what}; }

std::string address_text(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET6)
    inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, text, sizeof text);
  else
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
  return text;
}

int port_of(int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port
                                             : reinterpret_cast<sockaddr_in&>(address).sin_port);
}

int listening_socket(const std::string& address, int port) {
  const std::string where = address + " port " + std::to_string(port);
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  if (const int error = getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found))
    throw std::system_error(std::make_error_code(std::errc::invalid_argument), "cannot listen on " + where + ": " + gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all(found, freeaddrinfo);
  const int descriptor = ::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) throw failure("cannot listen on " + where);
  const int one = 1;
  ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (::bind(descriptor, found->ai_addr, found->ai_addrlen) || ::listen(descriptor, backlog)) {
    auto error = failure("cannot listen on " + where);
    ::close(descriptor);
    throw error;
  }
  return descriptor;
}

}  // namespace

void Connections::add(int descriptor, std::string peer) {
  try {
    auto connection = std::make_unique<Connection>(shard_, *this, parts_, descriptor, std::move(peer));
    Connection* const at = connection.get();
    all_.emplace(at, std::move(connection));
    if (draining_) at->drain();
  } catch (const std::exception& error) {
    log_error("a connection could not be taken", {{"error", error.what()}});
    --count_;
  }
}

void Connections::remove(Connection& connection) {
  if (draining_) std::erase(to_drain_, &connection);
  all_.erase(&connection);
  --count_;
}

std::size_t Connections::drain(std::size_t most) {
  if (!draining_) {
    draining_ = true;
    for (const auto& [connection, owned] : all_) to_drain_.push_back(connection);
  }
  std::size_t drained = 0;
  for (; drained < most && !to_drain_.empty(); ++drained) {
    Connection* const next = to_drain_.back();
    to_drain_.pop_back();
    next->drain();
  }
  return drained;
}

// Accepts on the first loop. Where the process has no descriptor left, it tries again a little later.
class Server::Listener : public runtime::Ready, private runtime::Alarm {
 public:
  Listener(Server& server, runtime::Shard& shard, int descriptor)
      : server_(server), shard_(shard), descriptor_(descriptor) {}
  ~Listener() override { ::close(descriptor_); }

  void begin() { shard_.watch(descriptor_, *this, readable); }
  void end() {
    shard_.disarm(*this);
    shard_.unwatch(descriptor_);
    unmark_ready();
  }
  void serve() override {
    take_events();
    for (int i = 0; i < most_at_once; ++i) {
      sockaddr_storage address{};
      socklen_t size = sizeof address;
      const int client = ::accept4(descriptor_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (client >= 0) {
        server_.accepted(client, address_text(address));
        continue;
      }
      if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
        log_error("no more connections can be taken for now", {{"error", std::generic_category().message(errno)}});
        shard_.watch_for(descriptor_, *this, 0);
        shard_.arm(*this, shard_.now() + 100ms);
      }
      return;
    }
  }

 private:
  void fire() override { shard_.watch_for(descriptor_, *this, readable); }

  Server& server_;
  runtime::Shard& shard_;
  const int descriptor_;
};

Server::Server(runtime::Runtime& runtime, const ServerParts& parts, const EndpointOptions& options)
    : runtime_(runtime), parts_(parts), options_(options) {
  for (std::size_t i = 0; i < runtime.size(); ++i)
    connections_.push_back(std::make_unique<Connections>(runtime.shard(i), parts_, count_));
}

Server::~Server() = default;

void Server::listen() {
  const int descriptor = listening_socket(options_.address, options_.port);
  port_ = port_of(descriptor);
  listener_ = std::make_unique<Listener>(*this, runtime_.shard(0), descriptor);
  runtime_.shard(0).post([this] { listener_->begin(); });
}

void Server::accepted(int descriptor, std::string peer) {
  if (count_ >= options_.limits.connections) {
    log_warning("a connection was refused: there are too many", {{"connections", count_.load()}});
    ::close(descriptor);
    return;
  }
  ++count_;
  const int one = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  runtime::Shard& shard = runtime_.next_shard();
  if (shard.on_loop()) return connections_[shard.index()]->add(descriptor, std::move(peer));
  shard.post([this, descriptor, index = shard.index(), peer = std::move(peer)]() mutable {
    connections_[index]->add(descriptor, std::move(peer));
  });
}

void Server::drain() {
  const auto deadline = std::chrono::steady_clock::now() + options_.drain.shutdown;
  const auto on_loop = [&](std::size_t index, auto work) {
    std::promise<std::size_t> done;
    runtime_.shard(index).post([&] { done.set_value(work()); });
    return done.get_future().get();
  };
  if (listener_) on_loop(0, [&] { return listener_->end(), 0; });
  for (std::size_t left = options_.drain.batch_size;;) {
    std::size_t drained = 0;
    for (std::size_t i = 0; i < connections_.size(); ++i)
      drained += on_loop(i, [&, i] { return connections_[i]->drain(left - std::min(left, drained)); });
    if (drained < left || std::chrono::steady_clock::now() + options_.drain.batch_interval >= deadline) break;
    std::this_thread::sleep_for(options_.drain.batch_interval);
  }
  while (count_ > 0 && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(5ms);
  for (std::size_t i = 0; i < connections_.size(); ++i)
    on_loop(i, [&, i] { return connections_[i]->clear(), 0; });
  listener_.reset();
}

}  // namespace plume::http
