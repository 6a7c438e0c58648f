#include "base/content_type.h"

#include <gtest/gtest.h>

namespace plume {
namespace {

TEST(ContentType, IsToldFromTheEnding) {
  EXPECT_EQ(content_type_of("/assets/app.js"), "text/javascript; charset=utf-8");
  EXPECT_EQ(content_type_of("logo.svg"), "image/svg+xml");
  EXPECT_EQ(content_type_of("archive.tar.gz"), "application/gzip");
}

TEST(ContentType, IgnoresTheCaseOfTheEnding) { EXPECT_EQ(content_type_of("PHOTO.JPG"), "image/jpeg"); }

TEST(ContentType, IsOctetsWhereNothingIsKnown) {
  EXPECT_EQ(content_type_of("README"), "application/octet-stream");
  EXPECT_EQ(content_type_of("/v1.css/file"), "application/octet-stream");
  EXPECT_EQ(content_type_of("x.unknown"), "application/octet-stream");
  EXPECT_EQ(content_type_of(""), "application/octet-stream");
}

}  // namespace
}  // namespace plume
