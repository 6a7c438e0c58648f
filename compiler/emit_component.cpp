#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/component_name.h"
#include "compiler/cpp_code.h"
#include "compiler/emitter.h"
#include "compiler/literal_spread.h"
#include "compiler/literals.h"
#include "compiler/nearest.h"

namespace plume::compiler {

using fmt::format;

namespace {

using Value = Attribute::Value;

bool is_slot(const Node& node) {
  const auto* element = node.as<Element>();
  return element && element->tag.kind == TagKind::slot;
}

/// Where the name of a tag begins, without its dot or colon.
std::size_t name_offset(const OpenTag& tag) {
  return tag.span.begin + (tag.kind == TagKind::local || tag.kind == TagKind::slot ? 2 : 1);
}

/// Whether the attribute says which component is meant.
bool identifies(const Element& element, const Attribute& attribute) {
  if (is_dynamic(element.tag)) return attribute.name == "is";
  return element.is_live_component() && (attribute.name == "module" || attribute.name == "id");
}

bool is_for_the_compiler(const Attribute& attribute) {
  return attribute.special() || attribute.name == "phx-no-format" || attribute.name == "phx-no-curly-interpolation";
}

/// The attributes that a call or an entry gives, in the order in which they are set: single ones win over spreads
/// (6.2). Spreads that are written out are single ones among the spreads.
std::vector<Attribute> given_by(std::string_view text, const OpenTag& tag) {
  std::vector<Attribute> given;
  for (const auto& attribute : tag.attributes) {
    if (attribute.kind != Value::spread) continue;
    const auto unrolled = unrolled_spread(text, attribute);
    if (unrolled)
      given.insert(given.end(), unrolled->begin(), unrolled->end());
    else
      given.push_back(attribute);
  }
  for (const auto& attribute : tag.attributes)
    if (attribute.kind != Value::spread && !is_for_the_compiler(attribute)) given.push_back(attribute);
  return given;
}

bool has_spread(const std::vector<Attribute>& attributes) {
  return std::any_of(attributes.begin(), attributes.end(), [](auto& one) { return one.kind == Value::spread; });
}

/// What keeps the value of an expression: nothing where it calls nothing, or is a list in braces, which lasts by
/// itself.
std::string_view keeper_of_calls(const std::vector<CppToken>& tokens) {
  if (!tokens.empty() && tokens.front().is("{")) return "";
  bool calls = false, chained = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    calls |= tokens[i].is("(") || tokens[i].is("{");
    const bool ends = tokens[i].is(")") || tokens[i].is("}") || tokens[i].is("]");
    chained |=
        ends && i + 1 < tokens.size() && (tokens[i + 1].is(".") || tokens[i + 1].is("->") || tokens[i + 1].is("["));
  }
  return !calls ? "" : chained ? "plume::detail::kept<true>(" : "plume::detail::kept<false>(";
}

}  // namespace

/// What a call has given to its component so far.
struct Emitter::Call {
  Owner owner;
  std::string component;              // the variable
  std::string chosen;                 // of a dynamic component: its plume::ChosenComponent
  std::vector<Attribute> attributes;  // all that are given, in order
  std::string spreading;              // the variable that gives spreads; empty if there are none
  std::vector<NamedMember> fields;    // the members that were named
  std::vector<std::string> given;     // initialisers of plume::Given
  Dependencies spread;                // of what spreads may have set
  Dependencies rest;                  // of what may have gone into the rest
  bool gives_rest = false;
  std::vector<std::string> included;   // what stands for members that may be included in the rest
  Dependencies included_dependencies;  // of them
  struct Filled {
    std::string field;
    Dependencies dependencies;
  };
  std::map<std::string, Filled> slots;
  std::map<std::size_t, AttributeValue> values;  // evaluated already, by where their code begins
};

void Emitter::emit_component(const Element& element, Place& place) {
  unit_.need_calls();
  place.site.text(markup_.call(line_of(element)));
  if (element.is_live_component()) return emit_live_component(element, place);
  if (is_built_in(element.tag)) unit_.need_built_in();
  const auto& tag = element.tag;
  const auto type = *component_type(tag);
  const auto slot = place.site.slot();
  dynamic(place, slot, change(finder_.of_plain(element, visible())), tag.span, [&] {
    Call call;
    call.owner.tag = format("<{}>", tag.name);
    call.owner.at_run_time = is_dynamic(tag);
    if (around_.structs && !is_dynamic(tag)) call.owner.text = around_.structs->find(type);
    const bool unknown = around_.structs && !is_dynamic(tag) && !is_built_in(tag) && around_.structs->is_unknown(type);
    const bool was_unchecked = std::exchange(unchecked_, unchecked_ || unknown);
    call.component = fresh("c");
    call.attributes = given_by(source_.text(), tag);
    const auto arguments = emit_deduced_arguments(tag, call);
    if (const auto* chosen = is_dynamic(tag) ? element.find("is") : nullptr)
      emit_choice(*chosen, call);
    else
      emit_object(name_offset(tag), type, arguments, call.component);
    emit_component_attributes(element, call);
    emit_slots(element, call);
    const auto object = format("decltype({})", call.component);
    emit_required_check(name_offset(tag), call.chosen.empty() ? object : format("std::remove_reference_t<{}>", object),
                        call.fields, call.spreading, call.owner);
    mark(tag.span);
    emit_call(call, place, slot);
    unchecked_ = was_unchecked;
  });
}

