#include "base/url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "base/ascii.h"
#include "base/json.h"
#include "base/percent.h"
#include "base/utf8.h"

namespace plume {
namespace {

constexpr std::size_t longest_host = 253;

bool is_host_character(char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '.' || c == '_'; }

bool is_ipv6_address(std::string_view host) {
  if (host.size() < 4 || host.front() != '[' || host.back() != ']') return false;
  const std::string_view inside = host.substr(1, host.size() - 2);
  return inside.find(':') != inside.npos &&
         std::all_of(inside.begin(), inside.end(), [](char c) { return is_hex_digit(c) || c == ':' || c == '.'; });
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > longest_host) return false;
  if (host.front() == '[') return is_ipv6_address(host);
  return std::all_of(host.begin(), host.end(), is_host_character) && host.front() != '.' &&
         host.find("..") == host.npos;
}

std::optional<int> parse_port(std::string_view digits) {
  int port = 0;
  if (digits.empty() || digits.size() > 5 || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (port < 1 || port > 65535) return std::nullopt;
  return port;
}

/// Cuts `text` at the first of `marks` and returns what stood before it.
std::string_view cut_before(std::string_view& text, std::string_view marks) {
  const std::string_view head = text.substr(0, text.find_first_of(marks));
  text.remove_prefix(head.size());
  return head;
}

[[noreturn]] void refuse(std::string_view what, std::string_view text, std::string_view why) {
  std::string message(what);
  message += ' ';
  append_json_string(message, is_utf8(text) ? text : "(not UTF-8)");
  message += ' ';
  throw std::invalid_argument(message.append(why));
}

}  // namespace

int default_port(std::string_view scheme) { return scheme == "http" ? 80 : scheme == "https" ? 443 : 0; }

std::string Url::origin() const {
  std::string out = scheme + "://" + host;
  if (port != default_port(scheme)) out += ':' + std::to_string(port);
  return out;
}

std::optional<Authority> parse_authority(std::string_view text) {
  const std::size_t host_end = text.starts_with('[') ? text.find(']') : 0;
  const std::size_t colon = text.find(':', std::min(host_end, text.size()));
  Authority authority{to_lower(text.substr(0, colon)), 0};
  if (!is_host(authority.host)) return std::nullopt;
  if (colon == text.npos) return authority;
  const auto port = parse_port(text.substr(colon + 1));
  if (!port) return std::nullopt;
  authority.port = *port;
  return authority;
}

std::optional<Url> parse_url(std::string_view text) {
  if (!is_utf8(text) || std::any_of(text.begin(), text.end(), is_control)) return std::nullopt;
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == text.npos) return std::nullopt;
  Url url;
  url.scheme = to_lower(text.substr(0, scheme_end));
  if (default_port(url.scheme) == 0) return std::nullopt;
  text.remove_prefix(scheme_end + 3);

  auto authority = parse_authority(cut_before(text, "/?#"));
  if (!authority) return std::nullopt;
  url.host = std::move(authority->host);
  url.port = authority->port ? authority->port : default_port(url.scheme);
  url.path = cut_before(text, "?#");
  if (url.path.empty()) url.path = "/";
  if (url.path.find('\\') != std::string::npos) return std::nullopt;
  if (text.starts_with('?')) {
    text.remove_prefix(1);
    url.query = cut_before(text, "#");
  }
  if (text.starts_with('#')) url.fragment = text.substr(1);
  return url;
}

std::optional<std::vector<std::string>> split_path(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    const std::string_view encoded = cut_before(path, "/");
    if (!path.empty()) path.remove_prefix(1);
    if (encoded.empty()) continue;
    auto segment = percent_decode(encoded, Plus::literal);
    if (!segment || !is_utf8(*segment) || segment->find('\0') != segment->npos) return std::nullopt;
    if (*segment == "." || *segment == "..") return std::nullopt;
    segments.push_back(std::move(*segment));
  }
  return segments;
}

void validate_local_path(std::string_view to) {
  constexpr std::string_view what = "the path";
  if (!to.starts_with('/') || to.starts_with("//")) refuse(what, to, "must begin with exactly one /");
  if (to.find('\\') != to.npos) refuse(what, to, "holds a backslash, which browsers take for /");
  if (std::any_of(to.begin(), to.end(), is_control)) refuse(what, to, "holds a control character");
  if (to.find("/%09") != to.npos) refuse(what, to, "holds a tab behind a /");
}

void validate_external_url(std::string_view url) {
  static constexpr std::array schemes = {"http", "https",  "ftp", "ftps", "mailto", "news", "irc", "gopher", "nntp",
                                         "feed", "telnet", "mms", "rtsp", "svn",    "tel",  "fax", "xmpp"};
  constexpr std::string_view what = "the URL";
  if (std::any_of(url.begin(), url.end(), is_control)) refuse(what, url, "holds a control character");
  const std::size_t mark = url.find_first_of(":/?#");
  if (mark == url.npos || url[mark] != ':') return;
  const auto scheme = to_lower(url.substr(0, mark));
  const bool is_known = std::find(schemes.begin(), schemes.end(), scheme) != schemes.end();
  if (!is_known) refuse(what, url, "has a scheme that is not for links");
}

void validate_live_url(std::string_view url) {
  if (url.starts_with('/')) return validate_local_path(url);
  if (!parse_url(url))
    refuse("the URL", url, "is neither a path nor an http(s) URL; a link leads anywhere else by its href");
}

void validate_live_link(std::string_view url) {
  if (!url.starts_with('?') && !url.starts_with('#')) return validate_live_url(url);
  if (std::any_of(url.begin(), url.end(), is_control)) refuse("the URL", url, "holds a control character");
}

std::string encoded_url(std::string_view url) {
  constexpr std::string_view never = " \"<>\\^`{|}";
  std::string encoded;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const std::string_view c = url.substr(i, 1);
    const bool is_sequence = c == "%" && percent_decode(url.substr(i, 3), Plus::literal).value_or("").size() == 1;
    const bool stays = c == "%" ? is_sequence : static_cast<unsigned char>(c[0]) < 0x80;
    if (stays && never.find(c) == never.npos)
      encoded.append(c);
    else
      append_percent_encoded(encoded, c);
  }
  return encoded;
}

bool names_host(std::string_view url) {
  url.remove_prefix(std::min(url.find_first_not_of(' '), url.size()));
  const std::size_t mark = url.find_first_of(":/?#\\");
  if (mark == url.npos) return false;
  if (url[mark] == ':') return true;
  // Browsers take a backslash for a slash.
  const auto is_slash = [](char c) { return c == '/' || c == '\\'; };
  return mark == 0 && url.size() > 1 && is_slash(url[0]) && is_slash(url[1]);
}

std::optional<std::string> named_host(std::string_view url) {
  auto parsed = parse_url(url.starts_with("//") ? "http:" + std::string(url) : std::string(url));
  return parsed ? std::optional(std::move(parsed->host)) : std::nullopt;
}

}  // namespace plume
