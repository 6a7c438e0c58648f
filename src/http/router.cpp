#include "plume/router.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "base/url.h"

namespace plume {
namespace {

struct Segment {
  enum class Kind { text, parameter, rest } kind;
  std::string name;
};

std::vector<Segment> parse_pattern(std::string_view pattern) {
  const auto fail = [&](std::string_view why) {
    throw std::invalid_argument("route \"" + std::string(pattern) + "\": " + std::string(why));
  };
  if (!pattern.starts_with('/')) fail("a pattern begins with /");
  const auto parts = split_path(pattern);
  if (!parts) fail("it holds a percent sequence that is none");
  std::vector<Segment> segments;
  for (const std::string& part : *parts) {
    if (!segments.empty() && segments.back().kind == Segment::Kind::rest)
      fail("nothing can follow *" + segments.back().name);
    if (part == ":" || part == "*") fail("a parameter needs a name");
    if (part.front() == ':')
      segments.push_back({Segment::Kind::parameter, part.substr(1)});
    else if (part.front() == '*')
      segments.push_back({Segment::Kind::rest, part.substr(1)});
    else
      segments.push_back({Segment::Kind::text, part});
  }
  return segments;
}

// Whether the parts of a path fit; then its parameters are in `params`.
bool fits(const std::vector<Segment>& segments, const std::vector<std::string>& parts, Params& params) {
  params = Params::object();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& segment = segments[i];
    if (segment.kind == Segment::Kind::rest) {
      Value rest = Value::array({});
      for (auto part = i; part < parts.size(); ++part) rest.push_back(parts[part]);
      params[segment.name] = std::move(rest);
      return true;
    }
    if (i >= parts.size()) return false;
    if (segment.kind == Segment::Kind::parameter)
      params[segment.name] = parts[i];
    else if (segment.name != parts[i])
      return false;
  }
  return parts.size() == segments.size();
}

struct Route {
  std::string method;
  std::vector<Segment> segments;
  Handler handler;  // empty: a live route
  LiveRoute live;
  bool csrf = true;
};

}  // namespace

struct Router::Impl {
  std::vector<std::unique_ptr<Route>> routes;
  std::map<std::string, std::unique_ptr<LiveSession>, std::less<>> sessions;
};

Router::Router() : impl_(std::make_unique<Impl>()) {}
Router::~Router() = default;

void Router::Group::add(std::string_view pattern, view::ViewType type, LiveOptions options) {
  auto route = std::make_unique<Route>();
  route->method = "GET";
  route->segments = parse_pattern(pattern);
  route->live = {std::string(pattern), std::move(type), std::move(options.action), &session_,
                 std::move(options.container)};
  router_.impl_->routes.push_back(std::move(route));
}

void Router::add(std::string_view method, std::string_view pattern, Handler handler, bool csrf) {
  if (!handler) throw std::invalid_argument("route \"" + std::string(pattern) + "\" has no handler");
  auto route = std::make_unique<Route>();
  route->method = method;
  route->segments = parse_pattern(pattern);
  route->handler = std::move(handler);
  route->csrf = csrf;
  impl_->routes.push_back(std::move(route));
}

const LiveSession& Router::add_session(std::string_view name, LiveSessionOptions options) {
  if (!options.session.is_object())
    throw std::invalid_argument("live_session \"" + std::string(name) + "\": its session must be an object");
  auto session = std::make_unique<LiveSession>(LiveSession{std::string(name), std::move(options)});
  const auto [at, added] = impl_->sessions.emplace(std::string(name), std::move(session));
  if (!added) throw std::invalid_argument("there is a live_session \"" + std::string(name) + "\" already");
  return *at->second;
}

const LiveSession& Router::default_session() {
  const auto at = impl_->sessions.find("default");
  return at != impl_->sessions.end() ? *at->second : add_session("default", {});
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match match;
  const auto parts = split_path(path);
  if (!parts) return match;
  for (const auto& route : impl_->routes) {
    Params params;
    if (!fits(route->segments, *parts, params)) continue;
    if (route->method != method) {
      match.other_method = true;
      continue;
    }
    if (route->handler)
      match.handler = &route->handler;
    else
      match.live = &route->live;
    match.csrf = route->csrf;
    match.path_params = std::move(params);
    match.other_method = false;
    return match;
  }
  return match;
}

std::vector<std::string> Router::methods(std::string_view path) const {
  std::vector<std::string> methods;
  const auto parts = split_path(path);
  if (!parts) return methods;
  for (const auto& route : impl_->routes) {
    Params params;
    if (fits(route->segments, *parts, params) &&
        std::find(methods.begin(), methods.end(), route->method) == methods.end())
      methods.push_back(route->method);
  }
  return methods;
}

}  // namespace plume
