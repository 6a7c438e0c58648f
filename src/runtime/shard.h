// Shard: one event loop, and the actors and connections that live on it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "runtime/actor.h"
#include "runtime/alarm.h"
#include "runtime/ready.h"
#include "runtime/run_word.h"

namespace plume::runtime {

class Crew;
class Monitor;
class RunGroup;

/// One event loop. A thread at a time runs it ("the loop"); all members must be called on the loop unless they say
/// otherwise. When an actor's run() blocks, the monitor of the Runtime lets a spare thread take the loop over; the
/// blocked thread, once its run() returns, posts the commit and becomes a spare itself. A run that may block begins
/// only while the loop has a spare thread reserved; as long as there is none, and while the actor's RunGroup is full,
/// mail waits in the mailboxes, and everything else goes on.
///
/// Everything the loop does happens at its top level, one after another: Ready::serve(), Alarm::fire(), posted work,
/// and the mail of actors. deliver() may be called in the first and the third of them, and after it returned `lost`
/// nothing of the loop's may be touched. An exception out of the first three is logged, and the loop goes on.
class Shard : public std::enable_shared_from_this<Shard> {
 public:
  /// `monitor` and `crew` must outlive the shard; the monitor is to watch its run_word(). Throws std::system_error
  /// where the system has no more file descriptors.
  Shard(std::uint32_t index, std::size_t mailbox_limit, Monitor& monitor, Crew& crew);
  ~Shard();

  std::uint32_t index() const;
  /// Whether the calling thread runs this loop now, and is in no run(). From any thread.
  bool on_loop() const;
  /// The time at which the loop last woke up.
  Clock::time_point now() const;

  /// Runs `work` on the loop, soon; in the order of posting. From any thread. `work` should hold nothing that may be
  /// destroyed on the loop only: work that is left when the loop has ended is destroyed with the shard.
  void post(std::function<void()> work);
  /// Has `ready` served, as often as the loop comes round while it is marked: once. Without allocation.
  void mark_ready(Ready& ready);
  /// Has `ready` served whenever one of `events` (Ready::Event) holds for the file descriptor, until it is unwatched or
  /// closed. Throws std::system_error.
  void watch(int descriptor, Ready& ready, unsigned events);
  /// Changes what is watched for.
  void watch_for(int descriptor, Ready& ready, unsigned events);
  void unwatch(int descriptor);
  void arm(Alarm& alarm, Clock::time_point due);
  void disarm(Alarm& alarm);

  /// Takes an actor in; it lives until its turn says stop, or stop_actor(). `group` must outlive it; null: it belongs
  /// to none.
  ViewId adopt(std::unique_ptr<Actor> actor, RunGroup* group = nullptr);
  /// nullptr where it has ended.
  Actor* find(ViewId id) const;
  std::size_t actors() const;
  /// Ends an actor: now, or after the run() it is in. Its mailbox is dropped.
  void stop_actor(ViewId id);

  enum class Delivery {
    done,  ///< handled, or queued
    full,  ///< the mailbox is full: not taken; Actor::drained() tells when to try again
    gone,  ///< no such actor
    lost,  ///< handled or queued, but this thread no longer runs the loop: return at once, touch nothing
  };
  /// Hands mail to an actor: runs it right away if it is idle and may run, else queues it. Only at the top level of the
  /// loop.
  Delivery deliver(ViewId to, Mail&& mail);
  /// Queues mail; runs it from the top level of the loop. Ignores the limit of the mailbox.
  void enqueue(ViewId to, Mail&& mail);
  /// Drops what waits in the mailbox, and queues `mail` as the last that the actor gets: its run() must stop the actor.
  void enqueue_last(ViewId to, Mail&& mail);
  /// enqueue from any thread; mail to actors of other shards goes through Runtime::send.
  void send(ViewId to, Mail&& mail);

  /// One message to many actors of this shard, but for `except`, before whatever is posted later. From any thread.
  void broadcast(std::shared_ptr<const std::vector<ViewId>> to, int mail_kind, Message message, ViewId except);

  /// Mail to an actor after a time, once or again and again; the function returned cancels. Ends with the actor. Both
  /// from any thread. What repeats (at least 1 ms apart) is left out while the actor's mailbox is full.
  std::shared_ptr<std::function<void()>> schedule(ViewId to, std::function<Mail()> make,
                                                  std::chrono::milliseconds after, bool again);

  // -- for the Runtime -----------------------------------------------------------------------------------------------

  const RunWord& run_word() const;
  /// Takes the loop from the thread that is in `run`; false where that has come out. From any thread; who got true must
  /// lend the spare thread that the loop has reserved, to call loop().
  bool take(std::uint64_t run);
  /// Runs the loop in this thread until it ends, or until this thread loses it.
  void loop();
  /// Ends the loop and all actors, once they have handled the mail that waits for them; at `deadline` also where some
  /// are still at it. Those in a run() then are abandoned: it goes on in its thread, and they are neither committed nor
  /// destroyed. From any thread.
  void end(Clock::time_point deadline);
  /// Waits until the loop has ended: soon after the deadline of end(), since no run() holds it up for long. From any
  /// thread that is no loop's.
  void wait_for_end();
  /// How many actors were abandoned. After the loop has ended, from any thread.
  std::size_t abandoned() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plume::runtime
