#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/accounts.h"
#include "store/database.h"

/// What a member wrote on the wall.
struct Note {
  std::int64_t id = 0;
  std::string author;  ///< the address
  std::string text;
  friend bool operator==(const Note&, const Note&) = default;
};

/// The wall of the members. May be used by several threads at once.
class Notes {
 public:
  explicit Notes(Database& database);
  Note add(const User& author, std::string_view text);
  /// The newest `most`, newest first.
  std::vector<Note> latest(std::int64_t most);

 private:
  Database& database_;
};
