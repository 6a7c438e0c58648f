// Uploads: files of users.
#include <plume/upload.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "support/app_site.h"
#include "support/waiting.h"

namespace {

using plume::Params;
using plume::Upload;
using plume::UploadedFile;
using plume::UploadEntry;
using plume::UploadError;
using plume::UploadOptions;
using plume::Value;
using plume::testing::File;
using plume::testing::FileInput;
using plume::testing::UploadRefused;
using ::testing::HasSubstr;

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class AlbumLive : public plume::LiveView {
 public:
  using Change = std::function<void(AlbumLive&)>;
  Upload photos;
  plume::Assign<std::vector<std::string>> saved;

  void handle_event(std::string_view event, const Params& params) override {
    if (event == "save")
      saved = photos.consume([](const UploadedFile& file, const UploadEntry& entry) {
        return entry.client_name + "=" + content_of(file.path());
      });
    if (event == "cancel") photos.cancel(params["ref"].text());
  }
  void handle_info(const plume::Message& message) override { (*message.get_if<Change>())(*this); }
  static std::string shown(const UploadEntry& entry) {
    return entry.client_name + " " + std::to_string(entry.progress) + "%" + (entry.valid ? "" : " invalid");
  }
  PLUME_HEEX(R"heex(
    <form id="album" phx-change="choose" phx-submit="save">
      <.live_file_input upload={@photos} />
      <p :for={entry <- @photos.entries()} id={"entry-" + entry.client_name}>
        {shown(entry)} <b :for={error <- @photos.errors(entry)}>{error.name()}</b>
        <button type="button" phx-click="cancel" phx-value-ref={entry.ref}>x</button>
      </p>
      <i :for={error <- upload_errors(@photos)}>{error.name()}</i>
      <u :for={text <- @saved}>{text}</u>
    </form>
  )heex")
};

/// A page that takes files.
struct Album : Site {
  explicit Album(UploadOptions options) {
    endpoint.add_factory([options] {
      auto view = std::make_unique<AlbumLive>();
      view->photos.allow(options);
      return view;
    });
    view = std::make_unique<plume::testing::View>(open<AlbumLive>());
  }
  FileInput choose(std::vector<File> files) const {
    FileInput input = view->file_input("#album", "photos", std::move(files));
    input.render_change();
    return input;
  }
  std::string entry(const std::string& name) const { return view->element("[id=\"entry-" + name + "\"]").text(); }
  void save() const { view->form("#album").render_submit(); }
  /// Has the view change itself.
  void change(const std::function<void(AlbumLive&)>& by) {
    endpoint.send(view->pid(), AlbumLive::Change(by));
    view->render();
  }
  std::string input(std::string_view attribute) const { return view->element("#album input").attribute(attribute); }

