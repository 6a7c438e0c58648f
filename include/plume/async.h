// Asynchronous work of views and components: AsyncResult, and what becomes of tasks.
#pragma once

#include <algorithm>
#include <concepts>
#include <exception>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/component.h"
#include "plume/message.h"
#include "plume/range.h"

namespace plume {

/// Thrown by a task to say that it found no result, as something that may well happen: "not found".
class AsyncError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Why a task gave no result.
struct AsyncFailure {
  enum class Kind {
    error,      ///< it threw an AsyncError
    exit,       ///< it threw something else, or was refused since too many tasks wait for a thread
    cancelled,  ///< cancel_async was called
  };
  Kind kind = Kind::exit;
  std::string reason;              ///< what() of the exception, or what cancel_async was told
  std::exception_ptr exception{};  ///< null where it was cancelled

  bool operator==(const AsyncFailure& other) const { return kind == other.kind && reason == other.reason; }
};

/// A value that is loaded by a task (the seed's `Phoenix.LiveView.AsyncResult`); Socket::assign_async fills it, and
/// `<.async_result assign={@user}>` shows it.
template <class T>
struct AsyncResult {
  using value_type = T;

  bool ok = false;                     ///< there was a result once: it stays, while another one is loaded or fails
  bool loading = false;                ///< a task is under way
  std::optional<AsyncFailure> failed;  ///< the last task failed
  std::optional<T> result;             ///< the last one

  /// A new one that is loading (`AsyncResult.loading/0`).
  static AsyncResult make_loading() { return AsyncResult().to_loading(); }
  /// A new one with a result (`AsyncResult.ok/1`).
  static AsyncResult make_ok(T value) { return AsyncResult().to_ok(std::move(value)); }
  /// What it becomes while another result is loaded (`AsyncResult.loading/1`), when loading it failed
  /// (`AsyncResult.failed/2`), and when the result is there (`AsyncResult.ok/2`).
  AsyncResult to_loading() && {
    loading = true;
    failed.reset();
    return std::move(*this);
  }
  AsyncResult to_loading() const& { return AsyncResult(*this).to_loading(); }
  AsyncResult to_failed(AsyncFailure why) && {
    loading = false;
    failed = std::move(why);
    return std::move(*this);
  }
  AsyncResult to_failed(AsyncFailure why) const& { return AsyncResult(*this).to_failed(std::move(why)); }
  AsyncResult to_ok(T value) && {
    ok = true;
    loading = false;
    failed.reset();
    result = std::move(value);
    return std::move(*this);
  }
  AsyncResult to_ok(T value) const& { return AsyncResult(*this).to_ok(std::move(value)); }
};

/// What became of a task of start_async, for handle_async.
class AsyncOutcome {
 public:
  explicit AsyncOutcome(Message result) : result_(std::move(result)) {}
  explicit AsyncOutcome(AsyncFailure failure) : failure_(std::move(failure)) {}

  /// Whether it came to an end and gave its result.
  bool ok() const { return !failure_; }
  /// The result where it is exactly a T, else nullptr.
  template <class T>
  const T* get_if() const {
    return result_.get_if<T>();
  }
  /// Null where it is ok.
  const AsyncFailure* failure() const { return failure_ ? &*failure_ : nullptr; }

 private:
  Message result_;
  std::optional<AsyncFailure> failure_;
};

/// Which fields of assign_async drop the result that they had as soon as they are loaded again: `true` for all of them,
/// or some: `{.reset = {&user}}`.
class AsyncReset {
 public:
  AsyncReset() = default;
  AsyncReset(bool all) : all_(all) {}
  AsyncReset(std::initializer_list<const void*> fields) : fields_(fields) {}
  bool covers(const void* field) const {
    return all_ || std::find(fields_.begin(), fields_.end(), field) != fields_.end();
  }

 private:
  bool all_ = false;
  std::vector<const void*> fields_;
};

/// How a task is run.
struct AsyncOptions {
  std::string supervisor{};  ///< one of EndpointOptions::task_supervisors; "": the threads that all share
  AsyncReset reset{};        ///< of assign_async
};

namespace detail {
/// An AsyncResult; or what stands for it in a call that gives none, to go on with behind the error.
template <class T>
concept AsyncResultOrNone = is_a<T, AsyncResult> || std::same_as<T, std::initializer_list<NoItem>>;
template <class T>
inline constexpr bool is_async_result = AsyncResultOrNone<T>;
template <class T>
using AsyncResultOr = std::conditional_t<AsyncResultOrNone<T>, T, std::initializer_list<NoItem>>;
}  // namespace detail

/// Shows an AsyncResult (the seed's `async_result/1`): the result where there ever was one, else what the slot
/// `loading` has while it is loaded, or `failed` where that failed.
///
///     <.async_result :let={user} assign={@user}>
///       <:loading>Loading…</:loading>
///       <:failed :let={failure}>{failure.reason}</:failed>
///       {user.name}
///     </.async_result>
template <detail::AsyncResultOrNone Result>
struct async_result {
  Required<detail::Borrowed<Result>> assign;
  Slot<> loading;
  Slot<AsyncFailure> failed;
  Slot<typename Result::value_type> inner_block;

  void render(Render& r) {
    if constexpr (detail::is_a<Result, AsyncResult>) {
      const Result& state = **assign;
      if (state.ok && state.result)
        render_slot(inner_block, *state.result).render_into(r);
      else if (state.loading || !state.failed)
        render_slot(loading).render_into(r);
      else
        render_slot(failed, *state.failed).render_into(r);
    }
  }
};

}  // namespace plume
