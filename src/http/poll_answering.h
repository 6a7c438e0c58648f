// PollAnswering: the actor that answers one request to the long-poll path (wire-protocol 1.11).
#pragma once

#include <optional>

#include "http/answering.h"
#include "http/long_polls.h"

namespace plume::http {

/// Hands the request to the session that its token names, or opens one, and waits for the session's answer.
class PollAnswering final : public Answering {
 public:
  /// `long_polls` must outlive it, too.
  PollAnswering(Line&& line, const Pipeline& pipeline, RawRequest&& request, LongPolls& long_polls);

  void run(runtime::Turn& turn, runtime::Mail& mail) override;
  bool may_block() override { return false; }

 private:
  void ask(runtime::Turn& turn);
  void poll(runtime::Turn& turn);
  void connect(runtime::Turn& turn);
  void post(runtime::Turn& turn);
  void allow(runtime::Turn& turn);
  std::optional<LongPolls::Place> session();
  std::string token();
  void answer_status(runtime::Turn& turn, int status);

  LongPolls& long_polls_;
};

}  // namespace plume::http
