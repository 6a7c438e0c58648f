// Serves the pages of the conformance corpus and runs the corpus' own runner against them:
//   node run.mjs --runner FOLDER --pages FOLDER --groups tmpl,keyed,…
// Of the groups' pages, those are compared that tests/conformance/pages.txt lists: the pages served so far.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Server } from "../support/server.mjs";

const { values: options } = parseArgs({
  options: { runner: { type: "string" }, pages: { type: "string" }, groups: { type: "string" } },
});
const groups = options.groups.split(",");
const names = readFileSync(new URL("pages.txt", import.meta.url), "utf8").split("\n")
  .map((line) => line.replace(/#.*/, "").trim())
  .filter((name) => groups.some((group) => name === group || name.startsWith(`${group}-`)));
if (!names.length) throw new Error(`tests/conformance/pages.txt lists no page of ${options.groups}`);

const server = await new Server("conformance").start();
const runner = spawn(process.execPath, [join(options.runner, "run.mjs"), "--base", server.url, "--only", names.join(","), options.pages],
                     { stdio: "inherit" });
const [code] = await once(runner, "exit");
const { code: serverCode, signal } = await server.stop();
if (serverCode !== 0) console.error(`the server ended badly (${signal ?? serverCode}); it printed:\n${server.output.slice(-4000)}`);
process.exit(code || (serverCode === 0 ? 0 : 1));
