#include "store/notes.h"

Notes::Notes(Database& database) : database_(database) {
  database_.execute(R"sql(
    CREATE TABLE IF NOT EXISTS notes (
      id INTEGER PRIMARY KEY,
      user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
      text TEXT NOT NULL
    ) STRICT;
  )sql");
}

Note Notes::add(const User& author, std::string_view text) {
  Query added(database_, "INSERT INTO notes (user_id, text) VALUES (?, ?) RETURNING id", author.id, text);
  added.next();
  return {added.integer(0), author.email, std::string(text)};
}

std::vector<Note> Notes::latest(std::int64_t most) {
  Query rows(database_,
             "SELECT notes.id, email, text FROM notes JOIN users ON users.id = user_id ORDER BY notes.id DESC LIMIT ?",
             most);
  std::vector<Note> notes;
  while (rows.next()) notes.push_back({rows.integer(0), rows.text(1), rows.text(2)});
  return notes;
}
