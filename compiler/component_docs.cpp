#include "compiler/component_docs.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "compiler/cpp_lexer.h"
#include "compiler/host_file.h"
#include "compiler/known_structs.h"
#include "compiler/literals.h"
#include "compiler/struct_reader.h"

namespace plume::compiler {

using fmt::format;

namespace {

/// `text` in a cell of a table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}
std::string code(std::string_view text) { return text.empty() ? "" : format("`{}`", text); }

/// A member's type without `Required` around it.
struct MemberType {
  explicit MemberType(const StructMember& member) : type(member.type) {
    if (auto inner = template_arguments(type, "Required"); inner.size() == 1) {
      required = true;
      type = inner[0];
    }
    is_slot = type.starts_with("Slot<") || type.starts_with("plume::Slot<");
    is_rest = type == "Rest" || type == "plume::Rest";
  }
  std::string type;
  bool required = false, is_slot = false, is_rest = false;
};

class Writer {
 public:
  explicit Writer(std::map<std::string, StructText, std::less<>> structs) : structs_(std::move(structs)) {}

  std::string component(std::string_view name, const StructText& text) const {
    auto out = format("## {}\n\n", name);
    if (!text.comment.empty()) out += text.comment + "\n";
    out += attributes(text.members, text.included);
    const bool has_slots = std::any_of(text.members.begin(), text.members.end(),
                                       [](const auto& member) { return MemberType(member).is_slot; });
    if (has_slots) out += slots(text.members);
    return out;
  }

 private:
  static std::string attributes(const std::vector<StructMember>& members, const std::vector<std::string>& included) {
    std::string rows;
    for (const auto& member : members)
      if (!MemberType(member).is_slot) rows += attribute(member, included);
    return rows.empty() ? "" : "| attribute | type | default | |\n| --- | --- | --- | --- |\n" + rows + "\n";
  }

  static std::string attribute(const StructMember& member, const std::vector<std::string>& included) {
    const MemberType type(member);
    if (type.is_rest) return rest(member, included);
    const auto words = template_arguments(type.type, "OneOf");
    std::string values;
    for (const auto& word : words) values += (values.empty() ? "one of " : ", ") + code(unquoted(word));
    auto initial = code(member.initial);
    if (!words.empty() && initial.empty()) initial = code(unquoted(words[0]));
    return format("| `{}` | {} | {} | {} |\n", attribute_name(member.name),
                  values.empty() ? cell(code(type.type)) : values, type.required ? "required" : cell(initial),
                  cell(member.comment));
  }
  static std::string unquoted(const std::string& word) { return string_value(word).value_or(word); }

  static std::string rest(const StructMember& member, const std::vector<std::string>& included) {
    std::string names;
    for (const auto& name : included) names += (names.empty() ? ", and " : ", ") + code(name);
    return format("| further ones | global attributes{} | | {} |\n", names, cell(member.comment));
  }

  std::string slots(const std::vector<StructMember>& members) const {
    std::string out = "| slot | gives `:let` | |\n| --- | --- | --- |\n", details;
    for (const auto& member : members) {
      const MemberType type(member);
      if (!type.is_slot) continue;
      const auto arguments = template_arguments(type.type, "Slot");
      const auto gives = arguments.empty() || arguments[0].ends_with("None") ? "" : code(arguments[0]);
      const auto* between = type.required && !member.comment.empty() ? ": " : "";
      out += format("| `{}` | {} | {}{}{} |\n", attribute_name(member.name), cell(gives),
                    type.required ? "required" : "", between, cell(member.comment));
      if (arguments.size() < 2) continue;
      const auto entry = structs_.find(arguments[1].substr(arguments[1].rfind(':') + 1));
      if (entry != structs_.end())
        details +=
            format("Attributes of `<:{}>`:\n\n{}", attribute_name(member.name), attributes(entry->second.members, {}));
    }
    return out + "\n" + details;
  }

  std::map<std::string, StructText, std::less<>> structs_;
};

/// Whether the struct whose name is at `name` is a page or the like, by the name of its base.
bool is_live(std::string_view text, std::size_t name) {
  const auto head = text.substr(name, text.find('{', name) - name);
  const auto has = [&](std::string_view base) { return head.find(base) != head.npos; };
  return has("LiveView") || has("LiveComponent") || has("RootLayout");
}

bool is_component(const StructText& text) {
  return text.has_render || std::any_of(text.members.begin(), text.members.end(), [](const auto& member) {
           const MemberType type(member);
           return type.is_slot || type.is_rest;
         });
}

}  // namespace

std::string component_docs(const Source& source, const std::function<bool(std::string_view name)>& has_template,
                           Diagnostics& diagnostics) {
  std::map<std::string, StructText, std::less<>> structs;
  std::vector<std::string> components;
  for (const auto& host : read_host_file(source, diagnostics).classes) {
    if (host.key != "struct") continue;
    const auto text = read_struct(source.text(), host.offset);
    const auto name = host.name.substr(host.name.rfind(':') + 1);
    const bool shows = is_component(text) || has_template(snake_case(name));
    if (shows && !is_live(source.text(), host.offset)) components.push_back(host.name);
    structs.emplace(host.name, text);
  }
  const Writer writer(structs);
  std::string out;
  for (const auto& name : components) out += writer.component(name, structs.at(name));
  return out;
}

}  // namespace plume::compiler
