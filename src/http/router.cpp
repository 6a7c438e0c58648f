#include "plume/router.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "base/start_error.h"
#include "base/url.h"

namespace plume {
namespace {

struct Segment {
  enum class Kind { text, parameter, rest } kind;
  std::string name;
};

std::vector<Segment> parse_pattern(std::string_view pattern) {
  const auto fail = [&](std::string_view why) {
    throw StartError<std::invalid_argument>("route \"" + std::string(pattern) + "\": " + std::string(why));
  };
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
      params.set(segment.name, std::move(rest));
      return true;
    }
    if (i >= parts.size()) return false;
    if (segment.kind == Segment::Kind::parameter)
      params.set(segment.name, parts[i]);
    else if (segment.name != parts[i])
      return false;
  }
  return parts.size() == segments.size();
}

struct Route {
  std::vector<Segment> segments;
  RouteInfo info;
  std::vector<Plug> plugs;
  Handler handler;  // empty: a live route
  LiveRoute live;
};

std::string quoted(std::string_view name) { return "\"" + std::string(name) + "\""; }

std::string joined(std::string_view prefix, std::string_view pattern) {
  if (!pattern.starts_with('/'))
    throw StartError<std::invalid_argument>("a path begins with /, and not as " + quoted(pattern));
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  return prefix.empty() || pattern != "/" ? std::string(prefix).append(pattern) : std::string(prefix);
}

}  // namespace

struct Scope::Table {
  std::vector<std::unique_ptr<Route>> routes;
  std::map<std::string, LiveSession, std::less<>> sessions;
  const LiveSession implicit_session{.name = "default", .options = {}, .is_implicit = true};
  std::map<std::string, std::vector<Plug>, std::less<>> pipelines;

  std::vector<Plug> plugs_of(const std::vector<std::string>& names) const {
    std::vector<Plug> plugs;
    for (const std::string& name : names) {
      const auto& more = pipelines.find(name)->second;
      plugs.insert(plugs.end(), more.begin(), more.end());
    }
    return plugs;
  }
  void add(RouteInfo info, std::vector<Plug> plugs, Handler handler, LiveRoute live) {
    if (const Value& values = info.private_values; !values.is_null() && !values.is_object())
      throw StartError<std::invalid_argument>("route " + quoted(info.pattern) + ": private_values must be an object");
    auto segments = parse_pattern(info.pattern);
    routes.push_back(std::make_unique<Route>(
        Route{std::move(segments), std::move(info), std::move(plugs), std::move(handler), std::move(live)}));
  }
};

Scope::Scope(std::shared_ptr<Table> table) : table_(std::move(table)) {}
Scope::~Scope() = default;

Scope::Scope(const Scope& around, std::string_view prefix, const ScopeOptions& options)
    : table_(around.table_),
      prefix_(joined(around.prefix_, prefix)),
      pipelines_(around.pipelines_),
      csrf_(options.csrf.value_or(around.csrf_)),
      session_(around.session_) {
  const auto fail = [&](const std::string& why) {
    throw StartError<std::invalid_argument>("scope " + quoted(prefix) + ": " + why);
  };
  for (const std::string& name : options.pipe_through) {
    if (!table_->pipelines.contains(name))
      fail("there is no pipeline " + quoted(name) + "; declare it with Router::pipeline before the scope");
    if (std::find(pipelines_.begin(), pipelines_.end(), name) != pipelines_.end())
      fail("it goes through the pipeline " + quoted(name) + " already");
    pipelines_.push_back(name);
  }
}

Scope::Scope(const Scope& around, const LiveSession& session)
    : table_(around.table_),
      prefix_(around.prefix_),
      pipelines_(around.pipelines_),
      csrf_(around.csrf_),
      session_(&session) {}

void Scope::scope(std::string_view prefix, const ScopeOptions& options, const std::function<void(Scope&)>& body) {
  Scope inner(*this, prefix, options);
  body(inner);
}

void Scope::live_session(std::string_view name, LiveSessionOptions options, const std::function<void(Scope&)>& body) {
  const auto fail = [&](const std::string& why) {
    throw StartError<std::invalid_argument>("live_session " + quoted(name) + ": " + why);
  };
  if (session_)
    throw StartError<std::logic_error>("live_session " + quoted(name) + " stands within the live_session " +
                                       quoted(session_->name) + "; they cannot be nested");
  if (name.empty()) fail("it needs a name");
  if (!options.session.is_good()) fail("its session must be an object");
  const auto [session, is_new] = table_->sessions.try_emplace(std::string(name));
  if (!is_new) fail("there is one of that name already");
  session->second = {.name = std::string(name), .options = std::move(options)};
  Scope inner(*this, session->second);
  body(inner);
}

void Scope::add(std::string_view pattern, view::ViewType type, LiveOptions options) {
  const LiveSession& session = session_ ? *session_ : table_->implicit_session;
  std::string whole = joined(prefix_, pattern);
  LiveRoute live{whole, std::move(type), std::move(options.action), &session, std::move(options.container)};
  RouteInfo info{"GET",
                 std::move(whole),
                 live.type.name,
                 live.action,
                 session.name,
                 pipelines_,
                 csrf_,
                 std::move(options.metadata),
                 std::move(options.private_values)};
  table_->add(std::move(info), table_->plugs_of(pipelines_), {}, std::move(live));
}

void Scope::add(std::string_view method, std::string_view pattern, Handler handler, HandlerOptions options) {
  if (!handler) throw StartError<std::invalid_argument>("route " + quoted(pattern) + " has no handler");
  RouteInfo info{.method = std::string(method),
                 .pattern = joined(prefix_, pattern),
                 .pipelines = pipelines_,
                 .csrf = options.csrf.value_or(csrf_),
                 .metadata = std::move(options.metadata),
                 .private_values = std::move(options.private_values)};
  table_->add(std::move(info), table_->plugs_of(pipelines_), std::move(handler), {});
}

Router::Router() : Scope(std::make_shared<Table>()) {}
Router::~Router() = default;

void Router::pipeline(std::string_view name, std::vector<Plug> plugs) {
  if (std::any_of(plugs.begin(), plugs.end(), [](const Plug& plug) { return !plug; }))
    throw StartError<std::invalid_argument>("pipeline " + quoted(name) + ": one of its plugs is an empty function");
  if (!table().pipelines.emplace(name, std::move(plugs)).second)
    throw StartError<std::invalid_argument>("there is a pipeline " + quoted(name) + " already");
}

std::vector<RouteInfo> Router::routes() const {
  std::vector<RouteInfo> all;
  for (const auto& route : table().routes) all.push_back(route->info);
  return all;
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
  Match match;
  const auto parts = split_path(path);
  if (!parts) return match;
  for (const auto& route : table().routes) {
    Params params;
    if (!fits(route->segments, *parts, params)) continue;
    if (route->info.method != method) {
      match.other_method = true;
      continue;
    }
    if (route->handler)
      match.handler = &route->handler;
    else
      match.live = &route->live;
    match.info = &route->info;
    match.plugs = &route->plugs;
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
  for (const auto& route : table().routes) {
    Params params;
    const std::string& method = route->info.method;
    if (fits(route->segments, *parts, params) && std::find(methods.begin(), methods.end(), method) == methods.end())
      methods.push_back(method);
  }
  return methods;
}

}  // namespace plume
