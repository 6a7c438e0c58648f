// Forms and their fields: templates.md 8.3 and 8.4.
#include "plume/form.h"

#include <gtest/gtest.h>

#include "plume/select_options.h"

namespace plume {
namespace {

const Value user{{"name", "Ada"}, {"email", nullptr}};

TEST(Form, S8_3_FieldsAreNamedBelowTheForm) {
  const Form form = to_form(user, {.as = "user"});
  const FormField field = form["name"];
  EXPECT_EQ(field.id, "user_name");
  EXPECT_EQ(field.name, "user[name]");
  EXPECT_EQ(field.field, "name");
  EXPECT_EQ(field.value, Value("Ada"));
  EXPECT_EQ(field.form, &form);
}

TEST(Form, S8_3_WithoutANameFieldsStandAlone) {
  const Form form = to_form(user);
  EXPECT_EQ(form["name"].id, "name");
  EXPECT_EQ(form["name"].name, "name");
}

TEST(Form, S8_3_IdIsThatOfTheOptionElseTheName) {
  EXPECT_EQ(to_form(user, {.as = "user"}).id, "user");
  EXPECT_FALSE(to_form(user, {.as = "user"}).has_dom_id);
  const Form both = to_form(user, {.as = "user", .id = "f"});
  EXPECT_EQ(both["name"].id, "f_name");
  EXPECT_EQ(both["name"].name, "user[name]");
  EXPECT_TRUE(both.has_dom_id);
}

TEST(Form, S8_3_ParametersWinOverDataEvenWhereNull) {
  Form form = to_form(user);
  form.data = Value{{"email", "a@b"}, {"age", 36}};
  EXPECT_TRUE(form["email"].value.is_null());
  EXPECT_EQ(form["age"].value, Value(36));
  EXPECT_TRUE(form["other"].value.is_null());
}

TEST(Form, S8_3_ErrorsOfAFieldAreThoseOfExactlyItsKey) {
  FormErrors errors;
  errors.add("name", "too short");
  errors.add("name", "too old");
  errors.add("names", "other");
  const Form form = to_form(user, {.errors = errors});
  const auto of_name = form["name"].errors;
  EXPECT_EQ(std::vector(of_name.begin(), of_name.end()), (std::vector<std::string>{"too short", "too old"}));
  EXPECT_TRUE(form["nam"].errors.empty());
}

TEST(Form, S8_3_OptionsReplaceThoseOfAForm) {
  FormErrors errors;
  errors.add("name", "no");
  const Form form =
      to_form(to_form(user, {.as = "user", .id = "f"}), {.as = "person", .errors = errors, .action = "save"});
  EXPECT_EQ(form.id, "person");
  EXPECT_EQ(form.name, "person");
  EXPECT_TRUE(form.errors.has("name"));
  EXPECT_EQ(form.action, "save");
  EXPECT_EQ(form["name"].value, Value("Ada"));
}

TEST(Form, TakesWhateverABrowserSends) {
  for (const Value& sent : {Value(), Value("text"), Value::array({1, 2}), Value(7)}) {
    const Form form = to_form(sent, {.as = "user"});
    EXPECT_TRUE(form["name"].value.is_null());
    EXPECT_FALSE(used_input(form["name"]));
    EXPECT_EQ(form["lines"].forms({.initial = Value::array({})}).size(), 0u);
  }
}

TEST(Form, FieldsStayWithTheFormTheyCameFrom) {
  Form one = to_form(user, {.as = "one"});
  one["name"];
  const Form copy = one;
  EXPECT_EQ(copy["name"].form, &copy);
  one = to_form(Value{{"name", "Bob"}}, {.as = "two"});
  EXPECT_EQ(one["name"].value, Value("Bob"));
  EXPECT_EQ(one["name"].name, "two[name]");
  EXPECT_EQ(copy["name"].name, "one[name]");
}

TEST(Form, EqualWhereTheSameWasSubmitted) {
  const Form one = to_form(user, {.as = "u"});
  one["name"];
  EXPECT_EQ(one, to_form(user, {.as = "u"}));
  EXPECT_NE(one, to_form(user, {.as = "v"}));
}

TEST(FormFields, TellTheirDifferencesByHash) {
  FormErrors errors;
  errors.add("name", "no");
  const auto hash = [](const Form& form) { return form["name"].control_hash(); };
  const auto base = hash(to_form(user));
  EXPECT_EQ(base, hash(to_form(user)));
  EXPECT_NE(base, hash(to_form(user, {.as = "u"})));
  EXPECT_NE(base, hash(to_form(user, {.errors = errors})));
  EXPECT_NE(base, hash(to_form(Value{{"name", ""}})));
  EXPECT_NE(hash(to_form(Value{{"name", ""}})), hash(to_form(Value())));
}

TEST(FormFields, CanBeAssigned) {
  const Form form = to_form(user);
  FormField field;
  EXPECT_TRUE(field.value.is_null());
  EXPECT_TRUE(field.forms().empty());
  field = form["name"];
  EXPECT_EQ(field.value, Value("Ada"));
  field = form["email"];
  EXPECT_EQ(field.name, "email");
}

// used_input

bool used(const Value& params, std::string_view field) { return used_input(to_form(params)[field]); }

TEST(UsedInput, S8_3_WasSubmittedAndNotMarked) {
  EXPECT_TRUE(used({{"name", ""}}, "name"));
  EXPECT_FALSE(used({{"name", ""}}, "email"));
  EXPECT_FALSE(used({{"name", ""}, {"_unused_name", ""}}, "name"));
  EXPECT_FALSE(used({{"name", ""}, {"_unused_name", ""}}, "_unused_name"));
  EXPECT_FALSE(used_input(FormField()));
}

TEST(UsedInput, S8_3_NestedFormsWhereAnyFieldIs) {
  const auto nested = [](Value address) { return Value{{"address", std::move(address)}}; };
  EXPECT_TRUE(used(nested({{"street", "x"}, {"town", ""}, {"_unused_town", ""}}), "address"));
  EXPECT_FALSE(used(nested({{"town", ""}, {"_unused_town", ""}}), "address"));
  EXPECT_FALSE(used(nested(Value::object()), "address"));
  EXPECT_TRUE(used(nested({{"0", Value{{"a", "1"}}}}), "address"));
  EXPECT_TRUE(used(nested(Value::array({})), "address"));
}

TEST(UsedErrors, AreThoseOfUsedFields) {
  FormErrors errors;
  errors.add("name", "no");
  const Form used_form = to_form(Value{{"name", ""}}, {.errors = errors});
  EXPECT_EQ(used_errors(used_form["name"]).size(), 1u);
  const Form unused = to_form(Value{{"name", ""}, {"_unused_name", ""}}, {.errors = errors});
  EXPECT_TRUE(used_errors(unused["name"]).empty());
}

// Errors of nested forms

TEST(FormErrors, BelowAPrefixAndBack) {
  FormErrors line, order;
  line.add("qty", "not a number");
  line.add("tags[1]", "no");
  line.add("", "all of it");
  order.add_below("lines[0]", line);
  order.add("title", "missing");
  ASSERT_EQ(order.size(), 4u);
  EXPECT_TRUE(order.has("lines[0][qty]"));
  EXPECT_TRUE(order.has("lines[0][tags][1]"));
  EXPECT_TRUE(order.has("lines[0]"));
  EXPECT_EQ(order.below("lines[0]"), line);
  EXPECT_TRUE(order.below("lines[1]").empty());
  EXPECT_TRUE(order.below("line").empty());
}

// Nested forms

TEST(NestedForms, S8_4_OneFormOfAnObject) {
  const Form form = to_form(Value{{"address", Value{{"town", "Bern"}}}}, {.as = "user"});
  const auto& forms = form["address"].forms({.skip_persistent_id = true});
  ASSERT_EQ(forms.size(), 1u);
  EXPECT_EQ(forms[0].name, "user[address]");
  EXPECT_EQ(forms[0].index, std::nullopt);
  EXPECT_EQ(forms[0]["town"].name, "user[address][town]");
  EXPECT_EQ(forms[0]["town"].id, "user_address_town");
  EXPECT_EQ(forms[0]["town"].value, Value("Bern"));
}

TEST(NestedForms, S8_4_OneFormHasAPersistentIdToo) {
  const Form form = to_form(Value(), {.as = "user"});
  const auto& forms = form["address"].forms({.initial = Value{{"town", "Bern"}}});
  ASSERT_EQ(forms.size(), 1u);
  EXPECT_EQ(forms[0].id, "user_address_0");
  EXPECT_EQ(forms[0].persistent_id, "0");
  EXPECT_EQ(forms[0]["town"].value, Value("Bern"));
}

const Value many = Value::array({});

TEST(NestedForms, S8_4_OnePerEntryOfTheParametersInOrderOfTheirNumbers) {
  Value lines = Value::object();
  for (const char* index : {"10", "2", "x", "0"}) lines.set(index, Value{{"n", index}});
  const Form form = to_form(Value{{"lines", lines}}, {.as = "order"});
  const auto& forms = form["lines"].forms({.initial = many});
  ASSERT_EQ(forms.size(), 4u);
  const char* const expected[] = {"0", "2", "10", "x"};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(forms[i].index, i);
    EXPECT_EQ(forms[i].name, "order[lines][" + std::to_string(i) + "]");
    EXPECT_EQ(forms[i]["n"].value, Value(expected[i])) << "Q7";
  }
}

TEST(NestedForms, S8_4_InitialOnesBetweenPrependedAndAppended) {
  const auto item = [](const char* text) { return Value::array({Value{{"n", text}}}); };
  const NestedOptions options{.initial = item("b"), .prepend = item("a"), .append = item("c")};
  const Form form = to_form(Value(), {.as = "order"});
  ASSERT_EQ(form["lines"].forms(options).size(), 3u);
  EXPECT_EQ(form["lines"].forms(options)[0]["n"].value, Value("a"));
  EXPECT_EQ(form["lines"].forms(options)[2]["n"].value, Value("c"));
  const Form submitted = to_form(Value{{"lines", Value{{"0", Value{{"n", "x"}}}}}}, {.as = "order"});
  EXPECT_EQ(submitted["lines"].forms(options).size(), 1u);
}

std::vector<std::string> ids(const Value& lines) {
  const Form form = to_form(Value{{"lines", lines}}, {.as = "o"});
  std::vector<std::string> found;
  for (const auto& one : form["lines"].forms({.initial = many})) {
    EXPECT_EQ(one.id, "o_lines_" + one.persistent_id);
    EXPECT_EQ(one["_persistent_id"].value, Value(one.persistent_id));
    found.push_back(one.persistent_id);
  }
  return found;
}

using Ids = std::vector<std::string>;

TEST(NestedForms, S8_4_PersistentIdsStayAndNewOnesAreFree) {
  const auto with = [](const char* id) { return Value{{"_persistent_id", id}}; };
  const Value without = Value::object();
  EXPECT_EQ(ids(Value::array({without, without})), (Ids{"0", "1"}));
  EXPECT_EQ(ids(Value::array({with("3"), without, with("1")})), (Ids{"3", "2", "1"}));
  EXPECT_EQ(ids(Value::array({with("1"), without})), (Ids{"1", "2"}));
}

TEST(NestedForms, HostilePersistentIdsAreReplaced) {
  const auto with = [](Value id) { return Value{{"_persistent_id", std::move(id)}}; };
  EXPECT_EQ(ids(Value::array({with("0"), with("0")})), (Ids{"0", "1"}));
  EXPECT_EQ(ids(Value::array({with("\" onclick="), with(Value::object()), with("12345678901")})), (Ids{"0", "1", "2"}));
}

TEST(NestedForms, HaveTheErrorsBelowThem) {
  FormErrors errors;
  errors.add("lines[1][qty]", "not a number");
  const Form form =
      to_form(Value{{"lines", Value{{"0", Value()}, {"1", Value{{"qty", "x"}}}}}}, {.as = "o", .errors = errors});
  const auto& forms = form["lines"].forms({.initial = many});
  ASSERT_EQ(forms.size(), 2u);
  EXPECT_TRUE(forms[0]["qty"].errors.empty());
  ASSERT_EQ(forms[1]["qty"].errors.size(), 1u);
  EXPECT_EQ(forms[1]["qty"].errors[0], "not a number");
}

TEST(NestedForms, AreMadeOnce) {
  const Form form = to_form(Value{{"lines", Value{{"0", Value{{"qty", "x"}}}}}}, {.as = "o"});
  std::string id = "another id that is long enough";
  const auto* made = form["lines"].forms({.id = id, .initial = many}).data();
  id = std::string(id);
  EXPECT_EQ(form["lines"].forms({.id = id, .initial = many}).data(), made);
  EXPECT_EQ(form["lines"].forms({.initial = many})[0].id, "o_lines_0");
}

TEST(NestedForms, S8_4_NameAndIdOfTheOptions) {
  const Form form = to_form(Value(), {.as = "o"});
  const auto& forms = form["lines"].forms({.id = "i", .as = "n", .initial = Value::array({Value::object()})});
  ASSERT_EQ(forms.size(), 1u);
  EXPECT_EQ(forms[0].name, "n[0]");
  EXPECT_EQ(forms[0].id, "i_lines_0");
}

// Helpers

TEST(InputId, S8_3_ReplacesWhatIsNoWordCharacter) {
  const Form form = to_form(user, {.as = "user"});
  EXPECT_EQ(input_id(form["name"], "A b-c_1é"), "user_name_A_b_c_1é");
  EXPECT_NE(input_id(form["name"], "日本"), input_id(form["name"], "中国"));
  EXPECT_NE(input_id(form["name"], "🙂"), input_id(form["name"], "🙁"));
}

TEST(NormalizeValue, S8_3_ByType) {
  EXPECT_EQ(normalize_value("checkbox", "true"), Value(true));
  EXPECT_EQ(normalize_value("checkbox", true), Value(true));
  EXPECT_EQ(normalize_value("checkbox", "on"), Value(false));
  EXPECT_EQ(normalize_value("checkbox", nullptr), Value(false));
  EXPECT_EQ(normalize_value("textarea", "\nx"), Value("\n\nx"));
  EXPECT_EQ(normalize_value("textarea", nullptr), Value("\n"));
  EXPECT_EQ(normalize_value("datetime-local", "2026-07-14 09:30:05"), Value("2026-07-14T09:30"));
  EXPECT_EQ(normalize_value("datetime-local", "today"), Value("today"));
  EXPECT_EQ(normalize_value("text", 1.5), Value(1.5));
}

TEST(OptionsForSelect, S8_3_MarksWhatIsSelectedAndEscapes) {
  EXPECT_EQ(options_for_select({"a", {"<B>", "b&"}}, "b&").markup(),
            "<option value=\"a\">a</option><option selected value=\"b&amp;\">&lt;B&gt;</option>");
  EXPECT_EQ(
      options_for_select({"1", "2", "3"}, Value::array({1, "3"})).markup(),
      "<option selected value=\"1\">1</option><option value=\"2\">2</option><option selected value=\"3\">3</option>");
  EXPECT_EQ(options_for_select({""}, nullptr).markup(), "<option value=\"\"></option>");
}

TEST(OptionsForSelect, S8_3_GroupsLinesAndAttributes) {
  SelectOption disabled("no");
  disabled.disabled = true;
  EXPECT_EQ(options_for_select({SelectOption::group("G", {"a", "b"}), SelectOption::line(), disabled}, "b").markup(),
            "<optgroup label=\"G\"><option value=\"a\">a</option><option selected value=\"b\">b</option></optgroup>"
            "<hr/><option disabled value=\"no\">no</option>");
}

}  // namespace
}  // namespace plume
