// Names in a template that stands in a file of its own.
#pragma once

#include "values.h"

namespace plume::testing::values {

struct FileNamesPage : Base {
  Assign<int> n{0};
};

}  // namespace plume::testing::values
