// An application for tests of the testing client.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <plume/plume.h>
#include <plume/testing.h>

#include <stdexcept>
#include <string>

/// Does not listen.
struct Site {
  Site();
  ~Site();

  /// Opens a page of class V.
  template <class V>
  plume::testing::View open(plume::testing::OpenOptions options = {}) {
    endpoint.router().live<V>("/page");
    return app.live("/page", options);
  }

  plume::Endpoint endpoint;
  plume::testing::App app{endpoint};
};

/// What a call throws: `EXPECT_THAT(problem([&] { view.element("b").render_click(); }), HasSubstr("disabled"))`.
template <class Error = std::invalid_argument, class Call>
std::string problem(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "nothing was thrown";
  return {};
}
