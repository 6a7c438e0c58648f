// What a client sends takes a small multiple of its size in memory.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <memory_resource>
#include <string>

#include "base/json.h"
#include "base/query.h"
#include "base/url.h"
#include "channel/message.h"
#include "http/cookies.h"
#include "measure.h"
#include "plume/form.h"
#include "plume/html.h"
#include "plume/http.h"

namespace {

thread_local std::ptrdiff_t held = 0;
thread_local std::ptrdiff_t most_held = 0;

void* note(void* memory) {
  if (memory) held += static_cast<std::ptrdiff_t>(::malloc_usable_size(memory));
  most_held = std::max(most_held, held);
  return memory;
}

}  // namespace

// glibc's own, beneath the functions that are replaced here.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t items, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void __libc_free(void* memory);

void* malloc(std::size_t size) { return note(__libc_malloc(size)); }
void* calloc(std::size_t items, std::size_t size) { return note(__libc_calloc(items, size)); }
void* realloc(void* memory, std::size_t size) {
  if (memory) held -= static_cast<std::ptrdiff_t>(::malloc_usable_size(memory));
  return note(__libc_realloc(memory, size));
}
void free(void* memory) {
  if (memory) held -= static_cast<std::ptrdiff_t>(::malloc_usable_size(memory));
  __libc_free(memory);
}
}

namespace plume::testing {
namespace {

constexpr std::size_t megabyte = 1024 * 1024;
constexpr std::size_t sent = 8 * megabyte;

/// The most bytes that `work` held at once.
std::size_t bytes_for(const Work& work) {
  const auto before = held;
  most_held = held;
  work();
  return static_cast<std::size_t>(most_held - before);
}

std::string repeated(std::string_view piece, std::size_t bytes = sent) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  return text;
}

TEST(MemoryTest, IsCounted) {
  EXPECT_GE(bytes_for([] { std::string(sent, 'x'); }), sent);
  EXPECT_LT(bytes_for([] {}), 1024u);
}

TEST(MemoryTest, OfTheTargetOfAFormEvent) {
  for (const char* piece : {"[b]", "[]", "[", "]", "b", "%5B"}) {
    const Value meta{{"_target", "a" + repeated(piece)}};
    EXPECT_LT(bytes_for([&] {
                try {
                  std::pmr::monotonic_buffer_resource arena;
                  decode_form_event("a=1", meta, &arena);
                } catch (const QueryError&) {
                }
              }),
              6 * sent)
        << piece;
  }
  const std::string deep = "a" + repeated("[b]");
  EXPECT_LT(bytes_for([&] { EXPECT_THROW(key_path(deep), QueryError); }), megabyte);
}

TEST(MemoryTest, OfQueries) {
  std::string many;
  for (int i = 0; many.size() < sent; ++i) many += "k" + std::to_string(i) + "[a][b][c][d]=1&";
  for (const std::string& text : {repeated("[b]"), repeated("a&"), repeated("a[b]=1&"), repeated("&"), many}) {
    EXPECT_LT(bytes_for([&] {
                try {
                  std::pmr::monotonic_buffer_resource arena;
                  parse_query("a" + text, &arena);
                } catch (const QueryError&) {
                }
              }),
              4 * sent)
        << text.substr(0, 20);
  }
}

TEST(MemoryTest, OfTheHeadOfAMessage) {
  for (const char* head : {R"(["1","2","t","e",)", R"(["\u0031","2","t","e",)"}) {
    const std::string text = head + repeated("[1],") + "]";
    EXPECT_LT(bytes_for([&] { channel::ClientMessage message(text); }), 16 * 1024u);
  }
}

TEST(MemoryTest, OfJson) {
  std::string members = "{";
  for (int i = 0; members.size() < sent; ++i) members += "\"" + std::to_string(i) + "\":1,";
  members.back() = '}';
  for (const std::string& text :
       {"[" + repeated("1,") + "1]", "[" + repeated("[],") + "1]", "[" + repeated("{\"a\":{}},") + "1]",
        "{" + repeated("\"a\":1,") + "\"a\":1}", members, "[\"" + repeated("x") + "\"]"}) {
    EXPECT_LT(bytes_for([&] {
                try {
                  parse_json(text);
                } catch (const JsonError&) {
                }
              }),
              16 * sent)
        << text.substr(0, 20);
  }
}

TEST(MemoryTest, OfRequests) {
  Request request;
  Object members;
  for (std::size_t i = 0; i < 80'000; ++i) members.append(std::to_string(i)) = std::string(100, 'x');
  request.body_params = Params(std::move(members));
  EXPECT_LT(bytes_for([&] { request.params(); }), 5 * sent);
  const std::string cookies = repeated("a=1; "), slashes = repeated("/");
  EXPECT_LT(bytes_for([&] { http::parse_cookies(cookies); }), megabyte);
  EXPECT_LT(bytes_for([&] { split_path(slashes); }), megabyte);
}

TEST(MemoryTest, OfEscapedTexts) {
  const std::string quotes = repeated("\"");
  EXPECT_LT(bytes_for([&] { escape_html(quotes); }), 24 * sent);
  EXPECT_LT(bytes_for([&] { Value(quotes).json(); }), 8 * sent);
}

}  // namespace
}  // namespace plume::testing
