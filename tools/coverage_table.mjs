// Reads what `llvm-cov export -summary-only` writes, and prints the lines that were run for each folder below a folder.
//
//     llvm-cov export -summary-only … | node coverage_table.mjs FOLDER
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";

const root = process.argv[2];
const folders = new Map();
for (const { filename, summary } of JSON.parse(readFileSync(0, "utf8")).data[0].files) {
  const path = relative(root, filename);
  if (path.startsWith("..")) continue;
  for (const name of [dirname(path), "all"]) {
    const folder = folders.get(name) ?? { count: 0, covered: 0 };
    folder.count += summary.lines.count;
    folder.covered += summary.lines.covered;
    folders.set(name, folder);
  }
}
console.log("folder            lines    run");
for (const [name, { count, covered }] of [...folders].sort(([a], [b]) => (a === "all") - (b === "all") || a.localeCompare(b))) {
  console.log(`${name.padEnd(16)} ${String(count).padStart(6)}  ${((100 * covered) / count).toFixed(1).padStart(5)}%`);
}
