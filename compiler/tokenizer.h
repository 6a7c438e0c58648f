// The second step: the text between code tags cut into tags, interpolations and plain text.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "compiler/diagnostics.h"
#include "compiler/source.h"
#include "compiler/splitter.h"

namespace plume::compiler {

enum class TagKind {
  html,
  local,   ///< `<.name>`, `<.ns::name>`: a component visible here
  remote,  ///< `<Ns.name>`: a component of another namespace
  slot,    ///< `<:name>`
};

struct Attribute {
  enum class Value {
    none,        ///< `name`
    text,        ///< `name="…"`
    expression,  ///< `name={…}`
    spread,      ///< `{…}`
  };
  Value kind = Value::none;
  std::string name;   ///< empty for a spread; begins with `:` for a special attribute
  std::string value;  ///< of Value::text, as written
  char quote = '"';   ///< of Value::text
  Span span;          ///< all of it
  Span code;          ///< between the braces

  bool special() const { return name.starts_with(':'); }
};

struct OpenTag {
  TagKind kind = TagKind::html;
  std::string name;  ///< as written, with `.` or `:`
  std::vector<Attribute> attributes;
  bool self_closing = false;
  bool broken = false;  ///< an error was reported in it; it may have meant something else
  Span span;

  /// Whether it has no content by its nature, as `<br>`.
  bool is_void() const;
};

struct CloseTag {
  TagKind kind = TagKind::html;
  std::string name;
  Span span;
};

struct Text {
  std::string text;
  Span span;
};

/// `{code}` in a body.
struct Interpolation {
  Span span;
  Span code;
};

using Token = std::variant<Text, OpenTag, CloseTag, Interpolation, CodeTag, TemplateComment>;

/// Rules of 1.3 to 1.5. After an error the tag or the character is taken for what was most likely meant.
std::vector<Token> tokenize(const std::vector<Segment>& segments, Diagnostics& diagnostics);

/// Whether an HTML element `name` is void.
bool is_void_element(std::string_view name);

}  // namespace plume::compiler
