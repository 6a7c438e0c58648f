// The last step: a checked tree becomes the body of a C++ function.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/ast.h"
#include "compiler/code.h"
#include "compiler/cpp_code.h"
#include "compiler/dependencies.h"
#include "compiler/known_structs.h"
#include "compiler/markup.h"
#include "compiler/source.h"
#include "compiler/unit.h"

namespace plume::compiler {

/// Emits the statements of one render function. In it `self_` is the view or component and `r_` the plume::Render.
/// All names it makes up end in `_`, but for `_name`, the value of `@name`, which keeps the columns of expressions.
class Emitter {
 public:
  Emitter(const Source& source, Unit& unit, Markup markup = {}, const Surroundings& around = {})
      : source_(source),
        unit_(unit),
        finder_(source.text()),
        markup_(std::move(markup)),
        around_(around),
        code_(source) {}

  /// The whole body for the template `nodes`.
  Code body(const Nodes& nodes);

 private:
  /// Where emitted code writes to: the node and the render that are open, and the node's static part.
  struct Place {
    std::string node;
    std::string render;
    Site& site;
  };
  struct Use {
    std::size_t offset;
    bool value = false;
    bool change = false;
  };
  /// Code that stands for what is at `offset` of the template, and what is before it in the same expression.
  struct Piece {
    std::size_t offset;
    std::string before;
    std::string text;
  };
  using Pieces = std::vector<Piece>;
  /// Who takes a value: a page, at once, or a component, which keeps it until it was called.
  enum class Taker { page, component };

  // emitter.cpp: what stands in a body
  void emit(const Nodes& nodes, Place& place);
  void emit(const Node& node, Place& place);
  void emit_output(const Output& output, Place& place, bool form_control);
  void emit_statement(const Statement& statement);
  void emit_block(const Block& block, Place& place);
  void emit_if(const Block& block, Place& place, unsigned slot);
  void emit_switch(const Block& block, Place& place, unsigned slot);
  void emit_loop(const Block& block, Place& place, unsigned slot);
  void emit_head(Span code);
  void emit_branch(const Nodes& children, Place& place, unsigned slot);
  void emit_nothing_else(const Place& place, unsigned slot);
  void emit_element(const Element& element, Place& place);
  void emit_for(const Element& element, Place& place, unsigned slot);
  void emit_stream_checks(const Element& element, const Generator& generator);
  /// A condition of C++: whether an element is repeated for the items of a stream.
  std::string streams(const Element& element);
  void emit_view_checks(Span code);
  void emit_conditional(const Element& element, Place& place, unsigned slot);
  void emit_plain(const Element& element, Place& place);
  void emit_html(const Element& element, Place& place);

  // emit_attribute.cpp
  void emit_attribute(const Element& element, const Attribute& attribute, Place& place);
  void emit_whole_attribute(const Element& element, const Attribute& attribute, Place& place);
  bool emit_concatenation(const Element& element, const Attribute& attribute, Place& place);
  bool emit_literal_spread(const Element& element, const Attribute& attribute, Place& place);
  void emit_class(const Attribute& attribute, Place& place);
  void emit_class_slot(const std::vector<Span>& items, bool is_list, Span code, Place& place);
  void emit_style(const Attribute& attribute, Place& place);
  /// Items of a class list as an expression, between `before` and `after`.
  void class_items(const std::vector<Span>& items, std::string_view after, std::string_view before = {});
  void class_item(Span item, std::string_view after, std::string_view before = {});

  // emit_value.cpp
  /// An expression whose value is shown or given: `a && b`, `a || b` and `a ? b : c` are values of their own.
  Pieces value(Span code, Taker taker);
  Pieces conditional(Span code, Taker taker);
  Pieces conjunction(Span condition, Span operand, Taker taker);
  Pieces alternative(Span first, Span last, Taker taker);
  /// Whether `value` gives an optional value to a component.
  bool gives_optional(Span code) const;
  /// One operand, given to the function `name` of plume::detail.
  Pieces operand(Span code, Taker taker, std::string_view name);
  void mapped(Pieces pieces, std::string_view after, std::string_view before = {});

