// Path: a pattern of the router as a function that makes paths.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "plume/value.h"

namespace plume {

/// The argument for a `:name` of a Path: a text or a whole number, encoded. Throws std::invalid_argument for "", "."
/// and ".." and for a tab at its beginning, with which the path would lead elsewhere in a browser.
class PathSegment {
 public:
  template <std::convertible_to<std::string_view> Text>
  PathSegment(const Text& text) : PathSegment(static_cast<std::string_view>(text), 0) {}
  template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
  PathSegment(Number number) : encoded_(std::to_string(number)) {}

  const std::string& encoded() const { return encoded_; }

 private:
  PathSegment(std::string_view text, int);
  std::string encoded_;
};

/// The argument for a `*rest` of a Path: its segments, or a text in which "/" stands between them. Throws as
/// PathSegment does; empty segments of a text are left out.
class PathRest {
 public:
  template <std::convertible_to<std::string_view> Text>
  PathRest(const Text& text) : PathRest(static_cast<std::string_view>(text), 0) {}
  PathRest(const std::vector<std::string>& segments);

  const std::string& encoded() const { return encoded_; }

 private:
  PathRest(std::string_view text, int);
  void append(std::string_view segment);
  std::string encoded_;
};

/// What stands behind the "?" of a Path: `{{"page", 2}, {"sort", "name"}}`, or parameters as they were received.
/// Objects and arrays become `filter[name]=…` and `tags[]=…`.
class Query {
 public:
  Query() = default;
  Query(std::initializer_list<std::pair<std::string_view, Value>> parameters) : parameters_(parameters) {}
  template <std::same_as<Value> Parameters>
  Query(const Parameters& parameters) : parameters_(parameters) {}

  const Value& parameters() const { return parameters_; }

 private:
  Value parameters_ = Value::object();
};

/// The path by which a page names a file of this server, as `/images/logo.svg` (the seed's `static_path/2`): with the
/// endpoint's own path in front, as a Path has it, and with a hash of the file's content. Browsers keep what such a
/// path answers for a year without asking again, and ask for a new one as soon as the content is another.
///
/// An asset of a bundle becomes `/assets/app-1f2e4c….css`. A file of EndpointOptions::static_dir becomes
/// `/images/logo.svg?vsn=1f2e4c…`: it is opened at each call, and read when it is new or has changed; the path of one
/// of more than 16 MiB, and one that has a query, stays as it is. A fragment stays behind the path. Outside of an
/// endpoint, where a Path is not below its path either, there is no hash. Throws std::invalid_argument where `path` is
/// no local path.
std::string static_path(std::string_view path);

namespace detail {

template <std::size_t N>
struct PatternText {
  char characters[N];
  consteval PatternText(const char (&text)[N]) { std::copy_n(text, N, characters); }
  constexpr std::string_view view() const { return {characters, N - 1}; }
};

/// Whether the router takes it.
constexpr bool is_path_pattern(std::string_view pattern) {
  if (!pattern.starts_with('/')) return false;
  bool ended = false;  // by a *rest
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    const std::string_view segment = pattern.substr(0, pattern.find('/'));
    if ((ended && !segment.empty()) || segment == ":" || segment == "*") return false;
    ended |= segment.starts_with('*');
    pattern.remove_prefix(segment.size());
  }
  return true;
}

// These take copies: where null pointers are checked for (-fsanitize=undefined), GCC takes no address of a template's
// argument for a constant.
template <std::size_t N>
constexpr bool is_path_pattern(PatternText<N> pattern) {
  return is_path_pattern(pattern.view());
}

template <std::size_t N>
constexpr std::size_t parameters_of(PatternText<N> pattern) {
  std::size_t count = 0;
  for (std::size_t i = 1; i < N; ++i)
    count += pattern.characters[i - 1] == '/' && (pattern.characters[i] == ':' || pattern.characters[i] == '*');
  return count;
}

template <std::size_t N>
constexpr bool has_rest(PatternText<N> pattern) {
  return pattern.view().find("/*") != std::string_view::npos;
}

/// Of the parameter with this number.
template <PatternText Pattern, std::size_t I>
using PathArgument = std::conditional_t<I + 1 == parameters_of(Pattern) && has_rest(Pattern), PathRest, PathSegment>;

std::string path_of(std::string_view pattern, std::initializer_list<std::string_view> arguments, const Query& query);

}  // namespace detail

template <detail::PatternText Pattern, class Parameters = std::make_index_sequence<detail::parameters_of(Pattern)>>
class Path;

/// A route with a name: declared once, used where it is added to the router and wherever something leads to it (the
/// seed's verified routes, `~p`). A wrong number of arguments does not compile.
///
///     inline constexpr plume::Path<"/rooms/:name/*rest"> room_path;
///
///     router.live<RoomLive>(room_path);
///     push_patch(room_path("a b", "c/d", {{"page", 2}}));  // /rooms/a%20b/c/d?page=2
///     <.link navigate={room_path(@name, "")}>…</.link>
///
/// It is the whole path, and so for routes of the router itself, or of scopes at "/". Where a request or a view of an
/// endpoint with an EndpointOptions::path runs, and in tasks that it starts, the paths made begin with that; elsewhere,
/// Endpoint::path puts it in front.
template <detail::PatternText Pattern, std::size_t... I>
class Path<Pattern, std::index_sequence<I...>> {
  static_assert(detail::is_path_pattern(Pattern),
                "a Path begins with /, its parameters have names, and nothing follows a *rest");

 public:
  /// The path with an argument in the place of each parameter. Throws what PathSegment throws.
  std::string operator()(const detail::PathArgument<Pattern, I>&... arguments, const Query& query = {}) const {
    return detail::path_of(Pattern.view(), {std::string_view(arguments.encoded())...}, query);
  }
  constexpr std::string_view pattern() const { return Pattern.view(); }
  constexpr operator std::string_view() const { return Pattern.view(); }
};

}  // namespace plume
