// Shard: one event loop, and the actors and connections that live on it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "runtime/actor.h"

namespace boost::asio {
class io_context;
}

namespace plume::runtime {

/// One event loop. A thread at a time runs it ("the loop"); all members must be called on the loop unless they say
/// otherwise. When an actor's run() blocks, the monitor of the Runtime lets a spare thread take the loop over; the blocked
/// thread, once its run() returns, posts the commit and becomes a spare itself.
class Shard {
 public:
  Shard(std::uint32_t index, std::size_t mailbox_limit);
  ~Shard();

  boost::asio::io_context& io();
  std::uint32_t index() const;
  /// Whether the calling thread runs this loop now.
  bool on_loop() const;

  /// Runs `work` on the loop, soon. From any thread.
  void post(std::function<void()> work);
  /// Runs `work` on the loop at its top level, after the I/O handler that calls this has returned: everything that
  /// may call deliver() must run this way, since the thread may lose the loop there.
  void defer(std::function<void()> work);   // (a lighter form for connections: see Ready)
  /// Something that becomes ready again and again, without allocation: a connection with bytes to read.
  class Ready {
   public:
    virtual ~Ready() = default;
    /// At the top level of the loop. Must return at once, touching nothing, when deliver() gives Delivery::lost.
    virtual void serve() = 0;
   private:
    friend class Shard;
    bool queued_ = false;
    // a shard keeps it alive: see mark_ready
  };
  void mark_ready(std::shared_ptr<Ready> ready);

  /// Takes an actor in; it lives until its turn says stop, or stop_actor().
  ViewId adopt(std::unique_ptr<Actor> actor);
  Actor* find(ViewId id) const;
  std::size_t actors() const;
  /// Ends an actor: now, or after the run() it is in. Its mailbox is dropped.
  void stop_actor(ViewId id);

  enum class Delivery {
    done,    ///< handled, or queued
    full,    ///< the mailbox is full: not taken; Actor::drained() tells when to try again
    gone,    ///< no such actor
    lost,    ///< handled or queued, but this thread no longer runs the loop: return at once, touch nothing
  };
  /// Hands mail to an actor: runs it right away where it is idle, else queues it. Only at the top level of the loop.
  Delivery deliver(ViewId to, Mail&& mail);
  /// Queues mail; runs it from the top level of the loop. On the loop, anywhere. Ignores the limit of the mailbox.
  void enqueue(ViewId to, Mail&& mail);
  /// enqueue from any thread; mail to actors of other shards goes through Runtime::send.
  void send(ViewId to, Mail&& mail);

  /// Mail to an actor after a time, once or again and again. From any thread. Cancelling too.
  std::shared_ptr<std::function<void()>> schedule(ViewId to, std::function<Mail()> make, std::chrono::milliseconds after,
                                                  bool again);

 private:
  friend class Runtime;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plume::runtime