void Emitter::emit_object(std::size_t offset, const std::string& type, const std::string& arguments,
                          const std::string& name) {
  // Errors of what comes after are not shown for a variable whose type could not be told.
  if (unchecked_) return code_.mapped(offset, type + "{};", format("auto {} = ", name));
  if (!around_.structs || !arguments.empty() || type.find("::") != std::string::npos)
    return code_.mapped(offset, format("{}{} {}{{}};", type, arguments, name));
  code_.mapped(offset, format("{}::*> {}{{}};", type, name), "plume::detail::Named<char ");
}

/// 6.6: the object of the component that `is` names at run time.
void Emitter::emit_choice(const Attribute& is, Call& call) {
  call.chosen = fresh("d");
  const auto value = emit_value(is);
  const auto held = format("std::remove_cvref_t<decltype({})>", value.text);
  emit_assertion(is.span.begin, format("is_chosen<{}>", held), "plume: is={…} of <.dynamic> is no plume::ComponentOf");
  code_.mapped(value.offset, value.text + ");", format("plume::detail::ChosenBy<{}> {}(", held, call.chosen));
  code_.line(format("auto& {} = {}.attributes();", call.component, call.chosen));
}

/// The template arguments of a component, taken from the type of one of its attributes, which is evaluated here.
std::string Emitter::emit_deduced_arguments(const OpenTag& tag, Call& call) {
  const auto name = deduced_attribute(tag);
  if (name.empty()) return {};
  for (const auto& attribute : tag.attributes) {
    if (attribute.name != name || attribute.kind != Value::expression) continue;
    const auto value = fresh("a");
    const auto code = trimmed(source_.text(), attribute.code);
    const auto keeper = keeper_of_calls(lex(source_.text(), code));
    code_.mapped(code.begin, translate(code) + (keeper.empty() ? ";" : ");"), format("auto&& {} = {}", value, keeper));
    call.values.emplace(attribute.code.begin, AttributeValue{value, attribute.span.begin, value});
    const auto type = format("std::remove_cvref_t<decltype({})>", value);
    const bool walks = name == "enum";
    emit_assertion(code.begin, format("{}<{}>", walks ? "is_walkable" : "is_async_result", type),
                   walks ? "plume: the enum of <.intersperse> is no range: it has no begin and end"
                         : "plume: the assign of <.async_result> is no plume::AsyncResult");
    return format("<plume::detail::{}<{}>>", walks ? "WalkableOr" : "AsyncResultOr", type);
  }
  return "<std::initializer_list<plume::detail::NoItem>>";
}

