// Answering: the actor that answers one request.
#pragma once

#include <string>

#include "http/pipeline.h"
#include "runtime/shard.h"

namespace plume::http {

/// Receives a response as bytes, on the loop.
class Asker {
 public:
  virtual void answered(std::string_view response) = 0;

 protected:
  ~Asker() = default;
};

/// Passes a request through the pipeline, which calls the application and so may block, and ends.
class Answering final : public runtime::Actor {
 public:
  /// `keeps_alive`: whether the connection goes on afterwards. `pipeline` must outlive it; `asker` need not, see
  /// forget().
  Answering(Asker& asker, const Pipeline& pipeline, RawRequest&& request, std::string peer, bool is_secure,
            bool keeps_alive);

  /// On the loop: the asker is gone.
  void forget() { asker_ = nullptr; }

  void run(runtime::Turn& turn, runtime::Mail& mail) override;
  void commit(runtime::Turn& turn) override;

 private:
  Asker* asker_;  // on the loop only
  const Pipeline& pipeline_;
  RawRequest request_;
  const std::string peer_;
  const bool is_secure_;
  const bool keeps_alive_;
};

}  // namespace plume::http
