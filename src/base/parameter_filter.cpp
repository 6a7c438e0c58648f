#include "plume/parameter_filter.h"

#include <algorithm>

namespace plume {
namespace {

constexpr std::string_view filtered = "[FILTERED]";

bool shows_whole_value(const ParameterFilter& filter, std::string_view key) {
  return filter.mode == ParameterFilter::Mode::keep &&
         std::find(filter.keys.begin(), filter.keys.end(), key) != filter.keys.end();
}

bool hides_whole_value(const ParameterFilter& filter, std::string_view key) {
  return filter.mode == ParameterFilter::Mode::hide &&
         std::any_of(filter.keys.begin(), filter.keys.end(),
                     [key](const std::string& hidden) { return key.find(hidden) != key.npos; });
}

bool hides_leaf(const ParameterFilter& filter, const Value& leaf) {
  if (filter.mode == ParameterFilter::Mode::keep) return true;
  return std::any_of(filter.keys.begin(), filter.keys.end(), [&leaf](const std::string& hidden) {
    return leaf.text().find(hidden + '=') != std::string_view::npos;
  });
}

}  // namespace

Value ParameterFilter::apply(const Value& params) const {
  if (params.is_array()) {
    Array items;
    for (const Value& item : params.as_array()) items.push_back(apply(item));
    return items;
  }
  if (!params.is_object()) return hides_leaf(*this, params) ? Value(filtered) : params;
  Object object;
  for (const auto& [key, value] : params.as_object()) {
    Value shown = shows_whole_value(*this, key)   ? value
                  : hides_whole_value(*this, key) ? Value(filtered)
                                                  : apply(value);
    object.append(key) = std::move(shown);
  }
  return object;
}

}  // namespace plume
