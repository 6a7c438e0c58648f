// Writes a header of templates with random structures:
//   node random_templates.mjs --seed N --from I --count C --output FILE [--spaced | --live]
// The classes are Random<I> to Random<I + C - 1>; equal arguments give equal files. With --spaced there is white space of
// all kinds between and around tags, and more kinds of tags. With --live they are views that hold live components.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: { seed: { type: "string" }, from: { type: "string" }, count: { type: "string" }, output: { type: "string" },
             spaced: { type: "boolean" }, live: { type: "boolean" } },
});

let state = 0;
// mulberry32
function below(limit) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % limit;
}
const once = (times) => below(times) === 0;
const pick = (list) => list[below(list.length)];
const space = () => (options.spaced ? pick(["", "", "", " ", "  ", "\n", "\n    ", "\n\n  "]) : "");

// What expressions can name: the fields, and the variables of the loops around; `keys`: what tells the turns of these
// loops apart, null where nothing does.
class Scope {
  constructor(from = { items: [], texts: [], numbers: [], keys: [], depth: 0 }) {
    Object.assign(this, from);
  }
  but(changes) { return new Scope({ ...this, ...changes }); }
  with(kind, name) { return this.but({ [kind]: [...this[kind], name] }); }
  keyed(key) { return this.but({ keys: this.keys && [...this.keys, key] }); }
  repeated() { return this.but({ keys: null }); }
  deeper() { return this.but({ depth: this.depth + 1 }); }
}

class Template {
  // `parts`: the live components that it may hold; `own`: it is that of one.
  constructor({ budget = 30, controls = once(3), parts = [], own = false } = {}) {
    Object.assign(this, { budget, controls, parts, own });
    this.names = 0;
    this.slot = own;
  }

  // A number, a text, or several; by the number in the variable's name.
  key(item) {
    const keys = [`${item}.id`, `"item " + ${item}.id`, `{${item}.id, "of items"}`, `{${item}.id % 3, ${item}.id}`];
    return ` :key={${keys[/\d+/.exec(item)[0] % keys.length]}}`;
  }

  name(stem) { return `${stem}${++this.names}`; }

  // An expression of type std::string or const std::string&.
  text(scope) {
    const texts = ["@text", "@word", "@user.name", ...(this.own ? ["@label", "@name"] : []), ...scope.texts, ...scope.items.map((item) => `${item}.name`)];
    if (options.spaced && once(8)) return this.longText(() => pick(texts));
    if (once(6)) return `(${pick(texts)} + "+" + ${pick(texts)})`;
    return scope.texts.length && once(2) ? pick(scope.texts) : pick(texts);
  }

  // Longer than a line, with operators, calls, lists, lambdas, ranges and spaces in many ways.
  longText(name) {
    const part = () => pick([
      name,
      () => `std::string(${name()}, 0, 2)`,
      () => `joined( {${name()},${name()} , "a long text, with a {brace\\}" + ${name()}} )`,
      () => `(${name()}.empty()?"empty" : ${name()})`,
      () => `[&](const std::string& x) { return x + "/"+${name()}; }(${name()})`,
      () => `@users.at( 1 ).names().find(${name()}) .value().text_or("none")`,
      () => `/* why */ ${name()}`,
      () => `std::to_string(@n *2 + static_cast<int>( ${name()}.size() ) - 1'000 / @mode)`,
    ])();
    return Array.from({ length: 2 + below(5) }, part).join(pick([" + ", "+", " +"]));
  }

  number(scope) {
    const numbers = ["@n", "@mode", "@user.n", "@n + @mode", "@items.size()", "@words.size()", ...(this.own ? ["@number"] : []), ...scope.numbers,
                     ...scope.items.flatMap((item) => [`${item}.n`, `${item}.tags.size()`, `${item}.n + @n`])];
    return pick(numbers);
  }

  condition(scope) {
    const conditions = ["@a", "@b", "!@a", "@n > 2", "@mode == 1", "@maybe", "@items.empty()", "@user.on", "@a && @b", "@text.empty()",
                        ...scope.items.flatMap((item) => [`${item}.on`, `${item}.n % 2 == 0`, `@a && ${item}.on`, `${item}.note`]),
                        ...scope.texts.map((text) => `${text}.size() > 2`), ...scope.numbers.map((number) => `${number} > 1`)];
    return pick(conditions);
  }

