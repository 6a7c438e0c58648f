#include "http/cookies.h"

#include <algorithm>
#include <stdexcept>

#include "base/utf8.h"
#include "http/text.h"

namespace plume::http {
namespace {

constexpr std::size_t most_cookies = 300;
constexpr std::size_t longest_cookie = 4096;

bool is_value_character(char c) { return c > ' ' && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\'; }
bool is_attribute_character(char c) { return c >= ' ' && c < 0x7F && c != ';'; }

[[noreturn]] void refuse(std::string_view name, std::string_view problem) {
  throw std::invalid_argument("cookie \"" + std::string(name) + "\": " + std::string(problem));
}

void check_attribute(std::string_view cookie, std::string_view attribute, std::string_view value) {
  if (!std::all_of(value.begin(), value.end(), is_attribute_character)) {
    refuse(cookie, "its " + std::string(attribute) + " holds a character that may not stand there");
  }
}

void check(const Response::Cookie& cookie) {
  if (!is_token(cookie.name)) refuse(cookie.name, "the name must be a token");
  if (!std::all_of(cookie.value.begin(), cookie.value.end(), is_value_character)) {
    refuse(cookie.name, "the value must be encoded, for instance as base64");
  }
  const std::size_t size = cookie.name.size() + cookie.value.size();
  if (size > longest_cookie) {
    refuse(cookie.name, "name and value have " + std::to_string(size) + " bytes; browsers keep 4096 at most");
  }
  check_attribute(cookie.name, "path", cookie.options.path);
  check_attribute(cookie.name, "domain", cookie.options.domain);
  const std::string_view same_site = cookie.options.same_site;
  if (!same_site.empty() && same_site != "Strict" && same_site != "Lax" && same_site != "None") {
    refuse(cookie.name, "same_site must be Strict, Lax or None");
  }
}

}  // namespace

Params parse_cookies(std::string_view header) {
  Object cookies;
  while (!header.empty() && cookies.size() < most_cookies) {
    const std::size_t end = std::min(header.find(';'), header.size());
    const std::string_view pair = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    const std::size_t equals = pair.find('=');
    if (equals == pair.npos) continue;
    const std::string_view name = pair.substr(0, equals);
    const std::string_view value = pair.substr(equals + 1);
    if (is_token(name) && is_utf8(value) && !cookies.contains(name)) {
      cookies.append(name) = value;
    }
  }
  return cookies;
}

std::string set_cookie(const Response::Cookie& cookie, bool is_secure) {
  check(cookie);
  const CookieOptions& options = cookie.options;
  std::string out = cookie.name + '=' + cookie.value;
  if (!options.path.empty()) out += "; path=" + options.path;
  if (!options.domain.empty()) out += "; domain=" + options.domain;
  if (options.max_age) out += "; max-age=" + std::to_string(*options.max_age);
  if (options.secure.value_or(is_secure)) out += "; secure";
  if (options.http_only) out += "; HttpOnly";
  if (!options.same_site.empty()) out += "; SameSite=" + options.same_site;
  return out;
}

}  // namespace plume::http
