// Uploads: files of users, sent over the socket of a live page.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "plume/component.h"
#include "plume/message.h"
#include "plume/value.h"

namespace plume {

namespace view {
class Uploads;
}

/// Why a file is not taken.
struct UploadError {
  enum class Kind : std::uint8_t {
    too_large,                  ///< more bytes than UploadOptions::max_file_size
    not_accepted,               ///< neither its type nor its extension is accepted
    too_many_files,             ///< of the upload, not of one file
    external_client_failure,    ///< the browser could not send it to where UploadOptions::external told
    external_metadata_failure,  ///< UploadOptions::external refused it; `meta` is what it gave
    writer_failure,             ///< the writer threw; `reason` is what
    custom,                     ///< UploadOptions::validator refused it; `reason` is what it returned
  };
  Kind kind = Kind::custom;
  std::string reason{};
  Value meta{};

  /// "too_large" and so on; of a custom one its reason.
  std::string_view name() const;
  friend bool operator==(const UploadError&, const UploadError&) = default;
};
/// For people, in English: "is too large".
std::string to_text(const UploadError& error);

/// Receives the bytes of one file (LiveView: UploadWriter). Its functions run one after another, but for meta() in
/// threads of their own: they may block, and the browser sends no further piece meanwhile. What write() throws fails
/// the upload of this file, with what() as the reason; the view lives on. Destroyed when the file was consumed or
/// cancelled, or its view has ended.
class UploadWriter {
 public:
  UploadWriter() = default;
  UploadWriter(const UploadWriter&) = delete;
  UploadWriter& operator=(const UploadWriter&) = delete;
  virtual ~UploadWriter() = default;

  /// Called first.
  virtual void open() {}
  virtual void write(std::string_view bytes) = 0;
  enum class Close : std::uint8_t {
    done,       ///< all bytes were written
    cancelled,  ///< by the user or the view, or one of them is gone
    failed,     ///< open() or write() threw
  };
  /// Called once, after which nothing else is written.
  virtual void close(Close why) = 0;
  /// What whoever consumes the file is told. Called in the view's thread, after close().
  virtual Value meta() const { return {}; }
};

/// A file that a user has chosen, and how far its upload is. What begins with `client_` is what the browser says:
/// check it, and never use `client_name` as a path on the server.
struct UploadEntry {
  std::string ref;         ///< the browser's number for it
  std::string upload_ref;  ///< of the Upload that it is of
  std::string uuid;        ///< random, of this entry only
  std::string client_name;
  std::string client_relative_path;       ///< below the folder that was chosen; empty if a file was
  std::string client_type;                ///< a MIME type; may be empty
  std::int64_t client_size = 0;           ///< bytes; no more than these are taken
  std::int64_t client_last_modified = 0;  ///< ms since 1970
  Value client_meta{};                    ///< what the page's own script added
  int progress = 0;                       ///< percent
  bool preflighted = false;               ///< the browser was told to send it
  bool valid = true;                      ///< false: there are errors
  bool done = false;                      ///< all of it is there
  bool cancelled = false;                 ///< gone as soon as its writer has stopped

