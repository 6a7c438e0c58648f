// What a view was doing, for the line in the log that says that it crashed.
#pragma once

#include <string>

#include "plume/parameter_filter.h"
#include "runtime/actor.h"

namespace plume::channel {

/// `event save {"user":{"password":"[FILTERED]"}}`, the name of another message of the client, or the type of one of
/// the application's.
std::string mail_for_log(const runtime::Mail& mail, const ParameterFilter& filter);

}  // namespace plume::channel