/// Section 7: attributes are assigned to the component that lives on, and slots are there during its render only.
void Emitter::emit_live_component(const Element& element, Place& place) {
  unit_.need_live_components();
  const auto slot = place.site.slot();
  const auto changes = change(finder_.of_plain(element, visible()));
  dynamic(place, slot, changes, element.tag.span, [&] {
    Call call;
    call.component = fresh("c");
    call.attributes = given_by(source_.text(), element.tag);
    const auto live = fresh("l");
    const auto& module = *element.find("module");
    const auto type = fresh("T");
    const auto type_code = trimmed(source_.text(), module.code);
    call.owner.tag = format("<{}>", element.tag.name);
    if (around_.structs) call.owner.text = around_.structs->find(source_.text(type_code));
    const bool unknown = around_.structs && around_.structs->is_unknown(source_.text(type_code));
    const bool was_unchecked = std::exchange(unchecked_, unchecked_ || unknown);
    if (!unknown) code_.mapped(type_code.begin, format("{};", source_.text(type_code)), format("using {} = ", type));
    emit_assertion(type_code.begin, format("is_live_component<{}>", type),
                   "plume: module={…} of a live_component names a class derived from plume::LiveComponent");
    const auto id = emit_value(*element.find("id"));
    mark(element.tag.span);
    if (unknown)
      code_.mapped(type_code.begin,
                   format("{}>({}, {}, {}, {});", source_.text(type_code), place.node, slot, changes, id.text),
                   format("auto {} = plume::detail::LiveCallOf<", live));
    else
      code_.mapped(id.offset, format("{});", id.text),
                   format("plume::detail::LiveCallOf<{}> {}({}, {}, {}, ", type, live, place.node, slot, changes));
    code_.line(format("[[maybe_unused]] auto& {} = *{};", call.component, live));
    emit_ownership_checks(element, call);
    const auto given = emit_live_values(element, call);
    code_.line(format("if ({}.gives({}.sum(), {}.others())) {{", live, given, given));
    code_.indent();
    code_.line(format("plume::detail::clear_rest({});", call.component));
    emit_component_attributes(element, call);
    close_brace();
    call.given.clear();
    call.spreading.clear();
    call.gives_rest = false;
    mark(element.tag.span);
    if (markup_.has_debug_annotations()) code_.line(format("{}.called_from(trace_);", live));
    code_.line(format("if ({}.wanted()) {{", live));
    code_.indent();
    emit_slots(element, call);
    if (call.slots.empty()) {
      code_.line(format("{}.later();", live));
    } else {
      mark(element.tag.span);
      code_.line(format("{}.now({});", live, emit_given(call)));
      for (const auto& [name, filled] : call.slots) code_.line(format("{} = {{}};", filled.field));
    }
    close_brace();
    unchecked_ = was_unchecked;
  });
}

/// A live component keeps its attributes after the call.
void Emitter::emit_ownership_checks(const Element& element, const Call& call) {
  for (const auto& attribute : call.attributes) {
    const auto member = member_name(attribute.name);
    if (!member || identifies(element, attribute)) continue;
    emit_assertion(attribute.span.begin,
                   format("OwnsAttribute<decltype({}), decltype(PLUME_FIELD({}))>", call.component, *member),
                   format("plume: the attribute {} of a live component must own its data, since the component lives on "
                          "after the call: std::string instead of std::string_view, std::vector instead of std::span, "
                          "std::shared_ptr instead of a pointer",
                          attribute.name));
  }
}

/// Evaluates the attributes of a live component, and adds up whether they are others than at its last call; the name of
/// the sum.
std::string Emitter::emit_live_values(const Element& element, Call& call) {
  const auto given = fresh("g");
  code_.line(format("plume::detail::GivenHash {};", given));
  for (const auto& attribute : call.attributes) {
    if (attribute.kind < Value::expression || identifies(element, attribute)) continue;
    if (class_list_of(attribute)) {
      code_.line(format("{}.add_unknown();", given));
      continue;
    }
    mark(attribute);
    const auto value = emit_value(attribute);
    call.values.emplace(attribute.code.begin, value);
    const auto member = member_name(attribute.name);
    if (value.text.starts_with("{"))
      code_.line(format("{}.add_unknown();", given));
    else if (member)
      code_.line(format("{}.add({}, PLUME_FIELD({}), {});", given, call.component, *member, value.variable));
    else
      code_.line(format("{}.add({});", given, value.variable));
  }
  return given;
}

void Emitter::emit_component_attributes(const Element& element, Call& call) {
  if (has_spread(call.attributes))
    call.spreading = emit_spreading(element.tag, call.component, element.is_live_component());
  for (const auto& attribute : call.attributes)
    if (!identifies(element, attribute)) emit_component_attribute(attribute, call);
}

void Emitter::emit_slots(const Element& element, Call& call) {
  for (const auto& child : element.children)
    if (is_slot(child)) emit_slot(*child.as<Element>(), call);
  if (element.has_content()) emit_default_slot(element, call);
}

void Emitter::emit_call(const Call& call, Place& place, unsigned slot) {
  const auto given = emit_given(call);
  code_.line(format("{}.at({});", place.node, slot));
  code_.line(call.chosen.empty() ? format("plume::call({}, {}, {});", place.render, call.component, given)
                                 : format("{}.call({}, {});", call.chosen, place.render, given));
}

std::string Emitter::emit_given(const Call& call) {
  auto given = call.given;
  // Form controls show these as they are in the browser, so it counts whether they were written.
  if (!call.spreading.empty())
    for (const auto name : {"value", "checked", "selected"})
      given.push_back(
          Emitter::given(format("plume::detail::field_of({}, PLUME_FIELD({}))", call.component, name), call.spread));
  if (call.gives_rest && !call.included.empty()) {
    auto dependencies = call.rest;
    dependencies.add(call.included_dependencies);
    given.push_back(Emitter::given(
        format("plume::detail::rest_if_given({}, {})", call.component, fmt::join(call.included, ", ")), dependencies));
  }
  if (call.gives_rest) given.push_back(Emitter::given(format("plume::detail::rest_of({})", call.component), call.rest));
  for (const auto& [name, filled] : call.slots)
    given.push_back(format("&{}, {}", filled.field, change(filled.dependencies)));
  auto all = std::string("{}");
  if (!given.empty()) {
    all = fresh("g");
    code_.line(format("const plume::Given {}[] = {{", all));
    for (const auto& one : given) code_.line(format("    {{{}}},", one));
    code_.line("};");
  }
  return all;
}

