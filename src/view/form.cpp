#include "plume/form.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "base/ascii.h"
#include "foundation/numbers.h"
#include "plume/text.h"

namespace plume {

using detail::FormCache;

namespace {

const Value null_value;
constexpr std::string_view persistent_id_key = "_persistent_id";
constexpr std::string_view unused_prefix = "_unused_";

std::string nested_name(std::string_view parent, std::string_view field) {
  if (parent.empty()) return std::string(field);
  return std::string(parent).append("[").append(field).append("]");
}

std::string nested_id(std::string_view parent, std::string_view field) {
  if (parent.empty()) return std::string(field);
  return std::string(parent).append("_").append(field);
}

const Value& value_of(const Form& form, std::string_view field) {
  if (const Value* submitted = form.params.as_object().find(field)) return *submitted;
  return form.data[field];
}

Value object_or_empty(const Value& value) { return value.is_object() ? value : Value::object(); }

/// Whether somebody has been at a field that has this value: of an object, at one of its fields.
bool is_used(const Value& value) {
  if (!value.is_object()) return true;
  const Object& fields = value.as_object();
  std::set<std::string_view> unused;
  for (const auto& [name, ignored] : fields)
    if (name.starts_with(unused_prefix)) unused.insert(std::string_view(name).substr(unused_prefix.size()));
  return std::any_of(fields.begin(), fields.end(), [&](const auto& field) {
    return !field.key.starts_with(unused_prefix) && !unused.contains(field.key) && is_used(field.value);
  });
}

/// Whether somebody has been at `field`: it is there, and no `_unused_field` says otherwise.
bool is_used(const Object& params, std::string_view field) {
  if (field.starts_with(unused_prefix)) return false;
  const Value* value = params.find(field);
  return value && !params.contains(std::string(unused_prefix).append(field)) && is_used(*value);
}

}  // namespace

// ---------------------------------------------------------------------------------------------------------------------
// Errors

void FormErrors::add(std::string_view field, std::string_view message) {
  add(FormError{std::string(field), std::string(message)});
}

bool FormErrors::has(std::string_view field) const {
  return std::any_of(begin(), end(), [&](const FormError& error) { return error.field == field; });
}

// "qty" below "lines[0]" is "lines[0][qty]", and "tags[1]" is "lines[0][tags][1]".
void FormErrors::add_below(std::string_view prefix, const FormErrors& errors) {
  for (const auto& [field, message, code] : errors) {
    const auto key = field.substr(0, field.find('['));
    auto path = std::string(prefix);
    if (!key.empty()) path.append("[").append(key).append("]");
    add({path.append(field, key.size()), message, code});
  }
}

FormErrors FormErrors::below(std::string_view prefix) const {
  FormErrors found;
  for (const auto& [field, message, code] : errors_) {
    auto rest = std::string_view(field);
    if (!rest.starts_with(prefix)) continue;
    rest.remove_prefix(prefix.size());
    const auto close = rest.find(']');
    if (rest.empty())
      found.add({"", message, code});
    else if (rest.starts_with('[') && close != rest.npos)
      found.add({std::string(rest.substr(1, close - 1)).append(rest.substr(close + 1)), message, code});
  }
  return found;
}

// ---------------------------------------------------------------------------------------------------------------------
// Fields

struct FormCache::Entry {
  std::string key, id, name;
  const Value* value;
  std::vector<std::string> errors;
  struct Nested {
    // What the options refer to.
    std::string id, as;
    NestedOptions options;
    std::vector<Form> forms;
  };
  std::unique_ptr<Nested> nested{};
};

FormCache::FormCache() = default;
FormCache::FormCache(const FormCache&) {}
FormCache::FormCache(FormCache&&) noexcept {}
FormCache& FormCache::operator=(const FormCache&) {
  entries_.clear();
  renamed_.reset();
  return *this;
}
FormCache& FormCache::operator=(FormCache&& other) noexcept { return *this = std::as_const(other); }
FormCache::~FormCache() = default;

FormCache::Entry* FormCache::find(std::string_view field) const {
  const auto found = entries_.find(field);
  return found == entries_.end() ? nullptr : found->second.get();
}

FormCache::Entry& FormCache::add(std::unique_ptr<Entry> entry) const {
  const std::string_view key = entry->key;
  return *entries_.emplace(key, std::move(entry)).first->second;
}

FormField::FormField() : value(null_value) {}

FormCache::Entry& Form::entry(std::string_view field) const {
  if (auto* known = cache_.find(field)) return *known;
  auto made = std::make_unique<FormCache::Entry>(FormCache::Entry{
      std::string(field), nested_id(id, field), nested_name(name, field), &value_of(*this, field), {}});
  for (const auto& error : errors)
    if (error.field == field) made->errors.push_back(error.message);
  return cache_.add(std::move(made));
}

FormField Form::operator[](std::string_view field) const {
  const auto& found = entry(field);
  return {found.id, found.name, found.key, *found.value, found.errors, this};
}

std::uint64_t FormField::control_hash() const {
  auto hash = detail::hash_integer(detail::hash_string(name)) + detail::hash_string(id);
  hash = detail::hash_integer(hash) + detail::attr_hash(value);
  for (const auto& error : errors) hash = detail::hash_integer(hash) + detail::hash_string(error);
  return hash | 1;
}

bool used_input(const FormField& field) { return field.form && is_used(field.form->params.as_object(), field.field); }

std::span<const std::string> used_errors(const FormField& field) {
  if (field.errors.empty() || !used_input(field)) return {};
  return field.errors;
}

// ---------------------------------------------------------------------------------------------------------------------
// Nested forms (templates.md 8.4)

namespace {

/// The entries of a parameter whose forms are many, in order: those of a list, or of an object from index to entry.
std::vector<const Value*> entries_of(const Value& params) {
  std::vector<const Value*> entries;
  if (params.is_array())
    for (const Value& entry : params.as_array()) entries.push_back(&entry);
  if (!params.is_object()) return entries;
  // What is no index comes last, as it came.
  struct Indexed {
    std::int64_t index;
    std::size_t place;
    const Value* entry;
    auto operator<=>(const Indexed&) const = default;
  };
  std::vector<Indexed> indexed;
  for (const auto& [key, entry] : params.as_object()) {
    const auto index = read_number<std::int64_t>(key);
    indexed.push_back({index.value_or(std::numeric_limits<std::int64_t>::max()), indexed.size(), &entry});
  }
  std::sort(indexed.begin(), indexed.end());
  for (const auto& one : indexed) entries.push_back(one.entry);
  return entries;
}

void append_items(std::vector<const Value*>& out, const Value& list) {
  if (list.is_array())
    for (const Value& item : list.as_array()) out.push_back(&item);
}

/// Gives forms ids that stay with them: the one that came back in the parameters, else the next that is free.
class PersistentIds {
 public:
  explicit PersistentIds(const std::vector<Form>& forms) {
    for (const auto& form : forms)
      if (const auto id = sent_id(form); !id.empty()) sent_.emplace(id);
    next_ = sent_.size();
  }

