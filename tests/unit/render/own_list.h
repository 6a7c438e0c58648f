// A collection that brings the class by which a `:for` writes it, as streams do: its lines are sent once, and neither
// the page nor what it remembers of the client keeps them.
#pragma once

#include <string>
#include <vector>

#include "plume/component.h"
#include "plume/range.h"
#include "render/shadow.h"

namespace plume::testing {

class Lines {
 public:
  std::vector<std::string> added;
};

class LinesWriter : public detail::ListWriter {
 public:
  LinesWriter(Render& r, const Template& t) : ListWriter(r, t, false) {
    if (is_diffing()) row_ = shadow_->take_row();
  }
  const std::vector<std::string>& items(const Lines& lines) {
    members_ = "\"added\":" + std::to_string(lines.added.size()) + ",";
    return lines.added;
  }
  detail::EntryPlace next() {
    if (!is_diffing()) return {};
    shadow_->clear_row(row_);
    return {shadow_->row(row_), count_++};
  }
  detail::EntryPlace next(const ListKey&) { return next(); }
  void end() {
    if (!is_diffing()) return;
    shadow_->free(row_);
    if (count_ == 0 && !is_full()) return leave_out();
    close("", members_);
  }

 private:
  std::uint32_t row_ = 0;
  std::string members_;
};

}  // namespace plume::testing

template <>
struct plume::detail::ListsFor<plume::testing::Lines> {
  using ByPosition = plume::testing::LinesWriter;
  using ByKey = plume::testing::LinesWriter;
};

namespace plume::testing {

struct LinesPage {
  Assign<Lines> lines;
  Assign<std::vector<int>> numbers;
  PLUME_HEEX(
      R"heex(<i :for={line <- @lines}>{line}<b :if={line == "b"}>!</b></i><u :for={n <- @numbers}>{n}</u><p :for={line <- @lines} :key={line}>{line}</p>)heex")
};

}  // namespace plume::testing