 private:
  friend class Upload;
  friend class view::Uploads;
  ViewId channel_{};                        // which takes its bytes; none: not connected
  std::shared_ptr<UploadWriter> writer_{};  // closed, with all bytes
  std::shared_ptr<const void> room_{};      // for its bytes, of what the server may hold
  Value external_{};                        // what UploadOptions::external gave
  bool received_ = false;
  bool consumed_ = false;
};

/// What UploadOptions::external tells of a file: where the browser sends it, or why it may not.
struct ExternalUpload {
  /// For the page's script: an object whose member `uploader` names one of the uploaders that the client was given.
  Value meta;
  bool refused = false;
  /// The file fails with this as the `meta` of its error.
  static ExternalUpload refuse(Value meta) { return {std::move(meta), true}; }
};

struct UploadOptions {
  /// What the files may be, by what the browser says: extensions (".jpg"), MIME types ("image/png"), "image/*",
  /// "audio/*" and "video/*". "*" takes all.
  std::vector<std::string> accept{};
  std::size_t max_entries = 1;
  /// Whether `max_entries` counts files that are chosen, or those that were consumed, too.
  enum class Count : std::uint8_t { selected, total } max_entries_counts = Count::selected;
  std::int64_t max_file_size = 8'000'000;           ///< bytes
  std::int64_t chunk_size = 64'000;                 ///< bytes of one message
  std::chrono::milliseconds chunk_timeout{10'000};  ///< a browser that sends nothing for so long is given up
  bool auto_upload = false;                         ///< files are sent when they are chosen, not with the form
  std::string_view name{};                          ///< a literal; default: that of the field in the template
  /// The files go elsewhere, by the page's own script: see ExternalUpload. Called in the view's thread.
  std::function<ExternalUpload(const UploadEntry&)> external{};
  /// Called in the view's thread whenever the browser tells how far a file is.
  std::function<void(const UploadEntry&)> progress{};
  /// Makes the writer of a file, in the view's thread. Default: a temporary file.
  std::function<std::unique_ptr<UploadWriter>(const UploadEntry&)> writer{};
  /// A further check, after size and type: returns why a file is not taken.
  std::function<std::optional<std::string>(const UploadEntry&)> validator{};
};

/// A file that is there, for whoever consumes it.
class UploadedFile {
 public:
  explicit UploadedFile(std::shared_ptr<UploadWriter> writer, Value meta)
      : writer_(std::move(writer)), meta_(std::move(meta)) {}

  /// Where the bytes can be read until the file was consumed. Throws std::logic_error if its writer made no file.
  std::filesystem::path path() const;
  /// Gives the file a name, so that it stays. Replaces what has that name. Throws std::filesystem::filesystem_error.
  void move_to(const std::filesystem::path& to) const;
  /// What its writer tells, or what UploadOptions::external gave.
  const Value& meta() const { return meta_; }
  /// The writer that UploadOptions::writer has made. Throws std::bad_cast if it is no W.
  template <class W>
  W& writer() const {
    return dynamic_cast<W&>(*writer_);
  }

 private:
  std::shared_ptr<UploadWriter> writer_;
  Value meta_;
};

/// What a function that consumes files returns for one that shall stay (LiveView: {:postpone, value}).
template <class T>
struct Postponed {
  T value;
};
template <class T>
Postponed<T> postpone(T value) {
  return {std::move(value)};
}

/// Files that a page takes (LiveView: allow_upload/3), a field of a view or live component:
///
///     class Album : public plume::LiveView {
///       plume::Upload photos{{.accept = {".jpg", ".png"}, .max_entries = 3}};
///       void handle_event(std::string_view event, const plume::Params& params) override {
///         if (event == "cancel") photos.cancel(params["ref"].text());
///         if (event == "save")
///           photos.consume([&](const plume::UploadedFile& file, const plume::UploadEntry& entry) {
///             file.move_to(folder / (entry.uuid + ".jpg"));
///           });
///       }
///       PLUME_HEEX(R"heex(
///         <form phx-change="choose" phx-submit="save" phx-drop-target={@photos.ref()}>
///           <.live_file_input upload={@photos} />
///           <p :for={entry <- @photos.entries()}>
///             {entry.client_name} {entry.progress}%
///             <b :for={error <- @photos.errors(entry)}>{error}</b>
///             <button type="button" phx-click="cancel" phx-value-ref={entry.ref}>x</button>
///           </p>
///           <button>save</button>
///         </form>)heex")
///     };
///
/// The form has phx-change and phx-submit. The browser sends the files when the form is submitted, and the event
/// `save` when all are there. Types and names are what the browser says: look into the file. Files that were not
/// consumed are deleted when the view ends. Belongs to one view or component, and is used in its thread only.
class Upload {
 public:
  /// Takes no files until allow() is called.
  Upload() = default;
  /// As allow().
  explicit Upload(UploadOptions options) { allow(std::move(options)); }
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;
  ~Upload();

