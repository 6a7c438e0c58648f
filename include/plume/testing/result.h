// Result: what a view shows after something was done to it, or where it went.
#pragma once

#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "plume/flash.h"

namespace plume::testing {

/// Where a page went: by `redirect` to a page that is loaded, by `live_redirect` (the seed's name for live navigation)
/// to another live page over the same connection.
struct Redirect {
  enum class Kind { redirect, live_redirect } kind = Kind::redirect;
  std::string to;
  Flash flash{};         ///< that goes along, verified
  bool replace = false;  ///< of live navigation: in place of the current entry of the browser's history
};

/// Thrown where HTML was asked for, and the page went elsewhere.
class Redirected : public std::runtime_error {
 public:
  explicit Redirected(Redirect redirect);
  const Redirect& redirect() const { return redirect_; }

 private:
  Redirect redirect_;
};

/// The HTML that a view shows, or where it went (the seed's `html | {:error, {:redirect, …}}`).
///
///     EXPECT_THAT(view.element("#add").render_click(), HasSubstr("1 item"));
///     auto result = view.form("#user").render_submit();
///     auto next = app.follow_redirect(result, "/users");
class Result {
 public:
  Result(std::string html) : outcome_(std::move(html)) {}
  Result(Redirect redirect) : outcome_(std::move(redirect)) {}

  /// Throws Redirected where the view went elsewhere.
  const std::string& html() const {
    if (const Redirect* const redirect = this->redirect()) throw Redirected(*redirect);
    return std::get<std::string>(outcome_);
  }
  operator const std::string&() const { return html(); }
  bool contains(std::string_view text) const { return html().find(text) != std::string::npos; }
  /// Where the view went; null where it is still there.
  const Redirect* redirect() const { return std::get_if<Redirect>(&outcome_); }
  /// For messages of test frameworks.
  friend std::ostream& operator<<(std::ostream& out, const Result& result);

 private:
  std::variant<std::string, Redirect> outcome_;
};

}  // namespace plume::testing
