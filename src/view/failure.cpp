#include "view/failure.h"

#include <cxxabi.h>

#include <exception>
#include <typeinfo>

#include "base/demangle.h"
#include "base/log.h"
#include "render/template_trail.h"

namespace plume::view {
namespace {

std::string current_type() {
  const std::type_info* const type = abi::__cxa_current_exception_type();
  return type ? demangled(type->name()) : "an exception of another language";
}

// It is asked while an error is dealt with, from which no second one may come.
std::optional<int> status_from(const StatusOfError& status_of, const std::exception& error) {
  try {
    return status_of ? status_of(error) : std::nullopt;
  } catch (...) {
    log_error("EndpointOptions::status_of_error threw", {{"error", error.what()}});
    return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> Failure::where() const {
  if (trail.empty()) return std::nullopt;
  return detail::to_text(trail);
}

Failure current_failure(const StatusOfError& status_of) {
  Failure failure{current_type(), "something that is no std::exception was thrown"};
  failure.trail = detail::take_trail();
  try {
    throw;
  } catch (const HttpError& error) {
    failure.message = error.what();
    failure.status = error.status();
  } catch (const std::exception& error) {
    failure.message = error.what();
    failure.status = status_from(status_of, error).value_or(failure.status);
  } catch (...) {
  }
  return failure;
}

}  // namespace plume::view
