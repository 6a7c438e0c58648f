// What clangd needs: compile_commands.json of a build lets it check an application's files and the generated ones.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { buildFolder, root } from "../support/server.mjs";

const clangd = ["clangd-19", "clangd"].find((program) => !spawnSync(program, ["--version"]).error);

// Where there is no clangd: the compiler, with the command of the file.
function compile(file) {
  const commands = JSON.parse(readFileSync(join(buildFolder, "compile_commands.json"), "utf8"));
  const entry = commands.find((one) => one.file === file) ?? commands.find((one) => one.file.includes("/heex/gallery_pages/"));
  const command = entry.command.replace(/ -o \S+/, "").replaceAll(entry.file, file);
  return spawnSync("sh", ["-c", `${command} -x c++ -fsyntax-only`], { cwd: entry.directory, encoding: "utf8" });
}

function check(file) {
  assert.ok(existsSync(file), `${file} is not there`);
  if (!clangd) return assert.equal(compile(file).status, 0, compile(file).stderr);
  const { stderr } = spawnSync(clangd, [`--check=${file}`, `--compile-commands-dir=${buildFolder}`], { encoding: "utf8" });
  assert.match(stderr, /All checks completed/);
  // What it says of the code; it also counts refactorings that are not to be had at some place.
  assert.deepEqual(stderr.split("\n").filter((line) => /^E\S+ +\[\S+\] Line \d+: /.test(line)), []);
}

test("an application's page, with its template in the header", () => check(join(root, "examples/monitor/chart.h")));
test("an application's page, with a template beside it", () => check(join(root, "examples/counter/counter_live.h")));
test("an application of one file", () => check(join(root, "examples/hello/main.cpp")));
test("a generated file", () => check(join(buildFolder, "examples/heex/gallery_pages/counter/counter_live.html.heex.cpp")));
