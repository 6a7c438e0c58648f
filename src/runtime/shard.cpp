#include "runtime/shard.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include "base/lent.h"
#include "base/log.h"
#include "runtime/crew.h"
#include "runtime/monitor.h"
#include "runtime/run_group.h"
#include "runtime/timers.h"

namespace plume::runtime {
namespace {

// The loop that this thread runs now.
thread_local const void* current_loop = nullptr;

// A turn's buffer keeps its memory for the next one up to this size.
constexpr std::size_t kept_turn_bytes = 256 * 1024;

constexpr int most_poll_events = 256;

// How often a loop looks again for a thread, or for room in the groups of other loops, while actors are held back.
constexpr auto look_again_after = std::chrono::milliseconds(10);
constexpr auto release_again_after = std::chrono::milliseconds(1);

void reset(Turn& turn) {
  turn.clear();
  if (turn.out.capacity() > kept_turn_bytes) std::string().swap(turn.out);
}

std::uint64_t new_generation() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

std::uint32_t poll_events(unsigned events) {
  return (events & Ready::readable ? EPOLLIN : 0u) | (events & Ready::writable ? EPOLLOUT : 0u) |
         (events & Ready::half_closed ? EPOLLRDHUP : 0u);
}

unsigned seen_events(std::uint32_t events) {
  return (events & EPOLLIN ? Ready::readable : 0u) | (events & EPOLLOUT ? Ready::writable : 0u) |
         (events & (EPOLLHUP | EPOLLERR) ? Ready::hung_up : 0u) | (events & EPOLLRDHUP ? Ready::half_closed : 0u);
}

class Descriptor {
 public:
  Descriptor(int number, const char* what) : number_(checked(number, what)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { ::close(number_); }
  operator int() const { return number_; }

 private:
  const int number_;
};

// Actors that are not destroyed.
class ActorsForGood {
 public:
  void keep(std::unique_ptr<Actor> actor) {
    const std::scoped_lock lock(mutex_);
    actors_.push_back(std::move(actor));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Actor>> actors_;
};

}  // namespace

struct Shard::Impl {
  Impl(Shard& shard, std::uint32_t number, std::size_t limit, Monitor& watcher, Crew& threads)
      : self(shard), index(number), mailbox_limit(limit), monitor(watcher), crew(threads) {
    control(EPOLL_CTL_ADD, wake_up, nullptr, EPOLLIN);
  }

  // -- the loop ------------------------------------------------------------------------------------------------------

  // The functions of this part give false where the calling thread has lost the loop, and then touched nothing more.
  bool here() const { return current_loop == this; }

  void loop() {
    current_loop = this;
    if (take_over()) look_around();  // else runs that block one after another would keep all else waiting
    while (!ending || ((running > 0 || !scheduled.empty() || !held.empty()) && now < end_deadline)) {
      if (!serve_ready() || !do_posted() || !run_scheduled()) return;
      look_around();
    }
    end_actors();
    abandon_actors();
    current_loop = nullptr;
    const std::scoped_lock lock(mutex);
    ended = true;
    ended_changed.notify_all();
  }

  void look_around() {
    guarded([this] { alarms.fire(now); });
    poll();
  }

  template <class Work>
  static void guarded(const Work& work) {
    try {
      work();
    } catch (const std::exception& error) {
      log_error("something on a loop failed", {{"error", error.what()}});
    }
  }

  bool serve_ready() {
    if (!serving.linked()) serving.take(ready);  // else some are left by a thread that lost the loop
    while (serving.linked()) {
      auto& next = static_cast<Ready&>(*serving.next);
      next.unlink();
      guarded([&] { next.serve(); });
      if (!here()) return false;
    }
    return true;
  }

  bool do_posted() {
    if (has_posted.load(std::memory_order_acquire)) {
      const std::scoped_lock lock(mutex);
      std::move(posted.begin(), posted.end(), std::back_inserter(work));
      posted.clear();
      has_posted.store(false, std::memory_order_relaxed);
    }
    while (deliver_rest()) {
      if (work.empty()) return true;
      const auto next = std::move(work.front());
      work.pop_front();
      guarded(next);
      if (!here()) return false;
    }
    return false;
  }

