// ForcedSsl: sends browsers from http to https, and tells them to stay there (server-api 13.8).
#pragma once

#include <optional>
#include <string_view>

#include "plume/endpoint.h"

namespace plume::http {

class ForcedSsl {
 public:
  /// Nothing is forced without options.
  explicit ForcedSsl(const std::optional<ForceSsl>& options);

  /// Whether a request of that scheme to that host must come over https instead.
  bool forbids(std::string_view scheme, std::string_view host) const;
  /// The response that sends it there.
  Response redirect(const Request& request) const;
  /// Puts the field into the response to a request over https.
  void mark(const Request& request, Response& response) const;

 private:
  bool is_excluded(std::string_view host) const;

  std::optional<ForceSsl> options_;
  std::string field_;  // strict-transport-security
};

}  // namespace plume::http
