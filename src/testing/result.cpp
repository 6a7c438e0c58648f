#include "plume/testing/result.h"

#include <ostream>

namespace plume::testing {
namespace {

std::string text_of(const Redirect& redirect) {
  return (redirect.kind == Redirect::Kind::redirect ? "redirected to " : "navigated live to ") + redirect.to;
}

}  // namespace

Redirected::Redirected(Redirect redirect) : std::runtime_error(text_of(redirect)), redirect_(std::move(redirect)) {}

std::ostream& operator<<(std::ostream& out, const Result& result) {
  const Redirect* const redirect = result.redirect();
  return out << (redirect ? text_of(*redirect) : result.html());
}

}  // namespace plume::testing
