#include "layout/site_layout.h"

#include "site_assets.h"

std::string_view SiteLayout::stylesheet() const { return site_assets().find("/assets/accounts.css")->hashed_path; }
