#include "channel/tokens.h"

#include <stdexcept>

#include "base/json.h"
#include "crypto/key_derivation.h"
#include "crypto/token.h"
#include "plume/http.h"

namespace plume::channel {
namespace {

constexpr int version = 1;  // raised whenever the content of a token changes: pages of older versions reload
constexpr std::chrono::seconds two_weeks{14 * 24 * 3600};
constexpr std::size_t shortest_salt = 8;

}  // namespace

Tokens::Tokens(std::string_view secret_key_base, std::string_view signing_salt) {
  if (signing_salt.size() < shortest_salt)
    throw std::invalid_argument(
        "EndpointOptions::live_view.signing_salt needs at least 8 bytes: put any constant text there");
  key_ = crypto::derive_key(secret_key_base, signing_salt);
}

std::string Tokens::sign(Value content) const {
  content["v"] = version;
  return crypto::sign_token(key_, content.json());
}

Value Tokens::verify(std::string_view token) const {
  const auto verified = crypto::verify_token(key_, token, two_weeks);
  if (!verified) return {};
  try {
    Value content = parse_json(*verified);
    return content["v"].integer_or(0) == version ? content : Value();
  } catch (const HttpError&) {
    return {};
  }
}

std::string Tokens::sign_session(const SessionToken& token) const {
  return sign({{"id", token.id}, {"view", token.view}, {"ls", token.live_session}, {"session", token.session}});
}

std::optional<SessionToken> Tokens::verify_session(std::string_view token) const {
  const Value content = verify(token);
  if (!content["session"].is_object() || !content["id"].is_string()) return std::nullopt;
  return SessionToken{std::string(content["id"].text()), std::string(content["view"].text()),
                      std::string(content["ls"].text()), content["session"]};
}

std::string Tokens::sign_static(std::string_view id) const { return sign({{"static", id}}); }

std::optional<std::string> Tokens::verify_static(std::string_view token) const {
  const Value content = verify(token);
  if (!content["static"].is_string()) return std::nullopt;
  return std::string(content["static"].text());
}

std::string Tokens::sign_reload(int status) const { return sign({{"reload", status}}); }

std::optional<int> Tokens::verify_reload(std::string_view token) const {
  const auto status = verify(token)["reload"].integer();
  if (!status || *status < 400 || *status > 599) return std::nullopt;
  return static_cast<int>(*status);
}

}  // namespace plume::channel
