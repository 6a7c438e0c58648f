#include "compiler/source.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "foundation/utf8.h"

namespace plume::compiler {

namespace {
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
}  // namespace

Source::Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') line_starts_.push_back(i + 1);
}

Position Source::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto before = text().substr(*(next - 1), offset - *(next - 1));
  const auto columns = std::count_if(before.begin(), before.end(), [](char c) { return !is_continuation(c); });
  return {static_cast<int>(next - line_starts_.begin()), static_cast<int>(columns) + 1};
}

std::string_view Source::line(int number) const {
  const auto index = static_cast<std::size_t>(number) - 1;
  const auto begin = line_starts_[index];
  auto end = index + 1 < line_starts_.size() ? line_starts_[index + 1] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return text().substr(begin, end - begin);
}

std::size_t Source::first_bad_byte() const {
  for (std::size_t i = 0; i < text_.size();) {
    const auto length = text_[i] == '\0' ? 0 : utf8_length(text().substr(i));
    if (length == 0) return i;
    i += length;
  }
  return npos;
}

}  // namespace plume::compiler
