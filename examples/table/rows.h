#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

struct Row {
  int number;  ///< never used twice in a page
  std::string label;
};

/// Makes rows with labels such as "fancy green lamp", and numbers that go on counting.
class RowMaker {
 public:
  void append(std::vector<Row>& rows, std::size_t count);

 private:
  int last_ = 0;
  std::minstd_rand random_{std::random_device{}()};
};
