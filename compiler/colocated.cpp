#include "compiler/colocated.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "compiler/cpp_code.h"

namespace plume::compiler {

using fmt::format;

namespace {

using Value = Attribute::Value;

/// FNV-1a: enough to tell files apart, and the same on every machine.
std::string hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return format("{:016x}", hash);
}

bool is_word(std::string_view text, std::string_view others) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.find(c) != others.npos;
  });
}

std::string_view trimmed_text(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n\f";
  const auto begin = text.find_first_not_of(spaces);
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(spaces) + 1 - begin);
}

/// The body of a runtime hook: an object, which may be written as the default export of a module.
std::string_view object_of(std::string_view text) {
  constexpr std::string_view exported = "export default";
  text = trimmed_text(text);
  if (text.starts_with(exported)) text = trimmed_text(text.substr(exported.size()));
  while (text.ends_with(';')) text = trimmed_text(text.substr(0, text.size() - 1));
  return text;
}

class Taker {
 public:
  Taker(const Source& source, const ColocatedModule& module, Diagnostics& diagnostics)
      : source_(source), module_(module), diagnostics_(diagnostics) {}

  ColocatedParts run(Nodes& nodes) {
    template_ = &nodes;
    take(nodes);
    rename(nodes);
    return std::move(parts_);
  }

 private:
  // Taking out

  void take(Nodes& nodes) {
    for (auto node = nodes.begin(); node != nodes.end();) {
      bool stays = true;
      if (auto* element = std::get_if<Element>(&node->content)) {
        if (element->tag.kind == TagKind::html && element->find(":type"))
          stays = take(*element, &nodes == template_ && all_blank(nodes.begin(), node));
        else
          take(element->children);
      } else if (auto* block = std::get_if<Block>(&node->content)) {
        for (auto& branch : block->branches) take(branch.children);
      }
      node = stays ? node + 1 : remove(nodes, node);
    }
  }

  static bool all_blank(Nodes::iterator begin, Nodes::iterator end) {
    return std::all_of(begin, end, [](const Node& node) { return is_blank(node); });
  }

  /// Gives the node behind it. At the edges of a template the blank nodes beside it go as well (Q4), as if nothing had
  /// been there.
  Nodes::iterator remove(Nodes& nodes, Nodes::iterator node) {
    node = nodes.erase(node);
    if (&nodes != template_) return node;
    if (all_blank(nodes.begin(), node)) {
      while (node != nodes.end() && is_blank(*node)) ++node;
      return nodes.erase(nodes.begin(), node);
    }
    if (all_blank(node, nodes.end())) {
      while (is_blank(*(node - 1))) --node;
      return nodes.erase(node, nodes.end());
    }
    return node;
  }

  /// Whether the element stays.
  bool take(Element& element, bool first) {
    const auto& type = *element.find(":type");
    if (type.kind != Value::expression) return true;
    auto name = source_.text(trimmed(source_.text(), type.code));
    if (name.starts_with("::")) name.remove_prefix(2);
    if (name.starts_with("plume::")) name.remove_prefix(7);
    const bool hook = name == "ColocatedHook", script = name == "ColocatedJS", style = name == "ColocatedCSS";
    if (!hook && !script && !style) {
      error("M01", type.span.begin, format(":type names no macro component: {}", name),
            "there are {plume::ColocatedHook}, {plume::ColocatedJS} and {plume::ColocatedCSS}");
      return true;
    }
    const std::string_view tag = style ? "style" : "script";
    if (element.tag.name != tag) {
      error("M02", element.tag.span.begin, format("{} stands on a <{}>, not on <{}>", name, tag, element.tag.name));
      return true;
    }
    const auto text = text_of(element);
    if (!text) return true;
    if (hook) return take_hook(element, *text);
    if (script)
      take_script(element, *text);
    else
      take_style(element, *text, first);
    return false;
  }

