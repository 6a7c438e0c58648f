#include <stdexcept>

#include "base/ascii.h"
#include "base/url.h"
#include "crypto/csrf.h"
#include "plume/http.h"

namespace plume {

Params Request::params() const {
  Object all;
  for (const RequestParams* part : {&body_params, &query_params, &path_params})
    if (part->is_object())
      for (const auto& [key, value] : part->as_object()) all.append(key) = value;
  all.drop_repeated_keys();
  return all;
}

void Request::put_session(std::string_view key, Value value) { session.set(key, std::move(value)); }
void Request::delete_session(std::string_view key) { session.as_object().erase(key); }

void Request::clear_session() {
  session = Session::object();
  renew_session();
}

void Request::renew_session() { internals.csrf_secret.clear(); }

std::string Request::csrf_token() {
  if (internals.csrf_secret.empty()) internals.csrf_secret = crypto::new_csrf_secret();
  return crypto::mask_csrf_secret(internals.csrf_secret);
}

std::string Request::csrf_token_for(std::string_view url) {
  const auto named = named_host(url);
  if (named && equal_without_case(*named, host)) return csrf_token();
  return crypto::csrf_token_for(csrf_token(), url);
}

}  // namespace plume
