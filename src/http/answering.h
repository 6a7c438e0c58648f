// Answering: the actors that answer one request.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "http/pipeline.h"
#include "http/response_writer.h"
#include "plume/http.h"
#include "runtime/shard.h"

namespace plume::http {

/// Receives a response as bytes, on the loop.
class Asker {
 public:
  virtual void answered(std::string_view response) = 0;

 protected:
  ~Asker() = default;
};

/// Base of what answers a request, and ends with that.
class Answering : public runtime::Actor {
 public:
  /// Where the request came from.
  struct Line {
    Asker& asker;
    Peer peer;
    bool keeps_alive = true;  ///< whether the connection goes on afterwards
  };
  /// On the loop: the asker is gone.
  void forget() { asker_ = nullptr; }

  void commit(runtime::Turn& turn) override;

 protected:
  /// `pipeline` must outlive it; the asker need not, see forget().
  Answering(Line&& line, const Pipeline& pipeline, RawRequest&& request);
  const Pipeline& pipeline() const { return pipeline_; }
  RawRequest& request() { return request_; }
  const Peer& peer() const { return peer_; }
  /// The last act of a run().
  void answer(runtime::Turn& turn, const Response& response);

 private:
  Asker* asker_;  // on the loop only
  const Pipeline& pipeline_;
  RawRequest request_;
  const std::string accept_;
  const Peer peer_;
  ResponseContext context_;
};

/// Passes a request through the pipeline, which calls the application and so may block.
class PageAnswering final : public Answering {
 public:
  PageAnswering(Line&& line, const Pipeline& pipeline, RawRequest&& request)
      : Answering(std::move(line), pipeline, std::move(request)) {}
  void run(runtime::Turn& turn, runtime::Mail& mail) override;
};

}  // namespace plume::http