namespace {
/// ": label, col": the members that must be given and are not, or the slots among them; empty if the text is unknown.
std::string missing_members(const StructText* owner, const std::vector<std::string>& given, bool slots_only) {
  std::string missing;
  if (!owner) return missing;
  for (const auto& member : owner->members) {
    const auto type = template_arguments(member.type, "Required");
    const bool counts = !type.empty() && (!slots_only || !template_arguments(type[0], "Slot").empty());
    if (counts && std::find(given.begin(), given.end(), member.name) == given.end())
      missing += (missing.empty() ? ": " : ", ") + attribute_name(member.name);
  }
  return missing;
}
}  // namespace

void Emitter::emit_required_check(std::size_t offset, const std::string& type, const std::vector<NamedMember>& fields,
                                  const std::string& spreading, const Owner& owner) {
  std::vector<std::string> names;
  std::string functions, types;
  for (const auto& field : fields) {
    names.push_back(field.name);
    functions += (functions.empty() ? "" : ", ") + field.function;
    types += format(", decltype({})", field.function);
  }
  if (spreading.empty())
    return emit_assertion(
        offset, format("EveryRequiredIsGiven<decltype(plume::detail::check_required<{}>({}))>", type, functions),
        format("plume: a required attribute or slot of {} is not given{}", owner.tag,
               missing_members(owner.text, names, false)));
  emit_assertion(
      offset, format("EverySlotIsGiven<{}{}>", type, types),
      format("plume: a required slot of {} is not given{}", owner.tag, missing_members(owner.text, names, true)));
  code_.mapped(offset, format("{}.check_required({});", spreading, functions));
}

void Emitter::emit_assertion(std::size_t offset, const std::string& condition, const std::string& message) {
  if (unchecked_) return;
  code_.mapped(offset, format("{}, {});", condition, cpp_string(message)), "static_assert(");
}

// Attributes

void Emitter::emit_component_attribute(const Attribute& attribute, Call& call) {
  mark(attribute);
  Dependencies dependencies;
  if (attribute.kind >= Value::expression) dependencies = finder_.of(attribute.code, visible());
  if (attribute.kind == Value::spread) {
    emit_spread(attribute, call.spreading, call.component, call.owner, value_of(attribute, call).text);
    call.spread.add(dependencies);
  } else if (const auto member = member_name(attribute.name)) {
    const auto given_member =
        emit_member(attribute, *member, call.component, call.owner, [&] { return value_of(attribute, call); });
    call.fields.push_back({*member, given_member.field});
    call.given.push_back(given(format("plume::detail::field_at({})", given_member.variable), dependencies));
    if (!is_element_attribute(attribute.name) && !is_global_attribute(attribute.name)) {
      call.included.push_back(given_member.variable);
      call.included_dependencies.add(dependencies);
      return;
    }
  } else {
    emit_rest(attribute, call.component, call.owner, value_of(attribute, call).text);
  }
  call.gives_rest = true;
  call.rest.add(dependencies);
}

/// An object that gives the spreads of a call or an entry to `object`; its name.
std::string Emitter::emit_spreading(const OpenTag& tag, const std::string& object, bool is_live) {
  unit_.need_spreads();
  const auto spreading = fresh("p");
  code_.line(format("auto {} = plume::detail::spreading(std::{}_type(), {}, {});", spreading, is_live, object,
                    cpp_string(tag.name)));
  return spreading;
}

void Emitter::emit_spread(const Attribute& attribute, const std::string& spreading, const std::string& object,
                          const Owner& owner, const std::string& value) {
  const auto at = attribute.span.begin;
  if (!value.starts_with("{"))
    emit_assertion(at, format("TakesSpread<decltype({}), decltype({})>", object, value),
                   format("plume: this {} takes no spread attributes: it has no plume::Rest rest", owner.what));
  code_.mapped(at, format("{}.give({});", spreading, value));
}

void Emitter::emit_rest(const Attribute& attribute, const std::string& object, const Owner& owner,
                        const std::string& value) {
  const auto at = attribute.span.begin;
  emit_assertion(
      at, format("HasRest<decltype({})>", object),
      format("plume: this {} takes no attribute {}: it has no plume::Rest rest", owner.what, attribute.name));
  code_.mapped(at, format("plume::detail::Giver().rest({}, {}, {});", object, cpp_string(attribute.name), value));
}

