#include "view/uploads.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/log.h"
#include "plume/http.h"
#include "view/failure.h"
#include "view/process.h"
#include "view/temporary_file.h"

namespace plume::view {

Uploads::~Uploads() {
  for (Upload* upload : shown_) upload->uploads_ = nullptr;
}

void Uploads::add(Upload& upload) {
  if (upload.uploads_ == this) return;
  if (upload.uploads_) throw std::logic_error("plume::Upload: it is shown in two views");
  upload.uploads_ = this;
  shown_.push_back(&upload);
}

void Uploads::remove(Upload& upload) { std::erase(shown_, &upload); }

Upload* Uploads::find(std::string_view ref) {
  const auto found = std::find_if(shown_.begin(), shown_.end(), [&](Upload* upload) { return upload->has_ref(ref); });
  return found == shown_.end() ? nullptr : *found;
}

Upload* Uploads::find(const Value& ref) { return ref.is_string() ? find(ref.text()) : nullptr; }

void Uploads::touch(const Upload& upload) { process_.touch_owner(&upload); }

void Uploads::close(ViewId channel) { process_.close_upload(channel); }

void Uploads::choose(const Value& uploads) {
  if (!uploads.is_object()) return;
  for (const auto& [ref, entries] : uploads.as_object()) {
    Upload* const upload = find(std::string_view(ref));
    if (!upload) continue;  // it was disallowed meanwhile
    upload->add(entries);
    touch(*upload);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Preflight

Value Uploads::json_of(const UploadError& error, bool external) {
  if (error.kind == UploadError::Kind::external_metadata_failure) return error.meta;
  if (external) return Value{{"reason", error.name()}};
  return Value(error.name());
}

Value Uploads::reasons_of(const Upload& upload, std::string_view ref) {
  Value reasons = Array();
  for (const UploadError& error : upload.errors_of(ref))
    reasons.push_back(json_of(error, static_cast<bool>(upload.options_.external)));
  return reasons;
}

void Uploads::preflight_entry(Upload& upload, UploadEntry& entry, const Sign& sign, Value& entries) {
  entry.preflighted = true;
  upload.mark_changed();
  if (!upload.options_.external) {
    entries.set(entry.ref, sign(upload, entry));
    return;
  }
  ExternalUpload told = upload.options_.external(entry);
  if (told.refused) {
    UploadError error{UploadError::Kind::external_metadata_failure};
    error.meta = std::move(told.meta);
    return upload.fail(entry.ref, std::move(error));
  }
  if (!told.meta["uploader"].is_string())
    throw std::logic_error(
        "plume::Upload: what `external` returns needs the member \"uploader\", the name of one of the "
        "uploaders that the client was given");
  entry.external_ = told.meta;
  entries.set(entry.ref, std::move(told.meta));
}

Value Uploads::preflight(const Value& payload, const Sign& sign) {
  Upload* const found = find(payload["ref"]);
  if (!found) throw HttpError(400, "there is no upload of that ref");
  Upload& upload = *found;
  upload.add(payload["entries"]);
  touch(upload);
  const UploadOptions& options = upload.options_;
  Value entries = Value::object();
  if (options.auto_upload || !upload.has_errors()) {
    const auto sent = std::min(upload.remaining(), upload.entries_.size());
    for (std::size_t i = 0; i < sent; ++i)
      if (UploadEntry& entry = upload.entries_[i]; entry.valid && !entry.preflighted && !entry.cancelled)
        preflight_entry(upload, entry, sign, entries);
  }
  Value answer{{"ref", payload["ref"].text()}};
  if (!options.auto_upload && upload.has_errors()) {
    Value errors = Array();
    for (const auto& [ref, error] : upload.errors_)
      errors.push_back(Array{ref, json_of(error, static_cast<bool>(options.external))});
    answer.set("error", std::move(errors));
    return answer;
  }
  answer.set("config", Value{{"max_file_size", options.max_file_size},
                             {"max_entries", static_cast<std::int64_t>(options.max_entries)},
                             {"chunk_size", options.chunk_size},
                             {"chunk_timeout", options.chunk_timeout.count()}});
  answer.set("entries", std::move(entries));
  Value errors = Value::object();
  for (const auto& [ref, error] : upload.errors_)
    if (ref != upload.ref_) errors.set(ref, reasons_of(upload, ref));
  answer.set("errors", std::move(errors));
  return answer;
}

void Uploads::progress(const Value& payload) {
  if (!payload["ref"].is_string() || !payload["entry_ref"].is_string())
    throw HttpError(400, "the progress of an upload needs the refs of that and of a file");
  Upload* const upload = find(payload["ref"]);
  if (!upload) return;  // it was disallowed meanwhile
  UploadEntry* const entry = upload->find(payload["entry_ref"].text());
  if (!entry || entry->cancelled || entry->consumed_) return;
  touch(*upload);
  const Value& progress = payload["progress"];
  if (progress.is_object()) {
    if (upload->options_.external) upload->fail(entry->ref, {UploadError::Kind::external_client_failure});
    return;
  }
  if (!progress.is_int() || progress.as_int() < 0 || progress.as_int() > 100)
    throw HttpError(400, "the progress of an upload is a number from 0 to 100");
  entry->progress = static_cast<int>(progress.as_int());
  entry->done = entry->progress == 100 && (upload->options_.external || entry->received_);
  upload->mark_changed();
  if (upload->options_.progress) {
    const UploadEntry now = *entry;  // the callback may drop it
    upload->options_.progress(now);
  }
}

// ---------------------------------------------------------------------------------------------------------------------
// Channels

UploadGrant Uploads::open(const UploadOpening& opening) {
  UploadGrant grant;
  Upload* const upload = find(std::string_view(opening.upload_ref));
  UploadEntry* const entry = upload ? upload->find(opening.entry_ref) : nullptr;
  if (!entry || entry->uuid != opening.uuid || !entry->valid || entry->cancelled || entry->consumed_) {
    grant.refused = "disallowed";
    return grant;
  }
  if (entry->channel_ || entry->received_) {
    grant.refused = "already_registered";
    return grant;
  }
  try {
    grant.writer = upload->options_.writer ? std::shared_ptr(upload->options_.writer(*entry)) : make_temporary_file();
    if (!grant.writer) throw std::logic_error("UploadOptions::writer made none");
  } catch (...) {
    const std::string why = current_failure({}).message;
    log_warning("the writer of an upload could not be made", {{"error", why}});
    upload->fail(entry->ref, {UploadError::Kind::writer_failure, why});
    touch(*upload);
    grant.refused = "writer_error";
    return grant;
  }
  entry->channel_ = opening.channel;
  entry->room_ = opening.room;
  entry->writer_ = grant.writer;
  grant.size = entry->client_size;
  grant.chunk_timeout = upload->options_.chunk_timeout;
  return grant;
}

void Uploads::hear(const UploadNews& news) {
  Upload* const upload = find(std::string_view(news.upload_ref));
  UploadEntry* const entry = upload ? upload->find(news.entry_ref) : nullptr;
  if (!entry || (entry->channel_ && entry->channel_ != news.channel)) return;
  touch(*upload);
  switch (news.kind) {
    case UploadNews::Kind::received:
      entry->received_ = true;
      // The client computes the progress of an empty file as 0 / 0, and never tells that it is done.
      if (entry->client_size == 0) {
        entry->progress = 100;
        entry->done = true;
      }
      upload->mark_changed();
      return;
    case UploadNews::Kind::failed:
      entry->channel_ = {};
      entry->writer_ = nullptr;
      upload->fail(entry->ref, {UploadError::Kind::writer_failure, news.reason});
      if (upload->options_.progress) {
        const UploadEntry now = *entry;
        upload->options_.progress(now);
      }
      return;
    case UploadNews::Kind::closed:
      upload->drop(news.entry_ref);
      return;
  }
}

void Uploads::drop_consumed() {
  for (Upload* upload : shown_)
    if (upload->drop_consumed()) touch(*upload);
}

}  // namespace plume::view
