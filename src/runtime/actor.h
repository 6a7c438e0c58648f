// Actor: something that handles its mail one piece at a time, on the loop that owns it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "plume/message.h"

namespace plume::runtime {

class RunGroup;
class Shard;

/// One piece of mail. `kind` belongs to the actor's class.
struct Mail {
  int kind = 0;
  std::string_view bytes;  ///< what came from the network; borrowed during run()
  std::string owned;       ///< keeps `bytes` while the mail waits in a mailbox
  Message message;
  std::uint64_t token = 0;
  std::function<void(Message)> answer;

  /// Makes `bytes` independent of the buffer it came from.
  void keep() {
    if (owned.data() == bytes.data()) return;
    owned.assign(bytes);
    bytes = owned;
  }
  Mail() = default;
  Mail(Mail&& other) noexcept { *this = std::move(other); }
  Mail& operator=(Mail&& other) noexcept {
    const bool held = other.bytes.data() == other.owned.data();
    kind = other.kind;
    bytes = other.bytes;
    owned = std::move(other.owned);
    if (held) bytes = owned;
    message = std::move(other.message);
    token = other.token;
    answer = std::move(other.answer);
    return *this;
  }
};

/// What one turn of an actor produced. Used again and again.
struct Turn {
  std::string out;                             ///< bytes for the actor's commit()
  std::vector<std::size_t> ends;               ///< where each message of `out` ends
  std::vector<std::function<void()>> effects;  ///< done on the loop, after commit()
  bool stop = false;                           ///< the actor ends after commit()
  void clear() {
    out.clear();
    ends.clear();
    effects.clear();
    stop = false;
  }
};

/// Runs on one Shard. run() calls the application's code and may block: the shard's work then goes on in another
/// thread, so run() may touch nothing but the actor itself and the turn, and of the shard only what may be called from
/// any thread. commit() is called on the loop after every run(), and may touch whatever the loop owns. No two run() or
/// commit() of one actor overlap. Both must not throw: the actor would end, with a line in the log.
class Actor {
 public:
  virtual ~Actor() = default;
  /// Leaves mail.message as it is: the same mail may go to many.
  virtual void run(Turn& turn, Mail& mail) = 0;
  virtual void commit(Turn& turn) = 0;
  /// On the loop, after the last commit() and before destruction.
  virtual void stopped() {}
  /// On the loop: a full mailbox has room again.
  virtual void drained() {}
  /// On the loop, if no thread is there for a run that blocks, or the actor's group is full: whether the next run() may
  /// block. If it returns false the run begins all the same.
  virtual bool may_block() { return true; }

  ViewId id() const { return id_; }
  Shard& shard() const { return *shard_; }

 private:
  friend class Shard;
  Shard* shard_ = nullptr;
  ViewId id_;
  bool running_ = false;
  bool stopping_ = false;
  bool was_full_ = false;
  bool takes_mail_ = true;  // false: the last of its mail is in the mailbox
  bool scheduled_ = false;  // its mailbox waits to be served, or is held back
  RunGroup* group_ = nullptr;
  std::list<Mail> mailbox_;
};

}  // namespace plume::runtime