  value(scope) {
    const others = ["@x", "@a", "@maybe", "@user.note", "@words", '@form["q"]', "7", '"lit"', "plume::raw(@markup)",
                    ...scope.items.flatMap((item) => [`${item}.note`, `${item}.tags`])];
    return pick([() => this.text(scope), () => this.number(scope), () => pick(others)])();
  }

  attribute(scope, name) {
    return pick([
      () => `${name}="s"`,
      () => `${name}`,
      () => `${name}={${this.text(scope)}}`,
      () => `${name}={${this.number(scope)}}`,
      () => `${name}={${this.condition(scope)} ? true : false}`,
      () => `${name}={"p-" + ${this.value(scope)} + "-s"}`,
    ])();
  }

  attributes(scope) {
    const all = [];
    for (const name of ["title", "data-a", "aria-label"]) if (once(4)) all.push(this.attribute(scope, name));
    if (once(5)) all.push(`id={"i-" + ${this.number(scope)}}`);
    if (once(4)) all.push(pick([
      () => `class={["c", ${this.condition(scope)} && "d", ${this.text(scope)}]}`,
      () => `class={${this.condition(scope)} && "d"}`,
      () => `class={${this.text(scope)}}`,
    ])());
    if (once(8)) all.push(`style={${this.text(scope)}}`);
    if (once(8)) all.push("{@attrs}");
    return all.map((attribute) => `${space()} ${attribute}`).join("");
  }

  // The special attributes of a loop, and the scope inside.
  loop(scope) {
    const kinds = [
      () => {
        const item = this.name("item");
        return [`:for={${item} <- @items}${once(2) ? this.key(item) : ""}`, scope.with("items", item).keyed(`${item}.id`)];
      },
      () => {
        const [item, at] = [this.name("item"), this.name("at")];
        return [`:for={{${item}, ${at}} <- plume::with_index(@items)}${once(2) ? this.key(item) : ""}`,
                scope.with("items", item).with("numbers", at).keyed(`${item}.id`)];
      },
      () => {
        const word = this.name("word");
        return [`:for={${word} <- @words}`, scope.with("texts", word).repeated()];
      },
      () => {
        const i = this.name("i");
        return [`:for={${i} <- 1..@mode}`, scope.with("numbers", i).keyed(i)];
      },
    ];
    if (scope.items.length) kinds.push(() => {
      const tag = this.name("tag");
      return [`:for={${tag} <- ${pick(scope.items)}.tags}`, scope.with("texts", tag).repeated()];
    });
    const [head, inner] = pick(kinds)();
    return once(4) ? [`${head} :if={${this.condition(inner)}}`, inner] : [head, inner];
  }

  // Special attributes of any kind, or none, and the scope inside.
  special(scope) {
    if (once(4)) return [` :if={${this.condition(scope)}}`, scope];
    if (once(4) && scope.depth < 4) {
      const [head, inner] = this.loop(scope);
      return [` ${head}`, inner];
    }
    return ["", scope];
  }

  nodes(scope) {
    let out = space();
    for (let count = 1 + below(3); count > 0; --count) out += this.node(scope.deeper()) + space();
    return out;
  }

  node(scope) {
    if (--this.budget < 0 || scope.depth > 5) return once(2) ? "." : `{${this.value(scope)}}`;
    return pick([
      () => pick(["text ", "\n  ", "a &amp; b", "'\"", "<!-- c -->", "é日", "<br>", "<%!-- gone --%>"]),
      () => `{${this.value(scope)}}`,
      () => `<%= ${this.value(scope)} %>`,
      () => this.element(scope),
      () => this.element(scope),
      () => this.block(scope),
      () => this.block(scope),
      () => this.component(scope),
      () => this.component(scope),
      () => (this.controls ? this.control(scope) : this.element(scope)),
      ...(options.spaced ? [() => this.layoutCase(scope)] : []),
      ...(this.parts.length && scope.keys ? Array(5).fill(() => this.part(scope)) : []),
      ...(this.slot && scope.keys?.length === 0 ? Array(3).fill(() => this.ownSlot()) : []),
    ])();
  }

  // Live components, with ids which no other of the page has.
  part(scope) {
    const [special, inner] = this.special(scope);
    if (!inner.keys) return "";
    const module = pick(this.parts);
    const id = [...(this.own ? ["@id"] : []), `"${this.name("-")}"`, ...inner.keys.map((key) => `("-" + ${key})`)].join(" + ");
    const given = ["name", ...["label", "number"].filter(() => once(2))]; // in both: what is not given stays as it was
    const call = () => this.call(`<.live_component${special} module={${module}} id={${id}}`, given, inner);
    if (once(2)) return call();
    return `<%= if (${this.condition(scope)}) { %><p>${call()}</p><% } else { %>${call()}<% } %>`;
  }

