// Every item of the seed's module reference has a test that is named after it, or waits for a part that is not there.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const rows = readFileSync(join(import.meta.dirname, "table_a.txt"), "utf8").split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => line.split(" | "));
const waits = (value) => /^waits for (streams|uploads)$/.test(value);

test("each row of Table A (server-api) has its test in tests/unit/reference, and each test its row", () => {
  const folder = join(import.meta.dirname, "../unit/reference");
  const sources = readdirSync(folder).filter((name) => name.endsWith("_test.cpp"))
    .map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  const tests = [...sources.matchAll(/^TEST\(TableA, (\w+)\)/gm)].map(([, name]) => name);
  assert.deepEqual(tests.sort(), rows.map(([, value]) => value).filter((value) => !waits(value)).sort());
});

test("Table A has all 112 items, each with one test or one reason", () => {
  assert.equal(rows.length, 112);
  for (const row of rows) assert.ok(row.length === 2 && (waits(row[1]) || /^\w+$/.test(row[1])), row.join(" | "));
});
