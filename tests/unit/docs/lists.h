// The code of docs/streams.md and docs/uploads.md. A test compares it with these pages.
#pragma once

#include <plume/plume.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace docs {

struct Post;
std::vector<Post> posts_of_page(int page);
std::vector<Post> latest_posts(int count);

struct Post {
  int id;
  std::string text;
};

class FeedLive : public plume::LiveView {
 public:
  plume::Stream<Post> posts;

  void mount(const plume::Params&, const plume::Session&) override {
    subscribe("posts");
    posts.insert_range(latest_posts(20));
  }
  void handle_info(const plume::Message& message) override {
    if (const auto* post = message.get_if<Post>()) posts.insert(*post, {.at = 0, .limit = 100});
  }
  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "delete") posts.erase_by_dom_id(params["dom_id"].text());
  }

  PLUME_HEEX(R"heex(
    <div id="posts" phx-update="stream">
      <p id="no-posts" class="only">Nothing yet.</p>
      <article :for={[dom_id, post] <- @posts} id={dom_id}>
        {post.text} <button phx-click="delete" phx-value-dom_id={dom_id}>delete</button>
      </article>
    </div>
  )heex")
};

class ArchiveLive : public plume::LiveView {
 public:
  static constexpr int page_size = 20;
  plume::Stream<Post> posts;
  plume::Assign<int> first{0};  // page that is shown at the top
  plume::Assign<int> last{0};

  void mount(const plume::Params&, const plume::Session&) override { posts.insert_range(posts_of_page(0)); }
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "older") {
      posts.insert_range(posts_of_page(++last), {.limit = -3 * page_size});
      first = std::max(*first, *last - 2);
    }
    if (event == "newer" && *first > 0) {
      auto page = posts_of_page(--first);
      std::reverse(page.begin(), page.end());
      posts.insert_range(page, {.at = 0, .limit = 3 * page_size});
      last = std::min(*last, *first + 2);
    }
  }

  PLUME_HEEX(R"heex(
    <ul id="posts" phx-update="stream" phx-viewport-bottom="older" phx-viewport-top={@first > 0 ? "newer" : nullptr}>
      <li :for={[dom_id, post] <- @posts} id={dom_id}>{post.text}</li>
    </ul>
  )heex")
};

/// The archive has posts without end: page 0 begins with number 0.
inline std::vector<Post> posts_of_page(int page) {
  std::vector<Post> posts;
  for (int i = 0; i < 20; ++i) posts.push_back({page * 20 + i, "post " + std::to_string(page * 20 + i)});
  return posts;
}
inline std::vector<Post> latest_posts(int) { return posts_of_page(0); }

inline std::filesystem::path album_folder() { return std::filesystem::temp_directory_path(); }
inline bool is_image(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  char begin[2]{};
  return file.read(begin, 2) && begin[0] == '\xFF' && begin[1] == '\xD8';
}

class AlbumLive : public plume::LiveView {
 public:
  plume::Upload photos{{.accept = {".jpg", ".png"}, .max_entries = 3, .max_file_size = 10'000'000}};
  plume::Assign<std::vector<std::string>> saved;

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "cancel") photos.cancel(params["ref"].text());
    if (event == "save")
      photos.consume([this](const plume::UploadedFile& file, const plume::UploadEntry& entry) {
        const std::string name = entry.uuid + ".jpg";
        if (!is_image(file.path())) return;
        file.move_to(album_folder() / name);
        saved.edit().push_back(name);
      });
  }

  PLUME_HEEX(R"heex(
    <form id="album" phx-change="choose" phx-submit="save" phx-drop-target={@photos.ref()}>
      <label for={@photos.ref()}>Photos</label>
      <.live_file_input upload={@photos} />
      <p :for={error <- @photos.errors()} role="alert">{error}</p>
      <figure :for={entry <- @photos.entries()}>
        <.live_img_preview entry={entry} width="120" />
        <figcaption>{entry.client_name}</figcaption>
        <progress value={entry.progress} max="100">{entry.progress} %</progress>
        <p :for={error <- @photos.errors(entry)} role="alert">{error}</p>
        <button type="button" phx-click="cancel" phx-value-ref={entry.ref}>cancel</button>
      </figure>
      <button>Save</button>
    </form>
    <img :for={name <- @saved} src={"/album/" + name} alt="" />
  )heex")
};

}  // namespace docs
