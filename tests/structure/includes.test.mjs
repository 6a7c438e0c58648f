// Which part of the library may include which: downward only, as docs/design.md draws it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Each layer (a folder of src/) and those it may include besides itself.
const below = {};
below.foundation = [];
below.base = ["foundation"];
below.html = ["base", ...below.base];
below.render = ["html", ...below.html];
below.crypto = ["base", ...below.base];
below.runtime = ["base", ...below.base];
below.pubsub = ["runtime", ...below.runtime];
below.view = ["render", ...below.render, "crypto", "runtime", "pubsub"];
below.channel = ["view", ...below.view];
below.http = ["channel", ...below.channel];
below.core_components = ["view", ...below.view];
below.testing = ["http", ...below.http];

// The layer of each public header.
const publicLayers = {
  base: ["assets.h", "colocated.h", "connect_info.h", "errors.h", "flash.h", "for_each.h", "format.h", "hash.h", "http.h", "log.h", "log_level.h", "macro_pair.h",
         "message.h", "network.h", "parameter_filter.h", "path.h", "telemetry.h", "value.h"],
  html: ["html.h", "js.h", "literal.h", "maybe.h", "select_options.h", "text.h"],
  render: ["assign.h", "async.h", "component.h", "list_key.h", "owns_data.h", "range.h", "reads_as.h", "render.h", "root_layout.h", "stream.h",
           ...readdirSync(join(root, "include/plume/generated")).map((name) => `generated/${name}`)],
  pubsub: ["pubsub.h"],
  view: ["built_in.h", "callbacks.h", "enum.h", "form.h", "form_data.h", "hooks.h", "json.h", "layout.h", "live_component.h", "live_render.h", "live_route.h",
         "live_view.h", "page.h", "ref.h", "sender.h", "socket.h", "type_name.h", "upload.h", "view_options.h"],
  core_components: ["core_components.h",
                    ...readdirSync(join(root, "include/plume/core_components")).map((name) => `core_components/${name}`)],
  http: ["endpoint.h", "plugs.h", "plume.h", "router.h"],
  testing: ["testing.h", ...readdirSync(join(root, "include/plume/testing")).map((name) => `testing/${name}`)],
};
const layerOfHeader = Object.fromEntries(
  Object.entries(publicLayers).flatMap(([layer, names]) => names.map((name) => [`plume/${name}`, layer])));

function* filesIn(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesIn(path);
    else if (/\.(h|cpp)$/.test(entry.name)) yield path;
  }
}

// The headers named by a file's #include lines: {line, header}.
function includesOf(path) {
  return readFileSync(join(root, path), "utf8").split("\n").flatMap((text, index) => {
    const found = /^\s*#\s*include\s*[<"]([^>"]+)[>"]/.exec(text);
    return found ? [{ line: index + 1, header: found[1] }] : [];
  });
}

// The layer that a header belongs to; undefined for headers that are not the library's.
function layerOf(header) {
  if (header.startsWith("plume/")) return layerOfHeader[header.replace(/\.heex\.h$/, ".h")] ?? `unknown: list ${header} in ${import.meta.url.split("/").pop()}`;
  const folder = header.split("/")[0];
  return folder in below ? folder : undefined;
}

function wrongIncludes(path, layer) {
  return includesOf(path).flatMap(({ line, header }) => {
    const other = layerOf(header);
    const allowed = other === undefined || other === layer || below[layer].includes(other);
    return allowed ? [] : [`${path}:${line}: ${layer} includes ${header} (${other})`];
  });
}

test("every folder of src is a layer", () => {
  const folders = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map((entry) => entry.name).filter((name) => !(name in below)), []);
});

test("every public header has a layer", () => {
  const headers = [...filesIn("include/plume")].map((path) => path.slice("include/".length));
  assert.deepEqual(headers.filter((header) => !(header in layerOfHeader)), []);
});

for (const layer of Object.keys(below)) {
  test(`${layer} includes only what lies below it`, () => {
    const sources = [...filesIn("src")].filter((path) => path.startsWith(`src/${layer}/`)).map((path) => [path, layer]);
    const headers = (publicLayers[layer] ?? []).map((name) => [`include/plume/${name}`, layer]);
    assert.deepEqual([...sources, ...headers].flatMap(([path, own]) => wrongIncludes(path, own)), []);
  });
}

test("of the library the compiler knows the foundation alone", () => {
  const wrong = [...filesIn("compiler")].flatMap((path) =>
    includesOf(path).filter(({ header }) => layerOf(header) && layerOf(header) !== "foundation").map(({ line, header }) => `${path}:${line}: ${header}`));
  assert.deepEqual(wrong, []);
});

test("public headers include only the standard library and each other", () => {
  const wrong = [...filesIn("include/plume")].flatMap((path) =>
    includesOf(path).filter(({ header }) => !/^(plume\/.+|[a-z_]+)$/.test(header))
      .map(({ line, header }) => `${path}:${line}: ${header}`));
  assert.deepEqual(wrong, []);
});

// What the other public headers are made of; nobody needs to include them.
const parts = new Set(["callbacks.h", "for_each.h", "hash.h", "list_key.h", "literal.h", "macro_pair.h", "maybe.h", "owns_data.h", "reads_as.h", "render.h",
                       "text.h", "type_name.h"].map((name) => `plume/${name}`));

test("plume/plume.h names every header that people include", () => {
  const isForOthers = (header) => header === "plume/plume.h" || parts.has(header) || /^plume\/(generated|testing|core_components)\b/.test(header);
  const named = includesOf("include/plume/plume.h").map(({ header }) => header);
  assert.deepEqual(named, Object.keys(layerOfHeader).filter((header) => !isForOthers(header)).sort());
});

test("only compiled templates include what is generated for them", () => {
  const inHeaders = [...filesIn("include/plume")].filter((path) => !path.startsWith("include/plume/generated/"));
  const wrong = inHeaders.flatMap((path) => includesOf(path).filter(({ header }) => header.startsWith("plume/generated/")).map(({ header }) => `${path}: ${header}`));
  assert.deepEqual(wrong, []);
});

// What the compiler says of the file by itself; "" where nothing.
const faultsOf = (path, generated) => new Promise((done) => {
  execFile(process.env.CXX ?? "g++", ["-std=c++20", "-fsyntax-only", "-x", "c++", "-Iinclude", `-I${generated}`, path], { cwd: root },
    (error, _, errors) => done(error ? `${path}: ${(errors || String(error)).split("\n").slice(0, 5).join("\n")}` : ""));
});

test("every public header compiles by itself", async () => {
  // What the templates of class templates become is generated: it is empty here.
  const headers = [...filesIn("include/plume")];
  const generated = mkdtempSync(join(tmpdir(), "plume-headers-"));
  for (const { header } of headers.flatMap(includesOf).filter(({ header }) => header.endsWith(".heex.h"))) {
    mkdirSync(dirname(join(generated, header)), { recursive: true });
    writeFileSync(join(generated, header), "");
  }
  const faults = [], left = [...headers];
  const worker = async () => {
    while (left.length) faults.push(await faultsOf(left.pop(), generated));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  rmSync(generated, { recursive: true });
  assert.equal(faults.length, headers.length);
  assert.deepEqual(faults.filter(Boolean), []);
});
