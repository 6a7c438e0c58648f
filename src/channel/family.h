// Family: the views of a connection that others are nested in.
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "view/shared_assigns.h"

namespace plume::channel {

/// From any thread.
class Family {
 public:
  struct Parent {
    ViewId id;
    std::shared_ptr<view::SharedAssigns> shared;  ///< null: it shares nothing
  };
  enum class State { gone, goes_elsewhere, there };

  /// A view has others nested in it.
  void add(Parent parent) {
    const std::lock_guard lock(mutex_);
    const auto same = [&](const Parent& known) { return known.id == parent.id; };
    if (std::none_of(parents_.begin(), parents_.end(), same)) parents_.push_back(std::move(parent));
  }
  /// It has ended; `redirected`: since the page goes elsewhere.
  void remove(ViewId id, bool redirected) {
    const std::lock_guard lock(mutex_);
    std::erase_if(parents_, [&](const Parent& known) { return known.id == id; });
    if (redirected) redirected_ = id;
  }
  std::pair<State, std::shared_ptr<view::SharedAssigns>> find(ViewId id) const {
    const std::lock_guard lock(mutex_);
    for (const Parent& parent : parents_)
      if (parent.id == id) return {State::there, parent.shared};
    return {id == redirected_ ? State::goes_elsewhere : State::gone, nullptr};
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Parent> parents_;
  ViewId redirected_;  // the last one
};

}  // namespace plume::channel
