#include "http/answering.h"

#include <stdexcept>
#include <utility>

#include "base/log.h"
#include "http/response_writer.h"

namespace plume::http {

Answering::Answering(Asker& asker, const Pipeline& pipeline, RawRequest&& request, std::string peer, bool is_secure,
                     bool keeps_alive)
    : asker_(&asker),
      pipeline_(pipeline),
      request_(std::move(request)),
      peer_(std::move(peer)),
      is_secure_(is_secure),
      keeps_alive_(keeps_alive) {}

void Answering::run(runtime::Turn& turn, runtime::Mail&) {
  turn.stop = true;
  ResponseContext context;
  context.is_head_request = request_.method == "HEAD";
  context.keeps_alive = keeps_alive_;
  context.is_secure = is_secure_;
  const std::string accept(request_.headers.get("accept"));
  const Response response = pipeline_.respond(std::move(request_), {peer_, is_secure_});
  try {
    append_response(turn.out, response, context);
  } catch (const std::invalid_argument& error) {
    log_error("a response cannot be sent", {{"error", error.what()}});
    append_response(turn.out, pipeline_.refuse(500, error.what(), accept), context);
  }
}

void Answering::commit(runtime::Turn& turn) {
  if (asker_) std::exchange(asker_, nullptr)->answered(turn.out);
}

}  // namespace plume::http
