#include "channel/arrival.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace plume::channel {

plume::ConnectInfo connect_info_of(const Headers& headers, PeerData peer, std::string uri) {
  plume::ConnectInfo info{.peer_data = std::move(peer), .uri = std::move(uri)};
  info.user_agent = headers.get("user-agent");
  for (const auto& [field, value] : headers) {
    const std::string name = to_lower(field);
    if (name.starts_with("x-")) info.x_headers.add(name, value);
    if (name == "traceparent" || name == "tracestate") info.trace_context_headers.add(name, value);
  }
  return info;
}

const Params& RequestArrival::connect_params() const {
  static const Params none;
  return none;
}

const plume::ConnectInfo& RequestArrival::connect_info() {
  if (!info_) info_ = connect_info_of(request_.headers, {.address = request_.peer}, std::string(url_));
  return *info_;
}

// server-api 11.5
bool JoinArrival::static_changed() const {
  const Value& tracked = params_["_track_static"];
  if (!app_.serves_static || !tracked.is_array()) return false;
  const auto is_gone = [&](const Value& url) {
    return !app_.serves_static(url.text().substr(0, url.text().find('?')));
  };
  return std::any_of(tracked.as_array().begin(), tracked.as_array().end(), is_gone);
}

}  // namespace plume::channel
