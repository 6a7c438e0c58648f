// What the examples of docs/streams.md and docs/uploads.md do.
#include "lists.h"

#include <gtest/gtest.h>
#include <plume/testing.h>

#include <filesystem>
#include <string>

namespace docs {
namespace {

template <class V>
struct Opened {
  plume::Endpoint endpoint{{.live_view = {.signing_salt = "of the tests"}}};
  plume::testing::App app{endpoint};
  plume::testing::View view = open();

 private:
  plume::testing::View open() {
    endpoint.router().live<V>("/");
    return app.live("/");
  }
};

TEST(StreamsPage, AFeedTakesNewPostsInFrontAndDropsDeletedOnes) {
  Opened<FeedLive> page;
  page.endpoint.broadcast("posts", Post{77, "news"});
  EXPECT_TRUE(page.view.has_element("#no-posts + #posts-0, #posts > :first-child", "news"));
  page.view.element("#posts-3 button").render_click();
  EXPECT_FALSE(page.view.has_element("#posts-3"));
}

TEST(StreamsPage, AnArchiveShowsSixtyPostsWhereverItIs) {
  Opened<ArchiveLive> page;
  const auto archive = page.view.element("#posts");
  for (int i = 0; i < 4; ++i) archive.render_hook("older");
  EXPECT_FALSE(page.view.has_element("#posts-39"));
  EXPECT_TRUE(page.view.has_element("#posts > #posts-40:first-child"));
  EXPECT_TRUE(page.view.has_element("#posts > #posts-99:last-child"));
  archive.render_hook("newer");
  EXPECT_TRUE(page.view.has_element("#posts > #posts-20:first-child"));
  EXPECT_TRUE(page.view.has_element("#posts > #posts-79:last-child"));
}

TEST(UploadsPage, AnAlbumSavesImagesOnly) {
  Opened<AlbumLive> page;
  const auto photos = page.view.file_input(
      "#album", "photos",
      {{.name = "a.jpg", .content = "\xFF\xD8 an image"}, {.name = "b.jpg", .content = "<script>"}});
  photos.render_change();
  EXPECT_TRUE(page.view.has_element("figure figcaption", "a.jpg"));
  photos.render_upload("a.jpg");
  photos.render_upload("b.jpg");
  page.view.form("#album").render_submit();
  EXPECT_FALSE(page.view.has_element("figure"));
  const std::string source = page.view.element("img").attribute("src");
  const auto saved = album_folder() / source.substr(source.rfind('/') + 1);
  EXPECT_EQ(std::filesystem::file_size(saved), 11u);
  std::filesystem::remove(saved);
}

}  // namespace
}  // namespace docs
