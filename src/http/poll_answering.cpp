#include "http/poll_answering.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "base/query.h"
#include "http/text.h"

namespace plume::http {
namespace {

constexpr std::size_t most_messages = 100;  // of one batch; the client sends no more

// The client reads the status that counts in the body.
Response response_of(std::string_view body, int status = 200) {
  Response response;
  response.status = status;
  response.headers.set("content-type", "application/json; charset=utf-8");
  response.headers.set("cache-control", "no-store");
  response.headers.set("access-control-allow-origin", "*");
  response.body = body;
  return response;
}

}  // namespace

PollAnswering::PollAnswering(Line&& line, const Pipeline& pipeline, RawRequest&& request, LongPolls& long_polls)
    : Answering(std::move(line), pipeline, std::move(request)), long_polls_(long_polls) {}

void PollAnswering::run(runtime::Turn& turn, runtime::Mail& mail) {
  if (mail.kind == long_poll_asked) return ask(turn);
  if (mail.kind == long_poll_answer)
    answer(turn, response_of(mail.bytes));
  else
    request().method == "GET" ? connect(turn) : answer_status(turn, 410);
}

void PollAnswering::ask(runtime::Turn& turn) {
  const std::string& method = request().method;
  if (!pipeline().accepts_origin(request(), peer())) return answer_status(turn, 403);
  if (method == "GET") return poll(turn);
  if (method == "POST") return post(turn);
  if (method == "OPTIONS") return allow(turn);
  answer(turn, pipeline().refuse(400, "long-polling is done by GET and POST", request().headers.get("accept")));
}

void PollAnswering::poll(runtime::Turn& turn) {
  if (const auto place = session()) return long_polls_.poll(*place, id());
  connect(turn);
}

void PollAnswering::connect(runtime::Turn& turn) {
  auto verdict = pipeline().connect(request(), peer());
  auto* const info = std::get_if<channel::ConnectInfo>(&verdict);
  if (!info) return answer_status(turn, 403);
  info->transport = TransportHandle::Kind::longpoll;
  long_polls_.open(shard().index(), std::move(*info), id());
}

// The lines are counted before anything is done with them: eight megabytes of line ends are no messages.
void PollAnswering::post(runtime::Turn& turn) {
  const auto place = session();
  if (!place) return answer_status(turn, 410);
  LongPollBatch batch{std::move(request().body),
                      is_in_media_range(request().headers.get("content-type"), "application/x-ndjson")};
  const auto lines = batch.has_lines ? std::count(batch.body.begin(), batch.body.end(), '\n') + 1 : 1;
  if (static_cast<std::size_t>(lines) > most_messages) return answer_status(turn, 413);
  long_polls_.take(*place, std::move(batch), id());
}

// What a page of another origin asks before it polls.
void PollAnswering::allow(runtime::Turn& turn) {
  Response response = response_of({});
  response.headers.set("access-control-allow-headers", request().headers.get("access-control-request-headers"));
  response.headers.set("access-control-allow-methods", "get, post, options");
  response.headers.set("access-control-max-age", "3600");
  answer(turn, std::move(response));
}

std::optional<LongPolls::Place> PollAnswering::session() {
  auto place = long_polls_.find(token());
  if (place && !place->has_session()) place->peer = pipeline().approach(request(), peer()).peer.address;
  return place;
}

std::string PollAnswering::token() {
  const std::string_view token = request().headers.get("x-phoenix-longpoll-token");
  if (!token.empty()) return std::string(token);
  try {
    const Value query = parse_query(request().query);
    return std::string(query["token"].text());
  } catch (const HttpError&) {
    return {};
  }
}

void PollAnswering::answer_status(runtime::Turn& turn, int status) {
  answer(turn, response_of("{\"status\":" + std::to_string(status) + "}"));
}

}  // namespace plume::http