namespace {
/// The type of an attribute as it is written, without Required; empty if the component's text is unknown.
std::string written_type(const StructText* owner, std::string_view name) {
  const auto* member = owner ? member_of(*owner, member_name(name).value_or("")) : nullptr;
  if (!member) return {};
  const auto inner = template_arguments(member->type, "Required");
  return inner.size() == 1 ? inner[0] : member->type;
}
/// Whether a member of the type that is written takes what stands there, so that nothing need be checked.
bool is_certainly_taken(const Attribute& attribute, std::string_view type) {
  if (attribute.kind == Value::none) return type == "bool";
  if (attribute.kind != Value::text) return false;
  const bool is_text = type == "std::string" || type == "std::string_view" || type == "std::optional<std::string>" ||
                       type == "std::optional<std::string_view>";
  return is_text || !template_arguments(type, "OneOf").empty();
}
/// Whether the value of an attribute may be a null pointer to a text.
bool may_be_null(std::string_view text, const Attribute& attribute) {
  if (attribute.kind != Value::expression) return false;
  const auto tokens = lex(text, attribute.code);
  const bool is_literal = tokens.size() == 1 && tokens[0].kind != CppToken::Kind::assign;
  return !tokens.empty() && (!is_literal || tokens[0].kind == CppToken::Kind::identifier);
}
/// `n={…}`, `n="…"` or `n`.
std::string written(const Attribute& attribute) {
  return attribute.name + (attribute.kind == Value::none ? "" : attribute.kind == Value::text ? "=\"…\"" : "={…}");
}
}  // namespace

/// A word must be one of those that the member takes.
void Emitter::emit_text_check(const Attribute& attribute, const std::string& field, const Owner& owner) {
  std::optional<std::string> text;
  if (attribute.kind == Value::text) text = attribute.value;
  if (attribute.kind == Value::expression) text = constant_string(source_.text(), attribute.code);
  if (!text || text->find_first_of(" \t\r\n") != std::string::npos) return;
  std::string words;
  for (const auto& word : template_arguments(written_type(owner.text, attribute.name), "OneOf"))
    words += (words.empty() ? ": " : ", ") + string_value(word).value_or(word);
  emit_assertion(attribute.span.begin, format("TakesText<decltype({}), {}>", field, cpp_string(*text)),
                 format("plume: the attribute {} cannot be {}: it is none of the words of its plume::OneOf{}",
                        attribute.name, *text, words));
}

/// The items of `class={["a", on && "b"]}`.
std::optional<Span> Emitter::class_list_of(const Attribute& attribute) const {
  if (attribute.name != "class" || attribute.kind != Value::expression) return std::nullopt;
  return inside(source_.text(), attribute.code, "[", "]");
}

/// Lets a variable stand for the member that has the name of an attribute of HTML, or for the rest.
void Emitter::emit_html_member(const Attribute& attribute, const GivenMember& given, const std::string& object,
                               const Owner& owner) {
  const auto at = attribute.span.begin;
  const auto name = cpp_string(attribute.name);
  const auto types = format("decltype({}), decltype({})", object, given.field);
  const auto refused =
      format("plume: this {} takes no attribute {}: it has no such member", owner.what, attribute.name);
  if (is_global_attribute(attribute.name))
    emit_assertion(at, format("TakesAttribute<{}>", types), refused + " and no plume::Rest rest");
  else
    emit_assertion(at, format("TakesElementAttribute<{}, {}>", types, name),
                   refused + ", and does not include it in its plume::Rest rest");
  code_.mapped(at, format("plume::detail::member_or_rest({}, {}, {});", object, given.field, name),
               format("auto&& {} = ", given.variable));
}

/// Lets a variable stand for the member that has the name of no attribute of HTML, or for the rest that includes it.
void Emitter::emit_own_member(const Attribute& attribute, const std::string& member, const GivenMember& given,
                              const std::string& object, const Owner& owner) {
  const auto at = attribute.span.begin;
  const auto name = cpp_string(attribute.name);
  if (unchecked_ || (owner.text && member_of(*owner.text, member)))
    return code_.mapped(at, format("{};", member), format("auto&& {} = {}.", given.variable, object));
  if (!owner.text && !owner.at_run_time)
    return code_.mapped(at, format("{}); }}({});", member, object),
                        format("auto&& {} = [](auto& c_) -> decltype(auto) {{ if constexpr (!requires {{ c_.{}; }} && "
                               "plume::detail::includes<decltype(c_)>({})) return plume::detail::included(c_, {}); "
                               "else return (c_.",
                               given.variable, member, name, name));
  const auto meant = owner.text ? nearest(attribute.name, attribute_names(*owner.text)) : "";
  emit_assertion(at, format("TakesElementAttribute<decltype({}), decltype({}), {}>", object, given.field, name),
                 format("plume: {} has no attribute {}, or it is private{}", owner.tag, attribute.name,
                        meant.empty() ? "" : format("; did you mean {}?", meant)));
  code_.mapped(at, format("plume::detail::member_or_rest({}, {}, {});", object, given.field, name),
               format("auto&& {} = ", given.variable));
}

