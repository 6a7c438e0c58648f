#include "gallery/site_layout.h"

#include "site_assets.h"

namespace gallery {

std::string_view SiteLayout::stylesheet() const { return site_assets().find("/assets/gallery.css")->hashed_path; }

std::string_view SiteLayout::icon() const { return site_assets().find("/assets/icon.svg")->hashed_path; }

}  // namespace gallery
