#pragma once

#include <plume/root_layout.h>

#include <string_view>

namespace gallery {

/// The document around every page.
class SiteLayout : public plume::RootLayout {
 public:
  std::string_view stylesheet() const;
  std::string_view icon() const;
};

}  // namespace gallery
