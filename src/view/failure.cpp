#include "view/failure.h"

#include <cxxabi.h>

#include <exception>
#include <typeinfo>

#include "base/demangle.h"
#include "render/template_trail.h"

namespace plume::view {
namespace {

std::string current_type() {
  const std::type_info* const type = abi::__cxa_current_exception_type();
  return type ? demangled(type->name()) : "an exception of another language";
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
    if (status_of) failure.status = status_of(error).value_or(failure.status);
  } catch (...) {
  }
  return failure;
}

}  // namespace plume::view
