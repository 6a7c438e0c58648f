// How views are reached: by a request for their page, or by a join.
#pragma once

#include <optional>
#include <string>

#include "channel/app.h"
#include "plume/http.h"
#include "view/arrival.h"

namespace plume::channel {

/// What a view gets to know of a request with these fields.
plume::ConnectInfo connect_info_of(const Headers& headers, PeerData peer, std::string uri);

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
  JoinArrival(const App& app, const plume::ConnectInfo& info, const Params& params)
      : app_(app), info_(info), params_(params) {}
  const Params& connect_params() const override { return params_; }
  const plume::ConnectInfo& connect_info() override { return info_; }
  bool static_changed() const override;

 private:
  const App& app_;
  const plume::ConnectInfo& info_;
  const Params& params_;
};

}  // namespace plume::channel
