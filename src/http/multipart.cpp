#include "http/multipart.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/percent.h"
#include "http/text.h"
#include "plume/http.h"

namespace plume::http {
namespace {

constexpr std::size_t max_boundary = 70;  // RFC 2046, 5.1.1
constexpr std::string_view line_end = "\r\n";

[[noreturn]] void refuse(const std::string& why) { throw HttpError(400, "the multipart form " + why); }
[[noreturn]] void refuse_size(const std::string& why) { throw HttpError(413, "the multipart form has " + why); }

// ---------------------------------------------------------------------------------------------------------------------
// Parameters of header fields: `form-data; name="user[name]"`

// Takes a quoted string off the front of `text`, which begins behind the quote.
std::string take_quoted(std::string_view& text) {
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      text.remove_prefix(i + 1);
      return value;
    }
    // Only these two are escaped: old browsers send file names as C:\file.
    const bool is_escape = text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    value += text[is_escape ? ++i : i];
  }
  refuse("holds a quoted text without an end");
}

std::string take_token(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_token_character) - text.begin();
  const std::string token(text.substr(0, static_cast<std::size_t>(end)));
  text.remove_prefix(token.size());
  return token;
}

// The parameters behind the value of a field. Each may be there once.
class Parameters {
 public:
  explicit Parameters(std::string_view field) {
    std::string_view rest = trimmed(field.substr(std::min(field.find(';'), field.size())));
    while (!rest.empty()) {
      if (rest.front() != ';') refuse("has a malformed header");
      rest = trimmed(rest.substr(1));
      if (!rest.empty() && rest.front() != ';') take(rest);
      rest = trimmed(rest);
    }
  }
  const std::optional<std::string>& name() const { return name_; }
  const std::optional<std::string>& boundary() const { return boundary_; }
  bool has_file_name() const { return has_file_name_; }

 private:
  void take(std::string_view& rest) {
    const std::string parameter = to_lower(take_token(rest));
    if (parameter.empty() || !rest.starts_with('=')) refuse("has a header with a malformed parameter");
    rest.remove_prefix(1);
    const bool is_quoted = rest.starts_with('"');
    if (is_quoted) rest.remove_prefix(1);
    std::string value = is_quoted ? take_quoted(rest) : take_token(rest);
    if (parameter == "name") set(name_, std::move(value));
    if (parameter == "boundary") set(boundary_, std::move(value));
    if (parameter == "filename" || parameter == "filename*") has_file_name_ = true;
  }
  static void set(std::optional<std::string>& parameter, std::string value) {
    if (parameter) refuse("has a header with one parameter twice");
    parameter = std::move(value);
  }

  std::optional<std::string> name_, boundary_;
  bool has_file_name_ = false;
};