/// Gives an attribute to the member of `object` that has its name, or to the rest: if it is a global one, or if the
/// rest includes it.
Emitter::GivenMember Emitter::emit_member(const Attribute& attribute, const std::string& member,
                                          const std::string& object, const Owner& owner,
                                          const std::function<AttributeValue()>& value) {
  const GivenMember given{fresh("f"), fresh("m")};
  code_.mapped(attribute.span.begin, format("PLUME_FIELD({});", member),
               format("[[maybe_unused]] const auto {} = ", given.field));
  if (is_global_attribute(attribute.name) || is_element_attribute(attribute.name))
    emit_html_member(attribute, given, object, owner);
  else
    emit_own_member(attribute, member, given, object, owner);
  emit_text_check(attribute, given.variable, owner);
  if (const auto list = class_list_of(attribute))
    emit_class_list(*list, given.variable);
  else
    emit_assignment(attribute, given.variable, value(), owner);
  return given;
}

Emitter::AttributeValue Emitter::value_of(const Attribute& attribute, const Call& call) {
  const auto known = call.values.find(attribute.code.begin);
  return known == call.values.end() ? emit_value(attribute) : known->second;
}

void Emitter::emit_assignment(const Attribute& attribute, const std::string& field, const AttributeValue& value,
                              const Owner& owner) {
  if (value.text.starts_with("{"))
    return code_.mapped(value.offset, value.text + ";", format("plume::detail::slot_of({}) = ", field));
  const auto type = written_type(owner.text, attribute.name);
  if (unchecked_ || is_certainly_taken(attribute, type))
    return code_.mapped(value.offset, value.text + ";", field + " = ");
  const auto given = attribute.kind == Value::text ? ", and a text (std::string_view) is none" : "";
  emit_assertion(attribute.span.begin, format("TakesValue<decltype({}), decltype({})>", field, value.text),
                 format("plume: the attribute {} cannot be given a value of this type{}", attribute.name,
                        type.empty() ? "" : format(": {} takes a {}{}", written(attribute), type, given)));
  const auto take = format("plume::detail::Giver().member({}, ", field);
  if (may_be_null(source_.text(), attribute))
    code_.mapped(value.offset, value.text + "));", format("{}plume::detail::unless_null<decltype({})>(", take, field));
  else
    code_.mapped(value.offset, value.text + ");", take);
}

void Emitter::emit_class_list(Span list, const std::string& field) {
  class_items(split_at(source_.text(), list, ","), ";", field + " = ");
}

Emitter::AttributeValue Emitter::emit_value(const Attribute& attribute, std::string_view keeper) {
  if (attribute.kind == Value::none) return {"true", attribute.span.begin, {}};
  if (attribute.kind == Value::text)
    return {format("std::string_view{{{}}}", cpp_string(attribute.value)), attribute.span.begin, {}};
  const auto code = trimmed(source_.text(), attribute.code);
  const auto tokens = lex(source_.text(), code);
  const bool lasts = tokens.size() == 1 && tokens[0].kind != CppToken::Kind::identifier;
  if (const auto field = field_of(code); attribute.name == "upload" && !field.empty()) {
    const auto text = translate(code);  // an upload learns the name of its field
    return {format("plume::detail::named(\"{}\", {})", field, text), code.begin, text};
  }
  if (lasts || tokens[0].is("{")) {
    const auto text = translate(code);
    return {text, code.begin, text};
  }
  if (keeper.empty() && !gives_optional(code)) keeper = keeper_of_calls(tokens);
  const auto name = fresh("a");
  mapped(value(code, Taker::component), keeper.empty() ? ";" : ");", format("auto&& {} = {}", name, keeper));
  return {format("std::forward<decltype({})>({})", name, name), code.begin, name};
}

// Slots

const StructText* Emitter::entry_text(const Call& call, const std::string& member) const {
  const auto arguments = template_arguments(written_type(call.owner.text, attribute_name(member)), "Slot");
  return arguments.size() == 2 && around_.structs ? around_.structs->find(arguments[1]) : nullptr;
}

