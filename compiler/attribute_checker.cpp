#include "compiler/attribute_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cpp_code.h"
#include "compiler/cpp_lexer.h"
#include "compiler/nearest.h"

namespace plume::compiler {

namespace {

using Value = Attribute::Value;

/// The attributes that the client knows, and those of the template compiler.
const std::vector<std::string>& client_attributes() {
  static const std::vector<std::string> names = {"phx-auto-recover",
                                                 "phx-blur",
                                                 "phx-change",
                                                 "phx-click",
                                                 "phx-click-away",
                                                 "phx-connected",
                                                 "phx-debounce",
                                                 "phx-disable-with",
                                                 "phx-disconnected",
                                                 "phx-drop-target",
                                                 "phx-focus",
                                                 "phx-hook",
                                                 "phx-key",
                                                 "phx-keydown",
                                                 "phx-keyup",
                                                 "phx-mounted",
                                                 "phx-no-curly-interpolation",
                                                 "phx-no-format",
                                                 "phx-no-unused-field",
                                                 "phx-page-loading",
                                                 "phx-patch-focused",
                                                 "phx-progress",
                                                 "phx-remove",
                                                 "phx-submit",
                                                 "phx-target",
                                                 "phx-throttle",
                                                 "phx-track-static",
                                                 "phx-track-uploads",
                                                 "phx-trigger-action",
                                                 "phx-update",
                                                 "phx-viewport-bottom",
                                                 "phx-viewport-overrun-target",
                                                 "phx-viewport-top",
                                                 "phx-window-blur",
                                                 "phx-window-focus",
                                                 "phx-window-keydown",
                                                 "phx-window-keyup"};
  return names;
}

bool is_known(std::string_view name) {
  return name.starts_with("phx-value-") ||
         std::find(client_attributes().begin(), client_attributes().end(), name) != client_attributes().end();
}

/// Where in a quoted text an interpolation begins that is none: `{@` or `#{`; npos if there is none.
std::size_t interpolation_in(std::string_view text) {
  auto first = text.npos;
  for (const auto begin : {"{@", "#{"})
    if (const auto at = text.find(begin); at != text.npos && text.find('}', at) != text.npos)
      first = std::min(first, at);
  return first;
}

/// `Hello {@name}!` as the code that joins it: `"Hello " + @name + "!"`.
std::string joined(std::string_view text) {
  std::string code;
  const auto add = [&](const std::string& part) { code += (code.empty() ? "" : " + ") + part; };
  const auto literal = [&](std::string_view part) {
    if (!part.empty()) add(fmt::format("\"{}\"", part));
  };
  for (;;) {
    const auto at = interpolation_in(text);
    if (at == text.npos) break;
    const auto open = text.find('{', at);
    const auto close = text.find('}', open);
    literal(text.substr(0, at));
    add(std::string(text.substr(open + 1, close - open - 1)));
    text.remove_prefix(close + 1);
  }
  literal(text);
  return code;
}

class Checker {
 public:
  Checker(const Source& source, const Element& element, Diagnostics& diagnostics)
      : source_(source), element_(element), diagnostics_(diagnostics) {}

  void run() {
    const auto& attributes = element_.tag.attributes;
    has_spread_ = std::any_of(attributes.begin(), attributes.end(), [](auto& a) { return a.kind == Value::spread; });
    for (const auto& attribute : attributes) {
      if (attribute.kind == Value::text) check_quoted(attribute);
      if (attribute.name.starts_with("phx-")) check_name(attribute);
    }
    const bool is_form = element_.tag.name == "form" || element_.tag.name == ".form";
    if (is_form && element_.find("phx-change") && !element_.find("id") && !has_spread_)
      diagnostics_.warning("V10", element_.tag.span.begin,
                           "a form with phx-change has no id: what is typed is lost when the page connects anew",
                           "give the form an id that is unique in the page");
    if (element_.tag.name == "a") check_address();
  }

 private:
  void check_quoted(const Attribute& attribute) {
    const auto at = interpolation_in(attribute.value);
    if (at == attribute.value.npos || attribute.name == "style") return;
    const auto begin = attribute.span.end - 1 - attribute.value.size() + at;
    diagnostics_.warning("V08", begin,
                         fmt::format("in quotes, braces are plain text: {} will show them", attribute.name),
                         fmt::format("write {}={{{}}}", attribute.name, joined(attribute.value)));
  }

  void check_name(const Attribute& attribute) {
    if (is_known(attribute.name)) return;
    const auto meant = nearest(attribute.name, client_attributes());
    diagnostics_.warning(
        "V09", attribute.span.begin, fmt::format("the client knows no attribute {}", attribute.name),
        meant.empty() ? "attributes of your own begin with data-" : fmt::format("did you mean {}?", meant));
  }

  void check_address() {
    const auto* href = element_.find("href");
    if (!href || href->kind != Value::expression) return;
    if (is_checked(href->code)) return;
    diagnostics_.warning("V11", href->span.begin, "nothing checks where this href leads: it may be javascript:",
                         "write <.link href={…}>, or begin it with a path: href={\"/users/\" + @id}");
  }

  /// Whether an address begins with a text of the template, or is what a function made of it, such as a plume::Path.
  bool is_checked(Span code) const {
    const auto text = source_.text();
    if (const auto condition = split_at(text, code, "?"); condition.size() == 2) {
      const auto values = split_at(text, condition[1], ":");
      return std::all_of(values.begin(), values.end(), [&](Span value) { return is_checked(value); });
    }
    const auto tokens = lex(text, code);
    if (tokens.empty() || tokens[0].kind == CppToken::Kind::string || tokens[0].is("nullptr")) return true;
    std::size_t i = 0;
    while (i + 1 < tokens.size() && (tokens[i].kind == CppToken::Kind::identifier || tokens[i].is("::"))) ++i;
    return i > 0 && tokens[i].is("(");
  }

  const Source& source_;
  const Element& element_;
  Diagnostics& diagnostics_;
  bool has_spread_ = false;
};

}  // namespace

void check_attributes(const Source& source, const Element& element, Diagnostics& diagnostics) {
  Checker(source, element, diagnostics).run();
}

}  // namespace plume::compiler
