#include "http/server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>
#include <thread>
#include <utility>

#include "base/log.h"
#include "http/long_polls.h"
#include "plume/telemetry.h"

namespace plume::http {

using namespace std::chrono_literals;
using runtime::Clock;

namespace {

// Each connection is an open file, and many systems allow few of them where nobody asks for more.
void raise_file_limit() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == files.rlim_max) return;
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

Server::Server(runtime::Runtime& runtime, const ServerParts& parts, const EndpointOptions& options)
    : runtime_(runtime),
      parts_(parts),
      options_(options),
      telemetry_(parts.app.observer->telemetry),
      listener_(options.address, options.port,
                [this](int descriptor, Peer peer) { accepted(descriptor, std::move(peer)); }) {
  for (std::size_t i = 0; i < runtime.size(); ++i)
    connections_.push_back(std::make_unique<Connections>(runtime.shard(i), parts, count_));
}

void Server::start() {
  raise_file_limit();
  runtime_.shard(0).post([this] { listener_.begin(runtime_.shard(0)); });
}

void Server::accepted(int descriptor, Peer peer) {
  if (count_ >= options_.limits.connections) {
    log_warning("a connection was refused: there are too many", {{"connections", count_.load()}});
    ::close(descriptor);
    return;
  }
  ++count_;
  trimmer_.wake(runtime_.shard(0));
  const int one = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  runtime::Shard& shard = runtime_.next_shard();
  Connections& connections = *connections_[shard.index()];
  if (shard.on_loop()) return connections.add(descriptor, std::move(peer));
  shard.post([&connections, descriptor, peer = std::move(peer)] { connections.add(descriptor, peer); });
}

template <class Work>
auto Server::on_loop(std::size_t index, Work work) {
  const auto task = std::make_shared<std::packaged_task<decltype(work())()>>(std::move(work));
  runtime_.shard(index).post([task] { (*task)(); });
  return task->get_future().get();
}

std::size_t Server::drain_loop(std::size_t index, std::size_t most) {
  const std::size_t drained = connections_[index]->drain(most);
  return drained + (parts_.long_polls ? parts_.long_polls->drain(index, most - drained) : 0);
}

void Server::clear_loop(std::size_t index) {
  connections_[index]->clear();
  if (parts_.long_polls) parts_.long_polls->clear(index);
}

std::size_t Server::drain_batch() {
  std::size_t drained = 0;
  for (std::size_t i = 0; i < connections_.size(); ++i)
    drained += on_loop(i, [&, i] { return drain_loop(i, options_.drain.batch_size - drained); });
  if (drained > 0) telemetry_.emit(telemetry::SocketDrain{drained});
  return drained;
}

void Server::drain(Clock::time_point deadline) {
  on_loop(0, [this] { listener_.end(); });
  while (drain_batch() == options_.drain.batch_size && Clock::now() + options_.drain.batch_interval < deadline)
    std::this_thread::sleep_for(options_.drain.batch_interval);
  while (count_ > 0 && Clock::now() < deadline) std::this_thread::sleep_for(5ms);
  for (std::size_t i = 0; i < connections_.size(); ++i) on_loop(i, [&, i] { clear_loop(i); });
  on_loop(0, [this] { trimmer_.end(); });
}

}  // namespace plume::http