  /// Its content; nothing after an error.
  std::optional<std::string> text_of(const Element& element) {
    std::string all;
    for (const auto& child : element.children) {
      if (const auto* text = child.as<Text>())
        all += text->text;
      else if (!child.as<TemplateComment>())
        return error("M05", child.span.begin, format("a colocated <{}> holds nothing but text", element.tag.name),
                     "it is taken out when the template is compiled; pass values in data- attributes"),
               std::nullopt;
    }
    return all;
  }

  bool take_hook(Element& element, const std::string& text) {
    const bool runtime = element.find("runtime");
    if (!runtime) check_attributes(element, {"name"});
    const auto* attribute = element.find("name");
    const auto given = attribute ? constant(*attribute) : std::nullopt;
    if (!given || !given->starts_with('.') || !is_word(std::string_view(*given).substr(1), "_-")) {
      error("M03", attribute ? attribute->span.begin : element.tag.span.begin,
            "a colocated hook needs a name that begins with a dot, and letters, digits, _ or - behind it",
            "for example name=\".Sort\"; it is used as phx-hook=\".Sort\"");
      return true;
    }
    const auto [known, fresh] = hooks_.emplace(*given, element.tag.span.begin);
    if (!fresh) repeated(*attribute, "hook", *given, known->second);
    const auto name = module_.name + *given;
    if (runtime) return make_runtime_hook(element, name, text), true;
    add(element, {"hook", "", "index.js", "hooks", name, text}, name, "js");
    return false;
  }

  void make_runtime_hook(Element& element, const std::string& name, const std::string& text) {
    auto& attributes = element.tag.attributes;
    std::erase_if(attributes, [](auto& a) { return a.name == ":type" || a.name == "name" || a.name == "runtime"; });
    Attribute mark{Value::text, "data-phx-runtime-hook", name, '"', element.tag.span, {}};
    attributes.insert(attributes.begin(), std::move(mark));
    const Span span{element.tag.span.end, element.tag.span.end};
    auto code = format("window[\"phx_hook_{}\"] = function() {{ return ({}\n) }}", name, object_of(text));
    element.children = {{span, Text{std::move(code), span}}};
  }

  void take_script(const Element& element, const std::string& text) {
    check_attributes(element, {"name", "key", "extension", "manifest"});
    const auto name = value(element, "name"), key = value(element, "key");
    const auto extension = value(element, "extension").value_or("js");
    const auto manifest = value(element, "manifest").value_or("index.js");
    if (key && (!name || !is_word(*key, "_$") || (*key)[0] <= '9'))
      error("M06", element.find("key")->span.begin,
            !name ? "key needs a name too: it is the group in which the name is found"
                  : "key must be an identifier of JavaScript");
    if (extension != "js" && extension != "mjs")
      error("M06", element.find("extension")->span.begin,
            "the extension can only be js or mjs: the browser loads the file as it is");
    if (!manifest.ends_with(".js") || !is_word(manifest, "._-"))
      error("M06", element.find("manifest")->span.begin, "a manifest is the name of a file that ends in .js");
    if (name) {
      const auto [known, fresh] =
          scripts_.emplace(manifest + " " + key.value_or("") + " " + *name, element.tag.span.begin);
      if (!fresh) repeated(*element.find("name"), "script", *name, known->second);
    }
    add(element, {"script", "", manifest, key.value_or(""), name.value_or(""), text}, name.value_or(text), extension);
  }

  void take_style(const Element& element, const std::string& text, bool first) {
    check_attributes(element, {"global"});
    if (!first || has_style_)
      error("M07", element.tag.span.begin,
            has_style_ ? "a template has one colocated style"
                       : "a colocated style must be the first thing in its template",
            "it holds for the whole template");
    has_style_ = true;
    auto css = text;
    if (!element.find("global")) {
      if (module_.root_attribute.empty())
        error("M08", element.tag.span.begin, "a style can only hold for one template where outermost tags are marked",
              "call plume_add_templates(TARGET ROOT_TAG_ATTRIBUTE phx-r), or write <style :type={plume::ColocatedCSS} "
              "global>");
      parts_.scope = "phx-css-" + hash_of(module_.name).substr(0, 8);
      css = format("@scope ([{}]) to ([{}]) {{{}}}", parts_.scope, module_.root_attribute, text);
    }
    add(element, {"style", "", "colocated.css", "", "", css}, text, "css");
  }