  /// Takes files from now on, or others. Throws std::invalid_argument if an option cannot be, naming it, or if there
  /// are entries.
  void allow(UploadOptions options);
  /// Takes no files any more (LiveView: disallow_upload/2). Throws std::logic_error if there are entries.
  void disallow();

  /// The id of its `<.live_file_input>`, for `phx-drop-target` and `<label for=…>`.
  const std::string& ref() const { return ref_; }
  std::string_view name() const { return options_.name; }
  bool allowed() const { return allowed_; }
  const UploadOptions& options() const { return options_; }
  /// The files that are chosen and not consumed, in the order in which they were.
  const std::vector<UploadEntry>& entries() const { return entries_; }
  /// The errors of the upload itself, or of an entry (LiveView: upload_errors/1, upload_errors/2).
  std::vector<UploadError> errors() const { return errors_of(ref_); }
  std::vector<UploadError> errors(const UploadEntry& entry) const { return errors_of(entry.ref); }
  bool has_errors() const { return !errors_.empty(); }

  /// The entries that are there, and the others (LiveView: uploaded_entries/2).
  std::pair<std::vector<const UploadEntry*>, std::vector<const UploadEntry*>> uploaded_entries() const;
  /// Calls `take(const UploadedFile&, const UploadEntry&)`, or without the second, for each entry, which is consumed
  /// then: it, and its file, are gone with the next render (LiveView: consume_uploaded_entries/3). Returns what `take`
  /// returned, if anything; with postpone(value) the entry stays. An entry is consumed also if `take` throws, which
  /// ends it. Throws std::invalid_argument if an entry is not there yet.
  template <class Take>
  auto consume(Take&& take) {
    check_all_done();
    using Result = ResultOf<Take>;
    if constexpr (std::is_void_v<Result>) {
      for (std::size_t i = 0; i < entries_.size(); ++i)
        if (may_consume(i)) consume_at(i, take);
    } else {
      std::vector<ValueOf<Result>> results;
      for (std::size_t i = 0; i < entries_.size(); ++i)
        if (may_consume(i)) results.push_back(consume_at(i, take));
      return results;
    }
  }
  /// The same for one entry (LiveView: consume_uploaded_entry/3). Throws std::invalid_argument if it is not there yet,
  /// std::runtime_error if the browser says so falsely.
  template <class Take>
  auto consume(const UploadEntry& entry, Take&& take) {
    return consume_at(index_of_done(entry), take);
  }
  /// Drops an entry; one that is being sent as soon as that has stopped (LiveView: cancel_upload/3). Throws
  /// std::invalid_argument if there is none of that ref.
  void cancel(std::string_view entry_ref);
  void cancel(const UploadEntry& entry) { cancel(std::string_view(entry.ref)); }

  /// The render epoch of the last change; 0: there was none.
  std::uint32_t changed_at() const { return changed_at_; }
  /// Names it after the field of a view, unless it has a name.
  void take_name(std::string_view name) const {
    if (options_.name.empty()) options_.name = name;
  }

 private:
  friend class view::Uploads;
  template <class Take>
  static auto call(Take& take, const UploadedFile& file, const UploadEntry& entry) {
    if constexpr (std::is_invocable_v<Take&, const UploadedFile&, const UploadEntry&>)
      return take(file, entry);
    else
      return take(file);
  }
  template <class R>
  struct Unwrapped {
    using type = R;
  };
  template <class T>
  struct Unwrapped<Postponed<T>> {
    using type = T;
  };
  template <class R>
  using ValueOf = typename Unwrapped<R>::type;
  template <class Take>
  using ResultOf =
      decltype(call(std::declval<Take&>(), std::declval<const UploadedFile&>(), std::declval<const UploadEntry&>()));