void Emitter::emit_slot(const Element& slot, Call& call) {
  const auto name = slot.tag.name.substr(1);
  const auto member = member_name(name).value_or(name);
  const auto field = fresh("m");
  emit_slot_field(slot, member, field, call);
  const auto entry_type = fresh("T");
  code_.mapped(name_offset(slot.tag),
               format("using {} = plume::detail::EntryOf<std::remove_reference_t<decltype({})>>;", entry_type, field));
  const auto [filled, first] = call.slots.try_emplace(name, Call::Filled{field, {}});
  filled->second.dependencies.add(finder_.of_element(slot, visible()));
  if (first) call.fields.push_back({member, format("PLUME_FIELD({})", member)});
  const Owner owner{format("<{}>", slot.tag.name), "slot", entry_text(call, member)};
  if (slot.find(":for") || slot.find(":if"))
    emit_repeated_entries(slot, field, entry_type, owner);
  else
    emit_entry(slot, field, entry_type, owner);
}

/// Lets the variable `field` refer to the slot that `member` is.
void Emitter::emit_slot_field(const Element& element, const std::string& member, const std::string& field,
                              const Call& call) {
  const auto at = name_offset(element.tag);
  const auto access = format("PLUME_FIELD({})", member);
  const bool content = member == "inner_block";
  const auto meant = call.owner.text ? nearest(member, attribute_names(*call.owner.text)) : "";
  emit_assertion(at, format("knows_field<decltype({}), decltype({})>", call.component, access),
                 content ? format("plume: {} takes no content: it has no slot inner_block", call.owner.tag)
                         : format("plume: {} has no slot {}, or it is private{}", call.owner.tag, member,
                                  meant.empty() || meant == member ? "" : format("; did you mean {}?", meant)));
  emit_assertion(at, format("is_slot_or_none<decltype({}), decltype({})>", call.component, access),
                 format("plume: {} is no slot of this component, but an attribute", member));
  code_.mapped(at, format("plume::detail::slot_at({}, {});", call.component, access), format("auto& {} = ", field));
}

void Emitter::emit_entry(const Element& slot, const std::string& field, const std::string& entry_type,
                         const Owner& owner) {
  std::string content;
  if (slot.has_content()) content = emit_content(slot, {}, "typename " + entry_type);
  const auto entry = fresh("e");
  code_.mapped(name_offset(slot.tag), format("typename {}::type {};", entry_type, entry));
  if (!content.empty()) {
    emit_let_check(slot, content, entry);
    code_.mapped(slot.tag.span.begin, format("plume::detail::fill({}, {});", entry, content));
  }
  emit_entry_attributes(slot, entry, entry_type, {}, owner);
  code_.line(format("{}.add({});", field, entry));
}

/// Entries of `:for` and `:if` outlive the loop, with copies of its variables and the temporaries they were made from.
void Emitter::emit_repeated_entries(const Element& slot, const std::string& field, const std::string& entry_type,
                                    const Owner& owner) {
  unit_.need_list();
  Scope scope(*this);
  const auto entries = fresh("es");
  const auto keeper = fresh("k");
  const auto entry = fresh("e");
  const auto generator = generator_of(source_.text(), slot);
  const auto* condition = slot.find(":if");
  Names copied;
  code_.mapped(name_offset(slot.tag), format("std::list<typename {}::type> {};", entry_type, entries));
  code_.line(format("[[maybe_unused]] plume::detail::Keeper {};", keeper));
  if (generator) {
    copied.merge(generator->pattern.names());
    open_for(*generator, emit_collection(*generator));
  }
  if (condition) {
    copied.merge(declared_names(source_.text(), condition->code));
    open_if(condition->code);
  }
  code_.line(format("auto& {} = {}.emplace_back();", entry, entries));
  if (slot.has_content()) {
    const auto mentioned = finder_.of(slot.children, visible()).mentioned;
    std::erase_if(copied, [&](auto& name) { return !mentioned.contains(name); });
    const auto content = emit_content(slot, copied, "typename " + entry_type);
    emit_let_check(slot, content, entry);
    code_.mapped(slot.tag.span.begin, format("plume::detail::fill_own({}, std::move({}));", entry, content));
  }
  emit_entry_attributes(slot, entry, entry_type, keeper + "(", owner);
  code_.line(format("{}.add({});", field, entry));
  if (condition) close_brace();
  if (generator) close_brace();
}

