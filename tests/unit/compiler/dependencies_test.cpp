// What dynamics depend on (5.2 to 5.4): the change that stands in the emitted guard.
#include <gtest/gtest.h>

#include <string>

#include "templates.h"

namespace plume::compiler {
namespace {

using testing::body;

/// What stands in the guards of the emitted code, outer before inner, joined by `; `.
std::string guards(std::string_view text) {
  const auto all = body(text);
  std::string found;
  const std::string call = ".dynamic(";
  for (auto at = all.find(call); at != std::string::npos; at = all.find(call, at + 1)) {
    const auto comma = all.find(", ", at) + 2;
    auto guard = all.substr(comma, all.find(")) {", comma) - comma);
    for (const std::string_view noise : {"plume::Change::", "_changed_", "_named_"})
      for (auto i = guard.find(noise); i != std::string::npos; i = guard.find(noise)) guard.erase(i, noise.size());
    found += (found.empty() ? "" : "; ") + guard;
  }
  return found;
}

struct Row {
  const char* name;
  const char* text;
  const char* guards;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class Guards : public ::testing::TestWithParam<Row> {};
TEST_P(Guards, OfTemplateFiles) { EXPECT_EQ(guards(GetParam().text), GetParam().guards); }

const Row rows[] = {
    {"never", "{1 + 2}", "none"},
    {"never_with_literals", "{std::string(\"a\")}{plume::JS().push(\"x\")}{'c' + sizeof(Row)}", "none; none; none"},
    {"any_spelling_of_a_name", "{kMax}{MAX}{Title}{max}{::kMax + 1}", "unknown; unknown; unknown; unknown; __kMax"},
    {"calls_of_any_spelling", "{f(1)}{Type(1)}{Type{1}.x}{kMake(@a)}{Base::title()}{app::now(@a)}",
     "unknown; unknown; unknown; unknown | a; unknown; unknown | a"},
    {"qualified_names_are_for_cpp_to_know", "{Type::x}{@a == app::Mode::list}", "Type__x; app__Mode__list | a"},
    {"qualified_name_beside_a_call", "{f(Type::x)}", "unknown"},
    {"addresses", "{@a.all(&Type::x)}{@a & Type::x}", "unknown | a; Type__x | a"},
    {"types", "{static_cast<Row>(@a)}{(app::Row)@a}{std::get<app::Row>(@a)}{@a.as<app::Row>()}{f<Row>(@a)}",
     "a; unknown | a; a; a; unknown | a"},
    {"comparison_is_no_template", "{app::limit < @a}", "app__limit | a"},
    {"lambda", "{std::max([](Row r) { return r.x; }(@a), 1)}", "unknown | a"},
    {"pure_functions",
     "{std::to_string(@a)}{std::numeric_limits<int>::max()}{plume::raw(@a)}{std::rand()}{std::time(0)}",
     "a; none; a; unknown; unknown"},
    {"assign", "{@a}", "a"},
    {"assign_twice", "{@a + @a.b}", "a"},
    {"assigns", "{@b.c + @a[\"k\"]}", "b | a"},
    {"index_is_a_dependency", "{@f[@k]}", "f | k"},
    {"call_of_a_member", "{@total(@a)}", "unknown | a"},
    {"method_of_an_assign", "{@a.size()}", "a"},
    {"plain_name", "{count}", "unknown"},
    {"plain_name_and_assign", "{count + @a}", "unknown | a"},
    {"this", "{this->x}", "unknown"},
    {"members_are_no_names", "{@a.b->c}", "a"},
    {"qualified_names_are_no_variables", "{std::min(@a, app::limit)}", "app__limit | a"},
    {"keywords", "{static_cast<int>(@a) + sizeof(int) + true}", "a"},
    {"names_in_strings", "{std::string(\"count @b\")}", "none"},
    {"call_without_arguments", "{now()}", "unknown"},
    {"call_with_arguments", "{format(@a)}", "unknown | a"},
    {"render_slot", "{render_slot(@inner_block)}", "inner_block"},
    {"attribute", "<p a={@a} class={[\"x\", @b && \"y\"]} {@c}></p>", "a; b; c"},
    {"concatenation_has_own_slots", "<p id={\"a\" + @a + \"b\" + @b}></p>", "a; b"},

    {"D2_statement", "<% auto v = @x; %>{v} {@y}", "unknown; y"},
    {"D2_statement_binds_functions_too", "<% auto f = @x; %>{f(1)} {f<1>}", "unknown; unknown"},
    {"D2_names_of_a_statement_that_look_constant", "<% auto V = @x; %>{V}", "unknown"},
    {"D3_if_variable", "<%= if (auto x = @a) { %>{x} {@b}<% } %>", "a | b; unknown; b"},
    {"if_union", "<%= if (@a) { %>{@b}<% } else if (@c) { %>{@d}<% } else { %>{@e}<% } %>",
     "a | b | c | d | e; b; d; e"},
    {"if_of_a_plain_name", "<%= if (@a && flag) { %>x<% } %>", "unknown | a"},
    {"switch_union", "<%= switch (@s) { %><% case 1: %>{@a}<% default: %>{@b}<% } %>", "s | a | b; a; b"},
    {"loop", "<%= for (const auto& x : @xs) { %>{x} {@a}<% } %>", "xs | a; unknown; a"},
    {"counting_loop", "<%= for (int i = 0; i < @n; ++i) { %>{i}<% } %>", "n; unknown"},
    {"loop_with_a_type", "<%= for (const app::Row& x : @xs) { %>{@a}<% } %>", "xs | a; a"},
    {"loop_over_a_plain_name", "<%= for (const auto& x : xs) { %>{x}<% } %>", "unknown; unknown"},
    {"loop_with_a_statement", "<%= for (const auto& x : @xs) { %><% auto y = x.a; %>{y}<% } %>", "xs; unknown"},
    {"if_tag", "<p :if={@a}>{@b}</p>", "a | b; b"},
    {"if_tag_binds", "<p :if={auto x = @a}>{x}</p>", "a; unknown"},
    {"for_tag", "<p :for={x <- @xs} :key={f(x, @k)} :if={x.on && @f}>{x.n}{@y}</p>", "xs | f | y; unknown; y"},
    {"for_tag_range", "<p :for={i <- 1..@n}>{i}</p>", "n; unknown"},
    {"for_tag_pattern", "<p :for={[a, _b] <- @m}>{a}</p>", "m; unknown"},
    {"nested_loops", "<p :for={x <- @xs}><b :for={y <- x.ys}>{y}{@a}</b></p>", "xs | a; unknown | a; unknown; a"},
    {"shadowed_name", "<p :for={x <- @xs}><b :for={x <- x.ys}>{x}</b></p>", "xs; unknown; unknown"},
    {"component", "<.c a={@a} b=\"s\" d={@d.e}/>", "a | d"},
    {"component_never", "<.c a={1} b=\"s\"/>", "none"},
    {"component_slots", "<.c a={@a}><:s x={@x}>{@y}</:s>{@z}</.c>", "a | x | y | z; y; z"},
    {"let_does_not_leak", "<.c :let={v} a={@a}>{v}{@b}</.c>", "a | b; unknown; b"},
    {"slot_let", "<.c><:s :let={[v, w]}>{v}{w.x}{@b}</:s></.c>", "b; unknown; unknown; b"},
    {"slot_for", "<.c><:s :for={x <- @xs} :if={@on}>{x}{@b}</:s></.c>", "xs | on | b; unknown; b"},
    {"component_in_a_loop", "<.c :for={x <- @xs} a={x} b={@y}/>", "xs | y; unknown | y"},
};

INSTANTIATE_TEST_SUITE_P(Templates, Guards, ::testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

/// The last argument of the call in the first dynamic.
std::string control(std::string_view text) {
  const auto all = body(text);
  const auto line_end = all.find(");\n", all.find(".dynamic("));
  const auto begin = all.rfind('\n', line_end) + 1;
  return all.substr(begin, line_end - begin);
}

TEST(Controls, SayWhatTheirValueDependsOn) {
  EXPECT_EQ(control("<input value={@v}>"), "_v, f_.control(v_field_)");
  EXPECT_EQ(control("<input checked={@form.on}>"), "_form.on, plume::detail::path_of(_form.on)");
  EXPECT_EQ(
      control("<input value={@user ? @user->name : @name}>"),
      ": plume::detail::choice(_name), f_.control(user_field_) | f_.control(user_field_) | f_.control(name_field_)")
      << "what may be missing is not read";
  EXPECT_EQ(control("<option selected={@v == @w[\"k\"]}></option>"),
            ")[\"k\"], f_.control(v_field_) | plume::detail::path_of(plume::detail::in(_w)[\"k\"])");
  EXPECT_EQ(control("<select {@rest}></select>"), "_rest, f_.control(rest_field_)");
  EXPECT_EQ(control("<input value={\"x\" + @v}>"), "n0_.text(0, _v, f_.control(v_field_)");
  EXPECT_EQ(control("<textarea>{@f.text}</textarea>"), "_f.text, plume::detail::path_of(_f.text)");
  EXPECT_EQ(control("<input value={now()}>"), "now(), plume::Control{plume::Change::unknown}");
}

TEST(Controls, OfLoopVariables) {
  const auto all = body("<input :for={f <- @fs} value={f.value}>");
  EXPECT_NE(all.find("f.value, plume::detail::path_of(f.value));"), std::string::npos) << all;
}

TEST(Controls, OtherAttributesAreOrdinary) {
  for (const auto text : {"<input title={@v}>", "<p value={@v}></p>", "<p>{@v}</p>", "<a {@v}></a>"})
    EXPECT_EQ(control(text), "_v") << text;
}

}  // namespace
}  // namespace plume::compiler
