// The catalogue of errors and warnings (1.9): what is said, where, and what is shown. Each of the *_errors_test.cpp
// holds the rows of one subject.
#pragma once

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace plume::compiler::testing {

struct Row {
  const char* name;    ///< the id, and what of it
  const char* text;    ///< a template named t.heex
  const char* report;  ///< all that is said about it
};
inline void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class Catalogue : public ::testing::TestWithParam<Row> {};

inline std::string row_name(const ::testing::TestParamInfo<Row>& info) { return info.param.name; }

}  // namespace plume::compiler::testing