  std::string take(const Form& form) {
    std::string id(sent_id(form));
    if (!id.empty() && taken_.insert(id).second) return id;
    do {
      id = std::to_string(next_++);
    } while (sent_.contains(id));
    return id;
  }

 private:
  // Browsers may send anything: only numbers that could have been given are ids.
  static std::string_view sent_id(const Form& form) {
    const auto id = form.params[persistent_id_key].text();
    return id.size() <= 9 && std::all_of(id.begin(), id.end(), is_digit) ? id : std::string_view();
  }

  std::set<std::string, std::less<>> sent_, taken_;
  std::size_t next_;
};

void persist(std::vector<Form>& forms, std::string_view parent_id, std::string_view field) {
  PersistentIds ids(forms);
  for (auto& form : forms) {
    form.persistent_id = ids.take(form);
    form.params.as_object().set(persistent_id_key, form.persistent_id);
    form.id = nested_id(nested_id(parent_id, field), form.persistent_id);
  }
}

std::vector<Form> one_form(const Form& parent, const FormField& field, const Value& data,
                           const NestedOptions& options) {
  Form form;
  form.name = options.as.empty() ? std::string(field.name) : std::string(options.as);
  form.id = nested_id(options.id.empty() ? parent.id : options.id, field.field);
  form.data = object_or_empty(data);
  form.params = object_or_empty(parent.params[field.field]);
  form.errors = parent.errors.below(field.field);
  form.action = parent.action;
  return {std::move(form)};
}

/// The errors of the forms nested in a field, by the index with which their names begin.
std::map<std::string, FormErrors> errors_by_index(const FormErrors& below_field) {
  std::map<std::string, FormErrors> errors;
  for (const FormError& error : below_field) errors[error.field.substr(0, error.field.find('['))].add(error);
  return errors;
}

std::vector<Form> many_forms(const Form& parent, const FormField& field, const Value& data,
                             const NestedOptions& options) {
  const Value* const submitted = parent.params.as_object().find(field.field);
  std::vector<const Value*> entries;
  if (submitted) {
    entries = entries_of(*submitted);
  } else {
    append_items(entries, options.prepend);
    append_items(entries, data);
    append_items(entries, options.append);
  }
  const auto name = options.as.empty() ? field.name : options.as;
  const auto id = nested_id(options.id.empty() ? parent.id : options.id, field.field);
  const bool has_data = &data != &options.initial;
  const auto errors = errors_by_index(parent.errors.below(field.field));
  std::vector<Form> forms(entries.size());
  for (std::size_t i = 0; i < forms.size(); ++i) {
    auto& form = forms[i];
    const auto index = std::to_string(i);
    form.index = static_cast<int>(i);
    form.name = std::string(name).append("[").append(index).append("]");
    form.id = nested_id(id, index);
    if (const auto found = errors.find(index); found != errors.end()) form.errors = found->second.below(index);
    form.action = parent.action;
    (submitted ? form.params : form.data) = object_or_empty(*entries[i]);
    if (submitted && has_data) form.data = object_or_empty(data.at(i));
  }
  return forms;
}

}  // namespace

const std::vector<Form>& FormField::forms(const NestedOptions& options) const {
  static const std::vector<Form> none;
  if (!form) return none;
  auto& entry = form->entry(field);
  if (entry.nested && entry.nested->options == options) return entry.nested->forms;
  const Value& of_form = form->data[field];
  const Value& data = of_form.is_null() ? options.initial : of_form;
  auto forms = data.is_array() ? many_forms(*form, *this, data, options) : one_form(*form, *this, data, options);
  if (!options.skip_persistent_id) persist(forms, options.id.empty() ? form->id : options.id, field);
  entry.nested = std::make_unique<FormCache::Entry::Nested>(
      FormCache::Entry::Nested{std::string(options.id), std::string(options.as), options, std::move(forms)});
  auto& nested = *entry.nested;
  nested.options.id = nested.id;
  nested.options.as = nested.as;
  return nested.forms;
}

// ---------------------------------------------------------------------------------------------------------------------
// Forms

Form to_form(const Params& params, const FormOptions& options) {
  Form form;
  form.params = object_or_empty(params);
  return to_form(form, options);
}

const Form& Form::renamed(std::string_view as, std::string_view new_id) const {
  const auto fits = [&](const Form& form) {
    const bool has_id = new_id.empty() ? as.empty() || form.id == as : form.id == new_id && form.has_dom_id;
    return has_id && (as.empty() || form.name == as);
  };
  if (fits(*this)) return *this;
  auto& made = cache_.renamed();
  if (!made || !fits(*made)) made = std::make_unique<Form>(to_form(*this, {.as = as, .id = new_id}));
  return *made;
}

Form to_form(const Form& form, const FormOptions& options) {
  Form made = form;
  if (!options.as.empty()) {
    made.name = options.as;
    made.id = options.as;
    made.has_dom_id = false;
  }
  if (!options.id.empty()) {
    made.id = options.id;
    made.has_dom_id = true;
  }
  if (!options.errors.empty()) made.errors = options.errors;
  if (!options.action.empty()) made.action = options.action;
  return made;
}

// ---------------------------------------------------------------------------------------------------------------------
// Helpers

std::string input_id(const FormField& field, std::string_view value) {
  std::string id = std::string(field.id).append("_");
  const auto stays = [](char c) { return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; };
  for (const char c : value) id.push_back(stays(c) ? c : '_');
  return id;
}

namespace {

/// "2026-07-14T09:30" of "2026-07-14 09:30:05" and the like; other texts as they are.
std::string_view to_the_minute(std::string_view time, std::string& out) {
  constexpr std::string_view pattern = "dddd-dd-ddTdd:dd";
  if (time.size() < pattern.size()) return time;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool fits = pattern[i] == 'd'   ? is_digit(time[i])
                      : pattern[i] == 'T' ? time[i] == 'T' || time[i] == ' '
                                          : time[i] == pattern[i];
    if (!fits) return time;
  }
  out = time.substr(0, pattern.size());
  out[pattern.find('T')] = 'T';
  return out;
}

}  // namespace

Value normalize_value(std::string_view type, const Value& value) {
  if (type == "checkbox") return value.is_bool() ? value.as_bool() : value.text() == "true";
  if (type == "textarea") return "\n" + detail::plain_text(value);
  std::string buffer;
  if (type == "datetime-local" && value.is_string()) return to_the_minute(value.text(), buffer);
  return value;
}

}  // namespace plume
