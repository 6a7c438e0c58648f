#include "table/rows.h"

#include <iterator>
#include <string_view>

namespace {

constexpr std::string_view adjectives[] = {"fancy", "plain", "shiny", "heavy",  "quiet", "odd",    "tall",
                                           "cheap", "handy", "clean", "clever", "brave", "gentle", "old"};
constexpr std::string_view colours[] = {"green", "blue",   "red",  "yellow", "pink", "brown",
                                        "black", "purple", "grey", "white",  "teal", "orange"};
constexpr std::string_view things[] = {"table", "chair", "lamp", "desk",  "bicycle", "kettle", "book",
                                       "mug",   "piano", "sofa", "clock", "boat",    "tent",   "guitar"};

}  // namespace

void RowMaker::append(std::vector<Row>& rows, std::size_t count) {
  const auto any_of = [this](const auto& words) { return std::string(words[random_() % std::size(words)]); };
  for (std::size_t i = 0; i < count; ++i)
    rows.push_back({++last_, any_of(adjectives) + " " + any_of(colours) + " " + any_of(things)});
}
