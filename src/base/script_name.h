// ScriptName: the path below which an endpoint is (server-api 4.6, 13.10).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace plume {

class ScriptName {
 public:
  /// None: every path is below it.
  ScriptName() = default;
  /// As "/shop", encoded as in a URL; "" and "/" are none. Throws std::invalid_argument, which names
  /// EndpointOptions::path, for anything else.
  explicit ScriptName(std::string_view path);

  /// Without a "/" at its end; "": none.
  const std::string& text() const { return text_; }
  /// The rest of a path that is below it, which begins with "/"; nothing of others. Borrows `path`.
  std::optional<std::string_view> below(std::string_view path) const;

 private:
  std::string text_;
};

/// While it lives, the paths that this thread makes begin with a name (plume/path.h). Borrows it.
class ScriptNameScope {
 public:
  explicit ScriptNameScope(std::string_view name) : before_(std::exchange(current_, name)) {}
  ScriptNameScope(const ScriptNameScope&) = delete;
  ScriptNameScope& operator=(const ScriptNameScope&) = delete;
  ~ScriptNameScope() { current_ = before_; }

  /// That of the innermost scope; "" outside of any.
  static std::string_view current() { return current_; }

 private:
  static constinit inline thread_local std::string_view current_;
  const std::string_view before_;
};

}  // namespace plume
