// ScriptName: the path below which an endpoint is (server-api 4.6, 13.10).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/static_paths.h"

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

/// While it lives, the paths that this thread makes are those of an endpoint (plume/path.h): they begin with its name,
/// and those of its files have a hash. Borrows both.
class ScriptNameScope {
 public:
  /// `files`: null if there are none.
  explicit ScriptNameScope(std::string_view name, const std::shared_ptr<const StaticPaths>* files = nullptr)
      : name_(name), files_(files), outer_(std::exchange(current_, this)) {}
  ScriptNameScope(const ScriptNameScope&) = delete;
  ScriptNameScope& operator=(const ScriptNameScope&) = delete;
  ~ScriptNameScope() { current_ = outer_; }

  /// That of the innermost scope; "" outside of any.
  static std::string_view current() { return current_ ? current_->name_ : std::string_view(); }
  /// Those of the innermost scope, to be kept; null if it has none, and outside of any.
  static std::shared_ptr<const StaticPaths> current_files() {
    return current_ && current_->files_ ? *current_->files_ : nullptr;
  }

 private:
  static constinit inline thread_local const ScriptNameScope* current_ = nullptr;
  const std::string_view name_;
  const std::shared_ptr<const StaticPaths>* const files_;
  const ScriptNameScope* const outer_;
};

}  // namespace plume
