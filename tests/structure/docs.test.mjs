// The code in the documentation is code that is compiled and run.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => readFileSync(`${root}/${path}`, "utf8");

test("each block of C++ in docs/testing.md stands in its test", () => {
  const blocks = [...read("docs/testing.md").matchAll(/^```cpp\n(.*?)^```$/gms)].map(([, code]) => code);
  const compiled = read("tests/unit/testing/docs_test.cpp");
  assert.ok(blocks.length > 0);
  assert.deepEqual(blocks.filter((block) => !compiled.includes(block)), []);
});

/** The fenced blocks of a page in these languages. */
const blocksOf = (path, ...languages) =>
  [...read(path).matchAll(/^```(\S+)\n([^]*?)^```$/gm)].filter(([, language]) => languages.includes(language)).map(([, , code]) => code);
/** Code without what its place in a file changes: indentation, empty lines, comments behind members, `inline`. */
const bare = (code) => code.split("\n").map((line) => line.trim().replace(/\s*\/\/\/?<? .*$/, "").replace(/^inline /, "")).filter(Boolean).join("");

for (const [page, compiled] of [["templates", "templates.h"], ["application", "application.h"], ["browser", "application.h"], ["streams", "lists.h"], ["uploads", "lists.h"]])
  test(`each block of C++ and each template in docs/${page}.md stands in its test`, () => {
    const code = bare(read(`tests/unit/docs/${compiled}`));
    const blocks = blocksOf(`docs/${page}.md`, "cpp", "heex");
    assert.ok(blocks.length > 0);
    assert.deepEqual(blocks.filter((block) => !code.replace(/\s/g, "").includes(bare(block).replace(/\s/g, ""))), []);
  });

test("each script in docs/browser.md is JavaScript", () => {
  const scripts = blocksOf("docs/browser.md", "js");
  assert.ok(scripts.length >= 3);
  for (const script of scripts)
    new vm.Script(`(async () => {${script.replace(/^import (.*) from (.*);$/gm, "const $1 = await import($2);")}})`);
});

test("README names every page of docs, and pages name files that are there", () => {
  const pages = readdirSync(`${root}/docs`).filter((name) => name.endsWith(".md"));
  const texts = [read("README.md"), ...pages.map((name) => read(`docs/${name}`))];
  assert.deepEqual(pages.filter((name) => !read("README.md").includes(`docs/${name}`)), []);
  const named = texts.flatMap((text) => [...text.matchAll(/`((?:docs|include|tests|assets|examples)\/[\w./-]+)`/g)].map(([, path]) => path));
  assert.deepEqual(named.filter((path) => ![path, `${path}.test.mjs`].some((file) => existsSync(`${root}/${file}`))), []);
});