  // emit_component.cpp
  struct Call;
  /// What has attributes: a component or a slot's entry.
  struct Owner {
    std::string tag;                      // `<.badge>`
    std::string_view what = "component";  // or "slot"
    const StructText* text = nullptr;     // null: unknown
    bool at_run_time = false;             // which component it is, is known then only
  };
  /// A member that was given, and a function to it.
  struct NamedMember {
    std::string name, function;
  };
  struct AttributeValue {
    std::string text;  // to be used once
    std::size_t offset;
    std::string variable;  // the same, to be read
  };
  AttributeValue value_of(const Attribute& attribute, const Call& call);
  void emit_ownership_checks(const Element& element, const Call& call);
  std::string emit_live_values(const Element& element, Call& call);
  void emit_component(const Element& element, Place& place);
  void emit_choice(const Attribute& is, Call& call);
  /// The declaration of the object of a component of this type.
  void emit_object(std::size_t offset, const std::string& type, const std::string& arguments, const std::string& name);
  void emit_text_check(const Attribute& attribute, const std::string& field, const Owner& owner);
  std::string emit_deduced_arguments(const OpenTag& tag, Call& call);
  std::optional<Span> class_list_of(const Attribute& attribute) const;
  /// What stands for a member that an attribute was given to: a function to it, and the member or the rest.
  struct GivenMember {
    std::string field, variable;
  };
  GivenMember emit_member(const Attribute& attribute, const std::string& member, const std::string& object,
                          const Owner& owner, const std::function<AttributeValue()>& value);
  void emit_html_member(const Attribute& attribute, const GivenMember& given, const std::string& object,
                        const Owner& owner);
  void emit_own_member(const Attribute& attribute, const std::string& member, const GivenMember& given,
                       const std::string& object, const Owner& owner);
  std::string emit_spreading(const OpenTag& tag, const std::string& object, bool is_live);
  /// Gives a spread to `object`.
  void emit_spread(const Attribute& attribute, const std::string& spreading, const std::string& object,
                   const Owner& owner, const std::string& value);
  /// Gives an attribute that is no member's name to the rest of `object`.
  void emit_rest(const Attribute& attribute, const std::string& object, const Owner& owner, const std::string& value);
  void emit_live_component(const Element& element, Place& place);
  void emit_component_attributes(const Element& element, Call& call);
  void emit_component_attribute(const Attribute& attribute, Call& call);
  void emit_slots(const Element& element, Call& call);
  void emit_slot(const Element& slot, Call& call);
  void emit_slot_field(const Element& element, const std::string& member, const std::string& field, const Call& call);
  void emit_entry(const Element& slot, const std::string& field, const std::string& entry_type, const Owner& owner);
  void emit_repeated_entries(const Element& slot, const std::string& field, const std::string& entry_type,
                             const Owner& owner);
  void emit_entry_attributes(const Element& slot, const std::string& entry, const std::string& entry_type,
                             std::string_view keeper, const Owner& owner);
  /// The struct of the attributes of the slot `member`.
  const StructText* entry_text(const Call& call, const std::string& member) const;
  void emit_default_slot(const Element& element, Call& call);
  /// A lambda with the content of a component or slot, which takes an `argument`; its name.
  std::string emit_content(const Element& element, const Names& copied, const std::string& argument);
  void emit_let_check(const Element& element, const std::string& content, const std::string& entry);
  void emit_assignment(const Attribute& attribute, const std::string& field, const AttributeValue& value,
                       const Owner& owner);
  void emit_class_list(Span list, const std::string& field);
  /// An expression with the value of an attribute. Its temporaries live on in a variable, or in `keeper(` where one is
  /// given.
  AttributeValue emit_value(const Attribute& attribute, std::string_view keeper = {});
  /// Checks that all required members were given; those that a spread may give, when the page is rendered.
  void emit_required_check(std::size_t offset, const std::string& type, const std::vector<NamedMember>& fields,
                           const std::string& spreading, const Owner& owner);
  void emit_assertion(std::size_t offset, const std::string& condition, const std::string& message);
  void emit_call(const Call& call, Place& place, unsigned slot);
  /// What a call gave, as an array of plume::Given; its name, or `{}`.
  std::string emit_given(const Call& call);