  template <class Take>
  auto consume_at(std::size_t index, Take& take) {
    const UploadedFile file = open_consumed(index);
    const Consuming now(*this);
    using Result = ResultOf<Take>;
    if constexpr (std::is_same_v<Result, ValueOf<Result>>) {
      return call(take, file, entries_[index]);
    } else {
      auto postponed = call(take, file, entries_[index]);
      entries_[index].consumed_ = false;
      return std::move(postponed.value);
    }
  }
  /// While it lives, entries keep their places.
  class Consuming {
   public:
    explicit Consuming(Upload& upload) : upload_(upload), before_(std::exchange(upload.consuming_, true)) {}
    Consuming(const Consuming&) = delete;
    Consuming& operator=(const Consuming&) = delete;
    ~Consuming() { upload_.consuming_ = before_; }

   private:
    Upload& upload_;
    const bool before_;
  };
  std::vector<UploadError> errors_of(std::string_view ref) const;
  void check_all_done() const;
  bool may_consume(std::size_t index) const { return entries_[index].done && !entries_[index].consumed_; }
  std::size_t index_of_done(const UploadEntry& entry) const;
  /// Marks the entry consumed.
  UploadedFile open_consumed(std::size_t index);
  void mark_changed();

  // What view::Uploads does with it.
  UploadEntry* find(std::string_view entry_ref);
  bool has_ref(std::string_view ref) const;
  void add(const Value& entries);
  void add_one(UploadEntry entry);
  bool accepts(const UploadEntry& entry) const;
  std::optional<UploadError> fault_of(const UploadEntry& entry) const;
  void fail(std::string_view ref, UploadError error);
  void forget_errors(std::string_view ref);
  void count_entries();
  void drop(std::string_view entry_ref);
  /// Drops the entries that were consumed. Returns whether there were any.
  bool drop_consumed();
  void close_channel(UploadEntry& entry);
  /// How many entries may be sent, from the first one on.
  std::size_t remaining() const;

  mutable UploadOptions options_{};
  std::string ref_{};
  std::vector<std::string> earlier_refs_{};  // of the same field, before allow() was called again
  std::vector<UploadEntry> entries_{};
  std::vector<std::pair<std::string, UploadError>> errors_{};  // by the ref of an entry, or of the upload
  std::size_t consumed_ = 0;
  view::Uploads* uploads_ = nullptr;  // of the view that has shown it; null: none
  std::uint32_t changed_at_ = 0;
  bool allowed_ = false;
  bool consuming_ = false;
};

/// The errors of an upload, or of one of its entries (LiveView: upload_errors/1, upload_errors/2).
inline std::vector<UploadError> upload_errors(const Upload& upload) { return upload.errors(); }
inline std::vector<UploadError> upload_errors(const Upload& upload, const UploadEntry& entry) {
  return upload.errors(entry);
}

/// The element by which users choose the files of an Upload (LiveView: live_file_input/1). Stands in a form with
/// phx-change.
struct live_file_input {
  Required<detail::Borrowed<Upload>> upload;
  std::optional<std::string_view> accept;  ///< in place of the upload's
  Rest rest;

  static constexpr std::string_view included[] = {"capture", "form", "webkitdirectory", "required", "disabled"};
  void render(Render& r);
};

/// Shows an image that a user has chosen, before it is sent (LiveView: live_img_preview/1).
struct live_img_preview {
  Required<detail::Borrowed<UploadEntry>> entry;
  std::optional<std::string_view> id;  ///< default: phx-preview- and the entry's ref
  Rest rest;

  static constexpr std::string_view included[] = {"alt", "width", "height"};
  void render(Render& r);
};

namespace detail {
/// What `upload={@photos}` gives to a component: the upload, named after its field.
inline const Upload& named(std::string_view name, const Upload& upload) {
  upload.take_name(name);
  return upload;
}
inline const Upload& named(std::string_view name, Upload& upload) { return named(name, std::as_const(upload)); }
}  // namespace detail

}  // namespace plume
