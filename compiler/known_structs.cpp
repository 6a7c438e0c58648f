#include "compiler/known_structs.h"

#include <algorithm>

#include "compiler/cpp_lexer.h"
#include "compiler/diagnostics.h"
#include "compiler/host_file.h"

namespace plume::compiler {

namespace {
std::string_view last_part(std::string_view type) {
  type = type.substr(0, type.find('<'));
  const auto colon = type.rfind(':');
  return colon == type.npos ? type : type.substr(colon + 1);
}
}  // namespace

void KnownStructs::add(const Source& file) {
  Diagnostics ignored;
  texts_.emplace_back(file.text());
  for (const auto& one : read_host_file(file, ignored).classes) {
    structs_.emplace(one.qualified_name(), Place{texts_.size() - 1, one.offset});
  }
  const auto tokens = lex(file.text(), {0, file.text().size()});
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (tokens[i + 1].kind != CppToken::Kind::identifier) continue;
    const bool aliases = tokens[i].is("using") && tokens[i + 2].is("=");
    if (aliases || tokens[i + 2].is(";")) aliases_.emplace(tokens[i + 1].text);  // `using a::b;`, `typedef a b;`
  }
}

void KnownStructs::load() const {
  if (const auto load = std::exchange(load_, nullptr)) load(const_cast<KnownStructs&>(*this));
}

std::vector<KnownStructs::Place*> KnownStructs::places(std::string_view type) const {
  load();
  const bool global = type.starts_with("::");
  if (global) type.remove_prefix(2);
  std::vector<Place*> found;
  for (auto& [name, place] : structs_) {
    const bool ends =
        !global && name.size() > type.size() && name.ends_with(type) && name[name.size() - type.size() - 1] == ':';
    if (name == type || ends) found.push_back(&place);
  }
  return found;
}

const StructText* KnownStructs::find(std::string_view type) const {
  const auto found = places(type);
  if (found.size() != 1) return nullptr;
  auto& place = *found[0];
  if (!place.text) place.text = read_struct(texts_[place.file], place.offset);
  return &*place.text;
}

bool KnownStructs::is_unknown(std::string_view type) const {
  return places(type).empty() && complete_ && type.find('<') == type.npos && !aliases_.contains(last_part(type));
}

std::string attribute_name(std::string_view member) {
  if (member.ends_with('_') && is_keyword(member.substr(0, member.size() - 1))) member.remove_suffix(1);
  return std::string(member);
}

std::vector<std::string> attribute_names(const StructText& component) {
  std::vector<std::string> names;
  for (const auto& member : component.members) {
    const bool is_rest = member.type == "Rest" || member.type == "plume::Rest";
    if (!is_rest) names.push_back(attribute_name(member.name));
  }
  return names;
}

const StructMember* member_of(const StructText& component, std::string_view member) {
  const auto found = std::find_if(component.members.begin(), component.members.end(),
                                  [&](const StructMember& one) { return one.name == member; });
  return found == component.members.end() ? nullptr : &*found;
}

}  // namespace plume::compiler
