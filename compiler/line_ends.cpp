#include "compiler/line_ends.h"

#include <algorithm>
#include <utility>

namespace plume::compiler {

namespace {

bool all_have_cr(std::string_view text) {
  const auto first = text.find('\n');
  if (first == std::string_view::npos) return false;
  for (auto at = first; at != std::string_view::npos; at = text.find('\n', at + 1))
    if (at == 0 || text[at - 1] != '\r') return false;
  return true;
}

std::string without_cr(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!text.substr(i).starts_with("\r\n")) out.push_back(text[i]);
  return out;
}

}  // namespace

LineEnds::LineEnds(std::string text) : text_(std::move(text)), with_cr_(all_have_cr(text_)) {
  if (with_cr_) text_ = without_cr(text_);
}

std::string LineEnds::restored(std::string text) const {
  if (!with_cr_) return text;
  std::string out;
  out.reserve(text.size() + static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')));
  for (const char c : text) {
    if (c == '\n') out.push_back('\r');
    out.push_back(c);
  }
  return out;
}

}  // namespace plume::compiler
