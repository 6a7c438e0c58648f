// Forms (server-api 15.5).
#include "base/json.h"
#include "support/app_site.h"

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class FormLive : public plume::LiveView {
 public:
  plume::Assign<std::string> last{""};
  plume::Assign<bool> trigger{false};
  void handle_event(std::string_view event, const plume::Params& params) override {
    last = std::string(event) + " " + params.json(true);
    if (event == "send") trigger = true;
  }
  PLUME_HEEX(R"heex(
    <p id="last">{@last}</p>
    <form id="all" phx-change="change" phx-submit="submit" phx-value-extra="e">
      <input name="user[name]" value="Ann" />
      <input name="user[mail]" type="email" />
      <input name="user[off]" value="x" disabled />
      <input name="token" type="hidden" value="t" />
      <input name="agree" type="checkbox" />
      <input name="news" type="checkbox" value="yes" checked />
      <input name="tags[]" type="checkbox" value="a" checked />
      <input name="tags[]" type="checkbox" value="b" checked />
      <input name="size" type="radio" value="s" />
      <input name="size" type="radio" value="m" checked />
      <select name="one"><option disabled>0</option><option value="1">eins</option><option>2</option></select>
      <select name="chosen"><option value="1">1</option><option value="2" selected>2</option></select>
      <select name="many[]" multiple><option selected>x</option><option selected>y</option><option>z</option></select>
      <textarea name="text">
line</textarea>
      <fieldset disabled><input name="inside" value="never" /></fieldset>
      <button name="act" value="save">Save</button>
      <button id="second" name="act" value="draft" type="submit">Draft</button>
      <button id="dead" name="act" value="dead" disabled>Dead</button>
      <button id="nameless">Nameless</button>
      <button id="plain" type="button" name="x">Plain</button>
      <input type="submit" name="go" value="Go" />
    </form>
    <input name="far" form="all" value="away" />
    <button id="far-button" form="all" name="act" value="far">Far</button>
    <form id="own"><input id="only" name="n[x]" value="1" phx-change="one" /><b id="b" phx-change="b">b</b></form>
    <form id="send" phx-submit="send" phx-trigger-action={@trigger} action="/sent" method="post">
      <input name="a" value="1" /><input type="hidden" name="_csrf_token" value={csrf_token()} />
    </form>
    <form id="quiet" action="/sent?x=1"><input name="a" value="2" /></form>
    <form id="nowhere"></form>
  )heex")
};

class FormTest : public ::testing::Test, public Site {
 protected:
  FormTest() {
    const auto shown = [](const plume::Request& request) {
      return plume::Response::text(request.method + " " + request.query_params.json(true) + " " +
                                   request.body_params["a"].json());
    };
    endpoint.router().get("/sent", shown);
    endpoint.router().post("/sent", shown);
  }
  plume::testing::View view = open<FormLive>();
  plume::Value last() {
    const auto text = view.element("#last").text();
    return plume::parse_json(text.substr(text.find(' ') + 1));
  }
};

TEST_F(FormTest, Fields_are_sent_as_the_page_has_them__15_5_2) {
  view.form("#all").render_submit();
  const auto sent = last();
  EXPECT_EQ(sent, plume::parse_json(R"({
    "user": {"name": "Ann", "mail": ""}, "token": "t", "news": "yes", "tags": ["a", "b"], "size": "m", "one": "1",
    "chosen": "2", "many": ["x", "y"], "text": "line", "far": "away", "extra": "e"})"))
      << sent.json();
}

TEST_F(FormTest, Data_is_merged_over_them_and_the_argument_over_data__15_5_3) {
  view.form("#all", {{"user", {{"name", "Ada"}}}, {"agree", "on"}, {"size", "s"}, {"many", plume::Value::array({"z"})}})
      .render_change({{"user", {{"mail", "a@b"}, {"new", 1}}}, {"_target", plume::Value::array({"user", "name"})}});
  const auto sent = last();
  EXPECT_EQ(sent["user"], plume::Value({{"name", "Ada"}, {"mail", "a@b"}, {"new", "1"}}));
  EXPECT_EQ(sent["agree"].text(), "on");
  EXPECT_EQ(sent["size"].text(), "s");
  EXPECT_EQ(sent["many"], plume::Value::array({"z"}));
  EXPECT_EQ(sent["_target"], plume::Value::array({"user", "name"}));
}

