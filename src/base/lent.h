// Lent: working memory of a thread, for one user at a time.
#pragma once

#include <utility>

namespace plume {

/// A T that the thread keeps from one use to the next, so that steady work allocates nothing. If it is asked for again
/// while it is in use, as by a render that the application starts within a render, that use gets another one. A T
/// holds whatever its last user left in it. Stands on the stack: it begins and ends in one thread.
template <class T>
class Lent {
 public:
  Lent() : held_(std::exchange(kept().first, nullptr)) {
    if (held_)
      kept().first = std::exchange(held_->next, nullptr);
    else
      held_ = new Item;
  }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  ~Lent() {
    held_->next = kept().first;
    kept().first = held_;
  }
  static void* operator new(decltype(sizeof(0))) = delete;

  T& operator*() const { return held_->value; }
  T* operator->() const { return &held_->value; }

 private:
  struct Item {
    T value{};
    Item* next = nullptr;
  };
  // Those that nobody uses.
  struct Kept {
    Item* first = nullptr;
    ~Kept() {
      while (first) delete std::exchange(first, first->next);
    }
  };
  static Kept& kept() {
    static thread_local Kept kept;
    return kept;
  }

  Item* held_;
};

}  // namespace plume
