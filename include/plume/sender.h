// Sender: the way to a live view, for tasks and threads.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "plume/message.h"

namespace plume {

namespace runtime {
class Shard;
}
namespace view {
struct ComponentUpdate;
}

/// The address of a view, and the way to it: what Socket::self returns. May be kept, copied, and used by any thread,
/// also when the view or its endpoint has ended: nothing happens then, nor with the Sender of a view that is not
/// connected. The messages of one thread arrive in their order. A Sender is a ViewId, so all that takes one takes it.
///
///     start_async("import", [to = self()] {
///       for (int percent = 0; percent < 100; ++percent) to.send(Progress{percent});
///     });
class Sender : public ViewId {
 public:
  /// Reaches nobody.
  Sender() = default;

  /// Handled by the view in handle_info.
  void send(Message message) const;
  /// Handled by the view in handle_cast.
  void cast(Message message) const;
  /// Changes a live component of the view, as Socket::send_update does; see there for what is thrown. Needs
  /// `plume/live_component.h`.
  template <class C, class Id>
  void send_update(const Id& id, std::function<void(C&)> change) const;

 private:
  friend class Socket;
  Sender(ViewId id, std::weak_ptr<runtime::Shard> loop) : ViewId(id), shard_(std::move(loop)) {}
  void post_update(view::ComponentUpdate update) const;

  std::weak_ptr<runtime::Shard> shard_;  // on which the view lives
};

}  // namespace plume
