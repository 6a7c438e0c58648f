#include "channel/mail_for_log.h"

#include <string_view>

#include "base/demangle.h"
#include "base/json.h"
#include "base/query.h"
#include "channel/message.h"
#include "channel/view_actor.h"
#include "plume/http.h"

namespace plume::channel {
namespace {

constexpr std::size_t most_bytes = 1000;

// Values of forms come as urlencoded text, in which a filter finds no keys.
Value params_of(const Value& payload) {
  if (payload["type"].text() != "form") return payload["value"];
  return decode_form_event(payload["value"].text(), payload["meta"]);
}

std::string event_for_log(const ClientMessage& message, const ParameterFilter& filter) {
  const Value payload = message.parse_payload(std::pmr::get_default_resource());
  std::string text = "event " + std::string(payload["event"].text()) + " " + filter.apply(params_of(payload)).json();
  if (text.size() > most_bytes) text.replace(most_bytes, text.npos, "…");
  return text;
}

std::string message_for_log(std::string_view bytes, const ParameterFilter& filter) {
  try {
    const ClientMessage message(bytes);
    return message.event == "event" ? event_for_log(message, filter) : std::string(message.event);
  } catch (const HttpError&) {
    return "unreadable";
  }
}

}  // namespace

std::string mail_for_log(const runtime::Mail& mail, const ParameterFilter& filter) {
  if (mail.kind == join_mail || mail.kind == message_mail) return message_for_log(mail.bytes, filter);
  if (mail.kind == end_mail) return "end: " + std::string(mail.bytes);
  return demangled(mail.message.type_name());
}

}  // namespace plume::channel
