#include "http/connections.h"

#include <unistd.h>

#include <exception>
#include <iterator>
#include <utility>

#include "base/log.h"

namespace plume::http {

void Connections::add(int descriptor, Peer peer) {
  try {
    Connection& connection = open_.emplace_back(shard_, *this, parts_, descriptor, std::move(peer));
    connection.place = std::prev(open_.end());
  } catch (const std::exception& error) {
    log_error("a connection could not be taken", {{"error", error.what()}});
    ::close(descriptor);
    --count_;
    return;
  }
  if (draining_) drain(1);
}

void Connections::remove(Connection& connection) {
  (connection.is_draining() ? draining_ones_ : open_).erase(connection.place);
  --count_;
}

std::size_t Connections::drain(std::size_t most) {
  draining_ = true;
  std::size_t drained = 0;
  for (; drained < most && !open_.empty(); ++drained) {
    draining_ones_.splice(draining_ones_.end(), open_, open_.begin());
    draining_ones_.back().drain();
  }
  return drained;
}

void Connections::clear() {
  count_ -= open_.size() + draining_ones_.size();
  open_.clear();
  draining_ones_.clear();
}

}  // namespace plume::http
