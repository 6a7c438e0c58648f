#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/// An SQLite database. May be used by several threads at once. All errors are std::runtime_error, with SQLite's
/// message.
class Database {
 public:
  /// Opens the file, or makes it; ":memory:" is a database that ends with this object.
  explicit Database(const std::string& path);

  /// Runs statements without parameters, separated by semicolons.
  void execute(const std::string& sql);

 private:
  friend class Query;
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::unique_ptr<sqlite3, Close> connection_;
};

/// A prepared statement with its parameters, which are never part of the SQL:
///
///     Query admins(database, "SELECT id, email FROM users WHERE role = ?", "admin");
///     while (admins.next()) greet(admins.integer(0), admins.text(1));
class Query {
 public:
  template <class... Values>
  Query(Database& database, std::string_view sql, const Values&... values) : Query(database, sql, Prepared()) {
    int at = 0;
    (bind(++at, values), ...);
  }

  /// Goes on to the next row; false where there is none. What gives no rows is done by the first call.
  bool next();
  std::int64_t integer(int column) const;
  std::string text(int column) const;

 private:
  struct Prepared {};
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Query(Database& database, std::string_view sql, Prepared);
  void bind(int at, std::int64_t value);
  void bind(int at, std::string_view value);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Runs a statement that gives no rows.
template <class... Values>
void execute(Database& database, std::string_view sql, const Values&... values) {
  Query(database, sql, values...).next();
}
