// The colours of templates in editors: each construct of section 1 has its scopes, and ends where it ends.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { tokens } from "./grammar.mjs";

const embedded = "source.cpp.embedded.heex";

/** `wanted`: a token's text and a scope that it has; with a leading `!` one that it has not. The tokens may be parts of it. */
async function check(text, wanted, language) {
  const all = await tokens(text, language);
  for (const [part, scope] of wanted) {
    const absent = scope.startsWith("!");
    const name = absent ? scope.slice(1) : scope;
    const has = ({ scopes }) => scopes.some((one) => one === name || one.startsWith(`${name}.`) || one.split(" ").includes(name));
    const found = all.filter((token) => token.text === part);
    const shown = () => all.map((token) => `${token.text}  ${token.scopes.join(" ")}`).join("\n");
    assert.ok(found.length, `no token is "${part}" in\n${shown()}`);
    assert.ok(absent ? !found.some(has) : found.some(has), `"${part}" should ${absent ? "not " : ""}have ${name}:\n${shown()}`);
  }
}

// Each with what stands in it. Behind each of them, the text of the page is text again.
const samples = [
  ["E1 escape", "<script><%% x %></script>", [["<%%", "constant.character.escape.heex"]]],
  ["E2 comment", "<%!-- {a} <b> %>\n --%>", [["{a} <b> %>", "comment.block.heex"]]],
  ["E3 old comment", "<%# {a} %>", [["{a}", "comment.block.deprecated.heex"]]],
  ["E4 output", "<%= @count + 1 %>", [["<%=", "punctuation.section.embedded.begin.heex"], ["count", "variable.other.assign.heex"],
                                       ["1", "constant.numeric"], ["%>", "punctuation.section.embedded.end.heex"]]],
  ["E4 statement", "<% const auto x = \"}\"; %>", [["const", "storage.modifier"], ["}", "string.quoted.double.cpp"], ["const", embedded]]],
  ["E4 line comment", "<%= @a // why } %>", [["// why }", "comment.line.double-slash.cpp"], ["%>", "punctuation.section.embedded.end.heex"]]],
  ["E6 if block", "<%= if (const auto n = @n; n > 3) { %><b>x</b><% } else if (@m) { %>y<% } else { %>z<% } %>",
   [["if", "keyword.control"], ["else", "keyword.control"], ["x", `!${embedded}`], ["y", `!${embedded}`], ["z", "!meta"]]],
  ["E6 for block", "<%= for (const auto& [a, b] : @rows) { %>{a}<% } %>", [["for", "keyword.control"], ["rows", "variable.other.assign.heex"]]],
  ["E6 switch block", "<%= switch (@mode) { %><% case Mode::list: %>list<% default: %>other<% } %>",
   [["case", "keyword.control"], ["list", "text.html.heex"], ["other", "!meta"]]],
  ["1.3 doctype", "<!DOCTYPE html>", [["DOCTYPE", "entity.name.tag.html"]]],
  ["1.3 HTML comment", "<!-- {x} <p> <%= @a %> -->", [["{x} <p>", "comment.block.html"], ["a", "variable.other.assign.heex"]]],
  ["1.3 entity", "a &lbrace; &#123; &amp;", [["&lbrace;", "constant.character.entity.html"]]],
  ["1.3 a lone brace is text", "a } b", [["a } b", "!meta"]]],
  ["1.4 element", "<my-el a=\"x\" b='y' c d={@e} @click=\"z\" x-on:a.b=\"w\"/>",
   [["my-el", "entity.name.tag.html"], ["a", "entity.other.attribute-name.html"], ["x", "string.quoted.double.html"],
    ["y", "string.quoted.single.html"], ["c", "entity.other.attribute-name.html"], ["e", "variable.other.assign.heex"],
    ["@click", "entity.other.attribute-name.html"], ["x-on:a.b", "entity.other.attribute-name.html"]]],
  ["1.4 braces in quotes are text", "<p title=\"{x\">{@y}</p>", [["{x", "string.quoted.double.html"], ["y", embedded]]],
  ["1.4 attributes on lines", "<p\n  a={@b}\n  class={[\"x\", @on && \"y\"]}\n>z</p>",
   [["a", "entity.other.attribute-name.html"], ["x", "string.quoted.double.cpp"], ["on", "variable.other.assign.heex"], ["z", "!meta"]]],
  ["1.4 spread", "<p {@rest} a></p>", [["rest", embedded], ["a", "entity.other.attribute-name.html"]]],
  ["1.4 closing tags", "<p></p>", [["</", "punctuation.definition.tag.begin.html"]]],
  ["1.4 raw text", "<script type=\"module\">if (a < b) { f(<%= @c %>) }</script><style>p { color: red }</style>",
   [["script", "entity.name.tag.html"], ["if", "source.js.embedded.heex"], ["c", "variable.other.assign.heex"], ["color", "source.css.embedded.heex"]]],
  ["1.4 raw text on lines", "<script>\n  if (a) { b() }\n  <%= if (@c) { %>d()<% } %> </script>",
   [["if", "source.js.embedded.heex"], ["c", "variable.other.assign.heex"], ["d", "source.js.embedded.heex"]]],
  ["1.4 empty raw text", "<script src=\"a.js\"></script>", [["a.js", "string.quoted.double.html"]]],
  ["3.4 bindings", "<b phx-click=\"go\" phx-value-id={@id}>x</b>", [["phx-click", "entity.other.attribute-name.binding.heex"], ["id", embedded]]],
  ["1.5 interpolation", "{@user.name} {a[\"}\"]} {'}'} {R\"(})\"} {/* } */ x} {f(@a, {1, 2})}",
   [["user", "variable.other.assign.heex"], ["{", "punctuation.section.embedded.begin.heex"], ["/*", "comment.block.cpp"], ["f", "entity.name.function"]]],
  ["1.5 line comments", "{@a // }\n}", [["}", "punctuation.section.embedded.end.heex"], ["//", "comment.line.double-slash.cpp"]]],
  ["1.5 raw strings", "{R\"x(a } )\" b)x\"}", [["}", "punctuation.section.embedded.end.heex"]]],
  ["1.5 a brace with a backslash", "{@a == '\\}'} {\"\\}\"}", [["==", "keyword.operator"]]],
  ["1.5 lambdas and calls", "{[&](int x) { return x + @n; }(2)} {ui::shout<int>(@a).size()}",
   [["return", "keyword.control"], ["n", "variable.other.assign.heex"], ["size", "entity.name.function"]]],
  ["1.5 empty", "{} { }", [["{", "punctuation.section.embedded.begin.heex"]]],
  ["1.5 curly off", "<p phx-no-curly-interpolation>{ a { <b>{ x</b> <br> <%= @c %></p>{@d}",
   [["{ a {", `!${embedded}`], ["{ x", `!${embedded}`], ["c", embedded], ["d", embedded]]],
  ["1.6 local component", "<.ui::badge label={@a}>x</.ui::badge>",
   [["ui::badge", "entity.name.function.component.heex"], ["label", "entity.other.attribute-name.html"]]],
  ["1.6 remote component", "<Ui.Parts.badge/><A.b></A.b>", [["Ui.Parts.", "entity.name.namespace.heex"], ["badge", "entity.name.function.component.heex"]]],
  ["1.6 slots", "<.table><:col :let={row} label=\"a\">{row.name}</:col></.table>",
   [["col", "entity.name.tag.slot.heex"], ["let", "keyword.control.special-attribute.heex"], ["row", embedded]]],
  ["1.7 special attributes", "<p :for={[a, b] <- @rows} :if={a > 1} :key={{a, b}} :type={X}></p>",
   [["for", "keyword.control.special-attribute.heex"], ["<-", "keyword.operator.heex"], ["rows", "variable.other.assign.heex"],
    ["key", "keyword.control.special-attribute.heex"], ["type", "keyword.control.special-attribute.heex"]]],
  ["1.7 ranges", "<p :for={i <- 1..@n}></p>", [["..", "keyword.operator.heex"], ["n", "variable.other.assign.heex"]]],
];

