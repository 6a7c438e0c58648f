// Safe HTML, and how values of C++ become text of a page.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace plume {

/// Markup that is inserted as it is, without escaping. Made by raw() only: whoever calls it vouches for the text.
class Safe {
 public:
  explicit Safe(std::string markup) : markup_(std::move(markup)) {}
  std::string_view markup() const { return markup_; }
  friend bool operator==(const Safe&, const Safe&) = default;

 private:
  std::string markup_;
};

/// Marks `markup` as safe HTML (the seed's `raw/1`).
inline Safe raw(std::string_view markup) { return Safe(std::string(markup)); }

/// Appends `text` with the five characters & < > " ' escaped.
void escape_html(std::string& out, std::string_view text);
std::string escape_html(std::string_view text);

}  // namespace plume
