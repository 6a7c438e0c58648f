// Answering: the actors that answer one request.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "http/file_body.h"
#include "http/pipeline.h"
#include "http/response_writer.h"
#include "plume/http.h"
#include "runtime/run_group.h"
#include "runtime/shard.h"

namespace plume::http {

/// Receives a response as bytes, on the loop.
class Asker {
 public:
  /// The response, or the last piece of it. `body` may be empty, or already in `head`.
  virtual void answered(std::string_view head, std::string&& body) = 0;
  /// A piece of the response: Answering::go_on asks for the next one.
  virtual void answered_partly(std::string_view piece) = 0;
  /// The rest of a response that has begun cannot be had.
  virtual void broke_off() = 0;

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
  /// On the loop: the asker is gone, and the request with it if its run() has not begun.
  void forget();
  /// On the loop: the client has taken all that was answered. Does nothing unless it waits for that.
  virtual void go_on() {}

  void commit(runtime::Turn& turn) override;

 protected:
  /// `pipeline` must outlive it; the asker need not, see forget().
  Answering(Line&& line, const Pipeline& pipeline, RawRequest&& request);
  const Pipeline& pipeline() const { return pipeline_; }
  RawRequest& request() { return request_; }
  const Peer& peer() const { return peer_; }
  /// The last act of a run(). Returns false if the response cannot be sent, and an error takes its place.
  bool answer(runtime::Turn& turn, Response&& response);
  bool is_head_request() const { return context_.is_head_request; }
  /// On the loop; null once nobody waits for the answer.
  Asker* asker() const { return asker_; }

 private:
  Asker* asker_;  // on the loop only
  const Pipeline& pipeline_;
  RawRequest request_;
  const std::string accept_;
  const Peer peer_;
  ResponseContext context_;
  std::string body_;  // of the response, which may be large: it is not copied
};

/// Passes a request through the pipeline, which calls the application and so may block. If a file answers it, its
/// pieces are read in runs of their own, so a slow disk holds up nobody else.
class PageAnswering final : public Answering {
 public:
  /// `group`: of the address that the request came from; may be null.
  PageAnswering(Line&& line, const Pipeline& pipeline, RawRequest&& request, std::shared_ptr<runtime::RunGroup> group)
      : Answering(std::move(line), pipeline, std::move(request)), group_(std::move(group)) {}
  void run(runtime::Turn& turn, runtime::Mail& mail) override;
  void commit(runtime::Turn& turn) override;
  void go_on() override;
  /// Returns false if a static file answers the request.
  bool may_block() override;

 private:
  void append_piece(runtime::Turn& turn);

  const std::shared_ptr<runtime::RunGroup> group_;
  std::optional<bool> is_static_;
  std::shared_ptr<FileBody> file_;  // what is left of it is still to be sent
  bool is_broken_ = false;
  bool waits_ = false;  // for go_on(); on the loop only
};

}  // namespace plume::http
