// Flash as JSON, as it stands in tokens and sessions.
#pragma once

#include "plume/flash.h"
#include "plume/value.h"

namespace plume {

Value flash_to_value(const Flash& flash);
/// The texts of an object; nothing of what is none.
Flash flash_of_value(const Value& value);

}  // namespace plume
