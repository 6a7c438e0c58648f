// URLs: what is accepted means the same to a browser.
#include "base/url.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// What a browser makes of the target of a link before it looks at it.
std::string as_browsers_read(std::string_view to) {
  std::string text;
  for (const char c : to) {
    if (c != '\t' && c != '\n' && c != '\r') text += c == '\\' ? '/' : c;
  }
  const auto is_stripped = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), is_stripped));
  return text;
}

template <class Check>
bool passes(Check check, std::string_view text) {
  try {
    check(text);
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

void check_links(std::string_view text) {
  const std::string read = as_browsers_read(text);
  if (passes(plume::validate_local_path, text)) require(read.starts_with('/') && !read.starts_with("//"));
  if (passes(plume::validate_external_url, text)) require(!read.starts_with("javascript:"));
}

void check_url(std::string_view text) {
  const auto url = plume::parse_url(text);
  if (!url) return;
  const std::string again = url->origin() + url->path + '?' + url->query + '#' + url->fragment;
  const auto second = plume::parse_url(again);
  require(second && second->host == url->host && second->port == url->port && second->path == url->path &&
          second->query == url->query && second->fragment == url->fragment);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_links(text);
  check_url(text);
  if (const auto segments = plume::split_path(text)) {
    for (const auto& segment : *segments) require(!segment.empty() && segment != ".." && segment != ".");
  }
  return 0;
}
