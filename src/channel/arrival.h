// How views are reached: by a request for their page, or by a join.
#pragma once

#include <optional>
#include <string_view>

#include "channel/app.h"
#include "channel/socket.h"
#include "view/arrival.h"

namespace plume::channel {

/// Whether views may see this field of a request: `name` is in lower case.
bool is_for_views(std::string_view name);

/// The main view of a page that is requested. `url`: that of the request.
class RequestArrival : public view::Arrival {
 public:
  RequestArrival(const Request& request, std::string_view url) : request_(request), url_(url) {}
  const Params& connect_params() const override;
  const plume::ConnectInfo& connect_info() override;
  bool static_changed() const override { return false; }

 private:
  const Request& request_;
  const std::string_view url_;
  std::optional<plume::ConnectInfo> info_;  // once it was asked for
};

/// A view that is joined with these parameters.
class JoinArrival : public view::Arrival {
 public:
  JoinArrival(const App& app, const ConnectInfo& connection, const Params& params)
      : app_(app), connection_(connection), params_(params) {}
  const Params& connect_params() const override { return params_; }
  const plume::ConnectInfo& connect_info() override;
  bool static_changed() const override;

 private:
  const App& app_;
  const ConnectInfo& connection_;
  const Params& params_;
  std::optional<plume::ConnectInfo> info_;  // once it was asked for
};

}  // namespace plume::channel
