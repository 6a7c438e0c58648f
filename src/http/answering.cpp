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

bool Answering::answer(runtime::Turn& turn, Response&& response) {
  turn.stop = true;
  context_.now = std::chrono::system_clock::now();
  try {
    if (append_head(turn.out, response, context_)) body_ = std::move(response.body);
    return true;
  } catch (const std::invalid_argument& error) {
    log_error("a response cannot be sent", {{"error", error.what()}});
    append_response(turn.out, pipeline_.refuse(500, error.what(), accept_), context_);
    return false;
  }
}

void Answering::commit(runtime::Turn& turn) {
  if (turn.stop && asker_) std::exchange(asker_, nullptr)->answered(turn.out, std::move(body_));
}

void Answering::forget() {
  asker_ = nullptr;
  shard().stop_actor(id());
}

void PageAnswering::run(runtime::Turn& turn, runtime::Mail&) {
  if (file_) return append_piece(turn);
  Response response = pipeline().respond(std::move(request()), peer());
  auto file = response.file;
  if (!answer(turn, std::move(response)) || is_head_request()) return;
  file_ = std::move(file);
  if (file_) append_piece(turn);
}

// The client knows how long the file was, so it notices if the rest does not come.
void PageAnswering::append_piece(runtime::Turn& turn) {
  is_broken_ = !file_->append_piece(turn.out);
  if (is_broken_) log_warning("a file could not be sent to its end: it became shorter, or cannot be read");
  turn.stop = is_broken_ || file_->is_at_end();
}

void PageAnswering::commit(runtime::Turn& turn) {
  if (!asker()) turn.stop = true;
  if (turn.stop && asker() && is_broken_) {
    Asker& left = *asker();
    forget();
    return left.broke_off();
  }
  if (turn.stop) return Answering::commit(turn);
  waits_ = true;
  asker()->answered_partly(turn.out);
}

void PageAnswering::go_on() {
  if (std::exchange(waits_, false)) shard().enqueue(id(), {});
}

bool PageAnswering::may_block() {
  if (file_) return false;
  if (!is_static_) is_static_ = pipeline().is_static(request());
  return !*is_static_;
}

}  // namespace plume::http
