#include "channel/disconnector.h"

#include "channel/socket.h"

namespace plume::channel {
namespace {

constexpr std::uint16_t going_away = 1001;

}  // namespace

void Disconnector::commit(runtime::Turn&) {
  if (asked_ && transport_) transport_->close(going_away, "disconnected");
}

}  // namespace plume::channel
