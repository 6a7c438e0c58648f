// Every error and warning of the template compiler has a row in its tests that says exactly what is shown.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const read = (folder, pattern) => {
  const at = join(import.meta.dirname, "../..", folder);
  return readdirSync(at).filter((name) => pattern.test(name)).map((name) => readFileSync(join(at, name), "utf8")).join("\n");
};
const ids = (text, pattern) => new Set([...text.matchAll(pattern)].map(([, id]) => id));

test("each id of the compiler has a row in the catalogue (1.9), and each row an id", () => {
  const known = ids(read("compiler", /\.cpp$/), /"([A-Z]\d\d?[a-e]?)"/g);
  const tested = ids(read("tests/unit/compiler", /_errors_test\.cpp$/), /^ +\{"([A-Z]\d\d?[a-e]?)(?:_\w+)?",/gm);
  assert.ok(known.size > 60, `only ${known.size} ids were found`);
  assert.deepEqual([...tested].sort(), [...known].sort());
});
