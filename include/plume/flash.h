// Flash: short messages for the user that survive one change of the page.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plume {

/// Messages by kind (the seed's `@flash`); the usual kinds are "info" and "error", any other is legal. Set with
/// Socket::put_flash, in ordinary handlers with Response::flash.
///
/// Flash travels through the browser, signed but readable: no secrets.
class Flash {
 public:
  Flash() = default;
  /// Pairs of kind and message, in which each kind stands once.
  explicit Flash(std::vector<std::pair<std::string, std::string>> messages) : messages_(std::move(messages)) {}

  /// The message of a kind, if there is one: `<p :if={@flash["info"]}>{@flash["info"]}</p>`.
  std::optional<std::string_view> operator[](std::string_view kind) const;
  /// Replaces the message of that kind.
  void put(std::string_view kind, std::string_view message);
  /// Replaces the messages of all kinds that `other` has.
  void merge(const Flash& other);
  void erase(std::string_view kind);
  void clear() { messages_.clear(); }

  bool empty() const { return messages_.empty(); }
  std::size_t size() const { return messages_.size(); }
  /// Pairs of kind and message, in the order in which the kinds were first put.
  auto begin() const { return messages_.begin(); }
  auto end() const { return messages_.end(); }
  bool operator==(const Flash&) const = default;

 private:
  std::vector<std::pair<std::string, std::string>> messages_;
};

}  // namespace plume
