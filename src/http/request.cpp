#include <stdexcept>

#include "crypto/csrf.h"
#include "plume/http.h"

namespace plume {

Params Request::params() const {
  Params all = Params::object();
  for (const Params* part : {&body_params, &query_params, &path_params})
    if (part->is_object())
      for (const auto& [key, value] : part->as_object()) all[key] = value;
  return all;
}

void Request::put_session(std::string_view key, Value value) { session[key] = std::move(value); }
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

}  // namespace plume
