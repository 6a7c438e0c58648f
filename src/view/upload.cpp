#include "plume/upload.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/ascii.h"
#include "crypto/base64.h"
#include "crypto/random.h"
#include "plume/http.h"
#include "view/uploads.h"

namespace plume {
namespace {

constexpr std::size_t max_name_bytes = 1024;
constexpr std::size_t max_path_bytes = 4096;
// Beyond what may be chosen: a browser shows what is too much, too, but must not fill the memory.
constexpr std::size_t max_surplus_entries = 200;

std::string new_ref() { return "phx-" + crypto::base64url_encode(crypto::random_bytes(12)); }

// A random UUID (RFC 9562, version 4).
std::string new_uuid() {
  std::string bytes = crypto::random_bytes(16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    for (const int shift : {4, 0}) text.push_back("0123456789abcdef"[(bytes[i] >> shift) & 0xf]);
  }
  return text;
}

[[noreturn]] void refuse_option(std::string_view name, const std::string& why) {
  throw std::invalid_argument("plume::Upload: " + std::string(name) + " " + why);
}

bool is_wildcard(std::string_view type) { return type == "image/*" || type == "audio/*" || type == "video/*"; }

void check_accepted(const std::string& item) {
  if (item == "*") return;
  const bool lower = item == to_lower(item);
  if (item.size() > 1 && item[0] == '.' && item.find_first_of("*/, ") == std::string::npos) {
    if (!lower) refuse_option("accept", "has \"" + item + "\": write extensions in lower case");
    return;
  }
  const auto slash = item.find('/');
  const bool type = slash != std::string::npos && slash > 0 && slash + 1 < item.size() &&
                    item.find_first_of(", ") == std::string::npos && item.find('/', slash + 1) == std::string::npos;
  if (!type || (item.find('*') != std::string::npos && !is_wildcard(item)))
    refuse_option("accept",
                  "has \"" + item +
                      "\": it takes extensions as \".jpg\", types as \"image/png\", \"image/*\", \"audio/*\", "
                      "\"video/*\", or \"*\" for all");
}

void check_options(const UploadOptions& options) {
  if (options.accept.empty()) refuse_option("accept", "is empty: say what is taken, or \"*\" for all");
  for (const std::string& item : options.accept) check_accepted(item);
  if (options.max_entries == 0) refuse_option("max_entries", "must be at least 1");
  if (options.max_file_size <= 0) refuse_option("max_file_size", "must be at least 1 byte");
  if (options.chunk_size <= 0) refuse_option("chunk_size", "must be at least 1 byte");
  if (options.chunk_timeout.count() <= 0) refuse_option("chunk_timeout", "must be at least 1 ms");
}

[[noreturn]] void refuse_entry(const std::string& what) { throw HttpError(400, "a file to upload needs " + what); }

std::string text_of(const Value& entry, std::string_view name, std::size_t max_bytes) {
  const Value& value = entry[name];
  if (value.is_null()) return {};
  if (!value.is_string() || value.text().size() > max_bytes)
    refuse_entry("a text of at most " + std::to_string(max_bytes) + " bytes as its " + std::string(name));
  return std::string(value.text());
}

UploadEntry entry_of(const Value& sent) {
  UploadEntry entry;
  entry.ref = text_of(sent, "ref", 20);
  if (entry.ref.empty() || !std::all_of(entry.ref.begin(), entry.ref.end(), is_digit))
    refuse_entry("a number as its ref");
  entry.client_name = text_of(sent, "name", max_name_bytes);
  if (!sent["name"].is_string()) refuse_entry("a name");
  entry.client_relative_path = text_of(sent, "relative_path", max_path_bytes);
  if (!sent["type"].is_string()) refuse_entry("a type");
  entry.client_type = text_of(sent, "type", max_name_bytes);
  if (!sent["size"].is_int() || sent["size"].as_int() < 0) refuse_entry("a size");
  entry.client_size = sent["size"].as_int();
  entry.client_last_modified = sent["last_modified"].integer_or(0);
  entry.client_meta = sent["meta"];
  return entry;
}

std::string extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : to_lower(name.substr(dot));
}

constexpr std::array<std::string_view, 6> kind_names = {
    "too_large",     "not_accepted", "too_many_files", "external_client_failure", "external_metadata_failure",
    "writer_failure"};

}  // namespace

