#include "store/accounts.h"

#include <sodium.h>

namespace {

constexpr const char* tables = R"sql(
  CREATE TABLE IF NOT EXISTS users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    joined_at INTEGER NOT NULL DEFAULT (unixepoch())
  ) STRICT;
  CREATE TABLE IF NOT EXISTS log_ins (
    token_hash TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS log_ins_by_user ON log_ins (user_id);
)sql";

std::string as_text(const unsigned char* bytes, std::size_t size) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(size, variant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes, size, variant);
  text.pop_back();  // the terminator
  return text;
}

std::string random_token() {
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  return as_text(bytes, sizeof bytes);
}

/// Tokens are long and random, so a fast hash does, unlike for passwords.
std::string hash_of(std::string_view token) {
  unsigned char hash[crypto_generichash_BYTES];
  const auto* bytes = reinterpret_cast<const unsigned char*>(token.data());
  crypto_generichash(hash, sizeof hash, bytes, token.size(), nullptr, 0);
  return as_text(hash, sizeof hash);
}

std::string socket_of(std::string_view token_hash) { return "log_in:" + std::string(token_hash); }

/// Of a row that begins with id, email and role.
User user_in(const Query& row) {
  return {row.integer(0), row.text(1), row.text(2) == "admin" ? Role::admin : Role::member};
}

std::optional<User> user_or_none(Query& rows) { return rows.next() ? std::optional(user_in(rows)) : std::nullopt; }

}  // namespace

Accounts::Accounts(Database& database, Passwords& passwords, std::chrono::seconds lifetime)
    : database_(database), passwords_(passwords), lifetime_(lifetime) {
  database_.execute(tables);
}

std::optional<User> Accounts::add(std::string_view email, std::string_view password) {
  const auto hash = passwords_.hash(password);
  Query added(database_,
              "INSERT INTO users (email, password_hash, role)"
              " VALUES (?, ?, CASE WHEN EXISTS (SELECT 1 FROM users) THEN 'member' ELSE 'admin' END)"
              " ON CONFLICT DO NOTHING RETURNING id, email, role",
              email, hash);
  return user_or_none(added);
}

bool Accounts::knows(std::string_view email) {
  return Query(database_, "SELECT 1 FROM users WHERE email = ?", email).next();
}

std::optional<User> Accounts::find(std::string_view email, std::string_view password) {
  std::optional<User> user;
  std::string hash;
  {
    // The database is not kept waiting while the password is hashed.
    Query found(database_, "SELECT id, email, role, password_hash FROM users WHERE email = ?", email);
    if ((user = user_or_none(found))) hash = found.text(3);
  }
  const bool matches = user ? passwords_.matches(hash, password) : passwords_.matches_nobody(password);
  return matches ? user : std::nullopt;
}

LogIn Accounts::log_in(const User& user) {
  execute(database_, "DELETE FROM log_ins WHERE expires_at <= unixepoch()");
  const auto token = random_token();
  execute(database_, "INSERT INTO log_ins (token_hash, user_id, expires_at) VALUES (?, ?, unixepoch() + ?)",
          hash_of(token), user.id, lifetime_.count());
  return {token, live_socket_id(token)};
}

std::optional<User> Accounts::user_of(std::string_view token) {
  Query found(database_,
              "SELECT users.id, email, role FROM log_ins JOIN users ON users.id = user_id"
              " WHERE token_hash = ? AND expires_at > unixepoch()",
              hash_of(token));
  return user_or_none(found);
}

void Accounts::log_out(std::string_view token) {
  execute(database_, "DELETE FROM log_ins WHERE token_hash = ?", hash_of(token));
}

std::vector<std::string> Accounts::log_out_everywhere(std::int64_t user) {
  Query ended(database_, "DELETE FROM log_ins WHERE user_id = ? RETURNING token_hash", user);
  std::vector<std::string> sockets;
  while (ended.next()) sockets.push_back(socket_of(ended.text(0)));
  return sockets;
}

std::vector<UserSummary> Accounts::summary() {
  Query rows(database_,
             "SELECT id, email, role, date(joined_at, 'unixepoch'),"
             " (SELECT count(*) FROM log_ins WHERE user_id = users.id AND expires_at > unixepoch())"
             " FROM users ORDER BY id");
  std::vector<UserSummary> all;
  while (rows.next()) all.push_back({user_in(rows), rows.text(3), static_cast<int>(rows.integer(4))});
  return all;
}

std::string Accounts::live_socket_id(std::string_view token) { return socket_of(hash_of(token)); }
