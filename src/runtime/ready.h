// Ready: something that becomes ready again and again, such as a connection with bytes to read.
#pragma once

#include <utility>

namespace plume::runtime {

/// A place in a ring; alone at first, and again after unlink().
struct Link {
  Link() = default;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;
  ~Link() { unlink(); }

  bool linked() const { return next != this; }
  void unlink() {
    previous->next = next;
    next->previous = previous;
    previous = next = this;
  }
  /// Puts this before `other`: at the end of the ring that `other` is the head of.
  void link_before(Link& other) {
    unlink();
    previous = other.previous;
    next = &other;
    previous->next = next->previous = this;
  }
  /// Takes all that are in the ring of `head` into this ring, which must be empty.
  void take(Link& head) {
    if (!head.linked()) return;
    link_before(head);
    head.unlink();
  }

  Link* previous = this;
  Link* next = this;
};

/// Served by its loop each time that it was marked ready, or that a file descriptor it watches is. Owned by whoever
/// made it, destroyed on the loop only; a Ready that is destroyed is not served any more.
class Ready : private Link {
 public:
  enum Event : unsigned { readable = 1, writable = 2, hung_up = 4, half_closed = 8 };

  virtual ~Ready() = default;
  /// At the top level of the loop. Must return at once, touching nothing (not even `this`), when deliver() gives
  /// Delivery::lost.
  virtual void serve() = 0;

 protected:
  /// What was seen of the watched file descriptor since the last call: Events. hung_up comes unasked for; half_closed,
  /// the other side sends nothing more, although what it sent may still wait to be read.
  unsigned take_events() { return std::exchange(events_, 0); }
  /// Takes back mark_ready.
  void unmark_ready() { unlink(); }

 private:
  friend class Shard;
  unsigned events_ = 0;
};

}  // namespace plume::runtime