std::string_view UploadError::name() const {
  return kind == Kind::custom ? std::string_view(reason) : kind_names.at(static_cast<std::size_t>(kind));
}

std::string to_text(const UploadError& error) {
  switch (error.kind) {
    case UploadError::Kind::too_large:
      return "is too large";
    case UploadError::Kind::not_accepted:
      return "is of a kind that is not accepted";
    case UploadError::Kind::too_many_files:
      return "too many files";
    case UploadError::Kind::external_client_failure:
    case UploadError::Kind::external_metadata_failure:
      return "could not be sent";
    case UploadError::Kind::writer_failure:
      return "could not be stored";
    case UploadError::Kind::custom:
      break;
  }
  return error.reason;
}

Upload::~Upload() {
  for (UploadEntry& entry : entries_) close_channel(entry);
  if (uploads_) uploads_->remove(*this);
}

void Upload::allow(UploadOptions options) {
  check_options(options);
  if (!entries_.empty()) throw std::invalid_argument("plume::Upload: there are files of before; cancel them first");
  if (options.name.empty()) options.name = options_.name;
  options_ = std::move(options);
  if (allowed_) earlier_refs_.push_back(std::move(ref_));
  ref_ = new_ref();
  errors_.clear();
  consumed_ = 0;
  allowed_ = true;
  mark_changed();
}

void Upload::disallow() {
  if (!entries_.empty()) throw std::logic_error("plume::Upload: there are files; cancel or consume them first");
  allowed_ = false;
  earlier_refs_.clear();
  mark_changed();
}

bool Upload::has_ref(std::string_view ref) const {
  return allowed_ && (ref_ == ref || std::find(earlier_refs_.begin(), earlier_refs_.end(), ref) != earlier_refs_.end());
}

void Upload::mark_changed() { changed_at_ = detail::current_epoch; }

UploadEntry* Upload::find(std::string_view entry_ref) {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const UploadEntry& e) { return e.ref == entry_ref; });
  return found == entries_.end() ? nullptr : &*found;
}

// ---------------------------------------------------------------------------------------------------------------------
// Choosing files

void Upload::add(const Value& entries) {
  if (!entries.is_array()) throw HttpError(400, "the files of an upload are a list");
  std::vector<UploadEntry> fresh;
  for (const Value& sent : entries.as_array()) {
    UploadEntry entry = entry_of(sent);
    const bool twice =
        std::any_of(fresh.begin(), fresh.end(), [&](const UploadEntry& other) { return other.ref == entry.ref; });
    if (!twice && !find(entry.ref)) fresh.push_back(std::move(entry));
  }
  if (fresh.empty()) return;
  // A single file takes the place of the one before.
  if (options_.max_entries == 1 && fresh.size() == 1) {
    std::vector<std::string> before;
    for (const UploadEntry& entry : entries_) before.push_back(entry.ref);
    for (const std::string& ref : before) cancel(ref);
  }
  for (UploadEntry& entry : fresh) add_one(std::move(entry));
  count_entries();
  mark_changed();
}

void Upload::add_one(UploadEntry entry) {
  if (entries_.size() >= options_.max_entries + max_surplus_entries) return;
  entry.uuid = new_uuid();
  entry.upload_ref = ref_;
  if (auto fault = fault_of(entry)) {
    entry.valid = false;
    errors_.emplace_back(entry.ref, std::move(*fault));
  }
  entries_.push_back(std::move(entry));
}

bool Upload::accepts(const UploadEntry& entry) const {
  const std::string extension = extension_of(entry.client_name);
  return std::any_of(options_.accept.begin(), options_.accept.end(), [&](std::string_view item) {
    if (item == "*") return true;
    if (item[0] == '.') return extension == item;
    return is_wildcard(item) ? entry.client_type.starts_with(item.substr(0, item.size() - 1))
                             : entry.client_type == item;
  });
}

std::optional<UploadError> Upload::fault_of(const UploadEntry& entry) const {
  if (entry.client_size > options_.max_file_size) return UploadError{UploadError::Kind::too_large};
  if (!accepts(entry)) return UploadError{UploadError::Kind::not_accepted};
  if (options_.validator)
    if (auto reason = options_.validator(entry)) return UploadError{UploadError::Kind::custom, std::move(*reason)};
  return std::nullopt;
}