  std::unique_ptr<plume::testing::View> view;
};

std::string refused(const std::function<void()>& call) {
  try {
    call();
  } catch (const UploadRefused& refusal) {
    return refusal.errors().json();
  }
  return "nothing";
}

std::string option_problem(UploadOptions options) {
  return problem([&] { Upload upload(std::move(options)); });
}

TEST(TableA, allow_upload) {
  Album page({.accept = {".jpg", ".png"}, .max_entries = 2});
  EXPECT_EQ(page.input("accept"), ".jpg,.png");
  EXPECT_EQ(page.input("name"), "photos");
  EXPECT_EQ(page.input("data-phx-active-refs"), "");
  const auto photos = page.choose({{.name = "a.jpg", .content = "aaaa"}, {.name = "b.png", .content = "bb"}});
  EXPECT_EQ(page.entry("a.jpg"), "a.jpg 0% x");
  EXPECT_EQ(page.input("data-phx-active-refs"), "0,1");
  photos.render_upload("a.jpg", 50);
  EXPECT_EQ(page.entry("a.jpg"), "a.jpg 50% x");
  photos.render_upload("a.jpg", 50);
  photos.render_upload("b.png");
  EXPECT_EQ(page.input("data-phx-done-refs"), "0,1");
  page.save();
  EXPECT_TRUE(page.view->has_element("u", "a.jpg=aaaa"));
  EXPECT_TRUE(page.view->has_element("u", "b.png=bb"));
  EXPECT_EQ(page.input("data-phx-active-refs"), "") << "what was consumed is gone";
}

TEST(TableA, allow_upload__accept) {
  Album page({.accept = {".jpg", "text/plain", "image/*"}, .max_entries = 9});
  const auto fits = [&](const File& file) {
    page.choose({file});
    return !page.view->has_element("[id=\"entry-" + file.name + "\"] b", "not_accepted");
  };
  EXPECT_TRUE(fits({.name = "a.JPG"}));
  EXPECT_TRUE(fits({.name = "b", .type = "text/plain"}));
  EXPECT_TRUE(fits({.name = "c", .type = "image/webp"}));
  EXPECT_FALSE(fits({.name = "d.exe"}));
  EXPECT_FALSE(fits({.name = "jpg"}));
  EXPECT_FALSE(fits({.name = "e", .type = "text/html"}));
  EXPECT_FALSE(fits({.name = "f", .type = "imagex/png"}));
  EXPECT_THAT(option_problem({}), HasSubstr("accept is empty"));
  EXPECT_THAT(option_problem({.accept = {".JPG"}}), HasSubstr("lower case"));
  EXPECT_THAT(option_problem({.accept = {"text/*"}}), HasSubstr("\"text/*\""));
  EXPECT_THAT(option_problem({.accept = {"jpg"}}), HasSubstr("\"jpg\""));
}

TEST(TableA, allow_upload__max_entries) {
  Album page({.accept = {"*"}, .max_entries = 2});
  page.choose({{.name = "a"}, {.name = "b"}, {.name = "c"}});
  EXPECT_TRUE(page.view->has_element("i", "too_many_files"));
  page.view->element("#entry-b button").render_click();
  EXPECT_FALSE(page.view->has_element("i"));

  EXPECT_THAT(option_problem({.accept = {"*"}, .max_entries = 0}), HasSubstr("max_entries"));

  Album total({.accept = {"*"}, .max_entries = 2, .max_entries_counts = UploadOptions::Count::total});
  const auto first = total.choose({{.name = "a", .content = "1"}});
  first.render_upload("a");
  total.save();
  total.choose({{.name = "b"}, {.name = "c"}});
  EXPECT_TRUE(total.view->has_element("i", "too_many_files")) << "the one that was consumed counts";
}

TEST(TableA, allow_upload__max_file_size) {
  Album page({.accept = {"*"}, .max_entries = 2, .max_file_size = 3});
  const auto files = page.choose({{.name = "a", .content = "123"}, {.name = "b", .content = "1234"}});
  EXPECT_EQ(page.entry("b"), "b 0% invalid too_large x");
  EXPECT_EQ(refused([&] { files.render_upload("a"); }), R"([["1","too_large"]])") << "all or nothing";
  EXPECT_THAT(option_problem({.accept = {"*"}, .max_file_size = 0}), HasSubstr("max_file_size"));
}

TEST(TableA, allow_upload__chunk_size) {
  Album page({.accept = {"*"}, .chunk_size = 4});
  const auto files = page.choose({{.name = "a", .content = "0123456789"}});
  EXPECT_EQ(files.preflight_upload()["config"]["chunk_size"].integer_or(0), 4);
  files.render_upload("a");
  page.save();
  EXPECT_TRUE(page.view->has_element("u", "a=0123456789"));
  EXPECT_THAT(option_problem({.accept = {"*"}, .chunk_size = 0}), HasSubstr("chunk_size"));
}

TEST(TableA, allow_upload__chunk_timeout) {
  Album page({.accept = {"*"}, .chunk_timeout = std::chrono::milliseconds(20)});
  const auto files = page.choose({{.name = "a", .content = "0123456789"}});
  EXPECT_EQ(files.preflight_upload()["config"]["chunk_timeout"].integer_or(0), 20);
  files.render_upload("a", 50);
  EXPECT_TRUE(plume::testing::eventually([&] { return !page.view->has_element("#entry-a"); }))
      << "a browser that falls silent is given up";
}

TEST(TableA, allow_upload__external) {
  std::vector<std::string> asked;
  Album page({.accept = {"*"}, .max_entries = 2, .external = [&](const UploadEntry& entry) {
                asked.push_back(entry.client_name);
                if (entry.client_name == "no") return plume::ExternalUpload::refuse({{"reason", "no room"}});
                return plume::ExternalUpload{{{"uploader", "S3"}, {"key", entry.client_name}}};
              }});
  const auto files = page.choose({{.name = "a", .content = "aa"}});
  EXPECT_EQ(files.preflight_upload()["entries"]["0"].json(true), R"({"key":"a","uploader":"S3"})");
  files.render_upload("a", 40);
  EXPECT_EQ(page.entry("a"), "a 40% x");
  files.render_upload("a", 60);
  page.change([](AlbumLive& view) {
    view.saved = view.photos.consume([](const UploadedFile& file) { return std::string(file.meta()["key"].text()); });
  });
  EXPECT_TRUE(page.view->has_element("u", "a"));
  const auto bad = page.choose({{.name = "no", .content = "n"}});
  EXPECT_EQ(refused([&] { bad.render_upload("no"); }), R"([["1",{"reason":"no room"}]])");
  EXPECT_EQ(page.entry("no"), "no 0% invalid external_metadata_failure x");
  EXPECT_EQ(asked, (std::vector<std::string>{"a", "no"}));
}

TEST(TableA, allow_upload__progress) {
  std::vector<int> seen;
  Album page({.accept = {"*"}, .progress = [&](const UploadEntry& entry) { seen.push_back(entry.progress); }});
  const auto files = page.choose({{.name = "a", .content = "0123456789"}});
  files.render_upload("a", 30);
  files.render_upload("a", 70);
  EXPECT_EQ(seen, (std::vector<int>{30, 100}));
}

TEST(TableA, allow_upload__auto_upload) {
  Album page({.accept = {".a"}, .max_entries = 1, .auto_upload = true});
  EXPECT_TRUE(page.view->has_element("#album input[data-phx-auto-upload]"));
  const auto files = page.choose({{.name = "x.a", .content = "1"}, {.name = "y.b", .content = "2"}});
  const Value answer = files.preflight_upload();
  EXPECT_FALSE(answer.contains("error")) << "those that are valid start";
  EXPECT_TRUE(answer["entries"]["0"].is_string());
  EXPECT_TRUE(answer["entries"]["1"].is_null());
  EXPECT_EQ(answer["errors"]["1"].json(), R"(["not_accepted"])");
}

/// Keeps what it is told.
struct Memory : plume::UploadWriter {
  std::string bytes;
  std::vector<std::string>& journal;
  explicit Memory(std::vector<std::string>& told) : journal(told) {}
  void open() override { journal.push_back("open"); }
  void write(std::string_view more) override {
    if (more == "bad") throw std::runtime_error("no room");
    bytes += more;
  }
  void close(Close why) override { journal.push_back("close " + std::to_string(static_cast<int>(why))); }
  Value meta() const override { return bytes.size(); }
};

TEST(TableA, allow_upload__writer) {
  std::vector<std::string> journal, consumed;
  Album page({.accept = {"*"}, .max_entries = 3, .chunk_size = 3, .writer = [&](const UploadEntry&) {
                return std::make_unique<Memory>(journal);
              }});
  const auto files = page.choose({{.name = "a", .content = "abcdef"}, {.name = "b", .content = "okbad"}});
  files.render_upload("a");
  EXPECT_EQ(journal, (std::vector<std::string>{"open", "close 0"}));
  page.change([&](AlbumLive& view) {
    view.photos.consume(view.photos.entries()[0], [&](const UploadedFile& file) {
      consumed.push_back(file.writer<Memory>().bytes + " " + file.meta().json());
      EXPECT_THROW(file.path(), std::logic_error);
    });
  });
  EXPECT_EQ(consumed, (std::vector<std::string>{"abcdef 6"}));

  const auto bad = page.choose({{.name = "c", .content = "bad"}});
  journal.clear();
  EXPECT_EQ(refused([&] { bad.render_upload("c"); }), R"([["2","writer_error"]])");
  EXPECT_EQ(journal, (std::vector<std::string>{"open", "close 2"}));
  EXPECT_EQ(page.entry("c"), "c 0% invalid writer_failure x") << "the view lives on";
}

TEST(TableA, allow_upload__raises_while_previous_upload_active) {
  Album page({.accept = {"*"}});
  const std::string before = page.input("id");
  page.change([](AlbumLive& view) { view.photos.allow({.accept = {".txt"}}); });
  EXPECT_EQ(page.input("accept"), ".txt");
  EXPECT_NE(page.input("id"), before);
  page.choose({{.name = "a.txt"}});
  EXPECT_THAT(problem([&] { page.change([](AlbumLive& view) { view.photos.allow({.accept = {"*"}}); }); }),
              HasSubstr("there are files"));
}

TEST(TableA, cancel_upload) {
  Album page({.accept = {"*"}, .max_entries = 2});
  const auto files = page.choose({{.name = "a", .content = "aaaa"}, {.name = "b", .content = "bbbb"}});
  page.view->element("#entry-b button").render_click();
  EXPECT_FALSE(page.view->has_element("#entry-b"));
  EXPECT_EQ(page.input("data-phx-active-refs"), "0");
  files.render_upload("a", 50);
  page.view->element("#entry-a button").render_click();
  EXPECT_TRUE(plume::testing::eventually([&] { return !page.view->has_element("#entry-a"); }))
      << "as soon as its writer has stopped";
  EXPECT_THAT(problem([&] { page.change([](AlbumLive& view) { view.photos.cancel("77"); }); }), HasSubstr("no file"));
}

TEST(TableA, consume_uploaded_entries__ok_postpone) {
  Album page({.accept = {"*"}, .max_entries = 2});
  const auto files = page.choose({{.name = "a", .content = "A"}, {.name = "b", .content = "B"}});
  files.render_upload("a");
  files.render_upload("b");
  page.change([](AlbumLive& view) {
    view.saved = view.photos.consume(
        [](const UploadedFile& file, const UploadEntry&) { return plume::postpone(content_of(file.path()) + "?"); });
  });
  EXPECT_TRUE(page.view->has_element("u", "B?"));
  EXPECT_TRUE(page.view->has_element("#entry-b"));
  page.save();
  EXPECT_TRUE(page.view->has_element("u", "b=B"));
  EXPECT_FALSE(page.view->has_element("#entry-b"));
  page.choose({{.name = "c", .content = "C"}});
  EXPECT_THAT(problem([&] { page.save(); }), HasSubstr("\"c\" is not there yet"));
}

TEST(TableA, consume_uploaded_entry) {
  Album page({.accept = {"*"}, .max_entries = 2});
  const auto files = page.choose({{.name = "a", .content = "A"}, {.name = "b", .content = "B"}});
  files.render_upload("a");
  page.change([](AlbumLive& view) {
    const auto& entries = view.photos.entries();
    view.saved = std::vector{view.photos.consume(
        entries[0], [](const UploadedFile& file) { return plume::postpone("later " + content_of(file.path())); })};
  });
  EXPECT_TRUE(page.view->has_element("u", "later A"));
  EXPECT_TRUE(page.view->has_element("#entry-a")) << "it stays";
  page.change([](AlbumLive& view) {
    view.saved = std::vector{view.photos.consume(view.photos.entries()[0],
                                                 [](const UploadedFile& file) { return content_of(file.path()); })};
    EXPECT_EQ(view.photos.entries().size(), 2u) << "until the render";
  });
  EXPECT_FALSE(page.view->has_element("#entry-a"));
  EXPECT_THAT(
      problem([&] {
        page.change([](AlbumLive& view) { view.photos.consume(view.photos.entries()[0], [](const UploadedFile&) {}); });
      }),
      HasSubstr("\"b\" is not there yet"));
}

TEST(TableA, disallow_upload) {
  Album page({.accept = {"*"}});
  page.change([](AlbumLive& view) { view.photos.disallow(); });
  page.view->file_input("#album", "photos", {{.name = "a"}}).render_change();
  EXPECT_FALSE(page.view->has_element("#entry-a")) << "what comes late is nothing";
  page.change([](AlbumLive& view) { view.photos.allow({.accept = {"*"}}); });
  page.choose({{.name = "a"}});
  EXPECT_THAT(problem<std::logic_error>([&] { page.change([](AlbumLive& view) { view.photos.disallow(); }); }),
              HasSubstr("there are files"));
}

TEST(TableA, uploaded_entries) {
  Album page({.accept = {"*"}, .max_entries = 3});
  const auto files = page.choose({{.name = "a", .content = "A"}, {.name = "b", .content = "B"}});
  files.render_upload("b");
  page.change([](AlbumLive& view) {
    const auto [done, others] = view.photos.uploaded_entries();
    ASSERT_EQ(done.size(), 1u);
    EXPECT_EQ(done[0]->client_name, "b");
    ASSERT_EQ(others.size(), 1u);
    EXPECT_EQ(others[0]->client_name, "a");
  });
}

}  // namespace