  void add(const Element& element, ColocatedFile file, std::string_view hashed, std::string_view extension) {
    const auto line = source_.position(element.tag.span.begin).line;
    file.path = format("{}/{}_{}.{}", module_.name, line, hash_of(hashed), extension);
    parts_.files.push_back(std::move(file));
  }

  // Attributes

  void check_attributes(const Element& element, std::initializer_list<std::string_view> known) {
    std::string names;
    for (const auto name : known) names += (names.empty() ? "" : ", ") + std::string(name);
    for (const auto& attribute : element.tag.attributes) {
      if (attribute.special()) continue;  // the checker has seen to them
      if (std::find(known.begin(), known.end(), attribute.name) == known.end())
        error("M06", attribute.span.begin,
              format("a colocated <{}> cannot have {}", element.tag.name,
                     attribute.kind == Value::spread ? "spread attributes" : "the attribute " + attribute.name),
              "it is taken out when the template is compiled, and may have only " + names);
      else if (attribute.kind == Value::expression && !constant(attribute))
        error("M06", attribute.span.begin, format("{} must be a constant text", attribute.name));
    }
  }

  std::optional<std::string> constant(const Attribute& attribute) const {
    if (attribute.kind == Value::text) return attribute.value;
    if (attribute.kind == Value::expression) return constant_string(source_.text(), attribute.code);
    return std::nullopt;
  }
  std::optional<std::string> value(const Element& element, std::string_view name) const {
    const auto* attribute = element.find(name);
    return attribute ? constant(*attribute) : std::nullopt;
  }

  void repeated(const Attribute& attribute, std::string_view what, std::string_view name, std::size_t first) {
    error("M04", attribute.span.begin,
          format("the {} {} is there already, on line {}", what, name, source_.position(first).line));
  }

  // Renaming

  void rename(Nodes& nodes) {
    for (auto& node : nodes) {
      if (auto* element = std::get_if<Element>(&node.content)) {
        for (auto& attribute : element->tag.attributes)
          if (attribute.name == "phx-hook") rename(attribute);
        rename(element->children);
      } else if (auto* block = std::get_if<Block>(&node.content)) {
        for (auto& branch : block->branches) rename(branch.children);
      }
    }
  }

  void rename(Attribute& attribute) {
    const auto name = constant(attribute);
    if (!name || !name->starts_with('.')) return;
    if (!hooks_.contains(*name)) {
      std::string names;
      for (const auto& [known, offset] : hooks_) names += (names.empty() ? "; there are " : ", ") + known;
      error("M09", attribute.span.begin, format("this template has no hook {}{}", *name, names),
            "write <script :type={plume::ColocatedHook} name=\"" + *name +
                "\">; a hook of another template is named with its class");
    }
    attribute.kind = Value::text;
    attribute.quote = '"';
    attribute.value = module_.name + *name;
  }

  void error(std::string_view id, std::size_t at, std::string message, std::string hint = {}) {
    diagnostics_.error(id, at, std::move(message), std::move(hint));
  }

  const Source& source_;
  const ColocatedModule& module_;
  Diagnostics& diagnostics_;
  const Nodes* template_ = nullptr;
  ColocatedParts parts_;
  std::map<std::string, std::size_t, std::less<>> hooks_;
  std::map<std::string, std::size_t, std::less<>> scripts_;
  bool has_style_ = false;
};

}  // namespace

ColocatedParts take_colocated(const Source& source, Nodes& nodes, const ColocatedModule& module,
                              Diagnostics& diagnostics) {
  return Taker(source, module, diagnostics).run(nodes);
}

}  // namespace plume::compiler