  // Goes on with the broadcast that a thread began, perhaps another one. Actors that wait for nothing run at once: in
  // the order of their places, which is that of memory, and with nothing put into a mailbox.
  bool deliver_rest() {
    if (!broadcast.to) return true;
    Mail mail;
    mail.kind = broadcast.mail_kind;
    mail.message = broadcast.message;
    while (broadcast.next < broadcast.to->size()) {
      const ViewId id = (*broadcast.to)[broadcast.next++];
      if (broadcast.next + 2 < broadcast.to->size()) fetch_early((*broadcast.to)[broadcast.next + 2]);
      Actor* actor = id == broadcast.except ? nullptr : find(id);
      if (!takes_mail(actor)) continue;
      if (!actor->running_ && actor->mailbox_.empty() && may_run_first(*actor)) {
        if (!run(*actor, mail)) return false;
        continue;
      }
      Mail copy;
      copy.kind = mail.kind;
      copy.message = mail.message;
      enqueue(*actor, std::move(copy));
    }
    broadcast = {};
    return true;
  }

  void fetch_early(ViewId id) const {
    if (id.index < actors.size()) __builtin_prefetch(actors[id.index].get());
  }

  bool run_scheduled() {
    if (!held.empty() && now >= held_until) release_held();
    for (auto rest = scheduled.size(); rest > 0 && !scheduled.empty(); --rest) {
      const ViewId id = scheduled.front();
      scheduled.pop_front();
      Actor* actor = find(id);
      if (!actor) continue;
      const bool has_mail = !actor->running_ && !actor->mailbox_.empty();
      if (has_mail && !may_run(*actor)) {
        hold_back(id);
        continue;
      }
      actor->scheduled_ = false;
      if (!has_mail) continue;
      Mail mail = std::move(actor->mailbox_.front());
      actor->mailbox_.pop_front();
      if (!run(*actor, mail)) return false;
    }
    if (held.empty()) waits_for_thread = false;
    return true;
  }

  void poll() {
    epoll_event events[most_poll_events];
    const int timeout = milliseconds_to_wait();
    int count = 0;
    if (timeout == 0) {
      count = ::epoll_wait(epoll, events, most_poll_events, 0);
    } else {
      sleeping.store(true, std::memory_order_seq_cst);
      const bool idle = !has_posted.load(std::memory_order_seq_cst);
      count = ::epoll_wait(epoll, events, most_poll_events, idle ? timeout : 0);
      sleeping.store(false, std::memory_order_relaxed);
    }
    now = Clock::now();
    for (int i = 0; i < count; ++i) {
      if (auto* seen = static_cast<Ready*>(events[i].data.ptr)) {
        seen->events_ |= seen_events(events[i].events);
        mark_ready(*seen);
      } else {
        std::uint64_t ignored;
        [[maybe_unused]] const auto bytes = ::read(wake_up, &ignored, sizeof ignored);
      }
    }
  }

