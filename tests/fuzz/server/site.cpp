#include "fuzz/server/site.h"

#include <sys/socket.h>

#include <future>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/log.h"
#include "fuzz/server/pages.h"
#include "pubsub/local_pubsub.h"

namespace plume::testing {
namespace {

using namespace std::chrono_literals;
using namespace fuzz_pages;

EndpointOptions site_options() {
  return {.secret_key_base = std::string(64, 'k'),
          .live_view = {.signing_salt = "of the fuzzer", .hibernate_after = 20ms},
          .task_threads = 2,
          .threads = 1,
          .session = {.encrypted = true},
          .limits = {.request_body_bytes = 100'000,
                     .websocket_message_bytes = 100'000,
                     .channels_per_socket = 8,
                     .mailbox_messages = 8,
                     .connections = 16},
          .long_poll = {.window = 50ms},
          .compress = true,
          .pass_bodies = {"text/*"},
          .static_dir = FUZZ_STATIC_DIR};
}

HookResult require_member(LiveView& view, const Params&, const Session& session) {
  if (session["member"].text() == "yes") return HookResult::cont;
  view.put_flash("error", "members only");
  view.redirect("/");
  return HookResult::halt;
}

Response deny_bad_agents(Request& request, const Handler& next) {
  if (request.headers.get("user-agent") == "bad") return Response::text("denied", 403);
  request.assign("shared", 3);
  return next(request);
}

Response echo(Request& request) {
  return Response::json({{"method", request.method},
                         {"params", request.params()},
                         {"cookies", static_cast<int>(request.cookies.size())},
                         {"host", request.host},
                         {"body", static_cast<int>(request.body.size())}});
}

void add_handlers(Scope& router) {
  for (const auto add : {&Scope::get, &Scope::post, &Scope::put, &Scope::patch, &Scope::del})
    (router.*add)("/echo", echo, {});
  router.post("/api/*rest", echo, {.csrf = Csrf::off});
  router.post("/dropped", echo, {.csrf = Csrf::clear_session});
  router.get("/throw", [](Request&) -> Response { throw std::runtime_error("boom"); });
  router.get("/throw/:status", [](Request& request) -> Response {
    throw HttpError(400 + number(request.path_params["status"], 199), "thrown");
  });
  router.get("/put/:key", [](Request& request) {
    request.put_session(request.path_params["key"].text(), request.query_params["value"]);
    return Response::text("put");
  });
  router.get("/clear", [](Request& request) {
    request.clear_session();
    return Response::redirect("/");
  });
  router.get("/renew", [](Request& request) {
    request.renew_session();
    return Response::text(request.csrf_token().empty() ? "none" : "renewed");
  });
  router.get("/flash", [](Request& request) {
    Response response = Response::redirect(request.query_params["to"].text_or("/"));
    response.flash.put("info", request.query_params["text"].text());
    return response;
  });
  router.get("/out", [](Request& request) { return Response::redirect_external(request.query_params["to"].text()); });
  router.get("/disconnect", [](Request& request) {
    Site::instance().endpoint().disconnect(request.session["live_socket_id"].text());
    return Response::text("disconnected");
  });
  router.get("/large", [](Request& request) {
    return Response::text(std::string(static_cast<std::size_t>(number(request.query_params["n"], 500'000)), 'x'));
  });
  router.get("/child", [](Request& request) {
    return live_render<Child>(request, {.session = {{"name", request.query_params["name"]}}});
  });
}

void add_pages(Router& router) {
  router.live<Home>("/");
  router.live<Clean>("/clean");
  router.live<ListPage>("/list/:n");
  router.live<Nest>("/nest");
  router.live<Deep>("/deep/:depth");
  router.live<FormPage>("/form");
  router.live<Bad>("/bad");
  router.live_session(
      "members", {.session = {{"of", "members"}}, .layout = layout<MemberLayout>, .on_mount = {require_member}},
      [](Scope& pages) {
        pages.live<Member>("/member", {.action = "index"});
        pages.live<Member>("/member/:id", {.action = "show", .container = Container{"section", {{"class", "member"}}}});
        pages.live<ListPage>("/member/list/:n");
      });
}

std::unique_ptr<Endpoint> make_endpoint() {
  set_log_sink([](LogLevel, std::string_view) {});
  auto endpoint = std::make_unique<Endpoint>(site_options());
  Router& router = endpoint->router();
  router.pipeline("agents", {deny_bad_agents});
  add_pages(router);
  add_handlers(router);
  router.scope("/piped", {.pipe_through = {"agents"}}, [](Scope& piped) {
    piped.get("/echo", echo);
    piped.live<Child>("/child");
  });
  return endpoint;
}

}  // namespace

Site::Site() : endpoint_(make_endpoint()), inside_(http::EndpointInside::of(*endpoint_)) {}

Site& Site::instance() {
  static Site* const site = new Site;  // not destroyed: its threads go on until the process ends
  return *site;
}

void Site::on_loop(const std::function<void()>& work) {
  std::promise<void> done;
  app().runtime.shard(0).post([&] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

// The first work may be done before the loop looks at its descriptors; what it then reads may mark more as ready.
void Site::settle() {
  for (int i = 0; i < 3; ++i) on_loop([] {});
}

std::size_t Site::actors() {
  std::size_t count = 0;
  on_loop([&] { count = app().runtime.shard(0).actors(); });
  return count;
}

std::size_t Site::topics() const { return dynamic_cast<pubsub::LocalPubSub&>(app().pubsub).topics(); }

SiteServer::SiteServer()
    : long_polls_(std::make_unique<http::LongPolls>(site_.app(), site_.options())),
      parts_{site_.pipeline(), site_.app(),       site_.options().limits,
             nullptr,          long_polls_.get(), site_.options().compress},
      connections_(std::make_unique<http::Connections>(site_.app().runtime.shard(0), parts_, count_)) {}

SiteServer::~SiteServer() {
  site_.on_loop([this] {
    connections_->clear();
    connections_.reset();
    long_polls_->clear(0);
  });
}

int SiteServer::connect() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
    throw std::runtime_error("no socket pair");
  ++count_;
  site_.on_loop([&] { connections_->add(ends[1], {"127.0.0.1", 4000}); });
  return ends[0];
}

void SiteServer::drain() {
  draining_ = true;
  site_.on_loop([this] {
    connections_->drain(site_.options().drain.batch_size);
    long_polls_->drain(0, site_.options().drain.batch_size);
  });
}

}  // namespace plume::testing
