#include "http/session_cookie.h"

#include <chrono>
#include <cstdint>

#include "base/flash.h"
#include "base/json.h"
#include "crypto/encrypted_message.h"
#include "crypto/key_derivation.h"
#include "crypto/signed_message.h"

namespace plume::http {
namespace {

constexpr std::string_view csrf_key = "_csrf_token";
constexpr std::string_view flash_key = "phoenix_flash";
constexpr std::string_view time_key = "_written";  // in seconds since 1970

std::int64_t seconds_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

SessionCookie::SessionCookie(const SessionOptions& options, std::string_view secret_key_base) : options_(options) {
  keys_.push_back(crypto::derive_key(secret_key_base, options.salt));
  for (const std::string& salt : options.previous_salts) keys_.push_back(crypto::derive_key(secret_key_base, salt));
}

BrowserSession SessionCookie::read(const Params& cookies) const {
  BrowserSession session;
  Value values = content_of(cookies[options_.key].text());
  if (!values.is_object() || !is_fresh(values)) return session;
  session.csrf_secret = values[csrf_key].text();
  session.flash = flash_of_value(values[flash_key]);
  for (const auto key : {csrf_key, flash_key, time_key}) values.as_object().erase(key);
  session.values = std::move(values);
  return session;
}

// Null where it is none of ours.
Value SessionCookie::content_of(std::string_view cookie) const {
  if (cookie.empty()) return {};
  for (const std::string& key : keys_) {
    const auto content =
        options_.encrypted ? crypto::decrypt_message(key, cookie) : crypto::verify_message(key, cookie);
    if (!content) continue;
    try {
      return parse_json(*content);
    } catch (const HttpError&) {  // of another version: as good as none
    }
  }
  return {};
}

// A browser drops the cookie in time; somebody who took a copy of it would not.
bool SessionCookie::is_fresh(const Value& content) const {
  if (!options_.cookie.max_age) return true;
  const auto written = content[time_key].integer();
  return written && seconds_now() - *written <= *options_.cookie.max_age;
}

Response::Cookie SessionCookie::write(const BrowserSession& session) const {
  Value content = session.values;
  if (!session.csrf_secret.empty()) content.set(csrf_key, session.csrf_secret);
  if (!session.flash.empty()) content.set(flash_key, flash_to_value(session.flash));
  if (options_.cookie.max_age) content.set(time_key, seconds_now());
  const std::string json = content.json();
  const std::string& key = keys_.front();
  return {options_.key, options_.encrypted ? crypto::encrypt_message(key, json) : crypto::sign_message(key, json),
          options_.cookie};
}

Response::Cookie SessionCookie::drop() const {
  CookieOptions cookie = options_.cookie;
  cookie.max_age = 0;
  return {options_.key, "", cookie};
}

}  // namespace plume::http
