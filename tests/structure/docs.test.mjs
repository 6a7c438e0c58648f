// The code in the documentation is code that is compiled and run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path) => readFileSync(`${root}/${path}`, "utf8");

test("each block of C++ in docs/testing.md stands in its test", () => {
  const blocks = [...read("docs/testing.md").matchAll(/^```cpp\n(.*?)^```$/gms)].map(([, code]) => code);
  const compiled = read("tests/unit/testing/docs_test.cpp");
  assert.ok(blocks.length > 0);
  assert.deepEqual(blocks.filter((block) => !compiled.includes(block)), []);
});
