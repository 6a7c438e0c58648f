#include "http/session_cookie.h"

#include "base/flash.h"
#include "base/json.h"
#include "crypto/encrypted_message.h"
#include "crypto/key_derivation.h"
#include "crypto/signed_message.h"

namespace plume::http {
namespace {

constexpr std::string_view csrf_key = "_csrf_token";
constexpr std::string_view flash_key = "phoenix_flash";

}  // namespace

SessionCookie::SessionCookie(const SessionOptions& options, std::string_view secret_key_base)
    : options_(options), key_(crypto::derive_key(secret_key_base, options.salt)) {}

BrowserSession SessionCookie::read(const Params& cookies) const {
  BrowserSession session;
  const std::string_view cookie = cookies[options_.key].text();
  if (cookie.empty()) return session;
  const auto content =
      options_.encrypted ? crypto::decrypt_message(key_, cookie) : crypto::verify_message(key_, cookie);
  if (!content) return session;
  try {
    Value values = parse_json(*content);
    if (!values.is_object()) return session;
    session.csrf_secret = values[csrf_key].text();
    session.flash = flash_of_value(values[flash_key]);
    values.as_object().erase(csrf_key);
    values.as_object().erase(flash_key);
    session.values = std::move(values);
  } catch (const HttpError&) {  // of another version: as good as none
  }
  return session;
}

Response::Cookie SessionCookie::write(const BrowserSession& session) const {
  Value content = session.values;
  if (!session.csrf_secret.empty()) content[csrf_key] = session.csrf_secret;
  if (!session.flash.empty()) content[flash_key] = flash_to_value(session.flash);
  const std::string json = content.json();
  return {options_.key, options_.encrypted ? crypto::encrypt_message(key_, json) : crypto::sign_message(key_, json),
          options_.cookie};
}

Response::Cookie SessionCookie::drop() const {
  CookieOptions cookie = options_.cookie;
  cookie.max_age = 0;
  return {options_.key, "", cookie};
}

}  // namespace plume::http