bool is_boundary_character(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

std::string boundary_of(std::string_view content_type) {
  const auto boundary = Parameters(content_type).boundary().value_or("");
  const bool is_good = !boundary.empty() && boundary.size() <= max_boundary && boundary.back() != ' ' &&
                       std::all_of(boundary.begin(), boundary.end(), is_boundary_character);
  if (!is_good) refuse("has no boundary in its content type, or one that is none");
  return boundary;
}

// Browsers write quotes and line ends in names like this (HTML, "multipart/form-data encoding algorithm").
std::string decoded_name(std::string_view name) {
  std::string decoded;
  while (!name.empty()) {
    const std::string_view escape = name.substr(0, 3);
    const char c = escape == "%22" ? '"' : escape == "%0D" ? '\r' : escape == "%0A" ? '\n' : '\0';
    decoded += c ? c : name.front();
    name.remove_prefix(c ? 3 : 1);
  }
  return decoded;
}

// ---------------------------------------------------------------------------------------------------------------------

// What the headers of a part say of it.
struct Part {
  std::string name;
  bool is_file = false;
};

class Reader {
 public:
  Reader(std::string_view body, std::string_view content_type, const MultipartLimits& limits)
      : rest_(body), delimiter_(std::string(line_end) + "--" + boundary_of(content_type)), limits_(limits) {}

  std::string read() {
    skip_preamble();
    std::string fields;
    while (take_delimiter_end()) {
      if (++parts_ > limits_.parts) refuse_size("more parts than allowed");
      const Part part = take_headers();
      const std::string_view content = take_content();
      if (!part.is_file) append_field(fields, part.name, content);
    }
    return fields;
  }

 private:
  // The first delimiter may be at the beginning, without the line end that is a part of the others.
  void skip_preamble() {
    const std::string_view first = std::string_view(delimiter_).substr(line_end.size());
    if (rest_.starts_with(first))
      rest_.remove_prefix(first.size());
    else
      take_content();
  }

  // What comes before the next delimiter, which is taken as well.
  std::string_view take_content() {
    const auto end = rest_.find(delimiter_);
    if (end == std::string_view::npos) refuse("ends before its last boundary");
    const std::string_view content = rest_.substr(0, end);
    rest_.remove_prefix(end + delimiter_.size());
    return content;
  }

  // Behind a delimiter: true if a part follows, false if it was the last. What comes after that is ignored.
  bool take_delimiter_end() {
    if (rest_.starts_with("--")) return false;
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    if (!rest_.starts_with(line_end)) refuse("holds its boundary within a line");
    rest_.remove_prefix(line_end.size());
    return true;
  }

  std::string_view take_line() {
    const auto end = rest_.find(line_end);
    const std::string_view line = rest_.substr(0, end);
    header_bytes_ += line.size() + line_end.size();
    if (header_bytes_ > limits_.header_bytes) refuse_size("more bytes of headers than allowed");
    if (end == std::string_view::npos) refuse("ends within the headers of a part");
    rest_.remove_prefix(end + line_end.size());
    return line;
  }

  Part take_headers() {
    Part part;
    bool is_named = false;
    for (std::string_view line = take_line(); !line.empty(); line = take_line()) {
      const auto colon = line.find(':');
      if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || !is_field_value(line))
        refuse("has a part with a malformed header");
      const std::string_view field = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
      if (equal_without_case(field, "content-disposition")) {
        if (std::exchange(is_named, true)) refuse("has a part with two dispositions");
        read_disposition(value, part);
      } else if (equal_without_case(field, "content-type") && is_in_media_range(value, "multipart/*")) {
        part.is_file = true;
      }
    }
    if (!is_named) refuse("has a part without a disposition");
    // The empty line that ends the headers is also the line end before a delimiter that follows at once.
    rest_ = {rest_.data() - line_end.size(), rest_.size() + line_end.size()};
    if (!rest_.starts_with(delimiter_)) rest_.remove_prefix(line_end.size());
    return part;
  }

  static void read_disposition(std::string_view value, Part& part) {
    if (!equal_without_case(trimmed(value.substr(0, value.find(';'))), "form-data"))
      refuse("has a part that is no form-data");
    const Parameters parameters(value);
    if (!parameters.name()) refuse("has a part without a name");
    part.name = decoded_name(*parameters.name());
    part.is_file |= parameters.has_file_name();
  }

  void append_field(std::string& fields, std::string_view name, std::string_view content) {
    field_bytes_ += name.size() + content.size();
    if (field_bytes_ > limits_.field_bytes) refuse_size("more bytes of fields than allowed");
    if (!fields.empty()) fields += '&';
    append_percent_encoded(fields, name, Plus::space);
    fields += '=';
    append_percent_encoded(fields, content, Plus::space);
  }

  std::string_view rest_;
  const std::string delimiter_;
  const MultipartLimits& limits_;
  std::size_t parts_ = 0, header_bytes_ = 0, field_bytes_ = 0;
};

}  // namespace

std::string urlencoded_fields(std::string_view body, std::string_view content_type, const MultipartLimits& limits) {
  return Reader(body, content_type, limits).read();
}

}  // namespace plume::http