for (const [name, text, wanted] of samples) {
  test(name, async () => {
    await check(text, wanted);
    const behind = (await tokens(`${text}<i>behind</i>\nand {@more}`)).filter((token) => ["behind", "and"].includes(token.text));
    assert.deepEqual(behind.map(({ scopes }) => scopes), [["text.html.heex"], ["text.html.heex"]]);
  });
}

test("PLUME_HEEX in C++", async () => {
  const text = `class Page : public plume::LiveView {
 public:
  plume::Assign<int> count{0};
  PLUME_HEEX(R"heex(
    <p :if={@count > 1} class="a)b">{@count}</p>
    <%= for (auto& x : @xs) { %>{x}<% } %>
  )heex")
  int after = 1;  // comment
};
PLUME_HEEX(R"(<b>)</b>)")
int last;`;
  await check(text, [
    ["PLUME_HEEX", "entity.name.function.preprocessor.cpp"], ["p", "entity.name.tag.html"], ["count", "variable.other.assign.heex"],
    ["a)b", "string.quoted.double.html"], ["for", embedded], ["b", "entity.name.tag.html"], ["p", "meta.embedded.heex"],
    ["after", "!text.html.heex"], ["comment", "!text.html.heex"], ["comment", "comment.line.double-slash.cpp"], ["last", "!text.html.heex"],
  ], "source.cpp");
});

test("PLUME_HEEX in comments and strings is none", async () => {
  await check("// PLUME_HEEX(R\"(<p>)\")\nconst char* s = \"PLUME_HEEX(R\";\nint x;",
              [["x", "!text.html.heex"], ["PLUME_HEEX(R\"(<p>)\")", "comment.line"]], "source.cpp");
});

test("all templates of the project: nothing reaches over their end", async () => {
  const root = join(import.meta.dirname, "../..");
  const files = execFileSync("git", ["ls-files", "--", "*.heex", "examples/*.h", "examples/*.cpp"], { cwd: root, encoding: "utf8" })
    .split("\n").filter(Boolean);
  assert.ok(files.length > 20, `only ${files.length} files`);
  for (const file of files) {
    const language = file.endsWith(".heex") ? "text.html.heex" : "source.cpp";
    const all = await tokens(`${readFileSync(join(root, file), "utf8")}\n// behind`, language);
    assert.deepEqual(all.at(-1).scopes.filter((scope) => !scope.startsWith("comment.line.double-slash")), [language], file);
  }
});