  call(head, given, scope) {
    const values = { label: () => pick(['"l"', `{${this.text(scope)}}`]), number: () => `{static_cast<int>(${this.number(scope)})}`,
                     name: () => `{${this.text(scope)}}` };
    const tag = [head, ...given.map((name) => `${name}=${values[name]()}`)].join(" ");
    return once(2) ? `${tag} />` : `${tag}>${this.nodes(scope.deeper())}</.live_component>`;
  }

  // At most once, since it may hold live components.
  ownSlot() {
    this.slot = false;
    return "{render_slot(@inner_block)}";
  }

  // What only a formatter cares about.
  layoutCase(scope) {
    return pick([
      () => pick(["<hr>", "<br/>", "<img src='a\"b' alt=''>", "<!doctype html>", "<script>\n\n   let a = {};\n     b < c\n</script>",
                  "<style></style>", "<!-- a\n  b -->", "<%!-- a\n  b --%>", "<%# old %>", "two  words\n\n\n more words", "<b> </b>",
                  "<div>\n</div>", "<% /* nothing */ %>", "<%= %>", "<a href={\"x\"}></a>", "<.link_to to='x'>a</.link_to>"]),
      () => `<pre${this.attributes(scope)}>${this.nodes(scope)}</pre>`,
      () => `<div phx-no-format>${this.nodes(scope)}</div>`,
      () => `<b phx-no-curly-interpolation>{ <%= ${this.value(scope)} %></b>`,
      () => `<a ${this.attribute(scope, "title")}>${this.nodes(scope)}</a>`,
      () => `<!-- <%= ${this.value(scope)} %> ${space()} -->`,
      () => `<.box title={\n  ${this.text(scope)} +\n    ${this.text(scope)}}>${this.nodes(scope)}</.box>`,
      () => `<p class={[\n"a", // first\n    ${this.text(scope)}\n]} id="x">${this.nodes(scope)}</p>`,
      () => `{\n ${this.text(scope)}\n  // comment\n}`,
      () => `<% const auto ${this.name("made")} =\n      ${this.number(scope)} +\n  1; %>`,
      () => `<%= switch (@mode) { %><%!-- first --%>${space()}<% case 1: %>${this.nodes(scope)}<% } %>`,
    ])();
  }

  element(scope) {
    const [special, inner] = this.special(scope);
    const tag = pick(["p", "div", "span"]);
    return `<${tag}${special}${this.attributes(inner)}>${this.nodes(inner)}</${tag}>`;
  }

  block(scope) {
    return pick([
      () => `<%= if (${this.condition(scope)}) { %>${this.nodes(scope)}<% } %>`,
      () => `<%= if (${this.condition(scope)}) { %>${this.nodes(scope)}<% } else if (${this.condition(scope)}) { %>` +
            `${this.nodes(scope)}<% } else { %>${this.nodes(scope)}<% } %>`,
      () => {
        const size = this.name("size");
        return `<%= if (const auto ${size} = ${this.text(scope)}.size(); ${size} > 1) { %>${this.nodes(scope.with("numbers", size))}<% } %>`;
      },
      () => `<%= switch (@mode) { %> <% case 0: %>${this.nodes(scope)}<% case 1: %><% case 2: %>${this.nodes(scope)}` +
            `<% default: %>${once(2) ? "" : this.nodes(scope)}<% } %>`,
      () => {
        const item = this.name("item");
        return `<%= for (const auto& ${item} : @items) { %>${this.nodes(scope.with("items", item).keyed(`${item}.id`))}<% } %>`;
      },
      () => {
        const made = this.name("made");
        return `<% const auto ${made} = ${this.number(scope)} + 1; %>{${made}}`;
      },
    ])();
  }

