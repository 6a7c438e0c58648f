#include "channel/arrival.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace plume::channel {

namespace {

constexpr std::size_t most_static_urls = 1000;

bool is_trace_context(std::string_view name) { return name == "traceparent" || name == "tracestate"; }

plume::ConnectInfo connect_info_of(const Headers& headers, PeerData peer, std::string user_agent, std::string uri) {
  plume::ConnectInfo info{.peer_data = std::move(peer), .uri = std::move(uri), .user_agent = std::move(user_agent)};
  for (const auto& [field, value] : headers) {
    const std::string name = to_lower(field);
    if (name.starts_with("x-")) info.x_headers.add(name, value);
    if (is_trace_context(name)) info.trace_context_headers.add(name, value);
  }
  return info;
}

}  // namespace

bool is_for_views(std::string_view name) { return name.starts_with("x-") || is_trace_context(name); }

const Params& RequestArrival::connect_params() const {
  static const Params none;
  return none;
}

const plume::ConnectInfo& RequestArrival::connect_info() {
  if (!info_)
    info_ = connect_info_of(request_.headers, {request_.peer, request_.peer_port, request_.ssl_cert},
                            std::string(request_.headers.get("user-agent")), std::string(url_));
  return *info_;
}

const plume::ConnectInfo& JoinArrival::connect_info() {
  if (info_) return *info_;
  const bool polls = connection_.transport == TransportHandle::Kind::longpoll;
  const std::string uri = connection_.scheme + "://" + connection_.host + app_.script_name.text() +
                          (polls ? "/live/longpoll" : "/live/websocket");
  PeerData peer{connection_.peer, connection_.peer_port, connection_.ssl_cert ? *connection_.ssl_cert : ""};
  info_ = connect_info_of(connection_.headers, std::move(peer), connection_.user_agent, uri);
  return *info_;
}

// A page with so many URLs is none of ours.
bool JoinArrival::static_changed() const {
  const Value& tracked = params_["_track_static"];
  if (!app_.serves_static || !tracked.is_array()) return false;
  if (tracked.size() > most_static_urls) return true;
  const auto is_gone = [&](const Value& url) {
    return !app_.serves_static(url.text().substr(0, url.text().find('?')));
  };
  return std::any_of(tracked.as_array().begin(), tracked.as_array().end(), is_gone);
}

}  // namespace plume::channel