  // emit_parts.cpp: what all of the above is made of
  /// `if (node.dynamic(slot, change)) { … }` around what `fill` emits; `code` is what is evaluated in it first.
  void dynamic(Place& place, unsigned slot, const std::string& change, Span code, const std::function<void()>& fill);
  /// A plume::Node at the position of `render`, and what `fill` puts into it.
  void node(const std::string& render, const std::function<void(Place&)>& fill, bool root = false);
  /// A list of the class `type` in `slot`, and the loop that `fill` emits.
  void list(Place& place, unsigned slot, std::string_view type,
            const std::function<void(Place& entry, const std::string& name)>& fill);
  /// `if (condition) {`, whose variables are visible from here on.
  void open_if(Span condition);
  void close_brace();
  /// `node.method(slot, value[, control]);` with the expression `code`.
  void slot_call(Place& place, unsigned slot, std::string_view method, Span code, const std::string& control = {});
  /// The expression `code`, "" where it is empty, between `before` and `after`, at its place in the template.
  void argument(Span code, std::string_view after, std::string_view before = {});
  /// The same for an expression whose value is shown.
  void shown_argument(Span code, std::string_view after, std::string_view before = {});
  /// The collection of a loop, evaluated into a variable; its name. `may_be_stream`: the loop takes pairs apart, so a
  /// stream learns the name of its field.
  std::string emit_collection(const Generator& generator, bool may_be_stream = false);
  /// A loop's `for (pattern : items) {`, whose variables are visible from here on.
  void open_for(const Generator& generator, const std::string& items);
  void emit_loop_check(const Generator& generator);
  /// The name of the field if the code is nothing but that: `@songs`. Else empty.
  std::string_view field_of(Span code) const;
  /// Whether the pattern of a loop takes pairs apart, as those of a stream.
  bool is_pair(const Generator& generator) const;
  void bind(const Pattern& pattern, const std::string& value);
  std::string binding(const Pattern& pattern, std::vector<std::pair<const Pattern*, std::string>>& nested,
                      const std::string& type = "auto");
  /// `code` as C++. `declares`: it may be a statement, in which `a[1]` may be a declaration.
  Pieces translate_in_pieces(Span code, bool declares = false);
  std::string translate(Span code, bool declares = false);
  std::string change(const Dependencies& dependencies);
  std::string control(const Dependencies& dependencies);
  std::string given(const std::string& field, const Dependencies& dependencies);
  void emit_assign(Code& code, const std::string& name, std::size_t offset);
  void use_assign(std::string_view name, std::size_t offset, bool Use::* how);
  Code prologue();
  /// Notes for traces of exceptions that what is at `offset`, or the expression `code`, is evaluated next.
  void mark(std::size_t offset);
  void mark(Span code) { mark(trimmed(source_.text(), code).begin); }
  void mark(const Attribute& attribute);
  /// Around all that a function or lambda evaluates.
  void open_trace(Code& code);
  void close_trace(Code& code);
  int line_of(const Element& element) const { return source_.position(element.tag.span.begin).line; }
  std::string fresh(std::string_view stem) { return std::string(stem) + std::to_string(next_++) + "_"; }
  /// All variables of the template that are visible here.
  Names& visible() { return scopes_.back(); }

  /// Variables added while it lives are forgotten at its end.
  class Scope {
   public:
    explicit Scope(Emitter& emitter) : emitter_(emitter) { emitter_.scopes_.push_back(emitter_.scopes_.back()); }
    ~Scope() { emitter_.scopes_.pop_back(); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Emitter& emitter_;
  };

  const Source& source_;
  Unit& unit_;
  DependencyFinder finder_;
  Markup markup_;
  const Surroundings& around_;
  std::map<const Element*, const Element*> containers_;  // the elements around children that are repeated
  bool outermost_ = true;                                // no HTML tag of the template or slot is around
  Code code_;
  std::vector<Names> scopes_{{}};
  std::vector<std::string> used_;  // assigns, in order of their first use
  std::map<std::string, Use, std::less<>> uses_;
  std::map<std::string, std::size_t, std::less<>> named_;  // qualified names, and where each was used first
  bool unchecked_ = false;  // in a call of a component that is certainly unknown, where checks are errors, too
  bool uses_self_ = false;
  unsigned next_ = 0;
};

/// 4.5: whether the template is exactly one HTML element, always there.
bool is_root(const Nodes& nodes);

}  // namespace plume::compiler
