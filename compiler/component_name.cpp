#include "compiler/component_name.h"

#include <algorithm>
#include <iterator>

#include "compiler/cpp_lexer.h"

namespace plume::compiler {

namespace {

constexpr std::string_view built_in[] = {"async_result",    "dynamic_tag",      "focus_wrap", "form",
                                         "inputs_for",      "intersperse",      "link",       "live_component",
                                         "live_file_input", "live_img_preview", "live_title", "portal"};

constexpr std::string_view global_attributes[] = {"accesskey",
                                                  "anchor",
                                                  "autocapitalize",
                                                  "autocorrect",
                                                  "autofocus",
                                                  "class",
                                                  "contenteditable",
                                                  "dir",
                                                  "draggable",
                                                  "enterkeyhint",
                                                  "exportparts",
                                                  "hidden",
                                                  "id",
                                                  "inert",
                                                  "inputmode",
                                                  "is",
                                                  "itemid",
                                                  "itemprop",
                                                  "itemref",
                                                  "itemscope",
                                                  "itemtype",
                                                  "lang",
                                                  "nonce",
                                                  "part",
                                                  "popover",
                                                  "role",
                                                  "slot",
                                                  "spellcheck",
                                                  "style",
                                                  "tabindex",
                                                  "title",
                                                  "translate",
                                                  "virtualkeyboardpolicy",
                                                  "writingsuggestions",
                                                  "xml:base",
                                                  "xml:lang"};

constexpr std::string_view element_attributes[] = {
    "accept",   "alt",        "autocomplete", "capture",     "checked", "cols",      "disabled",
    "download", "enctype",    "form",         "height",      "href",    "hreflang",  "list",
    "max",      "maxlength",  "media",        "method",      "min",     "minlength", "multiple",
    "name",     "novalidate", "pattern",      "placeholder", "preload", "readonly",  "referrerpolicy",
    "rel",      "required",   "rows",         "selected",    "size",    "sizes",     "src",
    "srcset",   "start",      "step",         "target",      "type",    "value",     "webkitdirectory",
    "width",    "wrap"};

constexpr std::string_view handlers[] = {"abort",          "autocomplete", "autocompleteerror",
                                         "blur",           "cancel",       "canplay",
                                         "canplaythrough", "change",       "click",
                                         "close",          "contextmenu",  "cuechange",
                                         "dblclick",       "drag",         "dragend",
                                         "dragenter",      "dragleave",    "dragover",
                                         "dragstart",      "drop",         "durationchange",
                                         "emptied",        "ended",        "error",
                                         "focus",          "input",        "invalid",
                                         "keydown",        "keypress",     "keyup",
                                         "load",           "loadeddata",   "loadedmetadata",
                                         "loadstart",      "mousedown",    "mouseenter",
                                         "mouseleave",     "mousemove",    "mouseout",
                                         "mouseover",      "mouseup",      "mousewheel",
                                         "pause",          "play",         "playing",
                                         "progress",       "ratechange",   "reset",
                                         "resize",         "scroll",       "seeked",
                                         "seeking",        "select",       "show",
                                         "sort",           "stalled",      "submit",
                                         "suspend",        "timeupdate",   "toggle",
                                         "volumechange",   "waiting"};

template <class Range>
bool contains(const Range& range, std::string_view name) {
  return std::find(std::begin(range), std::end(range), name) != std::end(range);
}

/// `name` with its parts, split at `separator`, joined by `::`; nullopt where a part is no identifier.
std::optional<std::string> qualified(std::string_view name, std::string_view separator) {
  std::string result;
  for (;;) {
    const auto end = name.find(separator);
    const auto part = name.substr(0, end);
    if (!is_plain_identifier(part)) return std::nullopt;
    result += part;
    if (end == std::string_view::npos) return result;
    result += "::";
    name.remove_prefix(end + separator.size());
  }
}

}  // namespace

bool is_built_in(const OpenTag& tag) { return tag.kind == TagKind::local && contains(built_in, tag.name.substr(1)); }

std::optional<std::string> component_type(const OpenTag& tag) {
  if (tag.kind == TagKind::local) {
    const auto name = std::string_view(tag.name).substr(1);
    if (is_built_in(tag)) return "plume::" + std::string(name);
    if (name.starts_with("::")) {
      const auto global = qualified(name.substr(2), "::");
      return global ? std::optional("::" + *global) : std::nullopt;
    }
    return qualified(name, "::");
  }
  const auto dot = tag.name.rfind('.');
  if (dot == std::string::npos || dot + 1 == tag.name.size()) return std::nullopt;
  const char first = tag.name[dot + 1];
  if (first < 'a' || first > 'z') return std::nullopt;
  return qualified(tag.name, ".");
}

bool is_dynamic(const OpenTag& tag) { return tag.kind == TagKind::local && tag.name == ".dynamic"; }

std::optional<std::string> member_name(std::string_view name) {
  if (is_keyword(name)) return std::string(name) + "_";
  if (!is_plain_identifier(name)) return std::nullopt;
  return std::string(name);
}

bool is_global_attribute(std::string_view name) {
  if (name.starts_with("phx-") || name.starts_with("aria-") || name.starts_with("data-")) return true;
  return contains(global_attributes, name) || (name.starts_with("on") && contains(handlers, name.substr(2)));
}

bool is_element_attribute(std::string_view name) { return contains(element_attributes, name); }

std::string_view deduced_attribute(const OpenTag& tag) {
  if (tag.kind != TagKind::local) return {};
  if (tag.name == ".intersperse") return "enum";
  return tag.name == ".async_result" ? "assign" : std::string_view();
}

}  // namespace plume::compiler
