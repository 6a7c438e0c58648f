#include "http/repeated_fields.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/ascii.h"

namespace plume::http {
namespace {

// The fields that Plume reads, and others that have one value by their definition.
constexpr std::pair<std::string_view, Repeated> rules[] = {
    {"accept", Repeated::listed},
    {"accept-encoding", Repeated::listed},
    {"accept-language", Repeated::listed},
    {"access-control-request-headers", Repeated::listed},
    {"access-control-request-method", Repeated::refused},
    {"authorization", Repeated::refused},
    {"cache-control", Repeated::listed},
    {"connection", Repeated::listed},
    {"content-disposition", Repeated::refused},
    {"content-encoding", Repeated::listed},
    {"content-language", Repeated::listed},
    {"content-length", Repeated::refused},
    {"content-location", Repeated::refused},
    {"content-range", Repeated::refused},
    {"content-type", Repeated::refused},
    {"cookie", Repeated::cookies},
    {"date", Repeated::refused},
    {"expect", Repeated::listed},
    {"forwarded", Repeated::listed},
    {"from", Repeated::refused},
    {"host", Repeated::refused},
    {"if-match", Repeated::listed},
    {"if-modified-since", Repeated::refused},
    {"if-none-match", Repeated::listed},
    {"if-range", Repeated::refused},
    {"if-unmodified-since", Repeated::refused},
    {"max-forwards", Repeated::refused},
    {"origin", Repeated::refused},
    {"proxy-authorization", Repeated::refused},
    {"range", Repeated::refused},
    {"referer", Repeated::refused},
    {"sec-fetch-dest", Repeated::refused},
    {"sec-fetch-mode", Repeated::refused},
    {"sec-fetch-site", Repeated::refused},
    {"sec-fetch-user", Repeated::refused},
    {"sec-websocket-extensions", Repeated::listed},
    {"sec-websocket-key", Repeated::refused},
    {"sec-websocket-protocol", Repeated::listed},
    {"sec-websocket-version", Repeated::refused},
    {"te", Repeated::listed},
    // Passed on to views: a list is no parent, so a tracer begins anew.
    {"traceparent", Repeated::listed},
    {"tracestate", Repeated::listed},
    {"trailer", Repeated::listed},
    // Senders may split it, but no reader may be left to guess where the body ends.
    {"transfer-encoding", Repeated::refused},
    {"upgrade", Repeated::listed},
    {"user-agent", Repeated::refused},
    {"via", Repeated::listed},
    {"x-csrf-token", Repeated::refused},
    // Each proxy adds its own, and the last is that of the nearest one.
    {"x-forwarded-for", Repeated::listed},
    {"x-forwarded-host", Repeated::listed},
    {"x-forwarded-port", Repeated::listed},
    {"x-forwarded-proto", Repeated::listed},
    {"x-phoenix-longpoll-token", Repeated::refused},
    // Nothing hangs on it: a list is no id, and so another one is made.
    {"x-request-id", Repeated::listed},
    {"x-requested-with", Repeated::refused},
};

bool repeats_none(const Headers& headers) {
  for (auto field = headers.begin(); field != headers.end(); ++field)
    if (std::any_of(headers.begin(), field,
                    [&](const auto& other) { return equal_without_case(other.first, field->first); }))
      return false;
  return true;
}

std::string joined(std::string_view first, std::string_view second, Repeated rule) {
  if (first.empty() || second.empty()) return std::string(first.empty() ? second : first);
  return std::string(first).append(rule == Repeated::cookies ? "; " : ", ").append(second);
}

}  // namespace

std::optional<Repeated> repeated_rule(std::string_view name) {
  for (const auto& [field, rule] : rules)
    if (equal_without_case(field, name)) return rule;
  return std::nullopt;
}

bool combine_repeated(Headers& headers) {
  if (repeats_none(headers)) return true;
  Headers combined;
  for (const auto& [name, value] : headers) {
    const std::string* const before = combined.find(name);
    const Repeated rule = before ? repeated_rule(name).value_or(Repeated::listed) : Repeated::listed;
    if (rule == Repeated::refused) return false;
    before ? combined.set(name, joined(*before, value, rule)) : combined.add(name, value);
  }
  headers = std::move(combined);
  return true;
}

}  // namespace plume::http
