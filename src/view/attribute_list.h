// AttributeList: attributes of an element that a component computes, ahead of those that its caller gave.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>
#include <variant>

#include "plume/component.h"

namespace plume::view {

/// A range of pairs of name and value, for Node::spread. Up to N of its own; borrows all texts, and the rest.
template <std::size_t N>
class AttributeList {
 public:
  using Value = std::variant<std::nullptr_t, bool, std::string_view, Safe>;

  explicit AttributeList(const Rest& rest) : rest_(rest) {}
  void add(std::string_view name, std::string_view value) { own_[size_++] = {name, value}; }

  class Iterator {
   public:
    using RestIterator = decltype(std::declval<const Rest&>().begin());
    Iterator(const AttributeList& list, std::size_t at, RestIterator rest) : list_(list), at_(at), rest_(rest) {}

    std::pair<std::string_view, Value> operator*() const {
      if (at_ < list_.size_) return {list_.own_[at_].first, list_.own_[at_].second};
      return {rest_->first, std::visit([](const auto& value) { return Value(value); }, rest_->second)};
    }
    Iterator& operator++() {
      if (at_ < list_.size_)
        ++at_;
      else
        ++rest_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_ || rest_ != other.rest_; }

   private:
    const AttributeList& list_;
    std::size_t at_;
    RestIterator rest_;
  };

  Iterator begin() const { return {*this, 0, rest_.begin()}; }
  Iterator end() const { return {*this, size_, rest_.end()}; }

 private:
  std::array<std::pair<std::string_view, std::string_view>, N> own_;
  std::size_t size_ = 0;
  const Rest& rest_;
};

}  // namespace plume::view
