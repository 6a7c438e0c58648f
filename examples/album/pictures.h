#pragma once

#include <plume/http.h>

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A picture that a visitor has sent.
struct Picture {
  std::string id;
  std::string caption;  ///< the name of the file on the visitor's computer: any text
  friend bool operator==(const Picture&, const Picture&) = default;
};

/// The last pictures that were sent, in memory. From any thread.
class Pictures {
 public:
  static constexpr std::size_t most = 24;

  /// Takes the picture in a file. Returns false if it is none of a kind that browsers show safely.
  bool add(const Picture& picture, const std::filesystem::path& file);
  /// The newest first.
  std::vector<Picture> all() const;
  /// Answers the request for a picture: with the type that its bytes have, so that no browser takes it for a page.
  plume::Response response(std::string_view id) const;

 private:
  struct Held {
    Picture picture;
    std::string type, bytes;
  };
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<const Held>> held_;  // the oldest first
};
