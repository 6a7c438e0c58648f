#include "plume/form_data.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "foundation/numbers.h"
#include "plume/hash.h"

namespace plume::detail {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\f\v";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Whether `text` is nothing but an optional sign and digits.
bool is_whole(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

/// The text of a value that may hold a number.
std::optional<std::string> number_text(const Value& sent) {
  if (sent.is_string()) return std::string(trimmed(sent.text()));
  if (sent.is_number()) return sent.json();
  return std::nullopt;
}

template <class Number>
Decoded decode_between(const Value& sent, Number least, Number most, Number& out) {
  const auto text = number_text(sent);
  if (!text || !is_whole(*text)) return Refusal{"whole_number"};
  Number number{};
  const char* const end = text->data() + text->size();
  const auto error = std::from_chars(text->data(), end, number).ec;
  const bool negative = text->starts_with('-');
  const bool beyond = error == std::errc::result_out_of_range;
  if ((beyond && negative) || (!beyond && number < least) || (error == std::errc::invalid_argument))
    return Refusal{"too_small", std::to_string(least)};
  if (beyond || number > most) return Refusal{"too_large", std::to_string(most)};
  out = number;
  return {};
}

std::string_view message_of(std::string_view code) {
  static constexpr std::pair<std::string_view, std::string_view> messages[] = {
      {"whole_number", "is not a whole number"}, {"number", "is not a number"},
      {"too_small", "must be at least "},        {"too_large", "must be at most "},
      {"choice", "is not one of the choices"},   {"too_many", "has too many rows"}};
  for (const auto& [known, message] : messages)
    if (known == code) return message;
  return "is invalid";
}

/// The number in a key, for rows in order of their numbers; others come last.
std::uint64_t number_of(std::string_view key) {
  return read_number<std::uint64_t>(key).value_or(std::numeric_limits<std::uint64_t>::max());
}

/// The members of an object, or the items of an array with their indices as keys, in order.
std::vector<std::pair<std::string, const Value*>> in_order(const Value& sent) {
  std::vector<std::pair<std::string, const Value*>> items;
  if (sent.is_array())
    for (const Value& item : sent.as_array()) items.emplace_back(std::to_string(items.size()), &item);
  if (!sent.is_object()) return items;
  struct Place {
    std::uint64_t number;
    std::size_t place;
    auto operator<=>(const Place&) const = default;
  };
  std::vector<Place> places;
  const auto* const members = sent.as_object().begin();
  for (std::size_t i = 0; i < sent.size(); ++i) places.push_back({number_of(members[i].key), i});
  std::sort(places.begin(), places.end());
  for (const auto& [number, place] : places) items.emplace_back(members[place].key, &members[place].value);
  return items;
}

/// The texts in a list that a form sent.
std::vector<std::string> texts_of(const Value* sent) {
  std::vector<std::string> texts;
  if (!sent) return texts;
  for (const auto& [key, item] : in_order(*sent))
    if (!item->text().empty()) texts.emplace_back(item->text());
  return texts;
}

}  // namespace

Decoded decode_whole(const Value& sent, std::int64_t least, std::uint64_t most, std::int64_t& out) {
  return decode_between(sent, least, static_cast<std::int64_t>(most), out);
}

Decoded decode_unsigned(const Value& sent, std::uint64_t most, std::uint64_t& out) {
  return decode_between(sent, std::uint64_t{0}, most, out);
}

Decoded decode_number(const Value& sent, double& out) {
  const auto text = number_text(sent);
  if (!text) return Refusal{"number"};
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), out);
  if (error != std::errc() || end != text->data() + text->size() || !std::isfinite(out)) return Refusal{"number"};
  return {};
}

Decoded decode_bool(const Value& sent, bool& out) {
  if (sent.is_bool()) {
    out = sent.as_bool();
    return {};
  }
  const auto text = sent.text();
  if (sent.is_string() && (text == "true" || text == "on" || text == "1"))
    out = true;
  else if (sent.is_null() || (sent.is_string() && (text.empty() || text == "false" || text == "off" || text == "0")))
    out = false;
  else
    return Refusal{"invalid"};
  return {};
}

Decoded decode_text(const Value& sent, std::string& out) {
  if (sent.is_array() || sent.is_object()) return Refusal{"invalid"};
  out = sent.is_string() ? std::string(sent.text()) : sent.is_null() ? std::string() : sent.json();
  return {};
}

bool is_blank(const Value& sent) { return sent.is_null() || (sent.is_string() && trimmed(sent.text()).empty()); }

void add_refusal(FormErrors& errors, std::string_view field, const Refusal& refusal) {
  errors.add(FormError{std::string(field), std::string(message_of(refusal.code)).append(refusal.limit), refusal.code});
}

std::string row_name(std::string_view field, std::size_t index) {
  return std::string(field).append("[").append(std::to_string(index)).append("]");
}

std::optional<Decoded> arrange_rows(Object& params, std::string_view field) {
  const auto sort_key = std::string(field) + "_sort";
  const auto drop_key = std::string(field) + "_drop";
  const Value* const sent = params.find(field);
  const Value* const sort = params.find(sort_key);
  const Value* const drop = params.find(drop_key);
  if (!sent && !sort && !drop) return std::nullopt;
  if (sent && !sent->is_object() && !sent->is_array() && !is_blank(*sent)) return Refusal{"invalid"};

  const auto rows = sent ? in_order(*sent) : std::vector<std::pair<std::string, const Value*>>();
  std::unordered_map<std::string_view, const Value*, TextHash> waiting(rows.begin(), rows.end());
  const auto dropped_keys = texts_of(drop);
  const std::unordered_set<std::string_view, TextHash> dropped(dropped_keys.begin(), dropped_keys.end());
  Object arranged;
  const auto add = [&](const Value* row) {
    arranged.append(std::to_string(arranged.size())) = row && row->is_object() ? *row : Value::object();
  };
  for (const auto& key : texts_of(sort)) {
    if (dropped.contains(key)) continue;
    const auto known = waiting.find(key);
    if (known == waiting.end())
      add(nullptr);
    else if (known->second)
      add(std::exchange(known->second, nullptr));
    if (arranged.size() > most_rows) return Refusal{"too_many"};
  }
  for (const auto& [key, row] : rows) {
    if (dropped.contains(key) || !waiting[key]) continue;
    add(row);
    if (arranged.size() > most_rows) return Refusal{"too_many"};
  }
  params.erase(sort_key);
  params.erase(drop_key);
  params.set(field, Value(std::move(arranged)));
  return Decoded();
}

std::optional<std::vector<const Value*>> list_items(const Value& sent) {
  std::vector<const Value*> items;
  if (!sent.is_array() && !sent.is_object()) {
    if (is_blank(sent)) return items;
    return std::nullopt;
  }
  for (const auto& [key, item] : in_order(sent))
    if (!is_blank(*item)) items.push_back(item);
  return items;
}

void add_checked(FormErrors& errors, const FormErrors& checked) {
  if (checked.empty()) return;
  const FormErrors decoded = errors;
  std::set<std::string_view> decoded_fields;
  for (const auto& error : decoded) decoded_fields.insert(error.field);
  for (const auto& error : checked)
    if (!decoded_fields.contains(error.field)) errors.add(error);
}

}  // namespace plume::detail
