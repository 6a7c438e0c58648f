// DrivenView: a connected view without a client.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "pubsub/local_pubsub.h"
#include "support/runtime_harness.h"
#include "view/process.h"

namespace plume::testing {

/// A connected view, driven by hand.
template <class V>
class DrivenView {
 public:
  DrivenView() {
    started_.runtime.start();
    process_ = std::make_unique<view::Process>(type_, "phx-V", view::Process::Options{.links = &links_});
    process_->mount({}, {}, {});
  }
  ~DrivenView() {
    process_.reset();
    started_.runtime.stop(std::chrono::seconds(10));
  }

  view::Process* operator->() { return process_.get(); }
  V& view() { return static_cast<V&>(process_->view()); }
  std::string diff() {
    std::string out = "{";
    process_->append_diff(out);
    if (out.size() > 1) out.pop_back();
    return out + "}";
  }
  std::string event(std::string_view name, const Params& params = {}) {
    process_->handle_event(name, params);
    return diff();
  }
  std::string event_to(std::uint32_t cid, std::string_view name) {
    EXPECT_TRUE(process_->handle_component_event(cid, name, {}));
    return diff();
  }
  /// The HTML of an instance for a request.
  static std::string html() {
    view::Process process(type(), "phx-V", {});
    process.mount({}, {}, {});
    std::string out = "<!-- before -->";
    process.render_html(out);
    return out;
  }

 private:
  struct Stopped {
    runtime::Runtime runtime{{.shards = 1}};
  };
  static const view::ViewType& type() {
    static const view::ViewType type = view::view_type<V>([] { return std::make_unique<V>(); });
    return type;
  }
  const view::ViewType& type_ = type();
  Stopped started_;
  pubsub::LocalPubSub pubsub_{started_.runtime, view::info_mail};
  const view::Links links_{&started_.runtime, &started_.runtime.shard(0), &pubsub_, ViewId{0, 0, 1}};
  std::unique_ptr<view::Process> process_;
};

}  // namespace plume::testing
