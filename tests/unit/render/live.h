// Live: a compiled template with its state, without a process: what its client is sent.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "render/sinks.h"

namespace plume::testing {

template <class Page>
class Live {
 public:
  Live() { enter(); }

  Page& operator*() { return page_; }
  Page* operator->() { return &page_; }

  /// The diff since the last one, as a JSON object; everything the first time.
  std::string diff() {
    std::string out;
    diff_into(out);
    return out;
  }
  /// The same into a buffer that is used again and again.
  void diff_into(std::string& out) {
    out.assign("{");
    try {
      render_.diff(out, shadow_, rendered_, [this](Render& r) { call(r, page_, {}); });
    } catch (...) {
      shadow_.reset();
      throw;
    }
    ++rendered_;
    enter();
    if (out.size() == 1)
      out.push_back('}');
    else
      out.back() = '}';
  }
  /// A fresh render of the whole.
  std::string html() {
    std::string out;
    HtmlRender render(out);
    call(render, page_, {});
    return out;
  }
  /// Heap that remembers what the client has.
  std::size_t shadow_bytes() const { return shadow_.heap_bytes(); }
  void compact() { shadow_.compact(); }

 private:
  void enter() const { detail::current_epoch = rendered_ + 1; }

  Page page_;
  DiffRender render_;
  Shadow shadow_;
  std::uint32_t rendered_ = 1;
};

}  // namespace plume::testing

/// `sent` is `expected`, and no longer than what the reference sends for the same change.
#define EXPECT_SENT(sent, expected, reference)                                                         \
  do {                                                                                                 \
    const std::string plume_sent = (sent);                                                             \
    EXPECT_EQ(plume_sent, (expected));                                                                 \
    EXPECT_LE(plume_sent.size(), std::string_view(reference).size()) << "longer than " << (reference); \
  } while (false)
