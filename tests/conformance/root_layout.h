// The document around every page of the corpus.
#pragma once

#include "plume/root_layout.h"

namespace corpus {

class RootLayout : public plume::RootLayout {
 public:
  PLUME_HEEX(R"heex(<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="csrf-token" content={@csrf_token}>
    <.plume::live_title default="Corpus" suffix=" · Plume">{@page_title}</.plume::live_title>
    {@client_assets}
  </head>
  <body>{@inner_content}</body>
</html>)heex")
};

}  // namespace corpus
