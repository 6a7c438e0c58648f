// Uploads: the uploads that one view and its components have shown, and what becomes of their files.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plume/upload.h"

namespace plume::view {

class Process;

/// The mail that channels of uploads get from views.
enum UploadMail : int { upload_grant_mail = 64, upload_close_mail };

/// A channel asks its view for a file that the client wants to send.
struct UploadOpening {
  ViewId channel;
  std::string upload_ref, entry_ref, uuid;
  std::shared_ptr<const void> room{};  ///< holds the room for its bytes
};

/// What the view answers: where the bytes go, or why there shall be none.
struct UploadGrant {
  std::shared_ptr<UploadWriter> writer;
  std::int64_t size = 0;
  std::chrono::milliseconds chunk_timeout{};
  std::string refused{};  ///< a reason of the protocol; empty: granted
};

/// What a channel tells its view.
struct UploadNews {
  enum class Kind : std::uint8_t {
    received,  ///< all bytes are there, and the writer is closed
    failed,    ///< the writer threw
    closed,    ///< the channel has ended without all bytes
  };
  Kind kind;
  std::string upload_ref, entry_ref;
  ViewId channel;
  std::string reason{};  ///< of Kind::failed
};

/// Used in the view's thread. Functions throw HttpError if what the client sent cannot be.
class Uploads {
 public:
  /// Signs the token by which the client may send an entry.
  using Sign = std::function<std::string(const Upload& upload, const UploadEntry& entry)>;

  explicit Uploads(Process& process) : process_(process) {}
  ~Uploads();
  Uploads(const Uploads&) = delete;
  Uploads& operator=(const Uploads&) = delete;

  /// A template shows its input: from now on the client may name it.
  void add(Upload& upload);
  void remove(Upload& upload);

  /// The member `uploads` of a form's event: files that were chosen.
  void choose(const Value& uploads);
  /// The message `allow_upload`; returns the answer, without the diff.
  Value preflight(const Value& payload, const Sign& sign);
  /// The message `progress`.
  void progress(const Value& payload);
  UploadGrant open(const UploadOpening& opening);
  void hear(const UploadNews& news);
  /// The view is about to be rendered: entries that were consumed are gone.
  void drop_consumed();

  /// Has the channel of an entry stop.
  void close(ViewId channel);
  /// Has what the upload is a field of rendered.
  void touch(const Upload& upload);

 private:
  Upload* find(const Value& ref);
  Upload* find(std::string_view ref);
  void preflight_entry(Upload& upload, UploadEntry& entry, const Sign& sign, Value& entries);
  static Value reasons_of(const Upload& upload, std::string_view ref);
  static Value json_of(const UploadError& error, bool external);

  Process& process_;
  std::vector<Upload*> shown_;
};

}  // namespace plume::view
