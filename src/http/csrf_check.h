// CsrfCheck: whether a request was sent by a page of ours (server-api 13.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/endpoint.h"

namespace plume::http {

/// From any thread.
class CsrfCheck {
 public:
  /// `own_host` is EndpointOptions::host. Throws std::invalid_argument where one of `allow_hosts` is no host.
  CsrfCheck(const CsrfOptions& options, std::string_view own_host);

  /// What is wrong with the token of a request; "" where it is good.
  std::string fault(const Request& request) const;

 private:
  bool allows(std::string_view host) const;

  std::vector<std::string> hosts_;  // in lower case; ".example.com" stands for those below it
};

}  // namespace plume::http
