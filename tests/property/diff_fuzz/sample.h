// Sample: a template of the property tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fields.h"

namespace property {

struct Sample {
  std::string name;
  bool controls;  ///< has form controls, whose live values are sent again although equal
  std::unique_ptr<Fields> (*make)();
};

template <class T>
Sample sample(std::string name) {
  return {std::move(name), has_controls<T>, [] { return std::unique_ptr<Fields>(std::make_unique<T>()); }};
}

}  // namespace property
