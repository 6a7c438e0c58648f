// `plume format` on random templates and on all of the project: it is idempotent, and what it writes is the same template
// (G17, and see format_check.cpp).
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const generator = fileURLToPath(new URL("diff_fuzz/random_templates.mjs", import.meta.url));
const program = join(process.env.PLUME_BUILD ?? join(root, "build/dev"), "bin/format_check");
const seed = process.env.PLUME_PROPERTY_SEED ?? "1";

const check = (files) => Number(execFileSync(program, files, { cwd: root, encoding: "utf8" }));

test(`5,000 random templates of seed ${seed}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "plume-format-"));
  try {
    const perFile = 250;
    let checked = 0;
    for (let from = 0; from < 5000; from += perFile) {
      const output = join(folder, "random.h");
      execFileSync(process.execPath, [generator, "--spaced", "--seed", seed, "--from", String(from), "--count", String(perFile), "--output", output]);
      checked += check([output]);
    }
    assert.equal(checked, 5000);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("all templates of the project", () => {
  const files = execFileSync("git", ["ls-files", "--", "*.heex", "*.h", "*.cpp"], { cwd: root, encoding: "utf8" }).split("\n")
    .filter((name) => name.endsWith(".heex") || (name && /^[^/#"]*PLUME_HEEX\(R"/m.test(readFileSync(join(root, name), "utf8"))));
  assert.ok(files.length > 50, `only ${files.length} files`);
  assert.ok(check(files) >= files.length);
});
