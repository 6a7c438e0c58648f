#include "channel/tokens.h"

#include <stdexcept>

#include "base/flash.h"
#include "base/json.h"
#include "crypto/base64.h"
#include "crypto/key_derivation.h"
#include "crypto/random.h"
#include "crypto/token.h"
#include "plume/http.h"

namespace plume::channel {
namespace {

constexpr int version = 1;  // raised whenever the content of a token changes: pages of older versions reload
constexpr std::chrono::seconds two_weeks{14 * 24 * 3600};
constexpr std::chrono::seconds minute{60};
constexpr std::size_t shortest_salt = 8;

Value value_of(const ViewId& id) { return Array{id.shard, id.index, static_cast<std::int64_t>(id.generation)}; }

// Of a verified token, which only value_of has written.
ViewId view_id_of(const Value& value) {
  const Array& parts = value.as_array();
  return {static_cast<std::uint32_t>(parts.at(0).integer_or(0)), static_cast<std::uint32_t>(parts.at(1).integer_or(0)),
          static_cast<std::uint64_t>(parts.at(2).integer_or(0))};
}

}  // namespace

SessionToken session_token_of(const NestedView& view, const SessionToken::Nested& nested) {
  return {view.id, view.type->name, {}, view.options.session, nested};
}

Session merged_session(const Session& of_cookie, const Session& over) {
  Session session = of_cookie.is_object() ? of_cookie : Session::object();
  if (over.is_object()) session.merge(over);
  return session;
}

Tokens::Tokens(std::string_view secret_key_base, std::string_view signing_salt)
    : process_(crypto::base64url_encode(crypto::random_bytes(9))) {
  if (signing_salt.size() < shortest_salt)
    throw std::invalid_argument(
        "EndpointOptions::live_view.signing_salt needs at least 8 bytes: put any constant text there");
  key_ = crypto::derive_key(secret_key_base, signing_salt);
  flash_key_ = crypto::derive_key(secret_key_base, "flash:" + std::string(signing_salt));
}

std::string Tokens::sign(Value content) const {
  content.set("v", version);
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
  Value content{{"id", token.id}, {"view", token.view}, {"session", token.session}};
  if (!token.nested)
    content.set("ls", token.live_session);
  else if (token.nested->sticky)
    content.set("sticky", true);
  else
    content.set("in", Array{value_of(token.nested->parent), value_of(token.nested->root)});
  return sign(std::move(content));
}

std::optional<SessionToken> Tokens::verify_session(std::string_view token) const {
  const Value content = verify(token);
  if (!content["session"].is_object() || !content["id"].is_string()) return std::nullopt;
  SessionToken verified{std::string(content["id"].text()), std::string(content["view"].text()),
                        std::string(content["ls"].text()), content["session"]};
  if (content["sticky"].is_bool())
    verified.nested = SessionToken::Nested{.sticky = true};
  else if (const Value& in = content["in"]; in.is_array())
    verified.nested = SessionToken::Nested{false, view_id_of(in.as_array().at(0)), view_id_of(in.as_array().at(1))};
  return verified;
}

std::string Tokens::sign_static(const StaticToken& token) const {
  Value content{{"static", token.id}};
  if (!token.flash.empty()) content.set("flash", flash_to_value(token.flash));
  return sign(std::move(content));
}

std::optional<StaticToken> Tokens::verify_static(std::string_view token) const {
  const Value content = verify(token);
  if (!content["static"].is_string()) return std::nullopt;
  return StaticToken{std::string(content["static"].text()), flash_of_value(content["flash"])};
}

std::string Tokens::sign_upload(const UploadToken& token) const {
  return sign({{"upload", Array{value_of(token.view), token.upload_ref, token.entry_ref, token.uuid, token.size}},
               {"process", process_}});
}

std::optional<UploadToken> Tokens::verify_upload(std::string_view token) const {
  const Value content = verify(token);
  if (!content["upload"].is_array() || content["process"].text() != process_) return std::nullopt;
  const Array& parts = content["upload"].as_array();
  return UploadToken{view_id_of(parts.at(0)), std::string(parts.at(1).text()), std::string(parts.at(2).text()),
                     std::string(parts.at(3).text()), parts.at(4).integer_or(0)};
}

std::string Tokens::sign_flash(const Flash& flash) const {
  return flash.empty() ? std::string() : crypto::sign_token(flash_key_, flash_to_value(flash).json());
}

Flash Tokens::verify_flash(std::string_view token) const {
  const auto verified = crypto::verify_token(flash_key_, token, minute);
  if (!verified) return {};
  try {
    return flash_of_value(parse_json(*verified));
  } catch (const HttpError&) {
    return {};
  }
}

std::string Tokens::sign_reload(const FailedJoin& join) const {
  Value content{{"reload", join.status}};
  if (!join.error.empty()) content.set("error", join.error);
  return sign(std::move(content));
}

std::optional<FailedJoin> Tokens::verify_reload(std::string_view token) const {
  const Value content = verify(token);
  const auto status = content["reload"].integer();
  if (!status || *status < 400 || *status > 599) return std::nullopt;
  return FailedJoin{static_cast<int>(*status), std::string(content["error"].text())};
}

}  // namespace plume::channel
