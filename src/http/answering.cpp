#include "http/answering.h"

#include <chrono>
#include <stdexcept>
#include <utility>

#include "base/log.h"

namespace plume::http {

Answering::Answering(Line&& line, const Pipeline& pipeline, RawRequest&& request)
    : asker_(&line.asker),
      pipeline_(pipeline),
      request_(std::move(request)),
      accept_(request_.headers.get("accept")),
      peer_(std::move(line.peer)) {
  context_.is_head_request = request_.method == "HEAD";
  context_.keeps_alive = line.keeps_alive;
  context_.minor_version = request_.minor_version;
  context_.is_secure = peer_.is_secure;
}

void Answering::answer(runtime::Turn& turn, const Response& response) {
  turn.stop = true;
  context_.now = std::chrono::system_clock::now();
  try {
    append_response(turn.out, response, context_);
  } catch (const std::invalid_argument& error) {
    log_error("a response cannot be sent", {{"error", error.what()}});
    append_response(turn.out, pipeline_.refuse(500, error.what(), accept_), context_);
  }
}

void Answering::commit(runtime::Turn& turn) {
  if (turn.stop && asker_) std::exchange(asker_, nullptr)->answered(turn.out);
}

void PageAnswering::run(runtime::Turn& turn, runtime::Mail&) {
  answer(turn, pipeline().respond(std::move(request()), peer()));
}

}  // namespace plume::http
