// Channels of uploads over real sockets (wire-protocol 9), and clients that do not keep to them.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/between.h"
#include "support/waiting.h"
#include "unit/live/harness.h"

namespace plume::testing {
namespace {

namespace fs = std::filesystem;

Value file(const std::string& ref, const std::string& name, std::int64_t size) {
  return {{"ref", ref}, {"name", name}, {"type", "text/plain"}, {"size", size}, {"relative_path", ""}};
}

/// How many files without a name this process has open.
std::size_t nameless_files() {
  std::size_t count = 0;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/proc/self/fd", ignored)) {
    const std::string target = fs::read_symlink(entry.path(), ignored).string();
    count += target.find("/#") != std::string::npos && target.ends_with("(deleted)");
  }
  return count;
}

/// A tab that shows an album, and the names that the protocol has for it.
struct AlbumTab : Tab {
  explicit AlbumTab(const LiveServer& server)
      : Tab(server, "/album"), upload("phx-" + between(view.response().json(), "\"phx-")) {}

  /// Files are chosen in the form; the diff.
  Value choose(const Value& files) {
    return answer_to(push(view, "event",
                          {{"type", "form"},
                           {"event", "choose"},
                           {"value", "_target=files"},
                           {"uploads", {{upload, files}}}}))["response"];
  }
  Value preflight(const Value& files) {
    return answer_to(push(view, "allow_upload", {{"ref", upload}, {"entries", files}}))["response"];
  }
  std::string token(const Value& files, std::string_view ref = "0") {
    return std::string(preflight(files)["entries"][ref].text());
  }
  Joined join_file(const std::string& ref, const std::string& token) { return join("lvu:" + ref, {{"token", token}}); }
  /// Sends a piece; its ref.
  std::string chunk(const Joined& channel, std::string_view bytes) {
    const std::string ref = new_ref();
    std::string message(1, '\0');
    const std::string_view texts[] = {channel.join_ref, ref, channel.topic, "chunk"};
    for (const auto text : texts) message.push_back(static_cast<char>(text.size()));
    for (const auto text : texts) message.append(text);
    socket().send_frame(http::Opcode::binary, message.append(bytes));
    return ref;
  }
  Value send_chunk(const Joined& channel, std::string_view bytes) { return answer_to(chunk(channel, bytes)); }
  Value progress(const std::string& ref, const Value& value) {
    return answer_to(
        push(view, "progress", {{"event", nullptr}, {"ref", upload}, {"entry_ref", ref}, {"progress", value}}));
  }
  /// The view answers.
  bool alive() { return answer_to(push_event(view, "x"))["status"].text() == "ok"; }

