// StartError: a mistake of the program that shows when it starts.
#pragma once

#include <string>
#include <utility>

namespace plume {

/// Marks exceptions that end the program with their message and status 1 if nobody catches them. Other uncaught
/// exceptions end it as before, by std::terminate.
class StartMistake {
 public:
  virtual ~StartMistake() = default;
  virtual const char* message() const = 0;

 protected:
  StartMistake();
  StartMistake(const StartMistake&) = default;
};

/// An E that is such a mistake.
template <class E>
class StartError : public E, public StartMistake {
 public:
  using E::E;
  const char* message() const override { return E::what(); }
};

/// Calls `work`, whose exceptions of the class E become a StartError<E>.
template <class E, class Work>
decltype(auto) at_start(Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (const StartMistake&) {
    throw;
  } catch (const E& error) {
    throw StartError<E>(error.what());
  }
}

}  // namespace plume
