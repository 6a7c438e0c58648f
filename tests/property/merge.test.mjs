// Property test of the diff engine: random changes of random templates are merged by the official client's own code, and
// what it then shows must be what a fresh render gives.
//
// PLUME_PROPERTY_SEED=N replays a seed, PLUME_PROPERTY_STEPS=N takes that many steps of each template.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { buildFolder, root } from "../support/server.mjs";

const seed = process.env.PLUME_PROPERTY_SEED ?? String(Math.floor(Math.random() * 1e9));
const steps = process.env.PLUME_PROPERTY_STEPS ?? "800";
const fewestSteps = 50_000;

// The client's bundle does not export the class that merges diffs: a copy of the module does.
async function clientClass(name) {
  globalThis.window = globalThis;
  const bundle = join(root, "assets/node_modules/phoenix_live_view/priv/static/phoenix_live_view.esm.js");
  const copy = join(buildFolder, `client_${name}.mjs`);
  writeFileSync(copy, `${readFileSync(bundle, "utf8")}\nexport { ${name} };\n`);
  return (await import(pathToFileURL(copy)))[name];
}

const isObject = (value) => value !== null && typeof value === "object";

// Class lists are told by their items, and different ones may be written alike.
const isClassList = (before) => /class="[^"]*$/.test(before ?? "");

// The first path of `diff` which says what the client's tree holds already, or nothing at all.
function idle(diff, tree, path = "", statics = tree.s) {
  if (diff.s !== undefined) return undefined;
  if (diff.k) return idleEntries(diff.k, tree, path);
  const keys = Object.keys(diff).filter((key) => key !== "p");
  if (!keys.length && path) return `${path}: nothing`;
  for (const key of keys) {
    const found = isObject(diff[key])
      ? isObject(tree[key]) && idle(diff[key], tree[key], `${path}/${key}`)
      : diff[key] === tree[key] && !isClassList(statics[key]) && `${path}/${key}: ${JSON.stringify(diff[key])}`;
    if (found) return found;
  }
  return undefined;
}

function idleEntries(entries, { k: known, s: statics }, path) {
  let told = entries.kc !== known.kc;
  const isNew = (entry) => Object.keys(entry).length === statics.length - 1; // or all of it has changed
  for (const [key, entry] of Object.entries(entries)) {
    if (key === "kc" || key === "km") continue;
    told = true;
    const [from, diff] = Array.isArray(entry) ? entry : typeof entry === "number" ? [entry, null] : [Number(key), entry];
    const at = `${path}/k/${key}`;
    if (diff !== entry && from === Number(key)) return `${at}: moved to where it was`;
    if (diff === null || !known[from] || (diff === entry && isNew(entry))) continue;
    const found = Object.keys(diff).length ? idle(diff, known[from], at, statics) : `${at}: nothing`;
    if (found) return found;
  }
  return told ? undefined : `${path}/k: nothing`;
}

class Client {
  constructor(Rendered, join) { this.rendered = new Rendered("phx-1", join); }

  merge(diff) { this.rendered.mergeDiff(diff); }
  get tree() { return this.rendered.rendered; }

  /** All of the page, without the attributes which the client adds. */
  html() {
    this.rendered.toString(); // as after every merge: it resolves the templates of the diff
    const whole = this.rendered.recursiveToString(this.tree, this.tree.c, undefined, false, {}, null).buffer;
    return whole.replaceAll(/ data-phx-id="[^"]*"/g, "");
  }
}

test(`the client shows what a fresh render gives (seed ${seed})`, { timeout: 300_000 }, async () => {
  const Rendered = await clientClass("Rendered");
  const program = spawn(join(buildFolder, "bin/property_steps"), ["--seed", seed, "--steps", steps], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(program, "exit");
  let client, template, controls, step, taken = 0;
  for await (const line of createInterface({ input: program.stdout })) {
    const { template: name, controls: has, join, diff, html } = JSON.parse(line);
    if (name !== undefined) [template, controls, step] = [name, has, 0];
    const replay = `property_steps --seed ${seed} --steps ${steps} --template ${template}, step ${step}`;
    if (join) {
      client = new Client(Rendered, join);
    } else {
      const found = !controls && idle(diff, client.tree);
      assert.ok(!found, `${replay}: the diff repeats ${found}: ${line}`);
      client.merge(diff);
    }
    assert.equal(client.html(), html, replay);
    ++step;
    ++taken;
  }
  const [code] = await ended;
  assert.equal(code, 0, "property_steps found a diff that was not needed; it says which above");
  if (!process.env.PLUME_PROPERTY_STEPS) assert.ok(taken >= fewestSteps, `only ${taken} steps`);
});