  component(scope) {
    const [special, inner] = this.special(scope);
    return pick([
      () => `<.leaf${special} label={${this.text(inner)}} n={static_cast<int>(${this.number(inner)})} ${this.attribute(inner, "title")} />`,
      () => `<.leaf${special} label="l"${once(2) ? " {@attrs}" : ""} />`,
      () => `<.loose${special} n={static_cast<int>(${this.number(inner)})} label={${this.text(inner)}} />`,
      () => `<.box${special} title={${this.text(inner)}} open={${this.condition(inner)} ? true : false}>${this.nodes(inner)}</.box>`,
      () => `<.box${special} ${this.attribute(inner, "data-k")}>${this.nodes(inner)}</.box>`,
      () => `<.frame${special} open={${this.condition(inner)} ? true : false}>${this.nodes(inner)}</.frame>`,
      () => {
        const value = this.name("value");
        return `<.pass${special} :let={${value}} value={${this.text(inner)}}>${this.nodes(inner.with("texts", value))}</.pass>`;
      },
      () => {
        const word = this.name("word");
        return `<.each${special} :let={${word}} items={@words}>${this.nodes(inner.with("texts", word).repeated())}</.each>`;
      },
      () => `<.panel${special} count={@mode}>${this.entries(inner)}</.panel>`,
    ])();
  }

  entries(scope) {
    let out = "";
    for (let count = below(4); count > 0; --count) {
      const [special, inner] = once(3) ? this.entryLoop(scope) : [once(3) ? ` :if={${this.condition(scope)}}` : "", scope];
      if (once(2)) {
        out += `<:header${special}>${this.nodes(inner)}</:header>`;
      } else {
        const i = this.name("i");
        out += `<:col${special} :let={${i}} label={${this.text(inner)}}>${this.nodes(inner.with("numbers", i).repeated())}</:col>`;
      }
    }
    return out + (once(2) ? this.nodes(scope) : "");
  }

  entryLoop(scope) {
    const word = this.name("word");
    return [` :for={${word} <- @words}`, scope.with("texts", word).repeated()];
  }

  control(scope) {
    const [special, inner] = this.special(scope);
    return pick([
      () => `<input${special} value={${this.value(inner)}} ${this.attribute(inner, "title")}>`,
      () => `<input${special} type="checkbox" checked={${this.condition(inner)} ? true : false}>`,
      () => `<textarea${special}>${once(2) ? "t " : ""}{${this.text(inner)}}</textarea>`,
      () => `<select${special}><option value={${this.text(inner)}} selected={${this.condition(inner)} ? true : false}>{${this.text(inner)}}</option></select>`,
    ])();
  }
}

const seedFor = (index) => { state = Number(options.seed) * 100_003 + index * 7919; };
const flag = (controls) => (controls ? "  static constexpr bool controls = true;\n" : "");
const declare = (name, base, head, markup) =>
  `class ${name} : public ${base} {\n public:\n${head}  PLUME_HEEX(R"heex(${markup})heex")\n};\n`;

function write(index) {
  seedFor(index);
  const template = new Template();
  const scope = new Scope();
  const markup = once(3) ? `<main${template.attributes(scope)}>${template.nodes(scope)}${template.nodes(scope)}</main>`
                         : template.nodes(scope) + template.nodes(scope) + template.nodes(scope);
  return declare(`Random${index}`, "Fields", flag(template.controls), markup);
}

const updateMany = (name) =>
  `  static void update_many(std::span<${name}* const> all) {\n    for (auto* part : all) part->update();\n  }\n`;

// A view and three classes of live components, each of which may hold those before it.
function writeLive(index) {
  seedFor(index);
  const scope = new Scope();
  const controls = once(3);
  const parts = [];
  let text = "";
  for (let i = 0; i < 3; ++i) {
    const template = new Template({ budget: 12, controls, parts: [...parts], own: true });
    const markup = `<div phx-target={@myself}${template.attributes(scope)}>${template.nodes(scope)}${template.nodes(scope)}</div>`;
    parts.push(`Part${index}_${i}`);
    text += declare(parts[i], `PartOf<${parts[i]}>`, once(3) ? updateMany(parts[i]) : "", markup);
  }
  const page = new Template({ budget: 20, controls, parts });
  const markup = page.nodes(scope) + page.part(scope) + page.nodes(scope) + page.part(scope);
  return text + declare(`Random${index}`, "LivePage", flag(controls), markup);
}

const from = Number(options.from);
const classes = Array.from({ length: Number(options.count) }, (_, i) => (options.live ? writeLive : write)(from + i));
writeFileSync(options.output, `// Random templates of seed ${options.seed}.
#pragma once

#include "components.h"
#include "fields.h"
${options.live ? '#include "live_page.h"\n#include "part.h"\n' : ""}
namespace property {

${classes.join("\n")}
}  // namespace property
`);
