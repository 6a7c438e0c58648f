// URLs and paths: reading them, and the one check that every redirect and link goes through.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plume {

/// An absolute http or https URL.
struct Url {
  std::string scheme;    ///< "http" or "https"
  std::string host;      ///< lower case; an IPv6 address keeps its brackets
  int port = 0;          ///< where none was given, that of the scheme
  std::string path;      ///< begins with "/"; still encoded
  std::string query;     ///< without "?"; still encoded
  std::string fragment;  ///< without "#"

  /// "https://host", and ":port" where it is not that of the scheme.
  std::string origin() const;
};

/// Reads a URL as browsers and LiveView clients send it. Nothing for other schemes, user names, hosts that are no host
/// names (at most 253 characters) or IPv6 addresses, ports beyond 65535, control characters, a backslash in the path,
/// or bytes that are not UTF-8.
std::optional<Url> parse_url(std::string_view text);

/// The host and port of a Host header or of the authority in a URL; port 0 where none is given. Checked as above.
struct Authority {
  std::string host;
  int port = 0;
};
std::optional<Authority> parse_authority(std::string_view text);

/// 80 for "http", 443 for "https", else 0.
int default_port(std::string_view scheme);

/// The segments of a path, decoded, without empty ones: "/a//b%20c/" is "a" and "b c". Nothing for invalid percent
/// sequences, bytes that are not UTF-8, NUL, and the segments "." and "..", which no browser sends.
std::optional<std::vector<std::string>> split_path(std::string_view path);

/// Throws std::invalid_argument where `to` is no path on this host that a browser would take for one: it must begin
/// with exactly one "/" and hold no backslash, no control character, and no "%09" behind a "/" (server-api 5.2).
void validate_local_path(std::string_view to);

/// Throws std::invalid_argument where `url` names a scheme that is not for links, as "javascript:" (server-api 5.2), or
/// holds a control character. Schemes compare without case; URLs without a scheme pass.
void validate_external_url(std::string_view url);

/// Throws std::invalid_argument where `url` is neither a path on this host nor an http or https URL: others cannot be
/// followed over the socket (templates.md 8.1).
void validate_live_url(std::string_view url);

/// The same for the URL of a link, which may also be the rest of the page's own URL, as "?page=2" or "#top": the
/// browser completes it. Other relative URLs are refused, since they depend on the path of the page.
void validate_live_link(std::string_view url);

/// `url` with everything percent-encoded that cannot stand in a URL: spaces, bytes beyond ASCII, any of `"<>\^`{|}`,
/// and a % that begins no percent sequence. The rest stays: sequences, and control characters, which are to be refused.
std::string encoded_url(std::string_view url);

/// Whether `url`, which one of the above let pass, leads away from this server: it has a scheme, or a host.
bool names_host(std::string_view url);
/// The host to which an http or https URL leads, or one that begins with "//"; in lower case. Nothing of other URLs,
/// nor of those that parse_url does not take.
std::optional<std::string> named_host(std::string_view url);

}  // namespace plume