  // -1: for ever.
  int milliseconds_to_wait() const {
    if (ready.linked() || serving.linked() || !scheduled.empty() || !work.empty() || broadcast.to) return 0;
    if (ending && running == 0 && held.empty()) return 0;
    auto until = Clock::time_point::max();
    if (!alarms.empty()) until = alarms.next();
    if (!held.empty()) until = std::min(until, held_until);
    if (ending) until = std::min(until, end_deadline);
    if (until == Clock::time_point::max()) return -1;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(wait, 0, 60'000));
  }

  void mark_ready(Ready& which) {
    if (!static_cast<Link&>(which).linked()) which.link_before(ready);
  }

  void post(std::function<void()> what) {
    {
      const std::scoped_lock lock(mutex);
      posted.push_back(std::move(what));
      has_posted.store(true, std::memory_order_seq_cst);
    }
    if (!sleeping.exchange(false, std::memory_order_seq_cst)) return;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto bytes = ::write(wake_up, &one, sizeof one);
  }

  void control(int operation, int descriptor, Ready* which, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = which;
    checked(::epoll_ctl(epoll, operation, descriptor, &event), "epoll_ctl");
  }

  // -- actors --------------------------------------------------------------------------------------------------------

  Actor* find(ViewId id) const {
    if (!id || id.shard != index || id.index >= actors.size()) return nullptr;
    Actor* actor = actors[id.index].get();
    return actor && actor->id_ == id ? actor : nullptr;
  }

  ViewId adopt(std::unique_ptr<Actor> actor, RunGroup* group) {
    if (free_places.empty()) {
      free_places.push_back(static_cast<std::uint32_t>(actors.size()));
      actors.emplace_back();
    }
    const ViewId id{index, free_places.back(), new_generation()};
    free_places.pop_back();
    actor->id_ = id;
    actor->shard_ = &self;
    actor->group_ = group;
    actors[id.index] = std::move(actor);
    return id;
  }

  // Whether a run of the actor may begin: the loop must not block, so there must be a thread to take it over.
  bool may_run(Actor& actor) {
    const bool has_room = !actor.group_ || !actor.group_->is_full();
    return (has_room && (has_spare || reserve_spare())) || !actor.may_block();
  }

  // The same for one whose mail has just come: those that are held back for want of a thread go first.
  bool may_run_first(Actor& actor) { return waits_for_thread ? !actor.may_block() : may_run(actor); }

  bool reserve_spare() {
    if (now < no_spare_until) return false;
    has_spare = crew.reserve();
    waits_for_thread = !has_spare;
    if (!has_spare) no_spare_until = now + look_again_after;
    return has_spare;
  }

  // The actor's mail waits; `scheduled_` stays set.
  void hold_back(ViewId id) {
    if (held.empty()) held_until = now + look_again_after;
    held.push_back(id);
  }

  void release_held() {
    released_at = now;
    no_spare_until = {};
    scheduled.insert(scheduled.begin(), held.begin(), held.end());
    held.clear();
  }

  // False where the thread lost the loop: then another one runs it, and this one has handed the turn over.
  bool run(Actor& actor, Mail& mail) {
    const Lent<Turn> lent;
    Turn& turn = *lent;
    actor.running_ = true;
    ++running;
    current_loop = nullptr;
    if (!has_spare) {  // it does not block
      run_guarded(actor, turn, mail);
    } else if (!run_watched(actor, turn, mail)) {
      post([this, &actor, late = std::make_shared<Turn>(std::move(turn))] { finish_late(actor, *late); });
      turn = Turn();
      return false;
    }
    current_loop = this;
    finish(actor, turn);
    reset(turn);
    return true;
  }

  // False where the thread lost the loop.
  bool run_watched(Actor& actor, Turn& turn, Mail& mail) {
    watched = &actor;
    const auto run = word.begin();
    monitor.running();
    run_guarded(actor, turn, mail);
    if (!word.end(run)) return false;
    watched = nullptr;
    return true;
  }

  // Returns whether the thread before this one is blocked in a run, and this one was the spare.
  bool take_over() {
    Actor* const actor = std::exchange(watched, nullptr);
    if (!actor) return false;
    has_spare = false;
    if (actor->group_) actor->group_->block();
    return true;
  }

  static void run_guarded(Actor& actor, Turn& turn, Mail& mail) {
    try {
      actor.run(turn, mail);
      return;
    } catch (const std::exception& error) {
      log_error("an actor let an exception out and ends", {{"error", error.what()}});
    } catch (...) {
      log_error("an actor let something out that is no std::exception, and ends", {});
    }
    turn.clear();
    turn.stop = true;
  }

  void finish_late(Actor& actor, Turn& turn) {
    if (actor.group_) actor.group_->unblock();
    held_until = std::min(held_until, released_at + release_again_after);  // many may return at once
    finish(actor, turn);
  }

  void finish(Actor& actor, Turn& turn) {
    --running;
    try {
      actor.commit(turn);
      for (const auto& effect : turn.effects) effect();
    } catch (const std::exception& error) {
      log_error("an actor's commit failed, and the actor ends", {{"error", error.what()}});
      turn.stop = true;
    }
    actor.running_ = false;
    if (turn.stop || actor.stopping_) return remove(actor);
    if (!actor.mailbox_.empty()) schedule(actor);
    if (actor.was_full_ && actor.mailbox_.size() <= mailbox_limit / 2) {
      actor.was_full_ = false;
      actor.drained();
    }
  }

  void remove(Actor& actor) {
    const auto ending_actor = std::move(actors[actor.id_.index]);
    free_places.push_back(actor.id_.index);
    timers.cancel_all(actor.id_);
    actor.mailbox_.clear();
    actor.stopped();
  }

  void stop(Actor& actor) {
    actor.takes_mail_ = false;
    actor.mailbox_.clear();
    if (actor.running_)
      actor.stopping_ = true;
    else
      remove(actor);
  }

  // An actor whose mail waits at the deadline was held back. It is not destroyed: that calls the application, which may
  // wait for what the blocked runs hold.
  void end_actors() {
    const bool is_late = now >= end_deadline;
    for (auto& actor : actors) {
      if (!actor) continue;
      if (is_late && !actor->running_ && !actor->mailbox_.empty())
        keep_for_good(actor);
      else
        stop(*actor);
    }
  }

  static void keep_for_good(std::unique_ptr<Actor>& actor) {
    static auto& all = *new ActorsForGood;
    all.keep(std::move(actor));
  }

  // What is still in a run() belongs to the thread that runs it.
  void abandon_actors() {
    for (auto& actor : actors) {
      if (!actor) continue;
      keep_for_good(actor);
      ++abandoned;
    }
  }

  void schedule(Actor& actor) {
    if (actor.scheduled_) return;
    actor.scheduled_ = true;
    scheduled.push_back(actor.id_);
  }

  void enqueue(Actor& actor, Mail&& mail) {
    mail.keep();
    actor.mailbox_.push_back(std::move(mail));
    if (!actor.running_) schedule(actor);
  }

  void enqueue_last(Actor& actor, Mail&& mail) {
    actor.takes_mail_ = false;
    std::list<Mail> dropped;  // destroyed last, for that may send mail
    dropped.swap(actor.mailbox_);
    enqueue(actor, std::move(mail));
  }

  static bool takes_mail(const Actor* actor) { return actor && !actor->stopping_ && actor->takes_mail_; }
  bool is_full(const Actor& actor) const { return actor.mailbox_.size() >= mailbox_limit; }

  Delivery deliver(ViewId to, Mail&& mail) {
    Actor* actor = find(to);
    if (!takes_mail(actor)) return Delivery::gone;
    if (!actor->running_ && actor->mailbox_.empty() && may_run_first(*actor))
      return run(*actor, mail) ? Delivery::done : Delivery::lost;
    if (is_full(*actor)) {
      actor->was_full_ = true;
      return Delivery::full;
    }
    enqueue(*actor, std::move(mail));
    return Delivery::done;
  }

  void fire_timer(ViewId to, const std::function<Mail()>& make, bool again) {
    Actor* actor = find(to);
    if (takes_mail(actor) && !(again && is_full(*actor))) enqueue(*actor, make());
  }

  Shard& self;
  const std::uint32_t index;
  const std::size_t mailbox_limit;
  Monitor& monitor;
  Crew& crew;
  RunWord word;

  // Of the loop.
  bool has_spare = false;    // a thread of the crew is reserved, to take the loop over
  Actor* watched = nullptr;  // in a run() from which the loop may be taken
  Clock::time_point no_spare_until{};
  Descriptor epoll{::epoll_create1(EPOLL_CLOEXEC), "epoll_create1"};
  Descriptor wake_up{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd"};
  Clock::time_point now = Clock::now();
  Link ready;    // to be served in the next round
  Link serving;  // still to be served in this one
  std::deque<std::function<void()>> work;
  struct {
    std::shared_ptr<const std::vector<ViewId>> to;  // null: none is under way
    std::size_t next = 0;
    int mail_kind = 0;
    Message message;
    ViewId except;
  } broadcast;
  std::deque<ViewId> scheduled;
  std::deque<ViewId> held;         // no thread is there for them, or their group is full
  Clock::time_point held_until{};  // they are looked at again, at the latest
  Clock::time_point released_at{};
  bool waits_for_thread = false;  // some are held back for want of a thread
  Alarms alarms;
  Timers timers{alarms, [this](ViewId to, const auto& make, bool again) { fire_timer(to, make, again); }};
  std::vector<std::unique_ptr<Actor>> actors;
  std::vector<std::uint32_t> free_places;
  std::size_t running = 0;
  bool ending = false;
  Clock::time_point end_deadline{};

  // Of all threads.
  std::mutex mutex;
  std::vector<std::function<void()>> posted;
  std::atomic<bool> has_posted{false};
  std::atomic<bool> sleeping{false};
  bool ended = false;
  std::size_t abandoned = 0;  // known once ended
  std::condition_variable ended_changed;
};

Shard::Shard(std::uint32_t index, std::size_t mailbox_limit, Monitor& monitor, Crew& crew)
    : impl_(std::make_unique<Impl>(*this, index, mailbox_limit, monitor, crew)) {}

Shard::~Shard() = default;

std::uint32_t Shard::index() const { return impl_->index; }
bool Shard::on_loop() const { return impl_->here(); }
Clock::time_point Shard::now() const { return impl_->now; }

void Shard::post(std::function<void()> work) { impl_->post(std::move(work)); }
void Shard::mark_ready(Ready& ready) { impl_->mark_ready(ready); }

void Shard::watch(int descriptor, Ready& ready, unsigned events) {
  impl_->control(EPOLL_CTL_ADD, descriptor, &ready, poll_events(events));
}

void Shard::watch_for(int descriptor, Ready& ready, unsigned events) {
  impl_->control(EPOLL_CTL_MOD, descriptor, &ready, poll_events(events));
}

void Shard::unwatch(int descriptor) { impl_->control(EPOLL_CTL_DEL, descriptor, nullptr, 0); }

void Shard::arm(Alarm& alarm, Clock::time_point due) { impl_->alarms.arm(alarm, due); }
void Shard::disarm(Alarm& alarm) { impl_->alarms.disarm(alarm); }

ViewId Shard::adopt(std::unique_ptr<Actor> actor, RunGroup* group) { return impl_->adopt(std::move(actor), group); }
Actor* Shard::find(ViewId id) const { return impl_->find(id); }
std::size_t Shard::actors() const { return impl_->actors.size() - impl_->free_places.size(); }

void Shard::stop_actor(ViewId id) {
  if (Actor* actor = impl_->find(id)) impl_->stop(*actor);
}

Shard::Delivery Shard::deliver(ViewId to, Mail&& mail) { return impl_->deliver(to, std::move(mail)); }

void Shard::enqueue(ViewId to, Mail&& mail) {
  Actor* actor = impl_->find(to);
  if (Impl::takes_mail(actor)) impl_->enqueue(*actor, std::move(mail));
}

void Shard::enqueue_last(ViewId to, Mail&& mail) {
  Actor* actor = impl_->find(to);
  if (Impl::takes_mail(actor)) impl_->enqueue_last(*actor, std::move(mail));
}

void Shard::send(ViewId to, Mail&& mail) {
  if (on_loop()) return enqueue(to, std::move(mail));
  mail.keep();
  post([this, to, kept = std::make_shared<Mail>(std::move(mail))] { enqueue(to, std::move(*kept)); });
}

void Shard::broadcast(std::shared_ptr<const std::vector<ViewId>> to, int mail_kind, Message message, ViewId except) {
  post([this, to = std::move(to), mail_kind, message = std::move(message), except] {
    impl_->broadcast = {to, 0, mail_kind, message, except};
  });
}

std::shared_ptr<std::function<void()>> Shard::schedule(ViewId to, std::function<Mail()> make,
                                                       std::chrono::milliseconds after, bool again) {
  static std::atomic<std::uint64_t> last{0};
  const auto id = ++last;
  const auto wait = std::max(after, std::chrono::milliseconds(again ? 1 : 0));
  const auto every = again ? Clock::duration(wait) : Clock::duration::zero();
  post([this, id, to, make = std::move(make), due = Clock::now() + wait, every] {
    if (find(to)) impl_->timers.add(id, to, make, due, every);
  });
  return std::make_shared<std::function<void()>>([weak = weak_from_this(), id] {
    if (const auto shard = weak.lock()) shard->post([self = shard.get(), id] { self->impl_->timers.cancel(id); });
  });
}

const RunWord& Shard::run_word() const { return impl_->word; }
bool Shard::take(std::uint64_t run) { return impl_->word.take(run); }
void Shard::loop() { impl_->loop(); }

void Shard::end(Clock::time_point deadline) {
  post([this, deadline] {
    impl_->ending = true;
    impl_->end_deadline = deadline;
  });
}

std::size_t Shard::abandoned() const { return impl_->abandoned; }

void Shard::wait_for_end() {
  std::unique_lock lock(impl_->mutex);
  impl_->ended_changed.wait(lock, [this] { return impl_->ended; });
}

}  // namespace plume::runtime
