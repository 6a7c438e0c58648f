#include "store/database.h"

#include <sqlite3.h>

#include <stdexcept>

namespace {

constexpr int patience = 5000;  // milliseconds that a statement waits for another process

[[noreturn]] void fail(sqlite3* connection, std::string_view doing) {
  const char* why = connection ? sqlite3_errmsg(connection) : "out of memory";
  throw std::runtime_error("SQLite: " + std::string(why) + ", in: " + std::string(doing));
}

}  // namespace

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

Database::Database(const std::string& path) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &opened,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
  connection_.reset(opened);  // to be closed in any case
  if (result != SQLITE_OK) fail(opened, "open " + path);
  sqlite3_busy_timeout(opened, patience);
  execute("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON");
}

void Database::execute(const std::string& sql) {
  if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    fail(connection_.get(), sql);
}

void Query::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Query::Query(Database& database, std::string_view sql, Prepared) {
  sqlite3_stmt* prepared = nullptr;
  const int size = static_cast<int>(sql.size());
  if (sqlite3_prepare_v2(database.connection_.get(), sql.data(), size, &prepared, nullptr) != SQLITE_OK)
    fail(database.connection_.get(), sql);
  statement_.reset(prepared);
}

void Query::bind(int at, std::int64_t value) {
  if (sqlite3_bind_int64(statement_.get(), at, value) != SQLITE_OK)
    fail(sqlite3_db_handle(statement_.get()), sqlite3_sql(statement_.get()));
}

void Query::bind(int at, std::string_view value) {
  const int size = static_cast<int>(value.size());
  if (sqlite3_bind_text(statement_.get(), at, value.data(), size, SQLITE_TRANSIENT) != SQLITE_OK)
    fail(sqlite3_db_handle(statement_.get()), sqlite3_sql(statement_.get()));
}

bool Query::next() {
  const int result = sqlite3_step(statement_.get());
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    fail(sqlite3_db_handle(statement_.get()), sqlite3_sql(statement_.get()));
  return result == SQLITE_ROW;
}

std::int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string Query::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  return text ? std::string(text, sqlite3_column_bytes(statement_.get(), column)) : std::string();
}
