// The official client's copy of a page: its own code merges diffs and writes HTML.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildFolder, root } from "../support/server.mjs";

// The client's bundle does not export the class that merges diffs: a copy of the module does.
async function clientClass(name) {
  globalThis.window = globalThis;
  const bundle = join(root, "assets/node_modules/phoenix_live_view/priv/static/phoenix_live_view.esm.js");
  const copy = join(buildFolder, `client_${name}.mjs`);
  writeFileSync(copy, `${readFileSync(bundle, "utf8")}\nexport { ${name} };\n`);
  return (await import(pathToFileURL(copy)))[name];
}

const Rendered = await clientClass("Rendered");
const isObject = (value) => value !== null && typeof value === "object";

export class Client {
  constructor(join) { this.rendered = new Rendered("phx-1", join); }

  merge(diff) { this.rendered.mergeDiff(diff); }
  get tree() { return this.rendered.rendered; }

  /** All of the page, without the attributes which the client adds. */
  html() {
    this.rendered.toString(); // as after every merge: it resolves the templates of the diff
    const components = Object.values(this.tree.c);
    for (const component of components) component.reset = true; // all of it, although nothing changed
    const whole = this.rendered.recursiveToString(this.tree, this.tree.c, undefined, false, {}, null).buffer;
    for (const component of components) delete component.reset;
    for (const [tag, cid, target] of whole.matchAll(/data-phx-component="(\d+)"[^>]* phx-target="([^"]*)"/g))
      if (cid !== target) throw new Error(`component ${cid} calls itself ${target}: ${tag}`);
    return whole.replaceAll(/ data-phx-(id|component|view)="[^"]*"/g, "");
  }

  /** The numbers of live components that the client holds, but does not show. */
  gone() {
    const shown = new Set();
    const visit = (node) => {
      for (const [key, value] of Object.entries(node)) {
        if (["c", "kc", "magicId", "p", "r", "s"].includes(key)) continue;
        if (isObject(value)) visit(value);
        else if (typeof value === "number" && !shown.has(value)) {
          shown.add(value);
          visit(this.tree.c[value]);
        }
      }
    };
    visit(this.tree);
    return Object.keys(this.tree.c).map(Number).filter((cid) => !shown.has(cid));
  }
  forget(cids) { this.rendered.pruneCIDs(cids); }
}

// Class lists are told by their items, and different ones may be written alike.
const isClassList = (before) => /class="[^"]*$/.test(before ?? "");

// The first path of `diff` which says what the client's tree holds already, or nothing at all.
export function idle(diff, tree, path = "", statics = tree.s) {
  if (diff.s !== undefined) return undefined;
  if (diff.k) return idleEntries(diff.k, tree, path);
  const keys = Object.keys(diff).filter((key) => key !== "p" && key !== "c");
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

/** The same for the diffs of live components. */
export function idleComponent({ c: components = {} }, tree) {
  for (const [cid, diff] of Object.entries(components)) {
    const found = tree.c[cid] && idle(diff, tree.c[cid], `c/${cid}`);
    if (found) return found;
  }
  return undefined;
}