void Emitter::emit_entry_attributes(const Element& slot, const std::string& entry, const std::string& entry_type,
                                    std::string_view keeper, const Owner& owner) {
  const auto attributes = given_by(source_.text(), slot.tag);
  std::string spreading;
  if (has_spread(attributes)) spreading = emit_spreading(slot.tag, entry, false);
  std::vector<NamedMember> fields;
  for (const auto& attribute : attributes) {
    mark(attribute);
    const auto value = [&] { return emit_value(attribute, keeper); };
    if (attribute.kind == Value::spread)
      emit_spread(attribute, spreading, entry, owner, value().text);
    else if (const auto member = member_name(attribute.name))
      fields.push_back({*member, emit_member(attribute, *member, entry, owner, value).field});
    else
      emit_rest(attribute, entry, owner, value().text);
  }
  emit_required_check(name_offset(slot.tag), format("typename {}::attributes", entry_type), fields, spreading, owner);
}

void Emitter::emit_default_slot(const Element& element, Call& call) {
  bool blank = true;
  Dependencies dependencies;
  auto own = let_names(source_.text(), element);
  for (const auto& child : element.children) {
    if (is_slot(child)) continue;
    const auto* text = child.as<Text>();
    blank &= child.as<TemplateComment>() || (text && is_blank(text->text));
    dependencies.add(finder_.of(child, visible(), own));
  }
  if (blank && element.is_live_component()) return;
  if (blank) {
    const auto content = emit_content(element, {}, "");
    const auto entry = fresh("b");
    code_.line(format("const plume::detail::BlankContent {}({}, PLUME_FIELD(inner_block), {});", entry, call.component,
                      content));
    call.given.push_back(format("{}.field(), plume::Change::none", entry));
  } else {
    const auto field = fresh("m");
    emit_slot_field(element, "inner_block", field, call);
    const auto type = format("typename plume::detail::EntryOf<std::remove_reference_t<decltype({})>>", field);
    const auto content = emit_content(element, {}, type);
    const auto entry = fresh("e");
    code_.mapped(name_offset(element.tag), format("{}::type {};", type, entry));
    emit_let_check(element, content, entry);
    code_.mapped(element.tag.span.begin, format("plume::detail::fill({}, {});", entry, content));
    code_.line(format("{}.add({});", field, entry));
    call.slots.try_emplace("inner_block", Call::Filled{field, dependencies});
  }
  call.fields.push_back({"inner_block", "PLUME_FIELD(inner_block)"});
}

/// That the component gives something for `:let` to take, and where that says a type, that it is of this type.
void Emitter::emit_let_check(const Element& element, const std::string& content, const std::string& entry) {
  const auto* let = element.find(":let");
  if (!let) return;
  const auto at = trimmed(source_.text(), let->code).begin;
  emit_assertion(
      at, format("gives_argument<decltype({})>", entry),
      format("plume: there is nothing for the :let of <{}>: the component gives it no argument", element.tag.name));
  if (parse_pattern(source_.text(), let->code)->kind != Pattern::Kind::declaration) return;
  emit_assertion(at, format("takes_argument_of<decltype({}), decltype({})>", content, entry),
                 format("plume: the :let of <{}> has another type than what the component gives", element.tag.name));
}

std::string Emitter::emit_content(const Element& element, const Names& copied, const std::string& argument) {
  Scope scope(*this);
  const auto content = fresh("s");
  const auto render = fresh("r");
  std::string captures = "&";
  for (const auto& name : copied) captures += ", " + name;
  const auto begin = format("auto {} = [{}](plume::Render& {}, ", content, captures, render);
  const auto* let = element.find(":let");
  if (!let) {
    code_.line(begin + (argument.empty() ? "const auto&) {" : format("const {}::argument&) {{", argument)));
    code_.indent();
  } else {
    const auto pattern = *parse_pattern(source_.text(), let->code);
    const bool in_steps = pattern.kind == Pattern::Kind::list;
    const auto whole = in_steps ? Pattern{Pattern::Kind::name, pattern.span, fresh("u"), {}} : pattern;
    std::vector<std::pair<const Pattern*, std::string>> nested;
    const auto type = argument.empty() ? std::string("auto") : argument + "::let";
    code_.mapped(pattern.span.begin, binding(whole, nested, type) + ") {", begin);
    code_.indent();
    if (in_steps) bind(pattern, whole.name);
    visible().merge(pattern.names());
  }
  const auto name = element.tag.kind == TagKind::slot ? element.tag.name : ":inner_block";
  const auto frame = markup_.around_slot(name, line_of(element), element.children);
  const bool around = std::exchange(outermost_, true);
  open_trace(code_);
  node(render, [&](Place& place) {
    place.site.text(frame.begin);
    for (const auto& child : element.children)
      if (!is_slot(child)) emit(child, place);
    place.site.text(frame.end);
  });
  close_trace(code_);
  outermost_ = around;
  code_.dedent();
  code_.line("};");
  return content;
}

}  // namespace plume::compiler