TEST_F(FormTest, Data_must_be_what_a_user_could_fill_in__15_5_4) {
  const auto told = [&](plume::Value data) {
    return problem([&] { view.form("#all", std::move(data)).render_change(); });
  };
  EXPECT_THAT(told({{"user", {{"age", 3}}}}),
              AllOf(HasSubstr("could not find a non-disabled input, select or textarea with name \"user[age]\""),
                    HasSubstr("<form id=\"all\"")));
  EXPECT_THAT(told({{"user", {{"off", "y"}}}}), HasSubstr("with name \"user[off]\""));
  EXPECT_THAT(told({{"inside", "y"}}), HasSubstr("with name \"inside\""));
  EXPECT_THAT(told({{"one", "7"}}),
              HasSubstr("the value for select \"one\" must be one of [\"1\", \"2\"], and not \"7\""));
  EXPECT_THAT(told({{"size", "xl"}}), HasSubstr("the value for radio \"size\" must be one of [\"s\", \"m\"]"));
  EXPECT_THAT(told({{"tags", plume::Value::array({"a", "c"})}}), HasSubstr("\"tags[]\" must be one of [\"a\", \"b\"]"));
  EXPECT_THAT(told({{"token", "forged"}}), HasSubstr("the value for hidden \"token\" must be one of [\"t\"]"));
  EXPECT_THAT(told({{"go", "Go"}}), HasSubstr("inputs are never submitted"));
}

TEST_F(FormTest, A_button_submits_it__15_5_5) {
  view.form("#all").put_submitter("#second").render_submit();
  EXPECT_EQ(last()["act"].text(), "draft");
  view.form("#all").put_submitter("button[value=save]").render_submit();
  EXPECT_EQ(last()["act"].text(), "save");
  view.form("#all").put_submitter(view.element("#far-button")).render_submit();
  EXPECT_EQ(last()["act"].text(), "far");
  view.form("#all").put_submitter("[type=submit][name=go]").render_submit();
  EXPECT_EQ(last()["go"].text(), "Go");
}

TEST_F(FormTest, Not_every_button_does__15_5_5) {
  const auto told = [&](std::string_view button) {
    return problem([&] { view.form("#all").put_submitter(button).render_submit(); });
  };
  EXPECT_THAT(told("#gone"), HasSubstr("must be a single element, and not 0"));
  EXPECT_THAT(told("button"), HasSubstr("must be a single element, and not 6"));
  EXPECT_THAT(told("#dead"), HasSubstr("is disabled"));
  EXPECT_THAT(told("#nameless"), HasSubstr("has no name"));
  EXPECT_THAT(told("#plain"), HasSubstr("submits no form"));
  EXPECT_THAT(problem([&] { view.form("#all").put_submitter("#second").render_change(); }),
              HasSubstr("is for render_submit"));
}

TEST_F(FormTest, Only_forms_are_submitted_and_only_fields_change__15_3) {
  EXPECT_THAT(problem([&] { view.form("#last").render_submit(); }), HasSubstr("is not a form"));
  EXPECT_THAT(problem([&] { view.element("#b").render_change(); }), HasSubstr("only allowed in forms"));
  EXPECT_THAT(problem([&] { view.element("#only").render_submit(); }), HasSubstr("only allowed in forms"));
  EXPECT_THAT(problem([&] { view.element("#own").render_submit(); }), HasSubstr("does not have phx-submit attribute"));
  view.element("#only").render_change();
  EXPECT_EQ(last(), plume::parse_json(R"({"n": {"x": "1"}, "_target": ["n", "x"]})"));
}

TEST_F(FormTest, A_form_may_be_an_element_too__15_5) {
  view.element("#all").render_submit({{"free", "unchecked"}});
  EXPECT_EQ(last()["free"].text(), "unchecked");
  EXPECT_EQ(last()["news"].text(), "yes");
}

TEST_F(FormTest, A_triggered_action_is_followed__15_5_6) {
  EXPECT_THAT(problem([&] { app.follow_trigger_action(view.form("#send")); }),
              HasSubstr("has no phx-trigger-action attribute"));
  const auto form = view.form("#send", {{"a", "3"}});
  form.render_submit();
  EXPECT_EQ(app.follow_trigger_action(form).response.body, "POST {} \"3\"");
}

TEST_F(FormTest, A_form_is_submitted_without_a_view__15_5_7) {
  EXPECT_EQ(app.submit_form(view.form("#quiet")).response.body, "GET {\"a\":\"2\"} null");
  EXPECT_THAT(problem([&] { app.submit_form(view.form("#nowhere")); }), HasSubstr("has no action attribute"));
}

}  // namespace
