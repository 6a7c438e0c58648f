// Plume as others take it: installed and found by CMake or pkg-config, or as a folder of their project.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { root, Server } from "../support/server.mjs";
import { folder, install, run } from "./installed.mjs";

const app = join(root, "tests/package/app");
const debug = ["-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g1"];
let prefix;

async function buildApp(name, ...options) {
  const binary = join(folder, name);
  rmSync(binary, { recursive: true, force: true });
  await run("cmake", ["-S", app, "-B", binary, "-G", "Ninja", ...debug, ...options]);
  await run("cmake", ["--build", binary, "--target", "consumer", "consumer_test"]);
  await run(join(binary, "consumer_test"), []);
  return join(binary, "consumer");
}

async function serve(t, program) {
  const server = await new Server(program).start();
  t.after(() => server.stop("SIGKILL"));
  return async (path) => {
    const response = await fetch(server.url + path);
    assert.equal(response.status, 200, path);
    return response.text();
  };
}

async function showsItsPages(t, program) {
  const get = await serve(t, program);
  assert.match(await get("/"), /<h1>Count: 0<\/h1>/);
  const greeting = await get("/greeting");
  assert.match(greeting, /<p>Hello, package<\/p>/);
  assert.match(greeting, /<a href="\/" data-phx-link="redirect" data-phx-link-state="push" class="core-button core-plain">Count<\/a>/);
  assert.match(greeting, /<td class="">7<\/td>/);
  assert.match(await get("/assets/core_components.css"), /--core-accent/);
  assert.match(await get("/assets/site.css"), /margin: 2rem/);
  assert.match(await get("/assets/plume.js"), /LiveSocket/);
}

before(async () => { prefix = await install("prefix"); });

test("find_package", { timeout: 600_000 }, async (t) => {
  await showsItsPages(t, await buildApp("found", `-DCMAKE_PREFIX_PATH=${prefix}`));
});

test("add_subdirectory", { timeout: 900_000 }, async (t) => {
  await showsItsPages(t, await buildApp("subdirectory", `-DPLUME_SOURCE_DIR=${root}`));
});

test("pkg-config", { timeout: 600_000 }, async (t) => {
  const program = join(folder, "plain");
  const found = await run("pkg-config", ["--cflags", "--libs", "plume"], { env: { PKG_CONFIG_PATH: `${prefix}/lib/pkgconfig` } });
  await run("g++", ["-std=c++20", "-o", program, join(root, "tests/package/plain.cpp"), ...found.trim().split(/\s+/)]);
  const get = await serve(t, program);
  assert.equal(await get("/"), "plain");
});

test("find_package refuses another minor version", { timeout: 60_000 }, async () => {
  const project = join(folder, "refused");
  await assert.rejects(run("cmake", ["-S", join(root, "tests/package/refused"), "-B", project, `-DCMAKE_PREFIX_PATH=${prefix}`]),
                       /version: 0\.1\.0|compatible with requested version/);
});