  const std::string upload;
};

const Value accepted{{"status", "ok"}, {"response", Value::object()}};
Value refusal(std::string_view reason) { return {{"status", "error"}, {"response", {{"reason", reason}}}}; }

TEST(UploadTest, AFileComesInPiecesAndIsConsumed) {
  LiveServer server;
  AlbumTab tab(server);
  const Value files = Array{file("0", "a.txt", 15)};
  EXPECT_NE(tab.choose(files).json().find("a.txt"), std::string::npos);
  const Value answer = tab.preflight(files);
  EXPECT_EQ(answer["config"], json(R"({"max_file_size":1000,"max_entries":3,"chunk_size":10,"chunk_timeout":10000})"));
  const Joined channel = tab.join_file("0", std::string(answer["entries"]["0"].text()));
  EXPECT_EQ(channel.reply, accepted);
  EXPECT_EQ(tab.send_chunk(channel, "0123456789"), accepted);
  EXPECT_NE(tab.progress("0", 66).json().find("66"), std::string::npos);
  EXPECT_EQ(tab.send_chunk(channel, "abcde"), accepted);
  EXPECT_NE(tab.progress("0", 100).json().find("done"), std::string::npos);
  tab.event(tab.view, "save");
  EXPECT_EQ(server.stage.journal.entries(), std::vector<std::string>{"a.txt=0123456789abcde"});
  EXPECT_EQ(tab.skip_to("phx_close"),
            Value::array({channel.join_ref, channel.join_ref, channel.topic, "phx_close", Value::object()}));
}

TEST(UploadTest, MoreBytesThanWereAnnouncedEndIt) {
  LiveServer server;
  AlbumTab tab(server);
  const Joined channel = tab.join_file("0", tab.token(Array{file("0", "a", 5)}));
  const Value answer = tab.send_chunk(channel, "123456");
  EXPECT_EQ(answer["status"].text(), "error");
  EXPECT_EQ(answer["response"], json(R"({"reason":"file_size_limit_exceeded","limit":5})"));
  EXPECT_EQ(tab.skip_to("phx_close").at(2).text(), "lvu:0");
  EXPECT_NE(tab.skip_to("diff").json().find("\"kc\""), std::string::npos) << "the entry is dropped";
  EXPECT_EQ(tab.send_chunk(channel, "1"), refusal("unmatched topic")) << "and what comes late is no fault";
  EXPECT_TRUE(tab.alive());
}

TEST(UploadTest, NothingComesAfterTheLastByte) {
  LiveServer server;
  AlbumTab tab(server);
  const Joined channel = tab.join_file("0", tab.token(Array{file("0", "a", 2)}));
  EXPECT_EQ(tab.send_chunk(channel, "12"), accepted);
  EXPECT_EQ(tab.send_chunk(channel, "")["response"]["reason"].text(), "file_size_limit_exceeded");
  tab.skip_to("phx_close");
  EXPECT_TRUE(tab.alive());
}

TEST(UploadTest, AnEmptyFileIsDoneWithAnEmptyPiece) {
  LiveServer server;
  AlbumTab tab(server);
  const Joined channel = tab.join_file("0", tab.token(Array{file("0", "empty", 0)}));
  EXPECT_TRUE(channel.ok()) << channel.reply.json();
  tab.chunk(channel, "");
  std::string came = tab.next().json();
  came += tab.next().json();
  EXPECT_NE(came.find("100"), std::string::npos) << came;
  EXPECT_NE(came.find("done"), std::string::npos) << came;
}

TEST(UploadTest, ATokenIsForOneViewAndOneFile) {
  LiveServer server;
  AlbumTab tab(server), other(server);
  const std::string token = tab.token(Array{file("0", "a", 5)});
  other.token(Array{file("0", "b", 5)});
  EXPECT_EQ(other.join_file("0", token).reply, refusal("invalid_token")) << "of another view";
  EXPECT_EQ(tab.join_file("1", token).reply, refusal("invalid_token")) << "of another file";
  EXPECT_EQ(tab.join_file("0", token + "x").reply, refusal("invalid_token"));
  EXPECT_EQ(tab.join_file("0", "").reply, refusal("invalid_token"));
  EXPECT_EQ(tab.join("lvu:0", Value::object()).reply, refusal("invalid_token"));
  const Joined channel = tab.join_file("0", token);
  EXPECT_TRUE(channel.ok());
  EXPECT_EQ(tab.join_file("0", token).reply, refusal("already_registered"));
  tab.send_chunk(channel, "12345");
  tab.progress("0", 100);
  tab.event(tab.view, "save");
  tab.skip_to("phx_close");
  EXPECT_EQ(tab.join_file("0", token).reply, refusal("disallowed")) << "it was used";
}

TEST(UploadTest, AFileThatIsGivenUpIsDropped) {
  LiveServer server;
  AlbumTab tab(server);
  const auto before = nameless_files();
  const Joined channel = tab.join_file("0", tab.token(Array{file("0", "a", 5)}));
  tab.send_chunk(channel, "12");
  EXPECT_EQ(nameless_files(), before + 1);
  tab.push(channel, "phx_leave");
  EXPECT_NE(tab.skip_to("diff").json().find("\"\""), std::string::npos) << "the client has left";
  EXPECT_TRUE(eventually([&] { return nameless_files() == before; }));

  const Joined second = tab.join_file("1", tab.token(Array{file("1", "b", 5)}, "1"));
  tab.send_chunk(second, "12");
  tab.event(tab.view, "cancel", {{"ref", "1"}});
  EXPECT_EQ(tab.skip_to("phx_close").at(2).text(), "lvu:1") << "the view has cancelled it";
  EXPECT_TRUE(eventually([&] { return nameless_files() == before; }));
}

TEST(UploadTest, AConnectionThatEndsLeavesNothing) {
  LiveServer server;
  const auto before = nameless_files();
  {
    AlbumTab tab(server);
    const Value files = Array{file("0", "a", 5), file("1", "b", 5)};
    const Value tokens = tab.preflight(files)["entries"];
    const Joined open = tab.join_file("0", std::string(tokens["0"].text()));
    const Joined whole = tab.join_file("1", std::string(tokens["1"].text()));
    tab.send_chunk(open, "12");
    tab.send_chunk(whole, "12345");
    EXPECT_EQ(nameless_files(), before + 2);
  }
  EXPECT_TRUE(eventually([&] { return nameless_files() == before; }));
}

TEST(UploadTest, WhatTheServerHoldsIsBounded) {
  EndpointOptions options;
  options.limits.upload_bytes_per_socket = 10;
  options.limits.uploads_per_socket = 2;
  LiveServer server(std::move(options));
  AlbumTab tab(server);
  const Value files = Array{file("0", "a", 6), file("1", "b", 6), file("2", "c", 4)};
  const Value tokens = tab.preflight(files)["entries"];
  const auto join = [&](const std::string& ref) { return tab.join_file(ref, std::string(tokens[ref].text())); };
  const Joined first = join("0");
  EXPECT_TRUE(first.ok());
  EXPECT_EQ(join("1").reply, refusal("writer_error"));
  EXPECT_NE(tab.skip_to("diff").json().find("there is no room for more files now"), std::string::npos);
  EXPECT_TRUE(join("2").ok());
  tab.send_chunk(first, "123456");
  EXPECT_EQ(tab.join_file("3", tab.token(Array{file("3", "d", 1)}, "3")).reply["status"].text(), "error");
  EXPECT_TRUE(tab.alive());
}

TEST(UploadTest, ThousandsOfFilesOfOneFormAreNotKept) {
  LiveServer server;
  AlbumTab tab(server);
  Value files = Array();
  for (int i = 0; i < 2000; ++i) files.push_back(file(std::to_string(i), "f", 1));
  const std::string diff = tab.choose(files).json();
  EXPECT_NE(diff.find("too many files"), std::string::npos);
  EXPECT_NE(diff.find("\"kc\":203"), std::string::npos) << diff.substr(0, 300);
}

TEST(UploadTest, MalformedFilesEndTheViewAlone) {
  const Value bad[] = {Value(7),
                       Array{7},
                       Array{Value{{"ref", "0"}}},
                       Array{file("x", "a", 1)},
                       Array{file("0", "a", -1)},
                       Array{file("0", std::string(2000, 'a'), 1)},
                       Array{Value{{"ref", "0"}, {"name", "a"}, {"type", 1}, {"size", 1}}}};
  LiveServer server;
  for (const Value& files : bad) {
    AlbumTab tab(server);
    tab.push(tab.view, "allow_upload", {{"ref", tab.upload}, {"entries", files}});
    EXPECT_EQ(tab.next().at(3).text(), "phx_error") << files.json();
    EXPECT_TRUE(tab.silent());
  }
  AlbumTab tab(server);
  tab.push(tab.view, "progress", {{"ref", tab.upload}, {"entry_ref", "0"}, {"progress", 50}});
  EXPECT_EQ(tab.next().at(4)["status"].text(), "ok") << "of a file that is gone";
  tab.preflight(Array{file("0", "a", 1)});
  tab.push(tab.view, "progress", {{"ref", tab.upload}, {"entry_ref", "0"}, {"progress", 101}});
  EXPECT_EQ(tab.next().at(3).text(), "phx_error");
}

TEST(UploadTest, ProgressIsBelievedOnlyOfWhatHasCome) {
  LiveServer server;
  AlbumTab tab(server);
  const Joined channel = tab.join_file("0", tab.token(Array{file("0", "a", 5)}));
  EXPECT_EQ(tab.progress("0", 100).json().find("done"), std::string::npos);
  tab.push_event(tab.view, "save");
  EXPECT_EQ(tab.next().at(3).text(), "phx_error") << "an entry is not there yet";
}

}  // namespace
}  // namespace plume::testing
