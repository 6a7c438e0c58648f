#include "plume/live_route.h"

#include <stdexcept>

namespace plume {

Session ExtraSession::of(const Request& request) const {
  Session values = make_ ? make_(request) : values_;
  if (!values.is_object())
    throw std::invalid_argument("what a live_session adds to the session must be an object, not " +
                                std::string(values.type_name()));
  return values;
}

}  // namespace plume
