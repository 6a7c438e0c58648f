// Serves the pages of the conformance corpus and runs the corpus' own runner against them:
//   node run.mjs --runner FOLDER --pages FOLDER --groups tmpl,keyed,…
// Of the groups' pages, those are compared that tests/conformance/pages.txt lists: the pages served so far. Fails also
// where all of them take more bytes than the reference, or one step more than five bytes of framing.
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

const report = join(options.runner, "report.json");
const server = await new Server("conformance").start();
const runner = spawn(process.execPath, [join(options.runner, "run.mjs"), "--base", server.url, "--only", names.join(","),
                                        "--json", report, options.pages],
                     { stdio: "inherit" });
const [code] = await once(runner, "exit");
const { code: serverCode, signal } = await server.stop();
if (serverCode !== 0) console.error(`the server ended badly (${signal ?? serverCode}); it printed:\n${server.output.slice(-4000)}`);
if (code !== 0 || serverCode !== 0) process.exit(1);  // the report may be that of an earlier run

const { bytes, reference, pages } = JSON.parse(readFileSync(report, "utf8"));
if (bytes > reference) console.error(`all steps take ${bytes} bytes, ${reference} were recorded`);
const longer = pages.flatMap(({ page, steps }) => steps.filter((step) => step.bytes > step.reference + 5)
  .map((step) => `${page}, step "${step.name}": ${step.bytes} bytes, ${step.reference} were recorded`));
for (const line of longer) console.error(line);
process.exit(bytes <= reference && !longer.length ? 0 : 1);
