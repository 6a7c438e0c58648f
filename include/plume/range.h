// What templates loop over: `1..n`, items with their index.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace plume {

class List;
class KeyedList;

/// The numbers from `first` to `last`, both included; none where `last` is smaller. `:for={i <- 1..@n}`.
template <class T>
class Range {
 public:
  class Iterator {
   public:
    Iterator(T at, T last) : at_(at), last_(last), done_(last < at) {}
    T operator*() const { return at_; }
    Iterator& operator++() {
      if (at_ == last_)
        done_ = true;
      else
        ++at_;
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return done_; }

   private:
    T at_, last_;
    bool done_;
  };

  Range(T first, T last) : first_(first), last_(last) {}
  Iterator begin() const { return Iterator(first_, last_); }
  std::default_sentinel_t end() const { return {}; }

 private:
  T first_, last_;
};
template <class A, class B>
Range<std::common_type_t<A, B>> range(A first, B last) {
  return {first, last};
}

/// Pairs of item and index, from 0: `:for={[row, i] <- plume::with_index(@rows)}`. The items are references into
/// `items`, which the result keeps where it is a temporary.
template <class Items>
class WithIndex {
 public:
  using Inner = decltype(std::begin(std::declval<const std::remove_reference_t<Items>&>()));
  class Iterator {
   public:
    Iterator(Inner at, std::size_t index) : at_(at), index_(index) {}
    std::pair<decltype(*std::declval<Inner&>()), std::size_t> operator*() { return {*at_, index_}; }
    Iterator& operator++() {
      ++at_;
      ++index_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    Inner at_;
    std::size_t index_;
  };

  explicit WithIndex(Items&& items) : items_(std::forward<Items>(items)) {}
  Iterator begin() const { return Iterator(std::begin(items()), 0); }
  Iterator end() const { return Iterator(std::end(items()), 0); }

 private:
  const std::remove_reference_t<Items>& items() const { return items_; }
  Items items_;
};
template <class Items>
WithIndex<Items> with_index(Items&& items) {
  return WithIndex<Items>(std::forward<Items>(items));
}

namespace detail {
/// What stands for a value that is not there, behind the error that says so: it takes and gives anything.
struct NoItem {
  NoItem() = default;
  template <class T>
  void operator=(T&&) const {}
  explicit operator bool() const { return false; }
  friend std::string to_text(const NoItem&) { return {}; }
  template <class T>
  friend NoItem operator+(const NoItem&, const T&) {
    return {};
  }
  template <class T>
  friend NoItem operator-(const NoItem&, const T&) {
    return {};
  }
  template <class T>
  friend bool operator==(const NoItem&, const T&) {
    return false;
  }
  template <class T>
  friend bool operator<(const NoItem&, const T&) {
    return false;
  }
  template <class T>
  friend bool operator>(const NoItem&, const T&) {
    return false;
  }
};
/// Whether T may be an end of a range.
template <class T>
inline constexpr bool is_range_end =
    std::integral<std::remove_cvref_t<T>> || std::is_same_v<std::remove_cvref_t<T>, NoItem>;
/// The numbers of `first..last`; none behind the error that an end is no whole number.
template <class A, class B>
auto numbers(const A& first, const B& last) {
  if constexpr (std::integral<A> && std::integral<B>)
    return range(first, last);
  else
    return range(1, 0);
}
/// Whether values of T can be looped over.
template <class T>
concept Loopable = requires(T& items) {
  std::begin(items);
  std::end(items);
} || requires(T& items) {
  begin(items);
  end(items);
};
/// Whether T is a stream: its items are kept by the client, in an element with phx-update="stream".
template <class T>
inline constexpr bool is_stream = false;
template <class T>
concept NoStream = !is_stream<std::remove_cvref_t<T>>;

/// The classes that write a `:for` through a Collection, without and with a `:key` (plume/render.h). A collection that
/// is written in another way, such as a stream, specializes this beside its type; it needs no begin and end. Both
/// classes may be one that has `next()` and `next(key)`.
template <class Collection>
struct ListsFor {
  using ByPosition = List;
  using ByKey = KeyedList;
};
template <class Collection>
using ListFor = typename ListsFor<std::remove_cvref_t<Collection>>::ByPosition;
template <class Collection>
using KeyedListFor = typename ListsFor<std::remove_cvref_t<Collection>>::ByKey;

template <class T>
concept Collection = Loopable<std::remove_reference_t<T>> || !std::is_same_v<ListFor<T>, List>;
template <class T>
inline constexpr bool can_loop =
    Collection<T> || std::is_same_v<std::remove_cvref_t<T>, NoItem> || is_stream<std::remove_cvref_t<T>>;
/// What a pattern of two parts goes through: the collection itself, or a stream with the name of its field.
template <class Items>
Items&& pairs(std::string_view, Items&& items) {
  return std::forward<Items>(items);
}

/// What a `:for` loops over: the collection itself, kept if it is a temporary.
template <class Items>
  requires NoStream<Items>
Items each(Items&& items) {
  return std::forward<Items>(items);
}
/// A list in braces: `:for={op <- {"up", "down"}}`.
template <class T, std::size_t N>
std::array<T, N> each(T (&&items)[N]) {
  return std::to_array(std::move(items));
}
template <class Items>
  requires NoStream<Items> && (!Collection<Items>)
std::array<NoItem, 1> each(Items&&) {
  return {};
}
}  // namespace detail

}  // namespace plume