void Upload::fail(std::string_view ref, UploadError error) {
  if (UploadEntry* const entry = find(ref)) entry->valid = false;
  std::pair<std::string, UploadError> fault(ref, std::move(error));
  if (std::find(errors_.begin(), errors_.end(), fault) == errors_.end()) errors_.push_back(std::move(fault));
  mark_changed();
}

void Upload::forget_errors(std::string_view ref) {
  std::erase_if(errors_, [&](const auto& error) { return error.first == ref; });
}

void Upload::count_entries() {
  forget_errors(ref_);
  const auto live = std::count_if(entries_.begin(), entries_.end(), [](const UploadEntry& e) { return !e.cancelled; });
  if (static_cast<std::size_t>(live) > remaining()) fail(ref_, {UploadError::Kind::too_many_files});
}

std::size_t Upload::remaining() const {
  if (options_.max_entries_counts == UploadOptions::Count::selected) return options_.max_entries;
  return options_.max_entries - std::min(options_.max_entries, consumed_);
}

// ---------------------------------------------------------------------------------------------------------------------
// Dropping and consuming them

std::vector<UploadError> Upload::errors_of(std::string_view ref) const {
  std::vector<UploadError> found;
  for (const auto& [of, error] : errors_)
    if (of == ref) found.push_back(error);
  return found;
}

void Upload::close_channel(UploadEntry& entry) {
  if (entry.channel_ && uploads_) uploads_->close(entry.channel_);
}

void Upload::cancel(std::string_view entry_ref) {
  UploadEntry* const entry = find(entry_ref);
  if (!entry)
    throw std::invalid_argument("plume::Upload: there is no file \"" + std::string(entry_ref) + "\" to cancel");
  close_channel(*entry);
  if (entry->channel_ && !entry->received_) {
    entry->cancelled = true;  // until its writer has stopped
    forget_errors(entry->ref);
  } else if (consuming_) {
    entry->cancelled = entry->consumed_ = true;
  } else {
    drop(std::string(entry_ref));
  }
  count_entries();
  mark_changed();
}

void Upload::drop(std::string_view entry_ref) {
  forget_errors(entry_ref);
  std::erase_if(entries_, [&](const UploadEntry& entry) { return entry.ref == entry_ref; });
  count_entries();
  mark_changed();
}

bool Upload::drop_consumed() {
  const auto before = entries_.size();
  for (UploadEntry& entry : entries_)
    if (entry.consumed_) {
      close_channel(entry);
      forget_errors(entry.ref);
      consumed_ += !entry.cancelled;
    }
  std::erase_if(entries_, [](const UploadEntry& entry) { return entry.consumed_; });
  if (entries_.size() == before) return false;
  count_entries();
  mark_changed();
  return true;
}

std::pair<std::vector<const UploadEntry*>, std::vector<const UploadEntry*>> Upload::uploaded_entries() const {
  std::pair<std::vector<const UploadEntry*>, std::vector<const UploadEntry*>> sorted;
  for (const UploadEntry& entry : entries_) (entry.done ? sorted.first : sorted.second).push_back(&entry);
  return sorted;
}

void Upload::check_all_done() const {
  for (const UploadEntry& entry : entries_)
    if (!entry.done && !entry.cancelled)
      throw std::invalid_argument("plume::Upload: \"" + entry.client_name +
                                  "\" is not there yet; consume entries one by one, or when the form is submitted");
}

std::size_t Upload::index_of_done(const UploadEntry& entry) const {
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (entries_[i].ref != entry.ref) continue;
    if (may_consume(i)) return i;
    throw std::invalid_argument("plume::Upload: \"" + entry.client_name +
                                (entry.done ? "\" was consumed already" : "\" is not there yet"));
  }
  throw std::invalid_argument("plume::Upload: there is no entry " + entry.ref);
}

UploadedFile Upload::open_consumed(std::size_t index) {
  UploadEntry& entry = entries_[index];
  if (!options_.external && !entry.received_)
    throw std::runtime_error("plume::Upload: the browser says that it has sent \"" + entry.client_name +
                             "\", which is not so");
  entry.consumed_ = true;
  if (uploads_) uploads_->touch(*this);
  Value meta = entry.writer_ ? entry.writer_->meta() : entry.external_;
  return UploadedFile(entry.writer_, std::move(meta));
}

}  // namespace plume
